"""Lives as many lives as asked, and says what broke and how to see it again.

python -m tests.simulation --seeds 0-99 --years 1
python -m tests.simulation --seeds 0-99999 --years 1 --minutes 90 --processes 2 --figures figures.json
python -m tests.simulation --seeds 17 --years 1 --steps 3,5-9
python -m tests.simulation --seeds 1000000-1000999 --years 0.2  # from this seed on disks are poor
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import msgspec

from tests.simulation.lives import YEAR, Lived, fewest, live

_SAYS_EVERY_S = 60
_COUNTS = ("steps", "decisions", "deaths", "failures", "entries")


def main() -> int:
    """Returns 1 when a law was broken."""
    given = _arguments()
    began, said = time.monotonic(), 0.0
    total = Total()
    with _all_of(given) as lives:
        for found in lives:
            total.add(found)
            if found.broken:
                _say_broken(found, given.years, shrink=not (given.steps or given.no_shrink))
            if time.monotonic() - said > _SAYS_EVERY_S:
                said = time.monotonic()
                total.say(given.figures, said - began)
            if given.minutes and time.monotonic() - began > given.minutes * 60:
                break
    total.say(given.figures, time.monotonic() - began)
    return bool(total.broken)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", default="0-9", help="which lives: 0-99, or 3,17")
    parser.add_argument("--years", type=float, default=1.0, help="how long each is")
    parser.add_argument("--steps", default="", help="only these steps of it")
    parser.add_argument("--minutes", type=float, default=0, help="look at no further life after so many minutes")
    parser.add_argument("--processes", type=int, default=1, help="so many lives at once")
    parser.add_argument("--figures", default="", help="write what came of it to this file, every minute")
    parser.add_argument("--no-shrink", action="store_true", help="do not look for the fewest steps")
    return parser.parse_args()


@contextmanager
def _all_of(given: argparse.Namespace) -> Iterator[Iterator[Lived]]:
    """The lives, as each is over."""
    chosen = list(numbers(given.steps)) if given.steps else None
    one = partial(live, years=given.years, chosen=chosen)
    # Nearly all that a life makes goes by itself: garbage is looked for seldom, and never among what was loaded.
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    if given.processes < 2:
        yield map(one, numbers(given.seeds))
        return
    with multiprocessing.get_context("fork").Pool(given.processes) as pool:
        yield pool.imap_unordered(one, numbers(given.seeds))


def numbers(text: str) -> Iterator[int]:
    """`3,5-9`: 3 5 6 7 8 9."""
    for part in text.split(","):
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)


def ranges(steps: list[int]) -> str:
    """The same, the other way round."""
    found: list[list[int]] = []
    for n in steps:
        if found and found[-1][-1] == n - 1:
            found[-1].append(n)
        else:
            found.append([n])
    return ",".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in found)


class Total:
    """What all lives came to until now."""

    def __init__(self) -> None:
        self.lives = 0
        self.years = self.cpu = 0.0
        self.counts = dict.fromkeys(_COUNTS, 0)
        self.broken: list[str] = []

    def add(self, found: Lived) -> None:
        """One more is over."""
        self.lives += 1
        self.years += found.time / YEAR
        self.cpu += found.cpu
        for name in _COUNTS:
            self.counts[name] += getattr(found, name)
        if found.broken:
            self.broken.append(f"seed {found.seed}, step {found.steps}: {found.broken}")

    def say(self, figures: str, seconds: float) -> None:
        """Print it, and write it where it was asked for."""
        steps, decisions, deaths, failures, entries = (self.counts[name] for name in _COUNTS)
        print(
            f"{self.years:.1f} user-years in {self.lives} lives: {steps} steps, {decisions} decisions, "
            f"{deaths} deaths, {failures} failed writes, {entries} entries of the log, "
            f"{self.cpu:.0f} s of a processor in {seconds:.0f} s; {len(self.broken)} broke",
            flush=True,
        )
        if figures:
            told = {"user_years": self.years, "lives": self.lives, **self.counts, "cpu_s": self.cpu, "s": seconds}
            Path(figures).write_bytes(msgspec.json.encode({**told, "broken": self.broken}))


def _say_broken(found: Lived, years: float, *, shrink: bool) -> None:
    print(f"seed {found.seed}, step {found.steps}: {found.broken}", file=sys.stderr)
    steps = fewest(found.seed, years, found) if shrink else list(range(found.steps + 1))
    print(
        f"  again: python -m tests.simulation --seeds {found.seed} --years {years} --steps {ranges(steps)}",
        file=sys.stderr,
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
