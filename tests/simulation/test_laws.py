"""The laws, over households made up at random: nothing lost, nothing raised twice, one answer each, bit for bit."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest
from msgspec.structs import replace

from routine.adapters.store.memory_store import MemoryStore
from routine.core.config.settings import Settings
from routine.core.config.setup import Setup
from routine.core.decide.decide import decide, needs
from routine.core.errors import RoutineError, StoreError
from routine.core.preset.model import Preset, Remind
from routine.core.requests.commands import (
    Command,
    Disable,
    Done,
    Enable,
    PauseCommand,
    Press,
    Resume,
    Skip,
    Snooze,
    Undo,
)
from routine.core.requests.reports import PresenceTold, Tick
from routine.core.schedule.types import AfterDone, AfterRoutine, Again, Clock, EveryNDays, Schedule, Weekdays
from routine.core.state.log import Entry
from routine.core.state.model import State
from routine.core.when.part_of_day import Window
from tests.builders import World, a_preset, a_schedule, lasting

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Cairo", "Asia/Kathmandu")


class Watched(World):
    """A world whose every step is looked at: what was ever raised, and what was raised twice."""

    def watch(self) -> None:
        self.ever: set[str] = set()
        self.raised_twice: list[str] = []
        self._before: dict[str, str] = {}
        self.look()

    def look(self) -> None:
        """Note what is raised now; one that comes back without a retraction in the log was raised twice."""
        now = {id: f"{id}@{r.raised.key}" for id, r in self.state.routines.items() if r.raised}
        undone = {e.id for e in self.log if e.answer == "undone"}
        for id, one in now.items():
            if self._before.get(id) != one and one in self.ever and one not in undone:
                self.raised_twice.append(one)
            self.ever.add(one)
        self._before = now


def some_schedule(dice: random.Random) -> Schedule:
    times = tuple(sorted(dice.sample(range(0, 1440, 15), dice.randint(1, 4))))
    match dice.randrange(6):
        case 0:
            return Schedule(Clock(times=times, days=Weekdays(tuple(sorted(dice.sample(range(7), 3))))))
        case 1:
            return Schedule(Clock(times=times, days=EveryNDays(dice.randint(1, 4))))
        case 2:
            return Schedule(AfterDone(lasting(dice.choice(("6h", "1 day", "3 days"))), dice.choice((None, 1230))))
        case 3:
            return Schedule(Clock(times=(480,)), again=Again(lasting("2h"), 480, 1200))
        case _:
            return Schedule(Clock(times=times), zone=dice.choice((None, None, "Asia/Tokyo")))


def some_presets(dice: random.Random) -> list[Preset]:
    found = []
    for n in range(dice.randint(1, 5)):
        remind = Remind(
            late=lasting(dice.choice(("30m", "2h", "8h"))), expires=lasting(dice.choice(("1h", "4h", "2 days")))
        )
        found.append(a_preset(f"r{n}", some_schedule(dice), remind=remind))
    return [*found, a_preset("follows", Schedule(AfterRoutine("r0", lasting(dice.choice(("1h", "2 days"))))))]


def a_household(dice: random.Random) -> Watched:
    quiet = () if dice.random() < 0.7 else (Window("quiet", 23 * 60, 6 * 60),)
    world = Watched(
        *some_presets(dice),
        now=f"2026-{dice.choice(('03-27', '10-23', '11-01', '04-03'))} {dice.randrange(24):02}:{dice.randrange(60):02}",
        zone=dice.choice(ZONES),
        settings=Settings(quiet=quiet),
    )
    world.watch()
    return world


def some_command(dice: random.Random, world: Watched) -> Command:
    id = dice.choice(sorted(world.setup.presets))
    choice = dice.randrange(12)
    if choice < 4:
        return Done((id,))
    if choice == 4:
        return Skip((id,))
    if choice == 5:
        return Snooze(id, dice.choice(("20m", "3h", "1 day")))
    if choice == 6:
        return Undo(dice.choice((id, None)))
    if choice == 7:
        when = world.now.wall() - timedelta(hours=dice.randint(1, 60))
        return Done((id,), f"{when:%Y-%m-%d %H:%M}")
    if choice == 8:
        return dice.choice((PauseCommand(None, None, "in 2 days"), PauseCommand(id, None, None), Resume()))
    if choice == 9:
        return dice.choice((Done((id,), None, "3 days ago"), PauseCommand(id, "2 days ago", "yesterday")))
    notices = world.notices
    if notices and (notice := dice.choice(notices)).buttons:
        return Press(notice.id, dice.choice(notice.buttons).id)
    return Tick()


def one_step(dice: random.Random, world: Watched) -> None:
    """Something happens: time, mostly; a person, who comes and goes, the machine, the disk."""
    simulation = world.simulation
    match dice.randrange(22):
        case 0:
            simulation.restart()
            world.tick()
        case 1:
            crash_between_commit_and_log(world, some_command(dice, world))
        case 2:
            world.store.failure = StoreError("the disk is full")
            with pytest.raises(StoreError):
                world.simulation.service.handle(Tick())
                world.store.load()
            world.store.failure = None
        case 3:
            simulation.clock.advance(timedelta(hours=dice.choice((1, 10, 60, 100))))
            world.tick()
        case 4 | 5 | 6 | 7 | 8 | 9:
            with suppress(RoutineError):
                world.ask(some_command(dice, world))
        case 10 | 11:
            world.ask(PresenceTold(dice.choice(((), (), ("locked",), ("do-not-disturb",)))))
        case _:
            simulation.run_to(world.now.instant + timedelta(minutes=dice.randint(1, 600)), world.look)
    world.look()


def crash_between_commit_and_log(world: World, command: Command) -> None:
    """The process dies after the state is on disk, before the log is."""
    append = world.store.append
    world.store.append = lambda entries: None  # type: ignore[method-assign] # nothing reaches the log
    try:
        world.simulation.service.handle(command)
    except RoutineError:
        pass
    finally:
        world.store.append = append  # type: ignore[method-assign]
    world.simulation.restart()
    world.tick()


def settle(world: World) -> None:
    """A last tick, after which the log has everything."""
    world.tick()
    world.tick()


def effective(world: World) -> dict[str, Entry]:
    """Occurrence id -> its effective answer; `World.answers` fails where one has two."""
    world.answers  # noqa: B018 - it checks
    replaced = {entry.replaces for entry in world.log}
    return {e.id: e for e in world.log if e.seq not in replaced and e.answer != "undone"}


# --- the oracle: which clock occurrences must exist, by a walk over a calendar ----------------------------


def must_exist(preset: Preset, zone: str, anchor: date, since: datetime, until: datetime) -> set[str]:
    """The keys of every clock occurrence with an instant in (since, until], counted day by day on a calendar."""
    clock = preset.schedule.base
    assert isinstance(clock, Clock)
    there = ZoneInfo(preset.schedule.zone or zone)
    day, keys = anchor, set()
    while day <= until.astimezone(there).date() + timedelta(days=1):
        match clock.days:
            case Weekdays(days):
                named = day.weekday() in days
            case EveryNDays(n):
                named = (day - anchor).days % n == 0
            case _:
                named = True
        for minute in clock.times if named else ():
            nominal = datetime.combine(day, time(minute // 60, minute % 60))
            if since < nominal.replace(tzinfo=there).astimezone(UTC) <= until:
                keys.add(f"{preset.id}@{nominal:%Y-%m-%dT%H:%M}")
        day += timedelta(days=1)
    return keys


def check_nothing_lost(world: Watched, since: datetime) -> None:
    answered = effective(world)
    for preset in world.setup.presets.values():
        if not isinstance(preset.schedule.base, Clock):
            continue
        routine = world.routine(preset.id)
        must = must_exist(preset, world.now.zone, routine.anchor, since, world.now.instant)
        raised = {f"{preset.id}@{routine.raised.key}"} if routine.raised else set()
        # What waits behind a snooze, or for the quiet hours to end, is decided then.
        if (routine.raised and routine.raised.snoozed_until) or world.setup.settings.quiet:
            continue
        waiting = {f"{preset.id}@{a.key}" for a in routine.armed}
        assert must <= set(answered) | raised | waiting, preset.id
        assert not raised & set(answered)
        made = {id for id in answered if id.startswith(f"{preset.id}@2")}
        early = {id for id in made if answered[id].recorded_at < answered[id].instant}
        assert made <= must | early


def check_chains_live(world: Watched) -> None:
    for preset in world.setup.presets.values():
        routine = world.routine(preset.id)
        if isinstance(preset.schedule.base, AfterDone):
            assert routine.raised or routine.armed, preset.id


@pytest.mark.parametrize("seed", [*range(60), 1698])  # the last one ended a chain once
def test_whatever_happens_no_time_is_lost_or_raised_twice(seed: int) -> None:
    dice = random.Random(seed)
    world = a_household(dice)
    since = world.now.instant
    for _ in range(150):
        one_step(dice, world)
        assert all(len(r.recent) < 400 for r in world.state.routines.values())
    settle(world)
    world.look()
    check_nothing_lost(world, since)
    check_chains_live(world)
    assert world.raised_twice == []


@pytest.mark.parametrize("seed", [*range(60, 90), 1032, 1048, 1170, 1231])  # the last ones broke laws once
def test_with_clocks_set_and_travel_each_time_still_has_one_answer_at_most(seed: int) -> None:
    dice = random.Random(seed)
    world = a_household(dice)
    for _ in range(40):
        match dice.randrange(8):
            case 0:
                world.travel(dice.choice(ZONES))
            case 1:
                shift = timedelta(minutes=dice.choice((-1500, -90, -10, 45, 1500)))
                world.simulation.clock.set(replace(world.now, instant=world.now.instant + shift))
                world.tick()
            case _:
                one_step(dice, world)
        world.answers  # noqa: B018 - it checks
        for id, routine in world.state.routines.items():
            if routine.raised:
                assert f"{id}@{routine.raised.key}" not in world.answers
    settle(world)
    check_chains_live(world)
    assert world.simulation.service.wakes()


@pytest.mark.parametrize("seed", range(8))
def test_the_same_state_and_command_give_the_same_result_bit_for_bit(seed: int) -> None:
    dice = random.Random(seed)
    world = a_household(dice)
    for _ in range(25):
        one_step(dice, world)
        command = some_command(dice, world)
        assert outcome(world.setup, world.state, command, world) == outcome(world.setup, copied(world), command, world)


_A_LIFE = """
import random, msgspec
from tests.simulation.test_laws import a_household, one_step
dice = random.Random(3)
world = a_household(dice)
for _ in range(40):
    one_step(dice, world)
print(msgspec.json.encode([world.state, world.log]).decode())
"""


def test_another_process_which_orders_sets_otherwise_comes_to_the_same_bytes() -> None:
    lives = {
        subprocess.run(
            [sys.executable, "-c", _A_LIFE],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(lives) == 1


def copied(world: World) -> State:
    """The same state, read back from its bytes: other objects, other dicts."""
    return msgspec.json.decode(msgspec.json.encode(world.state), type=State)


def outcome(setup: Setup, state: State, command: Command, world: World) -> bytes:
    since = needs(setup, state, command, world.now) if not isinstance(command, Done | PauseCommand) else None
    history = tuple(world.store.entries(since)) if since else ()
    try:
        decision = decide(setup, state, command, world.now, history)
    except RoutineError as error:
        return error.message.encode()
    return msgspec.json.encode([decision.state, decision.reply])


def test_a_decision_changes_nothing_of_what_it_was_given() -> None:
    dice = random.Random(5)
    world = a_household(dice)
    for _ in range(25):
        one_step(dice, world)
        before = msgspec.json.encode(world.state)
        outcome(world.setup, world.state, some_command(dice, world), world)
        assert msgspec.json.encode(world.state) == before


def test_disabling_and_enabling_at_random_leaves_one_answer_each() -> None:
    dice = random.Random(77)
    world = a_household(dice)
    for _ in range(150):
        id = dice.choice(sorted(world.setup.presets))
        command = dice.choice((Enable((id,)), Disable((id,)), Tick(), Tick()))
        with suppress(RoutineError):
            world.ask(command)
        one_step(dice, world)
        world.answers  # noqa: B018 - it checks
        for other, routine in world.state.routines.items():
            assert not (routine.raised and f"{other}@{routine.raised.key}" in world.answers)


def test_a_chain_of_every_six_hours_found_after_weeks_ends_in_one_digest() -> None:
    world = World(a_preset("nails", Schedule(AfterDone(lasting("6h")))))
    world.to("07:30")
    world.press("done")
    world.off_until("2026-12-21 12:00")
    settle(world)
    assert (world.showing, len(world.card("missed").about)) == (["missed"], 112)
    assert list(world.answers.values()).count("missed") == 112
    assert world.routine("nails").raised or world.routine("nails").armed


def test_a_year_of_thirty_routines_has_every_one_of_their_times() -> None:
    from routine.simulate import simulate

    presets = [a_preset(f"r{n}", a_schedule(f"{7 + n % 12:02}:{n:02}")) for n in range(30)]
    world = World(*presets)
    found = simulate(world.setup, world.state, datetime.fromisoformat("2027-01-01"), 365, world.now)
    assert len(found.occurrences) == 30 * 365


def test_the_store_keeps_what_a_failed_append_left_in_the_outbox() -> None:
    world = World(a_preset())
    world.to("08:00")
    crash_between_commit_and_log(world, Done(("spf",)))
    assert world.answers == {"spf@2026-11-23T08:00": "done"}
    assert isinstance(world.store, MemoryStore)
