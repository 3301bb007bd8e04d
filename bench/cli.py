"""How long a command takes, beside importing click alone; and whether years of history make it slower.

Run: python -m bench.cli [RUNS]
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from bench.measure import alternate, comparison, table
from routine.adapters.clock import SystemClock
from routine.adapters.paths import Paths, make_directories, paths
from routine.adapters.store.tinydb_store import TinyDbStore
from routine.core.state.log import Entry
from routine.wiring import start_daemon, stop_daemon
from routine.wiring.local_service import local_ask

ROUTINES = 50
LIMITS = {"routine today": 1.3, "routine --help": 1.4}
_CLICK = [sys.executable, "-c", "import click"]
_PRESET = """\
format = 1
title = "Routine number {n}"
kind = "habit"
sources = ["unsourced: a benchmark"]
[schedule]
at = ["{hour:02}:{minute:02}"]
until = {until}
[steps.do]
say = "Do it."
"""


def command(home: Path, *words: str) -> list[str]:
    """What the installed script `routine` runs, with everything under `home`."""
    run = "import os, sys; os.environ['ROUTINE_HOME'] = {!r}; from routine.cli.main import main; sys.exit(main())"
    return [sys.executable, "-c", run.format(str(home)), *words]


def fill(home: Path, days: int, entries: int) -> Paths:
    """A home with 50 routines, a plan of `days` days for each, and a log of `entries` answers."""
    where = paths({"ROUTINE_HOME": str(home)})
    make_directories(where)
    until = SystemClock().now().wall().date() + timedelta(days=days - 1)
    for n in range(ROUTINES):
        text = _PRESET.format(n=n, hour=6 + n % 16, minute=n, until=until)
        Path(where.presets_dir, f"habit-{n:02}.toml").write_text(text, encoding="utf-8")
    local_ask(where, {"do": "enable", "routines": [f"habit-{n:02}" for n in range(ROUTINES)]}, write=True)
    remember(where, entries)
    return where


def remember(where: Paths, entries: int) -> None:
    """Write that many answers into the log, an hour apart, the last of them two days ago."""
    store = TinyDbStore(Path(where.data_dir))
    last = datetime(2026, 1, 1, tzinfo=UTC)
    store.commit(replace(store.load(), seq=entries))
    store.append(
        Entry(
            seq=seq,
            routine=f"habit-{seq % ROUTINES:02}",
            key=f"{at:%Y-%m-%dT%H:%M}",
            nominal=at.replace(tzinfo=None),
            instant=at,
            answer="done",
            at=at,
            recorded_at=at,
        )
        for seq in range(1, entries + 1)
        for at in [last - timedelta(hours=entries - seq)]
    )


@contextmanager
def daemon(where: Paths, home: Path) -> Iterator[None]:
    """A daemon for the home."""
    os.environ["ROUTINE_HOME"] = str(home)
    start_daemon.start(where)
    try:
        yield
    finally:
        stop_daemon.stop(where)


def main(argv: Sequence[str]) -> int:
    """Print both tables; the exit status says whether the limits hold."""
    runs = int(argv[0]) if argv else 30
    with tempfile.TemporaryDirectory(prefix="routine-bench-") as folder:
        # Installed packages have their byte code; give a checkout, and click, the same.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder, "bytecode"))
        few, many = Path(folder, "few"), Path(folder, "many")
        with daemon(fill(few, 2, 100), few), daemon(fill(many, 200, 10_000), many):
            found = alternate(
                {
                    "import click": _CLICK,
                    "routine today": command(few, "today"),
                    "routine --help": command(few, "--help"),
                    "routine today, 10,000 planned, 10,000 logged": command(many, "today"),
                },
                runs,
            )
    rows = comparison(found, "import click")
    sys.stdout.write(table(rows) + "\n")
    broken = [row for row in rows[1:] if float(row[-1]) > LIMITS.get(row[0], 99)]
    sys.stdout.writelines(f"{row[0]}: {row[-1]} is over {LIMITS[row[0]]}\n" for row in broken)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
