"""Courses: which day it is, when they end, and what pauses do to that."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from routine.core.occurrences.course import course_day, course_time
from routine.core.occurrences.pauses import paused_days
from routine.core.preset.model import Course, Preset
from routine.core.requests.commands import PauseCommand, Resume
from routine.core.requests.queries import PlanQuery
from routine.core.state.pause import Pause
from tests.builders import World, a_preset, a_schedule, lasting
from tests.rows import each


def collagen(length: str = "12 weeks") -> Preset:
    return a_preset("collagen", a_schedule("09:00"), course=Course(lasting(length)))


def day_today(world: World) -> tuple[int, int] | None:
    """Which day of how many it is."""
    preset, routine = world.setup.presets["collagen"], world.routine("collagen")
    return course_day(preset, routine, world.draft.calendar("collagen"), world.draft.today("collagen"))


def test_a_course_knows_which_day_it_is() -> None:
    world = World(collagen())
    world.off_until("2026-12-04 08:00")
    assert day_today(world) == (12, 84)


def test_while_a_pause_runs_the_day_of_a_course_stands_still() -> None:
    world = World(collagen())
    world.ask(PauseCommand("collagen", "2026-11-25", "2026-12-25"))
    preset, routine = world.setup.presets["collagen"], world.routine("collagen")
    calendar = world.draft.calendar("collagen")
    days = [date(2026, 11, day) for day in (24, 25, 26, 30)]
    assert [course_day(preset, routine, calendar, day) for day in days] == [(2, 84), (3, 84), (3, 84), (3, 84)]


def test_a_course_ends_after_its_last_day_and_says_so_once() -> None:
    world = World(collagen("3 days"))
    world.to("2026-11-25 09:00")
    world.press("done")
    assert world.next("collagen") == ""
    world.to("2026-11-26 09:00")
    assert world.showing == ["course"]
    assert world.card("course").of == "collagen"
    world.press("ok")
    world.to("2026-12-10 09:00")
    assert world.showing == []


def test_a_pause_moves_the_end_of_a_course() -> None:
    world = World(collagen("3 days"))
    world.to("09:00")
    world.press("done")
    world.ask(PauseCommand("collagen", "2026-11-24", "2026-11-26"))
    world.to("2026-11-27 09:00")
    assert world.raised == ["collagen@2026-11-27T09:00"]
    assert day_today(world) == (3, 3)
    assert [e.answer for e in world.log if e.answer == "excused"] == ["excused", "excused"]


def test_a_pause_without_an_end_moves_it_when_it_is_over() -> None:
    world = World(collagen("3 days"))
    world.to("09:00")
    world.press("done")
    world.ask(PauseCommand("collagen"))
    world.to("2026-12-03 07:00")
    assert "course" not in world.showing
    world.ask(Resume("collagen"))
    assert world.next("collagen") == "2026-12-03 09:00"


def test_days_that_two_pauses_cover_move_it_once() -> None:
    world = World(collagen("3 days"))
    world.ask(PauseCommand("collagen", "2026-11-24", "2026-11-26"))
    world.ask(PauseCommand(None, "2026-11-24", "2026-11-26"))
    world.to("2026-11-28 12:00")
    assert world.raised == ["collagen@2026-11-27T09:00"]
    assert world.next("collagen") == ""


def test_a_pause_that_is_taken_back_before_it_begins_moves_nothing() -> None:
    world = World(collagen())
    world.ask(PauseCommand("collagen", "2026-11-25", "2026-12-25"))
    world.ask(Resume("collagen"))
    world.off_until("2026-11-27 08:00")
    assert day_today(world) == (5, 84)


@each(
    "first, last, raised",
    [
        ("2026-11-24", "2026-11-25", "2026-11-26 09:00"),
        ("2026-11-25", "2026-11-26", "2026-11-26 09:00"),
        ("2026-11-26", "2026-11-27", ""),
        ("2026-11-23", "2026-11-25", "2026-11-27 09:00"),
    ],
)
def test_a_pause_moves_the_end_by_its_days_where_it_begins_before_that(first: str, last: str, raised: str) -> None:
    """Three days from Monday on: the last is Wednesday, and one that begins on Thursday is behind it."""
    world = World(collagen("3 days"))
    world.ask(PauseCommand("collagen", first, last))
    planned = [one for one in world.ask(PlanQuery(20))["occurrences"] if one["status"] == "planned"]
    assert [one["nominal"].replace("T", " ") for one in planned][-1] == (raised or "2026-11-25 09:00")


@each("of, days", [("3 days", 3), ("1 day", 1), ("2 weeks", 14)])
def test_a_course_has_as_many_days_as_it_says(of: str, days: int) -> None:
    world = World(collagen(of))
    assert len(world.ask(PlanQuery(60))["occurrences"]) == days
    assert day_today(world) == (1, days)
    world.off_until(f"{date(2026, 11, 23) + timedelta(days=days - 1)} 10:00")
    assert day_today(world) == (days, days)
    world.off_until(f"{date(2026, 11, 23) + timedelta(days=days)} 10:00")
    assert day_today(world) == (days, days)


def test_while_a_pause_without_an_end_runs_the_day_of_a_course_stands_still() -> None:
    world = World(collagen())
    world.to("2026-11-24 12:00")
    world.ask(PauseCommand("collagen"))
    world.off_until("2026-12-04 08:00")
    assert day_today(world) == (2, 84)
    world.ask(Resume("collagen"))
    assert day_today(world) == (2, 84)


NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)  # of Berlin's clock


def a_pause(first: int, last: int, id: str | None = None) -> Pause:
    """From noon of one day to noon of another, counted from Monday 23 November."""
    return Pause(id, NOON + timedelta(days=first), NOON + timedelta(days=last))


@each(
    ("pauses", "days"),
    [
        ((a_pause(1, 11), a_pause(3, 5)), 10),
        ((a_pause(1, 11), a_pause(3, 5, "a")), 10),
        ((a_pause(3, 5), a_pause(5, 8)), 5),
        ((a_pause(3, 5), a_pause(6, 8)), 4),
        ((a_pause(-10, 2),), 2),
        ((a_pause(-10, -2),), 0),
        ((a_pause(3, 5, "b"),), 0),
    ],
    ids=["one in the other", "its own in all", "one after the other", "apart", "from before", "before", "another's"],
)
def test_the_days_of_pauses_count_once_from_the_first_day_of_a_course_on(pauses: tuple[Pause, ...], days: int) -> None:
    begin = datetime.fromisoformat("2026-11-23")
    assert paused_days("a", pauses, "Europe/Berlin", begin, begin + timedelta(days=28)) == days


def test_of_a_course_of_so_many_times_the_first_is_the_first_from_its_day_on() -> None:
    """Enabled on Monday, it begins on Wednesday."""
    pill = a_preset("pill", a_schedule("08:00", first=date(2026, 11, 25), count=3), course=Course())
    world = World(pill)
    nominal = [datetime.fromisoformat(f"2026-11-{day}T08:00") for day in (25, 26, 27)]
    assert [course_time(pill, world.routine("pill"), at) for at in nominal] == [(1, 3), (2, 3), (3, 3)]
