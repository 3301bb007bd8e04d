"""How soon the page shows after `routine open`, how much memory it takes, and how long an answer by click takes.

Run: python -m bench.page [RUNS]
"""

from __future__ import annotations

import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.cli import command, daemon, fill
from bench.measure import comparison, table
from routine.adapters.lock_file import is_held, read_holder
from routine.adapters.paths import Paths
from routine.page.link import page_folder
from tests.page.household import Visitor

#: `routine open` until the first byte beside `python -c pass`, and the process in KiB.
FIRST_BYTE, MEMORY_KB = 10.0, 60 * 1024
_PASS = [sys.executable, "-c", "pass"]


def first_byte(home: Path) -> Callable[[], object]:
    """`routine open` with no page running, until the first byte of what its link leads to."""

    def run() -> None:
        told = subprocess.run(command(home, "open", "--print"), capture_output=True, text=True, check=True)
        visitor = Visitor(told.stdout.splitlines()[1])
        name, port = visitor.host.split(":")
        path = visitor.link.removeprefix(visitor.origin)
        with socket.create_connection((name, int(port))) as talk:
            talk.sendall(f"GET {path} HTTP/1.1\r\nHost: {visitor.host}\r\n\r\n".encode())
            assert talk.recv(1) == b"H"

    return run


def end(where: Paths) -> None:
    """End the page's process."""
    holder = read_holder(page_folder(where))
    if holder is not None and is_held(page_folder(where)):
        os.kill(holder.pid, signal.SIGTERM)
        while is_held(page_folder(where)):
            time.sleep(0.01)


def timed(work: Callable[[], object]) -> float:
    """Seconds that it takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def memory_kb(where: Paths) -> int:
    """The most that the page's process ever had, in KiB."""
    holder = read_holder(page_folder(where))
    status = Path(f"/proc/{holder.pid if holder else 0}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))


def main(argv: Sequence[str]) -> int:
    """Print the table; the exit status says whether the limits hold."""
    runs = int(argv[0]) if argv else 10
    with tempfile.TemporaryDirectory(prefix="routine-bench-") as folder:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder, "bytecode"))
        home = Path(folder, "home")
        where = fill(home, 2, 100)
        found: dict[str, list[float]] = {"python -c pass": [], "routine open, first byte": []}
        with daemon(where, home):
            for n in range(runs + 1):
                bare = timed(lambda: subprocess.run(_PASS, check=True))
                opened = timed(first_byte(home))
                if n:  # the first only writes byte code
                    found["python -c pass"].append(bare)
                    found["routine open, first byte"].append(opened)
                if n < runs:
                    end(where)
            link = subprocess.run(command(home, "open", "--print"), capture_output=True, text=True, check=True).stdout
            reader = Visitor(link.splitlines()[1]).entered()
            found["routine today"] = [
                timed(lambda: subprocess.run(command(home, "today"), capture_output=True, check=True))
                for _ in range(runs)
            ]
            found["the page Today"] = [timed(lambda: reader.get("today")) for _ in range(runs)]
            most = memory_kb(where)
            end(where)
    sys.stdout.write(table(comparison(found, "python -c pass")) + f"\n\nmemory of the page: {most / 1024:.1f} MiB\n")
    first, base = (statistics.median(found[name]) for name in ("routine open, first byte", "python -c pass"))
    late = first > FIRST_BYTE * base
    return 1 if late or most > MEMORY_KB else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
