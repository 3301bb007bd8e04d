"""What hangs on a visit: the reminders before it and after it, each at its time, none twice."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from routine.core.occurrences.visit_reminders import begun
from routine.core.requests.commands import VisitAct
from routine.core.requests.queries import PlanQuery
from routine.core.schedule.visit_series import After, Before
from routine.simulate import simulate
from tests.builders import World, a_series, lasting
from tests.core.visits.series import (
    attended,
    book,
    done_at,
    planned,
    waiting,
)
from tests.rows import each


def test_what_falls_on_one_moment_is_one_reminder_that_says_it_all() -> None:
    """As several, all but one would be closed unseen."""
    actives = Before(id="actives", say="No acids either.", ahead=lasting("7 days"))
    world = World(a_series(before=(*a_series().schedule.base.before, actives)))  # type: ignore[union-attr] # a series
    book(world)
    world.to("2026-12-03 09:00")
    assert world.raised == ["sculptra@visit:1:peels:2026-12-03T09:00"]
    assert waiting(world).says == ("No peels from now on.", "No acids either.")
    assert "excused" not in world.answers.values()


def test_two_visits_with_a_reminder_at_one_moment_lose_neither() -> None:
    """After-care of the first and preparation of the second, both at 09:00."""
    world = World(a_series(after=(After(id="sun", say="Sunscreen.", span=lasting("40 days"), every=23),)))
    attended(world)
    done_at(world, "2026-12-11 09:00")
    book(world, "2027-01-10 10:00")
    world.to("2027-01-03 09:00")
    assert waiting(world).says == ("Sunscreen.", "No peels from now on.")


def test_after_care_every_so_many_days_stops_at_its_end() -> None:
    """Weekly for four weeks from the first day on."""
    weekly = After(id="sun", say="Sunscreen.", span=lasting("4 weeks"), every=7)
    world = World(a_series(after=(weekly,), sessions=(1, 1), effect=None))
    attended(world)
    assert planned(world) == [f"{day} 09:00 sun" for day in ("12-11", "12-18", "12-25", "01-01")]


def test_the_plan_shows_the_after_care_of_a_booked_visit_as_what_hangs_on_going() -> None:
    world = World(a_series())
    book(world)
    last = world.ask(PlanQuery(60))["occurrences"][-1]
    assert (last["id"], last["status"]) == ("sculptra@if:2026-12-11T09:00", "planned")


def test_the_plan_shows_one_line_for_after_care_that_falls_on_one_moment() -> None:
    """As it will be one reminder."""
    care = tuple(After(id=name, say=name) for name in ("sun", "ice"))
    world = World(a_series(after=care))
    book(world)
    found = [o["nominal"] for o in world.ask(PlanQuery(60))["occurrences"]]
    assert found.count("2026-12-11T09:00") == 1


def test_the_plan_shows_one_line_where_the_after_care_of_two_visits_falls_together() -> None:
    """A light every four weeks, and a word about the sun every week for two months after each."""
    sun = After(id="sun", say="Sun.", wait=lasting("7 days"), span=lasting("8 weeks"), every=7)
    world = World(a_series(after=(sun,)))
    for when in ("2026-12-10 10:00", "2027-01-07 10:00"):
        book(world, when)
    before = world.ask(PlanQuery(120))["occurrences"]
    world.to("2026-12-10 20:00")
    world.ask(VisitAct("attended", "sculptra"))
    after = world.ask(PlanQuery(120))["occurrences"]
    for found in (before, after):
        assert [o["nominal"] for o in found].count("2027-01-14T09:00") == 1
        assert len({o["id"] for o in found}) == len(found)


def test_a_visit_over_a_change_of_clocks_keeps_its_clock_times() -> None:
    """Berlin, 28 March 2027: the preparation stays at 09:00, hours before it elapse."""
    world = World(a_series(), now="2027-03-20 08:00")
    book(world, "2027-03-28 04:30")
    assert planned(world) == ["03-21 09:00 peels", "03-28 00:30 today", "03-28 19:00 went"]


def test_a_simulation_shows_the_visits_that_are_booked_and_their_after_care() -> None:
    """As if the person went."""
    world = World(a_series())
    book(world)
    start = datetime.fromisoformat("2026-12-01 00:00")
    found = simulate(world.setup, world.state, start, 14, world.now).occurrences
    assert [o.id.split(":")[2] for o in found] == ["peels", "today", "went", "sun"]
    assert {o.status for o in found} == {"done"}


def test_preparation_that_is_late_already_has_begun_and_is_not_planned() -> None:
    """Booked for in three days, with a week's preparation."""
    world = World(a_series())
    book(world, "2026-11-26 10:00")
    series = world.files.setup.presets["sculptra"].schedule.series
    assert series is not None
    assert [step.id for step in begun(series, world.routine("sculptra").visits[0], world.now.instant)] == ["peels"]
    assert planned(world) == ["11-26 07:00 today", "11-26 19:00 went"]


@each("wait, said", [("1m", True), ("2h", True), ("121m", False), ("1 day", False)])
def test_care_of_the_first_two_hours_is_said_on_the_way_to_the_visit(wait: str, said: bool) -> None:
    world = World(a_series(after=(After(id="ice", say="Cool it.", wait=lasting(wait)),)))
    book(world)
    world.to("2026-12-10 07:00")
    assert waiting(world).says == ("Your visit is today.", *(("Afterwards: Cool it.",) if said else ()))


@each("if_asked, until_yes", [(True, False), (False, True)])
def test_care_that_hangs_on_an_answer_is_not_said_before_it(if_asked: bool, until_yes: bool) -> None:
    care = After(id="ice", say="Cool it.", wait=lasting("1h"), if_asked=if_asked, until_yes=until_yes)
    world = World(a_series(after=(care,)))
    book(world)
    world.to("2026-12-10 07:00")
    assert waiting(world).says == ("Your visit is today.",)


def test_it_is_said_with_the_last_word_before_the_visit_alone() -> None:
    """And not days before it, where that is the only one."""
    care = After(id="ice", say="Cool it.", wait=lasting("1h"))
    world = World(a_series(after=(care,), before=(Before(id="peels", say="No peels.", ahead=lasting("7 days")),)))
    book(world)
    world.to("2026-12-03 09:00")
    assert waiting(world).says == ("No peels.",)


@each(
    "span, every, days",
    [
        (None, 1, ["11"]),
        ("1 day", 1, ["11"]),
        ("2 days", 1, ["11", "12"]),
        ("4 days", 2, ["11", "13"]),
        ("5 days", 2, ["11", "13", "15"]),
    ],
)
def test_after_care_has_as_many_days_as_it_says(span: str | None, every: int, days: list[str]) -> None:
    care = After(id="sun", say="Sunscreen.", wait=lasting("1 day"), span=lasting(span) if span else None, every=every)
    world = World(a_series(after=(care,), sessions=(1, 1), effect=None))
    attended(world)
    assert planned(world) == [f"12-{day} 09:00 sun" for day in days]


@each(
    "now, begun_",
    [("2026-12-03 08:59:59", []), ("2026-12-03 09:00", ["peels"]), ("2026-12-10 07:00", ["peels", "today"])],
)
def test_a_preparation_has_begun_at_its_time(now: str, begun_: list[str]) -> None:
    world = World(a_series())
    book(world)
    world.to(now)
    series = world.files.setup.presets["sculptra"].schedule.series
    assert series is not None
    assert [step.id for step in begun(series, world.routine("sculptra").visits[0], world.now.instant)] == begun_


@each("action", ["cancel", "missed"])
def test_no_care_is_planned_after_a_visit_that_does_not_take_place(action: Literal["cancel", "missed"]) -> None:
    world = World(a_series())
    book(world)
    if action == "missed":
        world.to("2026-12-10 12:00")
    world.ask(VisitAct(action, "sculptra"))
    assert world.ask(PlanQuery(60))["occurrences"] == []


def test_of_two_words_on_the_day_of_the_visit_the_last_one_says_what_comes_after_it() -> None:
    before = (Before(id="today", say="Today.", ahead=lasting("3h")), Before(id="go", say="Go.", ahead=lasting("1h")))
    world = World(a_series(before=before, after=(After(id="ice", say="Cool it.", wait=lasting("1h")),)))
    book(world)
    world.to("2026-12-10 07:00")
    assert waiting(world).says == ("Today.",)
    world.to("2026-12-10 09:00")
    assert waiting(world).says == ("Go.", "Afterwards: Cool it.")
