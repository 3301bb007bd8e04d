"""Lives as many lives as asked, and says what broke and how to see it again.

python -m tests.simulation --seeds 0-99 --years 1
python -m tests.simulation --seeds 17 --years 1 --steps 3,5-9
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator

from tests.simulation.lives import YEAR, Lived, fewest, live


def main() -> int:
    """Returns 1 when a law was broken."""
    given = _arguments()
    total, broken, began, last = Lived(0), 0, time.monotonic(), 0.0
    lives = 0
    for seed in numbers(given.seeds):
        if given.minutes and time.monotonic() - began > given.minutes * 60:
            break
        found = live(seed, given.years, list(numbers(given.steps)) if given.steps else None)
        lives += 1
        _add(total, found)
        if found.broken:
            broken += 1
            _say_broken(found, given.years, shrink=not (given.steps or given.no_shrink))
        if time.monotonic() - last > 60:
            last = time.monotonic()
            print(_words(total, lives, broken), flush=True)
    print(_words(total, lives, broken))
    return bool(broken)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", default="0-9", help="which lives: 0-99, or 3,17")
    parser.add_argument("--years", type=float, default=1.0, help="how long each is")
    parser.add_argument("--steps", default="", help="only these steps of it")
    parser.add_argument("--minutes", type=float, default=0, help="begin no further life after so many minutes")
    parser.add_argument("--no-shrink", action="store_true", help="do not look for the fewest steps")
    return parser.parse_args()


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


def _add(total: Lived, found: Lived) -> None:
    total.time += found.time
    for name in ("steps", "decisions", "deaths", "failures", "entries"):
        setattr(total, name, getattr(total, name) + getattr(found, name))


def _words(total: Lived, lives: int, broken: int) -> str:
    return (
        f"{total.time / YEAR:.1f} user-years in {lives} lives: {total.steps} steps, {total.decisions} decisions, "
        f"{total.deaths} deaths, {total.failures} failed writes, {total.entries} entries of the log; {broken} broke"
    )


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
