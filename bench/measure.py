"""How every benchmark here measures, and prints what it found."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping, Sequence

Subject = Callable[[], object] | Sequence[str]


def measure(name: str, subject: Subject, runs: int = 20, env: Mapping[str, str] | None = None) -> list[float]:
    """The seconds that each of `runs` runs took, after one that does not count.

    `subject` is a function, or the argument list of a program whose output is thrown away; `env` is added to a
    program's environment. Raises RuntimeError, with `name`, when a program fails.
    """
    run = subject if callable(subject) else _program(name, subject, env or {})
    run()
    return [_once(run) for _ in range(runs)]


def alternate(subjects: Mapping[str, Subject], runs: int = 20) -> dict[str, list[float]]:
    """Like `measure` for several, in turn, so that a machine that slows down slows all of them."""
    calls = {name: s if callable(s) else _program(name, s, {}) for name, s in subjects.items()}
    for call in calls.values():
        call()
    found: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(runs):
        for name, call in calls.items():
            found[name].append(_once(call))
    return found


def _once(run: Callable[[], object]) -> float:
    gc.collect()
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def _program(name: str, argv: Sequence[str], env: Mapping[str, str]) -> Callable[[], object]:
    def run() -> None:
        ended = subprocess.run(
            list(argv), env={**os.environ, **env}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
        )
        if ended.returncode:
            raise RuntimeError(f"{name}: exit {ended.returncode}: {ended.stderr.decode(errors='replace').strip()}")

    return run


def median_ms(seconds: Sequence[float]) -> float:
    """The median, in milliseconds."""
    return statistics.median(seconds) * 1000


def ratio(seconds: Sequence[float], base: Sequence[float]) -> float:
    """How many times as long as `base`, by medians."""
    return statistics.median(seconds) / statistics.median(base)


def comparison(found: Mapping[str, Sequence[float]], base: str) -> list[list[str]]:
    """One row each: name, median, fastest, runs, and how many times as long as `base`; with a heading row."""
    rows = [["what", "median ms", "fastest ms", "runs", f"x {base}"]]
    for name, seconds in found.items():
        times = f"{ratio(seconds, found[base]):.2f}"
        rows.append([name, f"{median_ms(seconds):.1f}", f"{min(seconds) * 1000:.1f}", str(len(seconds)), times])
    return rows


def table(rows: Iterable[Sequence[str]]) -> str:
    """The rows as a Markdown table, the first one as its heading; columns after the first are right-aligned."""
    lines = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    text = [_line(line, widths) for line in lines]
    rule = "|".join("-" * (width + 1) + ("-" if i == 0 else ":") for i, width in enumerate(widths))
    return "\n".join([text[0], f"|{rule}|", *text[1:]])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(cells, widths, strict=True))]
    return "| " + " | ".join(padded) + " |"
