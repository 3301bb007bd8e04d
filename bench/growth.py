"""What may grow with its size and no faster: each subject at one size, and at four times that size.

`python -m bench.growth` prints one table, and fails where four times as much takes far more than four times as long,
or where what was done before is not spared when it is asked for again.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from bench.measure import alternate, median_ms, ratio, table
from routine.adapters.presets.preset_files import PresetFiles
from routine.core.decide.decide import decide
from routine.core.preset.toml_lines import TooDeepError, key_lines
from routine.core.requests.queries import Overview
from routine.core.requests.reports import Tick
from routine.simulate import simulate
from tests.builders import World, a_preset, a_schedule
from tests.preset_texts import EGG_MASK

TIMES = 4
MOST = 10.0
"""What is linear takes four times as long, and more for what no longer fits into caches; what is quadratic, sixteen."""
RUNS = 5
SAME_AGAIN = 0.5

Subject = Callable[[], object]


def many(count: int) -> World:
    """So many routines, all at eight o'clock."""
    return World(*(a_preset(f"r{n}") for n in range(count)))


def due(count: int) -> Subject:
    """So many due at once: decided, shown, planned."""

    def run() -> None:
        world = many(count)
        world.simulation.clock.advance(timedelta(hours=2))
        world.simulation.service.handle(Tick())
        world.simulation.service.notices()
        world.simulation.service.wakes()

    return run


def answered(count: int) -> Subject:
    """So many answered by one press."""

    def run() -> None:
        world = many(count)
        world.to("08:00")
        world.press("all-done")

    return run


def nothing_due(count: int) -> Subject:
    """Fifty ticks with nothing due."""
    service = many(count).simulation.service
    return lambda: [service.handle(Tick()) for _ in range(50)]


def overview(count: int) -> Subject:
    """What `routine` alone prints."""
    world = many(count)
    return lambda: world.ask(Overview())


def years_away(days: int) -> Subject:
    """A routine with a time every hour, and nobody there for so long."""
    world = World(a_preset(schedule=a_schedule(*(f"{hour:02}:00" for hour in range(24)))))
    world.simulation.clock.advance(timedelta(days=days))
    return lambda: decide(world.setup, world.state, Tick(), world.now)


def simulated(days: int) -> Subject:
    """So many days of thirty routines."""
    world = World(*(a_preset(f"r{n}", a_schedule(f"{7 + n % 12:02}:{n:02}")) for n in range(30)))
    start = datetime.combine(date(2027, 1, 1), datetime.min.time())
    return lambda: simulate(world.setup, world.state, start, days, world.now)


def lines(part: str, size: int) -> Subject:
    """The lines of the keys in so many bytes of anything."""
    text = part * (size // len(part))

    def run() -> None:
        with suppress(TooDeepError):
            key_lines(text, 8)

    return run


def mistakes(folder: Path, line: str, size: int) -> Subject:
    """So many bytes of mistakes in a file of the user's, judged."""
    text = "".join(line.format(i=i) for i in range(size // (len(line) + 3)))
    return lambda: PresetFiles(folder, folder).judge("own", text.encode())


def pairs(folder: Path) -> dict[str, tuple[Subject, Subject]]:
    """Every subject, small and large."""
    sized: dict[str, tuple[Callable[[int], Subject], int]] = {
        "due at once": (due, 250),
        "answered at once": (answered, 250),
        "nothing due": (nothing_due, 50),
        "the overview": (overview, 250),
        "hours of days away": (years_away, 90),
        "days simulated": (simulated, 60),
    }
    for part in ('"""\\', '"', "'''a", "[[a]]\n", "a=1\n", "a=[1,", "{", "]", "a.b='''\n"):
        sized[f"bytes of {part!r}"] = (partial(lines, part), 16_000)
    for line in ("k{i} = 1\n", "[steps.s{i}]\n", "[[steps.a.cues]]\n"):
        sized[f"mistakes as {line!r}"] = (partial(mistakes, folder, line), 16_000)
    return {name: (make(size), make(size * TIMES)) for name, (make, size) in sized.items()}


def again(folder: Path) -> tuple[float, float]:
    """Seconds to load sixty presets, and to load them again."""
    for n in range(60):
        (folder / f"mask-{n}.toml").write_text(EGG_MASK, "utf-8")
    known = PresetFiles(folder, folder)
    known.load()
    found = alternate({"first": lambda: PresetFiles(folder, folder).load(), "again": known.load}, RUNS)
    return min(found["first"]), min(found["again"])


def main() -> None:
    """Measure, print, and fail when something grows faster than its size."""
    rows, wrong = [["what", "median ms", f"x{TIMES} ms", "ratio"]], []
    with tempfile.TemporaryDirectory() as place:
        for name, (small, large) in pairs(Path(place)).items():
            found = alternate({"small": small, "large": large}, RUNS)
            times = ratio(found["large"], found["small"])
            rows.append([name, f"{median_ms(found['small']):.2f}", f"{median_ms(found['large']):.2f}", f"{times:.1f}"])
            if times > MOST:
                wrong.append(f"{name}: {times:.1f}")
        first, second = again(Path(place))
    rows.append(["sixty presets, and again", f"{first * 1000:.2f}", f"{second * 1000:.2f}", f"{second / first:.2f}"])
    if second > SAME_AGAIN * first:
        wrong.append("presets that did not change are read again")
    print(table(rows))
    if wrong:
        sys.exit(f"promised: at most {MOST:g} times as long for {TIMES} times as much; {'; '.join(wrong)}")


if __name__ == "__main__":
    main()
