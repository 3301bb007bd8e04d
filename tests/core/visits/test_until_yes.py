"""What is asked every evening until the answer is yes, and what stays away until then."""

from __future__ import annotations

from msgspec.structs import replace

from routine.core.config.spacing_rules import AroundVisit, SpacingRules
from routine.core.requests.commands import Done, Skip, Undo, VisitAct
from routine.core.requests.queries import PlanQuery
from routine.core.schedule.visit_series import After
from routine.core.state.log import Entry
from tests.builders import World, a_preset, a_schedule, a_series, lasting

CLOSED = After(id="closed", say="Has the skin closed?", wait=lasting("5 days"), at=(19 * 60,), until_yes=True)
RULES = SpacingRules(
    visits=(
        AroundVisit(
            name="actives",
            off=("retinoid",),
            after=lasting("5 days"),
            until_yes="closed",
            unanswered=True,
            why="Not before the skin has closed.",
            source="a test",
        ),
    )
)


def a_household() -> World:
    """A retinoid every evening at 21:00, and a laser on 24 November at 10:00 that asks from the 29th on."""
    serum = a_preset("serum", a_schedule("21:00"), contains=("retinoid",))
    world = World(serum, a_series("laser", after=(CLOSED,)), spacing=RULES)
    world.ask(VisitAct("book", "laser", "24 Nov 10:00"))
    return world


def waits(world: World) -> list[str]:
    """The days on which the retinoid is left out."""
    rows = world.ask(PlanQuery(20, "serum"))["occurrences"]
    return [row["nominal"][:10] for row in rows if row["status"] == "excused"]


def nights(world: World) -> list[Entry]:
    """What became of the evenings with the retinoid from that of the visit on."""
    return [one for one in world.log if one.routine == "serum" and f"{one.nominal:%m-%d}" >= "11-24"]


def went(world: World) -> None:
    world.to("2026-11-24 19:05")
    world.press("went")


def test_the_plan_shows_the_question_before_they_went_too() -> None:
    """Else the evening on which the actives come back would rest on a question that no plan has."""
    found = a_household().ask(PlanQuery(20, "laser"))["occurrences"]
    asked = [one for one in found if one["says"] == ["Has the skin closed?"]]
    assert [(one["nominal"], one["why"]) for one in asked] == [
        ("2026-11-29T19:00", "after your visit on 24 November 2026 at 10:00, if you go")
    ]


def test_after_the_visit_the_question_comes_on_its_evening_with_yes_and_not_yet() -> None:
    world = a_household()
    went(world)
    world.to("2026-11-29 19:05")
    notice = world.notice("laser")
    assert [button.label for button in notice.buttons] == ["Yes", "Not yet"]
    assert "Has the skin closed?" in notice.body


def test_not_yet_keeps_the_actives_away_and_is_asked_again_on_the_next_evening() -> None:
    world = a_household()
    went(world)
    world.to("2026-11-29 19:05")
    world.ask(Skip(("laser",)))
    assert waits(world)[0] == "2026-11-29"
    world.to("2026-11-30 19:05")
    assert world.raised == ["laser@visit:1:closed?:2026-11-30T19:00"]
    assert waits(world) == ["2026-11-30"]


def test_unanswered_it_stays_away_however_long_and_is_followed_up() -> None:
    world = a_household()
    went(world)
    world.to("2026-12-08 23:30")
    assert {entry.answer for entry in nights(world)} == {"excused"}
    assert len(nights(world)) == 15


def test_yes_lets_them_come_the_same_evening_and_undo_takes_it_back() -> None:
    world = a_household()
    went(world)
    world.to("2026-11-30 19:05")
    world.ask(Done(("laser",)))
    assert waits(world) == []
    assert world.routine("laser").visits[0].cleared == ("closed",)
    world.ask(Undo("laser"))
    assert waits(world) == ["2026-11-30"]


def test_until_it_is_said_whether_the_visit_took_place_they_stay_away() -> None:
    """The plan takes the question as answered on time; the evening knows better."""
    world = a_household()
    world.to("2026-11-30 23:30")
    assert {entry.answer for entry in nights(world)} == {"excused"}


def test_a_visit_that_did_not_take_place_holds_nothing_back() -> None:
    world = a_household()
    world.to("2026-11-24 19:05")
    world.press("did-not-go")
    assert waits(world) == []


def test_the_question_that_was_skipped_ahead_comes_on_the_next_evening_with_one_answer_each() -> None:
    world = a_household()
    went(world)
    world.to("2026-11-29 08:00")
    world.ask(Skip(("laser",), next=True))
    world.to("2026-11-29 19:05")
    assert world.raised == []
    world.to("2026-11-30 19:05")
    assert world.raised == ["laser@visit:1:closed?:2026-11-30T19:00"]


def test_while_the_question_waits_no_second_one_is_planned() -> None:
    world = a_household()
    went(world)
    world.to("2026-11-29 19:05")
    world.ask(VisitAct("book", "laser", "2027-01-12 10:00"))
    assert world.raised == ["laser@visit:1:closed?:2026-11-29T19:00"]
    assert [one.key for one in world.routine("laser").armed if ":1:closed" in one.key] == []


def test_each_visit_is_asked_about_until_its_own_yes() -> None:
    """The second laser while the question about the first still waits: each has one."""
    world = a_household()
    went(world)
    world.ask(VisitAct("book", "laser", "2026-11-27 10:00"))
    world.to("2026-11-27 19:05")
    world.press("went")
    armed = [one.key for one in world.routine("laser").armed if "closed" in one.key]
    assert armed == ["visit:1:closed?:2026-11-29T19:00", "visit:2:closed?:2026-12-02T19:00"]


def test_a_yes_ahead_of_the_question_counts_and_the_other_visit_waits_on() -> None:
    world = a_household()
    went(world)
    world.to("2026-11-28 12:00")
    world.ask(Done(("laser",), next=True))
    world.ask(VisitAct("book", "laser", "2026-12-20 10:00"))
    assert [one.key for one in world.routine("laser").armed if ":1:closed" in one.key] == []


def test_another_question_of_the_same_visit_holds_nothing_back() -> None:
    """That of the three months is asked for its own sake."""
    later = After(id="look", say="Did it last?", wait=lasting("90 days"), at=(19 * 60,), until_yes=True)
    serum = a_preset("serum", a_schedule("21:00"), contains=("retinoid",))
    world = World(serum, a_series("laser", after=(CLOSED, later)), spacing=RULES)
    world.ask(VisitAct("book", "laser", "24 Nov 10:00"))
    assert waits(world) == waits(a_household())


def test_a_yes_ahead_of_the_question_lets_them_come_from_the_days_of_the_rule_on() -> None:
    """One day by the rule, the question after five: the clinic saw on the third that it has closed."""
    [rule] = RULES.visits
    serum = a_preset("serum", a_schedule("21:00"), contains=("retinoid",))
    sooner = SpacingRules(visits=(replace(rule, after=lasting("1 day")),))
    world = World(serum, a_series("laser", after=(CLOSED,)), spacing=sooner)
    world.ask(VisitAct("book", "laser", "24 Nov 10:00"))
    went(world)
    world.to("2026-11-26 12:00")
    assert waits(world)[0] == "2026-11-26"
    world.ask(Done(("laser",), next=True))
    assert waits(world) == []


def test_each_visit_waits_for_the_evening_that_asks_about_it_alone() -> None:
    """The second is weeks ahead: until then the retinoid comes."""
    world = a_household()
    before = waits(world)
    world.ask(VisitAct("book", "laser", "2027-01-20 10:00"))
    assert waits(world) == before


def test_the_question_says_which_of_two_visits_it_is_about() -> None:
    world = a_household()
    went(world)
    world.ask(VisitAct("book", "laser", "2026-11-27 10:00"))
    world.to("2026-11-27 19:05")
    world.press("went")
    world.to("2026-11-29 19:05")
    world.press("done", "laser")
    world.to("2026-12-02 19:05")
    assert world.raised == ["laser@visit:2:closed?:2026-12-02T19:00"]
    assert "27 November 2026" in world.notice("laser").body
