"""Homes for the benchmarks of the daemon: so many simple routines, enabled, at the times given."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from routine.adapters.paths import Paths, paths
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
