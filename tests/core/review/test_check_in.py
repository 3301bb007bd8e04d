"""Every three months: has anything changed? Asked once, at a civil hour, and answered by buttons alone if need be."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from routine.core.config.rules import Fact, Rule
from routine.core.config.settings import Settings
from routine.core.preset.model import Course, Safety
from routine.core.requests.commands import Answers, Disable, Done, Enable, PauseCommand
from routine.core.requests.reports import Reload
from routine.core.review.check_in import next_wakes
from routine.core.review.check_in_interval import next_day
from routine.core.review.outcomes import Look, QuestionsAnswered
from routine.core.routines.outcomes import Reloaded
from routine.core.state.routine import OnHold
from routine.core.when.part_of_day import Window
from tests.builders import World, a_preset, a_schedule, lasting

NAMES = ("egg", "pregnant", "nuts")
FACTS = {
    "egg": Fact("egg", "Are you allergic to egg?"),
    "pregnant": Fact("pregnant", "Are you pregnant?"),
    "nuts": Fact("nuts", "Do you have other allergies?", "list"),
    "dry": Fact("dry", "Do you have dry skin?"),
}
RULES = {
    "egg": Rule(name="egg", fact="egg", level="final", why="Egg.", fix="Leave it.", source="s"),
    "pregnant": Rule(name="pregnant", fact="pregnant", level="block", why="Pregnant.", fix="Ask.", source="s"),
    "nuts": Rule(name="nuts", fact="nuts", level="note", why="Nuts.", fix="Read.", source="s"),
}


def a_world(now: str = "2026-11-23 07:00", **fields: Any) -> World:
    """A mask in the evenings that goes by three answers, begun on 23 November."""
    mask = a_preset("mask", a_schedule("20:00"), safety=Safety(never_if=NAMES))
    profile: dict[str, bool | str] = {"egg": False, "pregnant": False, "nuts": "latex"}
    return World(mask, rules=RULES, facts=FACTS, profile=profile, now=now, **fields)


def asks(world: World) -> bool:
    """Whether the notice shows that asks if anything has changed."""
    return [card.about for card in world.state.notices.cards if card.kind == "changes"] == [()]


def asked_about(world: World) -> str:
    """The fact that the notice puts the question of."""
    (card,) = (card for card in world.state.notices.cards if card.kind == "changes")
    return card.about[0]


def live(world: World, until: str) -> None:
    """Time passes, and whatever waits is answered the same evening."""

    def at_wake() -> None:
        if world.raised:
            world.ask(Done())

    world.simulation.run_to(world._instant(until), at_wake)


def test_three_calendar_months_after_the_beginning_it_asks_at_ten() -> None:
    world = a_world()
    live(world, "2027-02-23 09:59")
    assert not asks(world)
    live(world, "2027-02-23 10:00")
    assert world.offers("changes") == ["same", "changed"]


def test_it_stays_and_is_not_repeated() -> None:
    world = a_world()
    live(world, "2027-05-01 12:00")
    assert world.showing.count("changes") == 1
    assert world.simulation.shown.count("changes") == 1


def test_over_a_year_it_asks_every_three_months_after_the_answer() -> None:
    world, asked = a_world(), []

    def at_wake() -> None:
        if world.raised:
            world.ask(Done())
        if asks(world):
            asked.append(f"{world.now.wall():%m-%d %H:%M}")
            world.pressed("same", "changes")

    world.simulation.run_to(world._instant("2027-11-30 12:00"), at_wake)
    assert asked == ["02-23 10:00", "05-23 10:00", "08-23 10:00", "11-23 10:00"]


def test_a_profile_changed_or_confirmed_by_command_is_an_answer() -> None:
    world = a_world()
    live(world, "2027-02-01 12:00")
    world.ask(Reload(fact="egg"))
    live(world, "2027-04-30 12:00")
    assert not asks(world)
    live(world, "2027-05-01 10:00")
    assert asks(world)
    outcome = world.did(Reload(confirmed=True))
    assert isinstance(outcome, Reloaded)
    assert outcome.confirmed
    assert not asks(world)
    assert f"{next_day(world.setup_now, world.state, 'Europe/Berlin')}" == "2027-08-01"


def test_files_read_again_are_no_answer() -> None:
    world = a_world()
    live(world, "2027-02-01 12:00")
    world.ask(Reload())
    live(world, "2027-02-23 10:00")
    assert asks(world)


def test_what_goes_by_no_answer_is_never_asked_about() -> None:
    world = World(a_preset(), rules=RULES, facts=FACTS)
    world.to("2027-04-01 12:00")
    assert not asks(world)


def test_once_nothing_goes_by_the_answers_the_question_goes() -> None:
    world = a_world()
    live(world, "2027-02-23 10:00")
    world.ask(Disable(("mask",)))
    world.tick()
    assert not asks(world)


def test_in_quiet_hours_it_waits_for_their_end() -> None:
    world = a_world(settings=Settings(quiet=(Window("9-11", 9 * 60, 11 * 60),)))
    live(world, "2027-02-23 10:59")
    assert not asks(world)
    live(world, "2027-02-23 11:00")
    assert asks(world)


def test_late_at_night_it_waits_for_the_morning() -> None:
    world = a_world()
    world.ask(PauseCommand())
    world.off_until("2027-02-23 23:00")
    assert not asks(world)
    live(world, "2027-02-24 10:00")
    assert asks(world)


@pytest.mark.parametrize(("at", "asked"), [("21:59", True), ("22:00", False)])
def test_from_ten_in_the_evening_it_asks_nothing(at: str, asked: bool) -> None:
    world = a_world()
    world.ask(PauseCommand())
    world.off_until(f"2027-02-23 {at}")
    assert asks(world) is asked


def test_while_it_shows_it_needs_no_wake() -> None:
    world = a_world()
    live(world, "2027-02-23 10:00")
    assert list(next_wakes(world.draft)) == []


def test_a_silent_household_is_not_asked_before_it_answers() -> None:
    world = a_world()
    live(world, "2027-02-10 12:00")
    world.to("2027-02-25 12:00")
    assert not asks(world)
    world.pressed("fresh", "silent")
    world.to("2027-02-26 10:00")
    assert asks(world)


def test_by_buttons_alone_each_question_is_answered_and_a_yes_holds_at_once() -> None:
    world = a_world()
    live(world, "2027-02-23 10:00")
    world.pressed("changed", "changes")
    assert (asked_about(world), world.offers("changes")) == ("egg", ["yes", "no", "not-now"])
    world.pressed("yes", "changes")
    assert world.routine("mask").held == OnHold("Egg.", world.now.instant, rule="final:egg")
    assert asked_about(world) == "pregnant"
    outcome = world.pressed("no", "changes")
    assert outcome == QuestionsAnswered(Look(), ("nuts",))
    assert "answered" in world.showing
    assert f"{next_day(world.setup_now, world.state, 'Europe/Berlin')}" == "2027-05-23"
    assert [(one.fact, one.value) for one in world.state.profile.said] == [("egg", True)]


def test_an_answer_by_button_holds_over_the_file_until_a_command_says_otherwise() -> None:
    world = a_world()
    live(world, "2027-02-23 10:00")
    world.pressed("changed", "changes")
    world.pressed("no", "changes")
    world.pressed("yes", "changes")
    assert "Pregnant." in world.notice("review").body
    world.ask(Reload())
    assert world.state.profile.said
    world.ask(Reload(fact="pregnant"))
    assert world.state.profile.said == ()
    assert "review" not in world.showing


def test_later_asks_again_the_next_morning() -> None:
    world = a_world()
    live(world, "2027-02-23 10:00")
    world.pressed("changed", "changes")
    world.pressed("not-now", "changes")
    live(world, "2027-02-24 09:00")
    assert not asks(world)
    live(world, "2027-02-24 10:00")
    assert asks(world)


def test_enabling_something_else_does_not_put_it_off() -> None:
    world = a_world()
    live(world, "2027-02-22 12:00")
    world.change(a_preset("other"))
    world.ask(Reload())
    world.ask(Enable(("other",)))
    live(world, "2027-02-23 10:00")
    assert asks(world)


def test_each_question_is_sent_anew() -> None:
    """A server that has the notice before it, or put that away, would show nothing of it."""
    world = a_world()
    live(world, "2027-02-23 10:00")
    world.pressed("changed", "changes")
    world.pressed("no", "changes")
    assert world.simulation.shown.count("changes") == 3


def a_house_of_two() -> World:
    """A mask goes by egg, a cream by pregnancy, and both were asked about: something changed."""
    mask = a_preset("mask", a_schedule("20:00"), safety=Safety(never_if=("egg",)))
    cream = a_preset("cream", a_schedule("21:00"), safety=Safety(never_if=("pregnant",)))
    world = World(mask, cream, rules=RULES, facts=FACTS, profile={"egg": False, "pregnant": False})
    live(world, "2027-02-23 10:00")
    world.pressed("changed", "changes")
    return world


def test_a_question_that_nothing_goes_by_any_more_is_left_out() -> None:
    world = a_house_of_two()
    world.ask(Disable(("cream",)))
    assert asked_about(world) == "egg"
    assert world.pressed("no", "changes") == QuestionsAnswered(Look(), ())


def test_a_question_says_whom_it_matters_to_and_no_others() -> None:
    world = a_house_of_two()
    assert "It matters to Mask." in world.notice("changes").body
    world.pressed("no", "changes")
    assert "It matters to Cream." in world.notice("changes").body


@pytest.mark.parametrize(
    ("answer", "stays"),
    [
        (Reload(fact="egg"), False),
        (Reload(fact="pregnant"), True),
        (Reload(fact="nuts"), True),
        (Reload(confirmed=True), False),
        (Answers({"egg": "no"}), False),
        (Answers({"pregnant": "no"}), True),
    ],
    ids=str,
)
def test_the_question_that_is_asked_goes_once_it_is_answered_elsewhere(answer: Reload | Answers, stays: bool) -> None:
    """Any other answer leaves it: it is still to be answered."""
    world = a_world()
    live(world, "2027-02-23 10:00")
    world.pressed("changed", "changes")
    assert asked_about(world) == "egg"
    world.ask(answer)
    assert ("changes" in world.showing) is stays


def test_answers_given_on_the_page_answer_whether_anything_changed() -> None:
    world = a_world()
    live(world, "2027-02-23 10:00")
    world.ask(Answers({"pregnant": "no"}))
    assert not asks(world)
    assert f"{next_day(world.setup_now, world.state, 'Europe/Berlin')}" == "2027-05-23"


def test_what_a_command_says_of_one_fact_leaves_the_answers_to_the_others() -> None:
    """By buttons both were answered; the file is the later word of the one alone."""
    world = a_world()
    live(world, "2027-02-23 10:00")
    world.pressed("changed", "changes")
    world.pressed("yes", "changes")
    world.pressed("yes", "changes")
    world.ask(Reload(fact="pregnant"))
    assert [(one.fact, one.value) for one in world.state.profile.said] == [("egg", True)]


def test_a_list_that_a_command_says_is_in_the_file_alone() -> None:
    """Only a week is noted with the day on which it was said."""
    world = a_world()
    world.ask(Reload(fact="nuts"))
    assert world.state.profile.said == ()


def test_a_new_question_is_not_put_over_the_one_about_everything() -> None:
    """Who says that something changed is asked the new one, too."""
    world = a_world()
    live(world, "2027-02-23 10:00")
    dry = Rule(name="dry", fact="dry", level="note", why="Dry.", fix="Mind.", source="s")
    never_if = Safety(never_if=(*NAMES, "dry"))
    world.change(replace(world.setup_now.presets["mask"], safety=never_if), rules={**RULES, "dry": dry})
    world.ask(Reload())
    assert asks(world)
    world.pressed("changed", "changes")
    assert world.card("changes").about == ("egg", "pregnant", "dry")


def test_enabling_what_goes_by_an_answer_does_not_put_it_off_either() -> None:
    world = a_world()
    live(world, "2027-01-10 12:00")
    world.change(a_preset("cream", a_schedule("21:00"), safety=Safety(never_if=("pregnant",))))
    world.ask(Reload())
    world.ask(Enable(("cream",)))
    live(world, "2027-02-23 10:00")
    assert asks(world)


def test_a_course_that_is_over_asks_nothing() -> None:
    mask = a_preset("mask", a_schedule("20:00"), safety=Safety(never_if=("egg",)), course=Course(lasting("1 week")))
    world = World(mask, rules=RULES, facts=FACTS, profile={"egg": False})
    live(world, "2027-02-24 12:00")
    assert world.routine("mask").course.ended
    assert not asks(world)


def test_what_was_put_off_by_a_clock_that_was_ahead_is_over_once_it_is_answered() -> None:
    world = a_world()
    live(world, "2027-02-23 10:00")
    world.set_clock("2029-02-23 12:00")
    world.pressed("changed", "changes")
    world.pressed("not-now", "changes")
    world.set_clock("2027-02-23 12:00")
    world.ask(Reload(confirmed=True))
    assert f"{next_day(world.setup_now, world.state, 'Europe/Berlin')}" == "2027-05-23"


# --- the words ----------------------------------------------------------------------------------------------------


def test_the_notice_says_the_answers_that_the_routines_go_by_and_no_others() -> None:
    world = a_world()
    live(world, "2027-02-23 10:00")
    notice = world.notice("changes")
    assert notice.title == "Has anything changed?"
    assert notice.body.splitlines() == [
        "Your answers:",
        "No: egg, pregnant",
        "Nuts: latex",
        "Is all of this still right?",
    ]
    assert [button.label for button in notice.buttons] == ["Nothing changed", "Something changed"]
    assert notice.commands == ("routine profile confirm", "routine profile set FACT yes|no")


def test_what_is_so_stands_before_what_is_not_and_what_nobody_answered_last() -> None:
    mask = a_preset("mask", a_schedule("20:00"), safety=Safety(never_if=("nuts", "egg", "pregnant")))
    world = World(mask, rules=RULES, facts=FACTS, profile={"egg": False, "pregnant": True}, accept=NAMES)
    live(world, "2027-02-23 10:00")
    lines = world.notice("changes").body.splitlines()
    assert [line.partition(":")[0] for line in lines[1:4]] == ["Yes", "No", "Not answered"]


def test_each_question_says_the_answer_so_far_for_whom_it_matters_and_how_many_are_left() -> None:
    world = a_world()
    live(world, "2027-02-23 10:00")
    world.pressed("changed", "changes")
    notice = world.notice("changes")
    assert (notice.title, notice.body) == (
        "Are you allergic to egg?",
        "Your answer so far: no. It matters to Mask.\n1 more question after this one.",
    )
    assert [button.label for button in notice.buttons] == ["Yes", "No", "Later"]
    assert notice.commands == ("routine profile set egg yes", "routine profile set egg no")
    world.pressed("no", "changes")
    notice = world.notice("changes")
    assert (notice.title, notice.body.splitlines()[-1]) == ("Are you pregnant?", "This is the last question.")
