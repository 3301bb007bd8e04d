"""An answer while others ask the longest questions there are, beside the same answer of a daemon with nothing to do.

`python -m bench.long_queries` prints one table; 1 when the 99th percentile is more than 2 x that of the idle daemon.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench.homes import settle
from bench.measure import table
from routine.adapters.paths import Paths
from routine.daemon import client
from routine.wiring.local_service import local_ask

ANSWERS = 400
PAUSE_S = 0.02
MOST = 2.0
QUESTIONS = ({"do": "plan", "days": 3660}, {"do": "why", "routine": "minute"}, {"do": "plan", "days": 30})
_MINUTE = """format = 1
title = "Every minute"
kind = "habit"
sources = ["unsourced: a benchmark"]
[schedule]
window = { from = "00:00", until = "23:59", every = "1m" }
[remind]
late = "1m"
"""
_WATER = """format = 1
title = "Water"
kind = "habit"
sources = ["unsourced: a benchmark"]
[schedule]
when_needed = true
"""


def home(folder: Path) -> Paths:
    """A home with 20 daily routines, one that comes every minute, and one that is done whenever it is done."""
    where = settle(folder, 20, lambda n: f"{6 + n % 15:02}:{n * 7 % 60:02}")
    for name, text in (("minute", _MINUTE), ("water", _WATER)):
        Path(where.presets_dir, f"{name}.toml").write_text(text)
    local_ask(where, {"do": "enable", "routines": ["minute", "water"]}, write=True)
    return where


def answers(address: client.Address) -> list[float]:
    """Seconds that each of the answers took, sorted."""
    found = []
    for _ in range(ANSWERS):
        begun = time.perf_counter()
        client.ask(address, {"do": "done", "routines": ["water"]}, 60)
        found.append(time.perf_counter() - begun)
        client.ask(address, {"do": "undo", "routine": "water"}, 60)
        time.sleep(PAUSE_S)
    return sorted(found)


def asked_meanwhile(address: client.Address, over: threading.Event, count: list[int]) -> None:
    """Ask the longest questions, one after the other, until it is over."""
    while not over.is_set():
        for question in QUESTIONS:
            try:
                client.ask(address, question, 200)
                count[0] += 1
            except Exception:  # noqa: BLE001 - ended with the daemon
                return


def asker(data_dir: str) -> None:
    """A process that asks on, so that reading the replies costs the one that measures nothing."""
    address = client.find(data_dir)
    count = [0]
    if address:
        asked_meanwhile(address, threading.Event(), count)
    print(count[0])


def percentile(sorted_s: list[float], part: float) -> float:
    """In milliseconds."""
    return sorted_s[min(len(sorted_s) - 1, int(len(sorted_s) * part))] * 1000


def main() -> int:
    """Measure, print; 1 where the promise does not hold."""
    with tempfile.TemporaryDirectory() as folder:
        where = home(Path(folder, "home"))
        env = {**os.environ, "ROUTINE_HOME": str(Path(folder, "home")), "DBUS_SESSION_BUS_ADDRESS": ""}
        daemon = subprocess.Popen([sys.executable, "-m", "routine.wiring.run_daemon"], env=env)
        try:
            while (address := client.find(where.data_dir)) is None:
                time.sleep(0.05)
            idle = answers(address)
            asking = [
                subprocess.Popen([sys.executable, "-m", "bench.long_queries", "--ask", where.data_dir], env=env)
                for _ in range(2)
            ]
            time.sleep(2)
            busy = answers(address)
            for one in asking:
                one.kill()
        finally:
            daemon.terminate()
            daemon.wait(20)
    rows = [["an answer (done)", "median ms", "p99 ms", "latest ms"]]
    for name, found in (("idle", idle), ("while 2 ask the longest questions", busy)):
        rows.append([name, *(f"{percentile(found, part):.1f}" for part in (0.5, 0.99, 1))])
    ratio = percentile(busy, 0.99) / percentile(idle, 0.99)
    print(table(rows))
    print(json.dumps({"p99": round(ratio, 2)}))
    return 0 if ratio <= MOST else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--ask"]:
        asker(sys.argv[2])
        sys.exit(0)
    sys.exit(main())
