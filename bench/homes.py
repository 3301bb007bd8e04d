"""Homes for the benchmarks of the daemon: so many simple routines, enabled, at the times given."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bench import spacing
from routine.adapters.clock import SystemClock
from routine.adapters.paths import Paths, make_directories, paths
from routine.adapters.store.tinydb_store import TinyDbStore
from routine.wiring.files import build_files, config_files
from routine.wiring.local_service import local_ask

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


def settle_household(home: Path) -> Paths:
    """Make a home with the twenty shipped routines of `bench.spacing`, three of them series with a visit booked.

    Every safety question is answered, with no.
    """
    where = paths({"ROUTINE_HOME": str(home)})
    make_directories(where)
    files, now = build_files(where), SystemClock().now()
    for fact in files.read(()).facts:
        config_files(where).set_fact(fact, "no")
    _, state = spacing.household(files.read((*spacing.COMING, *spacing.VISITS)), 1, now)
    TinyDbStore(Path(where.data_dir)).commit(state)
    return where
