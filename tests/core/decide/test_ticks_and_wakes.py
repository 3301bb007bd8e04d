"""What acts as time passes wakes for it: whatever looks at a date has a wake of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from msgspec.structs import replace

from routine.core.config.rules import Fact, Rule
from routine.core.config.settings import Settings
from routine.core.decide.ticks_and_wakes import ALWAYS, UNLESS_HELD, all_wakes, wakes
from routine.core.preset.model import Course, Nag, Remind, Safety, Step
from routine.core.requests.commands import Command, Irritated, PauseCommand, RefillStock, SessionStart, Snooze
from routine.core.requests.reports import PresenceTold
from routine.core.snapshot import Snapshot
from routine.core.when.moment import instant_of
from routine.core.when.part_of_day import Window
from tests.builders import BERLIN, World, a_preset, a_schedule, lasting
from tests.core.occurrences.evenings import a_ramp
from tests.rows import each

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


# --- each wake at its instant -------------------------------------------------------------------------------------


def due(*times: str, settings: Settings | None = None, **remind: Any) -> World:
    """One routine at eight (or at these times), raised at its first time."""
    preset = a_preset(schedule=a_schedule(*(times or ("08:00",))), remind=Remind(**remind))
    world = World(preset, settings=settings or Settings())
    world.to("08:00")
    return world


def asked(world: World, *commands: Command) -> World:
    for command in commands:
        world.ask(command)
    return world


def put_off() -> World:
    world = due(later=lasting("20m"))
    world.press("later")
    return world


def course_over() -> World:
    world = World(a_preset(course=Course(lasting("1 day"), lasting("1 week")), remind=Remind(expires=lasting("1h"))))
    world.to("2026-11-24 12:00")
    return world


def answered(button: str = "done") -> World:
    world = due()
    world.press(button)
    return world


NAGGING: dict[str, Any] = {"nag": Nag(lasting("10m"), 2), "expires": lasting("4h")}
QUIET = Settings(quiet=(Window("quiet", 7 * 60 + 30, 9 * 60),))
COURSE = a_preset(course=Course(lasting("3 days")))


@each(
    "world, name, at_",
    [
        (lambda: World(a_preset()), "spf", "2026-11-23 08:00"),
        (due, "spf", "2026-11-23 12:00"),
        (lambda: due("08:00", "11:00"), "spf", "2026-11-23 11:00"),
        (lambda: due(**NAGGING), "spf", "2026-11-23 08:10"),
        (lambda: asked(due(**NAGGING), Snooze("spf", "1h")), "spf", "2026-11-23 09:00"),
        (put_off, "spf", "2026-11-23 08:20"),
        (lambda: asked(due(**NAGGING), PresenceTold(("locked",))), "spf", "2026-11-24 08:00"),
        (lambda: World(a_preset(), settings=QUIET), "routine:quiet", "2026-11-23 07:30"),
        (lambda: due(settings=QUIET), "routine:quiet", "2026-11-23 09:00"),
        (lambda: due(settings=QUIET), "spf", "2026-11-23 09:00"),
        (
            lambda: asked(World(a_preset()), PauseCommand(None, "today 09:00", "today 10:00")),
            "routine:pauses",
            "2026-11-23 09:00",
        ),
        (lambda: World(a_preset(remind=Remind(ahead=lasting("30m")))), "routine:early", "2026-11-23 07:30"),
        (lambda: due(ahead=lasting("30m")), "routine:early", "2026-11-24 07:30"),
        (answered, "routine:notices", "2026-11-23 08:02"),
        (lambda: World(COURSE), "routine:courses", "2026-11-26 08:00"),
        (course_over, "routine:courses", "2026-12-01 08:00"),
        (lambda: asked(World(a_preset()), RefillStock("spf", keeps="2 days")), "routine:use-by", "2026-11-26 09:00"),
        (lambda: asked(World(a_ramp()), Irritated(), Irritated(over=True)), "routine:ramps", "2026-11-23 10:00"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_wakes_at_the_instant_at_which_it_has_something_to_do(
    world: Callable[[], World], name: str, at_: str
) -> None:
    """However often the tests tick of themselves: the daemon ticks at wakes alone."""
    made = world()
    assert all_wakes(Snapshot(made.setup_now, made.state, made.now))[name] == at(at_)


@each(
    "world, name",
    [
        (lambda: World(a_preset()), "routine:quiet"),
        (lambda: World(a_preset()), "routine:pauses"),
        (lambda: World(a_preset()), "routine:early"),
        (lambda: World(a_preset()), "routine:courses"),
        (lambda: World(a_preset()), "routine:use-by"),
        (lambda: World(a_preset()), "routine:irritation"),
        (lambda: World(a_ramp()), "routine:ramps"),
        (lambda: asked(World(a_ramp()), Irritated()), "routine:ramps"),
        (lambda: due("08:00", "11:00", **NAGGING), "routine:notices"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_has_nothing_to_do_wakes_nobody(world: Callable[[], World], name: str) -> None:
    made = world()
    assert name not in all_wakes(Snapshot(made.setup_now, made.state, made.now))
