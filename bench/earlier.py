"""Routine beside an earlier commit of itself, and beside itself: what became slower by more than two runs differ.

`python -m bench.earlier CHECKOUT [RUNS [SECONDS]]`, with the folder of the earlier commit: help, today, plan and an
answer in a home with 50 routines, with a daemon and without one; a daemon's memory after it was idle for so many
seconds; and from due to shown. Three homes, in turn: this commit, this commit again, the earlier one. CPU seconds of
the command and of the daemon for it, which other work on the machine disturbs less than time. It fails where both
median and least are larger than those of the earlier commit by more than this commit differs from itself.
"""

from __future__ import annotations

import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from bench.measure import table

RUNS, IDLE_S, SHOWN_RUNS = (
    20,
    45.0,
    3,
)  # at most 24 runs: each answers one of the 50 routines, with a daemon and without
NOW, AGAIN, BEFORE = "now", "now again", "before"
#: What either commit calls alike.
_FILL = """
import sys
from datetime import datetime, timedelta
from pathlib import Path
from bench.cli import remember
from bench.homes import settle
soon = datetime.now() + timedelta(minutes=40)
remember(settle(Path(sys.argv[1]), 50, lambda n: f"{soon + timedelta(seconds=n * 10):%H:%M}"), 500)
"""
"""Each due once a day, at first in less than an hour: near enough to be answered by its name alone."""
_ROUTINE = "import sys; from routine.cli.main import main; sys.exit(main())"
_NOISE = 0.02
"""What two medians of one and the same may differ by where the three happened to agree."""

Samples = dict[str, list[float]]


class Home:
    """A home of one commit, with 50 routines."""

    def __init__(self, checkout: Path, folder: Path) -> None:
        self.checkout = checkout
        self.env = {**os.environ, "PYTHONPATH": str(checkout), "ROUTINE_HOME": str(folder), "TZ": "UTC"}
        self.env |= {"PYTHONPYCACHEPREFIX": str(folder.parent / f"bytecode-{checkout.name}"), "XDG_RUNTIME_DIR": ""}
        for name in ("DBUS_SESSION_BUS_ADDRESS", "PYTHONDONTWRITEBYTECODE", "DISPLAY", "WAYLAND_DISPLAY"):
            self.env.pop(name, None)
        self.python(_FILL, str(folder))

    def python(self, code: str, *words: str) -> tuple[float, str]:
        """CPU milliseconds of a Python that runs this code of the commit, and what it printed."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run = subprocess.run(
            [sys.executable, "-c", code, *words],
            cwd=self.checkout,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if run.returncode:
            raise RuntimeError(f"{self.checkout}: {' '.join(words)}: {run.stderr or run.stdout}")
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return spent * 1000, run.stdout

    def routine(self, *words: str) -> tuple[float, str]:
        """CPU milliseconds of one command, and what it printed."""
        return self.python(_ROUTINE, *words)

    def daemon(self) -> int:
        """Its pid."""
        return int(json.loads(self.routine("status", "--json")[1])["pid"])


def commands(homes: Mapping[str, Home], runs: int, found: dict[str, Samples], where: str) -> None:
    """Every command in turn, each answer another routine's."""
    pids = {name: home.daemon() for name, home in homes.items()} if where == "" else {}
    for n in range(runs + 1):
        for what, words in {
            "--help": ("--help",),
            "today": ("today",),
            "plan": ("plan",),
            "done": ("done", f"bench-{n + (25 if where else 0):04}"),
        }.items():
            for name, home in homes.items():
                spent = _cpu_ms(pids[name]) if pids else 0.0
                own, _ = home.routine(*words)
                spent = own + (_cpu_ms(pids[name]) - spent if pids else 0.0)
                if n:
                    found.setdefault(f"{what}{where}", {}).setdefault(name, []).append(spent)


def idle(homes: Mapping[str, Home], seconds: float) -> Samples:
    """MiB of each daemon, pages shared with others counted in part."""
    time.sleep(seconds)
    return {name: [_pss_mib(home.daemon())] for name, home in homes.items()}


def shown(homes: Mapping[str, Home], runs: int, found: dict[str, Samples]) -> None:
    """What `bench.due_to_shown` of each commit finds."""
    for _ in range(runs):
        for name, home in homes.items():
            told = subprocess.run(
                [sys.executable, "-m", "bench.due_to_shown"], cwd=home.checkout, env=home.env,
                capture_output=True, text=True, check=True,
            ).stdout  # fmt: skip
            row = next(re.findall(r"[\d.]+", line) for line in told.splitlines() if line.startswith("| Routine"))
            found.setdefault("due to shown, median ms", {}).setdefault(name, []).append(float(row[1]))
            found.setdefault("due to shown, p99 ms", {}).setdefault(name, []).append(float(row[2]))


def slower(samples: Mapping[str, Sequence[float]]) -> bool:
    """Whether it takes more than before, by more than one commit differs from itself."""
    return all(_beyond(samples, best) for best in (statistics.median, min))


def _beyond(samples: Mapping[str, Sequence[float]], best: Callable[[Sequence[float]], float]) -> bool:
    now, again, before = (best(samples[name]) for name in (NOW, AGAIN, BEFORE))
    return min(now, again) > before * max(now / again, again / now, 1 + _NOISE)


def rows(found: Mapping[str, Samples]) -> Iterator[list[str]]:
    """The table."""
    yield ["what", NOW, AGAIN, BEFORE, "x before", "least", "x before", ""]
    for what, samples in found.items():
        middle = [statistics.median(samples[name]) for name in (NOW, AGAIN, BEFORE)]
        least = [min(samples[name]) for name in (NOW, AGAIN, BEFORE)]
        beside = [f"{middle[0] / middle[2]:.2f}", f"{least[0]:.1f}", f"{least[0] / least[2]:.2f}"]
        yield [what, *(f"{one:.1f}" for one in middle), *beside, "slower" if slower(samples) else ""]


def main(argv: Sequence[str]) -> int:
    """Measure, print; 1 when something became slower."""
    here, before = Path(__file__).parent.parent, Path(argv[0]).resolve()
    runs, seconds = int(argv[1]) if len(argv) > 1 else RUNS, float(argv[2]) if len(argv) > 2 else IDLE_S
    found: dict[str, Samples] = {}
    with tempfile.TemporaryDirectory(prefix="rt-") as folder:
        places = {NOW: here, AGAIN: here, BEFORE: before}
        homes = {name: Home(place, Path(folder, name.replace(" ", "-"))) for name, place in places.items()}
        commands(homes, runs, found, ", no daemon")
        for home in homes.values():
            home.routine("start")
        try:
            commands(homes, runs, found, "")
            found["idle memory, MiB"] = idle(homes, seconds) if seconds else {}
        finally:
            for home in homes.values():
                home.routine("stop")
        shown(homes, SHOWN_RUNS if seconds else 0, found)
    found = {what: samples for what, samples in found.items() if samples}
    print(table(rows(found)))
    return 1 if any(slower(samples) for samples in found.values()) else 0


def _cpu_ms(pid: int) -> float:
    """CPU milliseconds of the process so far, of all its threads."""
    spent = [(thread / "schedstat").read_text().split()[0] for thread in Path(f"/proc/{pid}/task").iterdir()]
    return sum(map(int, spent)) / 1e6


def _pss_mib(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
