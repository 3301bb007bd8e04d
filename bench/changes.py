"""What a change of one's own files costs, with a daemon and without one, and beside 10,000 files of presets.

Run: python -m bench.changes [RUNS]. Homes with twenty routines and three series of visits, every question answered;
CPU time of the command and of the daemon for it, beside `import click`, which other work on the machine disturbs less.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bench.cli import command, daemon
from bench.homes import many_files, settle_household
from bench.measure import median_ms, ratio, table
from bench.page import Cpu, succeed
from routine.adapters.lock_file import read_holder
from routine.adapters.paths import Paths

FILES = 10_000
#: The most that is promised: times `import click`, with a daemon; times the same with few files, without one.
CHANGE, MANY = 4.0, 4.0
_CLICK = [sys.executable, "-c", "import click"]
_READS = {"today": ("today",), "plan": ("plan",), "done": ("done", "five-a-day", "--extra", "--at", "04:{n:02}")}
_CHANGES = {
    "preset set": ("preset", "set", "egg-mask", "steps.lie-flat.timer", "{n}s"),
    "profile set": ("profile", "set", "other-allergies", "{n}"),
    "visit book": ("visit", "book", "peels", "{n} Mar 10:00"),
}
Asked = Mapping[str, tuple[str, ...]]


def spent(homes: Mapping[str, Path], asked: Asked, runs: int, cpu: Cpu, first: int = 1) -> dict[str, list[float]]:
    """CPU seconds of each command in each home, and of `import click`, in turn; another change each time."""
    found: dict[str, list[float]] = {}
    for n in range(first, first + runs + 1):
        subjects: dict[str, Callable[[], object]] = {"import click": lambda: succeed(_CLICK)}
        for name, home in homes.items():
            for what, words in asked.items():
                line = command(home, *(word.format(n=n) for word in words))
                subjects[f"{what}{name}"] = lambda line=line: succeed(line)  # type: ignore[misc]  # bound at once
        for what, work in subjects.items():
            took = cpu.of(work)
            if n > first:  # the first only writes byte code
                found.setdefault(what, []).append(took)
    return found


def main(argv: Sequence[str]) -> int:
    """Print both tables; the exit status says whether the limits hold."""
    runs = int(argv[0]) if argv else 10
    with tempfile.TemporaryDirectory(prefix="routine-bench-") as folder:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ |= {"PYTHONPYCACHEPREFIX": str(Path(folder, "bytecode")), "TZ": "UTC"}
        few, many = Path(folder, "few"), Path(folder, "many")
        where, there = settle_household(few), settle_household(many)
        many_files(there, FILES)
        alone = spent({", no daemon": few}, _CHANGES, runs, Cpu(()))
        beside = spent({"": few, f", {FILES:,} files": many}, _READS, runs, Cpu(()))
        with daemon(where, few):
            running = spent({"": few}, _CHANGES, runs, Cpu((_pid(where),)), first=runs + 2)
        with daemon(there, many):
            print(f"A daemon came up beside {FILES:,} files.\n")
    wrong = [f"promised: {what}" for what in _CHANGES if ratio(running[what], running["import click"]) > CHANGE]
    wrong += [
        f"promised: {what} beside {FILES:,} files"
        for what in _READS
        if ratio(beside[f"{what}, {FILES:,} files"], beside[what]) > MANY
    ]
    print(table(_rows({**running, **{what: took for what, took in alone.items() if "," in what}})))
    print(f"\nwithout a daemon:\n\n{table(_rows(beside))}")
    print("\n".join(wrong))
    return 1 if wrong else 0


def _pid(where: Paths) -> int:
    holder = read_holder(Path(where.data_dir))
    assert holder is not None
    return holder.pid


def _rows(found: Mapping[str, Sequence[float]]) -> list[list[str]]:
    rows = [["CPU", "median ms", "least ms", "x import click"]]
    for what, took in found.items():
        times = ratio(took, found["import click"])
        rows.append([what, f"{median_ms(took):.0f}", f"{min(took) * 1000:.0f}", f"{times:.2f}"])
    return rows


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
