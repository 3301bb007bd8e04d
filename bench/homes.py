"""Homes for the benchmarks: so many simple routines at the times given; or twenty shipped ones, with years of log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from bench import spacing
from routine.adapters.clock import SystemClock
from routine.adapters.paths import Paths, make_directories, paths
from routine.adapters.store.memory_store import MemoryStore
from routine.adapters.store.tinydb_store import TinyDbStore
from routine.core.requests.commands import Done
from routine.core.state.log import Entry
from routine.core.state.model import State
from routine.core.state.routine import RoutineState
from routine.core.when.moment import Now
from routine.simulate import FixedSetup, Simulation
from routine.wiring.files import build_files, config_files
from routine.wiring.local_service import local_ask

#: What is done again and again in a home with years of log.
_ROUND = timedelta(weeks=4)
_PRESET = """format = 1
title = "Benchmark {n}"
kind = "habit"
area = ["face"]
summary = "One of many."
sources = ["unsourced: a benchmark"]
[schedule]
at = ["{at}"]
[remind]
late = "4h"
[steps.one]
say = "Nothing to do."
"""


def settle(home: Path, count: int, at: Callable[[int], str]) -> Paths:
    """Make a home in which `count` routines are enabled, the nth due every day at the clock time `at(n)`."""
    where = paths({"ROUTINE_HOME": str(home)})
    folder = Path(where.presets_dir)
    folder.mkdir(parents=True)
    names = [f"bench-{n:04}" for n in range(count)]
    for n, name in enumerate(names):
        (folder / f"{name}.toml").write_text(_PRESET.format(n=n, at=at(n)))
    local_ask(where, {"do": "enable", "routines": names}, write=True)
    return where


def settle_household(home: Path, years: int = 0) -> Paths:
    """Make a home with the twenty shipped routines of `bench.spacing`, three of them series with a visit booked.

    Every safety question is answered, with no. `years`: so long everything was done, four weeks again and again.
    """
    where = paths({"ROUTINE_HOME": str(home)})
    make_directories(where)
    files, now = build_files(where), SystemClock().now()
    for fact in files.read(()).facts:
        config_files(where).set_fact(fact, "no")
    setup = files.read((*spacing.COMING, *spacing.VISITS))
    rounds = 13 * years
    begun = replace(now, instant=now.instant - _ROUND) if years else now
    setup, state = spacing.household(setup, 1, begun)
    entries: list[Entry] = []
    if years:
        state, done = _done_until(FixedSetup(setup, files), state, begun, now)
        older, since = len(done) * (rounds - 1), now.instant - rounds * _ROUND
        state = replace(state, seq=state.seq + older, outbox=(), routines=_since(state, since, older))
        entries = [_moved(one, n * len(done), (rounds - 1 - n) * _ROUND) for n in range(rounds) for one in done]
    store = TinyDbStore(Path(where.data_dir))
    store.commit(state)
    store.append(entries)
    return where


def many_files(where: Paths, count: int) -> None:
    """Put so many preset files beside those of a home, none of them enabled."""
    folder = Path(where.presets_dir)
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(count):
        (folder / f"other-{n:05}.toml").write_text(_PRESET.format(n=n, at="09:00"))


def _done_until(files: FixedSetup, state: State, begun: Now, now: Now) -> tuple[State, list[Entry]]:
    """What becomes of it when everything is done as it comes; nothing waits at the end."""
    simulation = Simulation(MemoryStore(state), files, begun)

    def answer() -> None:
        waiting = tuple(id for id, one in simulation.service.state.routines.items() if one.raised)
        if waiting:
            simulation.service.handle(Done(waiting))

    simulation.run_to(now.instant, answer)
    answer()
    return simulation.service.state, list(simulation.store.entries())


def _moved(entry: Entry, seq: int, back: timedelta) -> Entry:
    """The same entry so much earlier."""
    nominal = entry.nominal - back
    key = entry.key if back == timedelta() else f"{nominal:%Y-%m-%dT%H:%M}"
    instants = {name: getattr(entry, name) - back for name in ("instant", "at", "recorded_at")}
    return replace(entry, seq=entry.seq + seq, key=key, nominal=nominal, **instants)


def _since(state: State, since: datetime, seq: int) -> dict[str, RoutineState]:
    return {
        id: replace(one, since=since, recent=tuple(_moved(entry, seq, timedelta()) for entry in one.recent))
        for id, one in state.routines.items()
    }
