"""What the daemon costs while nothing happens: memory, wake-ups, CPU; beside a bare process with an idle APScheduler.

`python -m bench.idle [SECONDS]` takes a little under two minutes, or as long as it is told; an hour tells the CPU
seconds of a day best. Memory is PSS (pages shared with others count in part), from
/proc/PID/smaps_rollup; wake-ups are the voluntary context switches of all threads. Linux only. Both run from byte
code, as an installed program does: compiling leaves holes in the memory of a process.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from bench.homes import settle
from bench.measure import table
from routine.daemon import client

ROUTINES = 50
WATCHED_S = 60
MOST_MEMORY = 1.6
MOST_WAKES = 4.0
_SETTLE_S = 40.0  # with no desktop, the worst case, it looks for one after 5, 10 and 20 s, then ever more rarely
_COMPILE_S = 10.0
_DAY_S = 24 * 3600
_ROOT = Path(__file__).parent.parent
_BARE = """
import asyncio
from datetime import UTC
from apscheduler.schedulers.asyncio import AsyncIOScheduler
async def main():
    AsyncIOScheduler(timezone=UTC).start()
    await asyncio.Event().wait()
asyncio.run(main())
"""


def main() -> None:
    """Measure, print the table, and fail when a promise does not hold."""
    watched = float(sys.argv[1]) if len(sys.argv) > 1 else WATCHED_S
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        hour = (time.gmtime().tm_hour + 3) % 24  # nothing comes due while we watch
        where = settle(home, ROUTINES, lambda n: f"{hour:02}:{n % 60:02}")
        env = {**os.environ, "ROUTINE_HOME": str(home), "TZ": "UTC", "XDG_RUNTIME_DIR": folder}
        env |= {"PYTHONPYCACHEPREFIX": f"{folder}/bytecode"}
        for name in ("DBUS_SESSION_BUS_ADDRESS", "PYTHONDONTWRITEBYTECODE"):
            env.pop(name, None)
        ours = [sys.executable, "-m", "routine.wiring.run_daemon"]
        bare_one = [sys.executable, "-c", _BARE]
        with _running(bare_one, env), _running(ours, env):  # which compile
            _wait(where.data_dir)
            time.sleep(_COMPILE_S)
        with _running(bare_one, env) as bare, _running(ours, env) as daemon:
            address = _wait(where.data_dir)
            jobs = client.ask(address, {"do": "status"}, 10)["jobs"]
            time.sleep(_SETTLE_S)
            before = {pid: (_switches(pid), _cpu_s(pid)) for pid in (bare, daemon)}
            time.sleep(watched)
            found = {pid: _watched(pid, *before[pid], watched) for pid in (bare, daemon)}
    _report(jobs, found[bare], found[daemon])


class Idle(NamedTuple):
    """What a process cost while it was watched: its memory, and wake-ups a minute, CPU seconds a day."""

    kib: int
    wakes: float
    cpu_s: float


def _watched(pid: int, switches: int, cpu_s: float, seconds: float) -> Idle:
    return Idle(_pss_kib(pid), (_switches(pid) - switches) * 60 / seconds, (_cpu_s(pid) - cpu_s) * _DAY_S / seconds)


def _report(jobs: int, bare: Idle, ours: Idle) -> None:
    times = ours.kib / bare.kib
    rows = [["idle", "memory MiB", "x bare", "wake-ups a minute", "CPU seconds a day"]]
    for name, found in ((f"Routine, {jobs} jobs", ours), ("bare asyncio + APScheduler", bare)):
        memory = [f"{found.kib / 1024:.1f}", f"{found.kib / bare.kib:.2f}"]
        rows.append([name, *memory, f"{found.wakes:.1f}", f"{found.cpu_s:.1f}"])
    print(table(rows))
    if times > MOST_MEMORY or ours.wakes > MOST_WAKES:
        sys.exit(f"promised: at most {MOST_MEMORY} x the memory and {MOST_WAKES:g} wake-ups a minute")


@contextmanager
def _running(command: list[str], env: Mapping[str, str]) -> Iterator[int]:
    process = subprocess.Popen(command, cwd=_ROOT, env=dict(env), stdin=subprocess.DEVNULL)
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def _wait(data_dir: str) -> client.Address:
    for _ in range(500):
        if address := client.find(data_dir):
            return address
        time.sleep(0.02)
    raise RuntimeError("the daemon did not start")


def _pss_kib(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _cpu_s(pid: int) -> float:
    """CPU seconds of the process so far, its own and the system's for it; of all threads, to the nanosecond."""
    spent = [(thread / "schedstat").read_text().split()[0] for thread in Path(f"/proc/{pid}/task").iterdir()]
    return sum(map(int, spent)) / 1e9


def _switches(pid: int) -> int:
    """Voluntary context switches of every thread of the process so far."""
    texts = [(thread / "status").read_text() for thread in Path(f"/proc/{pid}/task").iterdir()]
    found = [line for text in texts for line in text.splitlines() if line.startswith("voluntary_ctxt_switches")]
    return sum(int(line.split()[1]) for line in found)


if __name__ == "__main__":
    main()
