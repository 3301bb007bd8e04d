"""What acts as time passes wakes for it: whatever looks at a date has a wake of its own."""

from __future__ import annotations

from datetime import UTC, datetime

from msgspec.structs import replace

from routine.core.config.rules import Fact, Rule
from routine.core.decide.time import ALWAYS, UNLESS_HELD, all_wakes, wakes
from routine.core.preset.model import Safety, Step
from routine.core.requests.commands import Irritated, PauseCommand, SessionStart
from routine.core.snapshot import Snapshot
from routine.core.when.moment import instant_of
from tests.builders import BERLIN, World, a_preset, a_schedule, lasting

PREGNANT = Fact("weeks", "In which week of pregnancy are you?", kind="number")
LATE = Rule(
    name="late",
    fact="weeks",
    level="final",
    why="From week 24 on, not.",
    fix="Stop.",
    source="unsourced: a test",
    at_least=24,
)


def at(wall_time: str) -> datetime:
    return instant_of(datetime.fromisoformat(wall_time), BERLIN)


def woken(world: World, name: str) -> datetime | None:
    return wakes(Snapshot(world.setup_now, world.state, world.now)).get(f"routine:{name}")


def test_a_rule_that_begins_at_a_date_holds_the_routine_from_that_date_on() -> None:
    """In week 23 on Sunday 22 November, 24 a week later: held from Sunday on, though the mask comes on Friday."""
    mask = a_preset("mask", a_schedule("20:30"), safety=Safety(never_if=("late",)))
    world = World(
        mask,
        now="2026-11-22 12:00",
        facts={"weeks": PREGNANT},
        rules={"late": LATE},
        profile={"weeks": "23 on 2026-11-22"},
    )
    assert woken(world, "profile") == at("2026-11-23 00:00")
    world.to("2026-11-28 23:59")
    assert world.routine("mask").held is None
    world.to("2026-11-29 00:01")
    assert world.routine("mask").held is not None


def test_the_end_of_a_pause_has_a_wake() -> None:
    world = World(a_preset(), now="2026-11-23 12:00")
    world.ask(PauseCommand(until="2026-11-25"))
    assert woken(world, "pauses") == at("2026-11-25 04:00")


def test_the_hour_in_which_a_report_can_be_taken_back_has_an_end() -> None:
    world = World(a_preset("acid", a_schedule("21:00"), kind="treatment", contains=("aha",)), now="2026-11-23 12:00")
    world.ask(Irritated())
    assert woken(world, "irritation") == at("2026-11-23 13:00")
    assert "undo" in [button.id for button in world.state.notices.cards[0].buttons]
    world.to("2026-11-23 13:00")
    assert "undo" not in [button.id for button in world.state.notices.cards[0].buttons]


def test_a_running_session_has_a_wake() -> None:
    world = World(a_preset("mask", steps=(Step(id="lie", say="Lie.", timer=lasting("5m")),)), now="2026-11-23 12:00")
    assert woken(world, "session") is None
    world.ask(SessionStart("mask", 20))
    assert woken(world, "session") is not None


def test_the_table_names_each_subject_once() -> None:
    names = [subject.name for subject in (*ALWAYS, *UNLESS_HELD)]
    assert len(names) == len(set(names))


#: Subjects of the table without a wake of their own: what they do follows from what others do, or were woken for.
WITHOUT = {"clock", "visits", "reminders", "nights"}


def test_a_subject_without_a_wake_is_named_here() -> None:
    silent = {subject.name for subject in (*ALWAYS, *UNLESS_HELD) if subject.next_wakes.__name__ == "_never"}
    assert silent == WITHOUT


def test_a_clock_that_was_never_set_wakes_nothing_for_a_tick_that_decides_nothing() -> None:
    """A battery died: the wakes of what waits since 2026 lie in 1970, and would come again without end."""
    world = World(a_preset(schedule=a_schedule("08:00")))
    world.to("08:00")
    dead = replace(world.now, instant=datetime(1970, 1, 1, 6, tzinfo=UTC))
    assert all_wakes(Snapshot(world.setup_now, world.state, world.now))
    assert all_wakes(Snapshot(world.setup_now, world.state, dead)) == {}
