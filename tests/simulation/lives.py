"""A whole life from one seed, and the fewest of its steps that still break a law."""

from __future__ import annotations

import random
import tempfile
import time
import traceback
from collections.abc import Sequence
from datetime import timedelta
from itertools import count
from pathlib import Path

from msgspec import Struct

from tests.simulation.law_checks import Laws
from tests.simulation.life import Life
from tests.simulation.random_households import a_household
from tests.simulation.random_steps import one_step
from tests.simulation.unsteady_disk import CrashError, UnsteadyDisk

YEAR = timedelta(days=365)
#: The seeds from which on the calls of a life's disk fail again and again, several at a time.
POOR_DISKS_FROM = 1_000_000
_AUDIT_EVERY = 40


class Lived(Struct):
    """What one life came to: how long it was, in steps and in time; `broken`: what broke at its last step.

    `cpu`: seconds of a processor.
    """

    seed: int
    time: timedelta = timedelta()
    steps: int = 0
    decisions: int = 0
    deaths: int = 0
    failures: int = 0
    entries: int = 0
    cpu: float = 0.0
    broken: str = ""

    @property
    def kind(self) -> str:
        """What broke, without what differs from one life to the next."""
        return self.broken.partition(":")[0][:60]


def live(seed: int, years: float, chosen: Sequence[int] | None = None) -> Lived:
    """One life, or these steps of it alone; each step has its own dice, so that leaving one out changes no other."""
    found, began = Lived(seed), time.process_time()
    with tempfile.TemporaryDirectory(prefix="routine-life-", dir=_in_memory()) as folder:
        try:
            _live(found, YEAR * years, chosen, Path(folder))
        except (Exception, CrashError) as error:  # noqa: BLE001 - whatever ends a life is what is looked for
            found.broken = f"{type(error).__name__}: {error}"
            if not isinstance(error, AssertionError):
                found.broken += "\n" + "".join(traceback.format_exception(error))
    found.cpu = time.process_time() - began
    return found


def _in_memory() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def _live(found: Lived, long: timedelta, chosen: Sequence[int] | None, folder: Path) -> None:
    household = a_household(found.seed)
    with UnsteadyDisk(folder, random.Random(0)) as disk:
        disk.poor = found.seed >= POOR_DISKS_FROM
        life = Life(household, disk)
        laws = Laws(life)
        life.begin(household.begins)
        numbers = iter(chosen) if chosen is not None else count()
        while life.real < long and (n := next(numbers, None)) is not None:
            one_step(life, laws, random.Random(f"{found.seed}/{n}"))
            found.steps, found.time, found.entries = n + 1, life.real, len(laws.book)
            found.decisions, found.deaths, found.failures = life.decisions, life.deaths, life.failures
            if n % _AUDIT_EVERY == 0:
                laws.nothing_lost()
        laws.end()


def fewest(seed: int, years: float, broken: Lived) -> list[int]:
    """As few steps as can be found that break the same law in this life."""
    steps, size = list(range(broken.steps + 1)), max(1, broken.steps // 2)
    while size:
        at = 0
        while at < len(steps):
            fewer = steps[:at] + steps[at + size :]
            if live(seed, years, fewer).kind == broken.kind:
                steps = fewer
            else:
                at += size
        size //= 2
    return steps
