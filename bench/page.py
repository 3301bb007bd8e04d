"""How soon the page shows after `routine open`, what each screen costs beside the command that shows the same, memory.

Run: python -m bench.page [RUNS], in a home with twenty routines and a year of log. The first byte is timed beside
`python -c pass`; the screens are measured as CPU time of all processes that took part (the page's or the command's,
the daemon and what it asks beside), which other work on the machine disturbs less. Then an answer by a click beside
`routine done`, the screen Progress with four times the log, and what a daemon has in memory once the page was read.
"""

from __future__ import annotations

import os
import resource
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.cli import command, daemon
from bench.homes import settle_household
from bench.measure import median_ms, ratio, table
from routine.adapters.lock_file import is_held, read_holder
from routine.adapters.paths import Paths
from routine.page.link import page_folder
from tests.page.household import Visitor

#: `routine open` until the first byte beside `python -c pass`; a screen beside its command; a click beside `done`.
FIRST_BYTE, SCREEN, CLICK = 10.0, 3.0, 2.0
#: The process in KiB; Progress in milliseconds, and how much more it may take with four times the log.
MEMORY_KB, PROGRESS_MS, YEARS = 60 * 1024, 1000.0, 4
_PASS = [sys.executable, "-c", "pass"]
#: Each screen, and the command that shows the same.
SCREENS = {
    "today": ("today",),
    "plan": ("plan", "--days", "28"),
    "routines": ("preset", "list"),
    "progress": ("stats",),
    "visits": ("visit", "list"),
    "supplies": ("course", "list"),
    "report": ("report",),
    "settings": ("config", "show"),
}
#: Done in addition, by a click and by the command in turn.
ANSWERED = "five-a-day"


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
    pid = page_pid(where)
    if pid:
        os.kill(pid, signal.SIGTERM)
        while is_held(page_folder(where)):
            time.sleep(0.01)


def page_pid(where: Paths) -> int:
    """The page's process; 0 where none runs."""
    holder = read_holder(page_folder(where))
    return holder.pid if holder is not None and is_held(page_folder(where)) else 0


def timed(work: Callable[[], object]) -> float:
    """Seconds that it takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def succeed(words: Sequence[str]) -> None:
    """Run a program to its end; raises RuntimeError, with what it said, when it fails."""
    ended = subprocess.run(list(words), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise RuntimeError(f"{' '.join(words[3:])}: {ended.stderr or ended.stdout}")


class Cpu:
    """CPU seconds of some processes with their children, and of the commands that are run."""

    def __init__(self, pids: Iterable[int]) -> None:
        self._pids = tuple(pids)

    def of(self, work: Callable[[], object]) -> float:
        """What these, and any command, spent while `work` was done."""
        before = self._spent()
        work()
        return self._spent() - before

    def _spent(self) -> float:
        run = resource.getrusage(resource.RUSAGE_CHILDREN)
        return sum(map(_spent, self._pids)) + run.ru_utime + run.ru_stime


def _spent(pid: int) -> float:
    threads = sum(int((one / "schedstat").read_text().split()[0]) for one in Path(f"/proc/{pid}/task").iterdir())
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return threads / 1e9 + sum(_spent(int(child)) for child in children)


def memory_kb(pid: int, line: str = "VmHWM") -> int:
    """What a process has in memory (KiB): the most it ever had, or `VmRSS`, now."""
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(one.split()[1]) for one in status.splitlines() if one.startswith(line))


@contextmanager
def read(home: Path, where: Paths) -> Iterator[tuple[Visitor, Cpu, int]]:
    """Somebody who reads the page, what measures the processes, and the daemon's pid."""
    with daemon(where, home):
        link = subprocess.run(command(home, "open", "--print"), capture_output=True, text=True, check=True).stdout
        holder = read_holder(Path(where.data_dir))
        assert holder is not None
        try:
            yield Visitor(link.splitlines()[1]).entered(), Cpu((holder.pid, page_pid(where))), holder.pid
        finally:
            end(where)


def screens(home: Path, reader: Visitor, cpu: Cpu, runs: int) -> Iterator[tuple[str, list[float], list[float]]]:
    """Each screen with its command, in turn: CPU seconds of both."""
    for screen, words in SCREENS.items():
        found: tuple[list[float], list[float]] = ([], [])
        for n in range(runs + 1):
            here = cpu.of(lambda name=screen: _got(reader, name))  # type: ignore[misc]  # called at once
            there = cpu.of(lambda asked=words: subprocess.run(command(home, *asked), capture_output=True, check=True))  # type: ignore[misc]  # the same
            if n:  # the first only imports
                found[0].append(here)
                found[1].append(there)
        yield f"{screen} / {' '.join(words)}", *found


def _got(reader: Visitor, screen: str) -> None:
    answer = reader.get(screen)
    assert answer.status == 200, answer


def _clicked(reader: Visitor, form: dict[str, str]) -> None:
    answer = reader.post("today/done", form)
    assert answer.status == 303, answer


def clicks(home: Path, reader: Visitor, cpu: Cpu, runs: int) -> tuple[list[float], list[float]]:
    """An answer by a click, and by the command, until it is in the log."""
    found: tuple[list[float], list[float]] = ([], [])
    for n in range(runs + 1):
        form = {"routine": ANSWERED, "extra": "yes", "at": f"04:{n:02}"}  # the same once more would change nothing
        done = command(home, "done", ANSWERED, "--extra", "--at", f"05:{n:02}")
        here = cpu.of(lambda form=form: _clicked(reader, form))  # type: ignore[misc]  # called at once
        there = cpu.of(lambda done=done: subprocess.run(done, capture_output=True, check=True))  # type: ignore[misc]  # the same
        if n:
            found[0].append(here)
            found[1].append(there)
    return found


def main(argv: Sequence[str]) -> int:
    """Print the tables; the exit status says whether the limits hold."""
    runs = int(argv[0]) if argv else 10
    with tempfile.TemporaryDirectory(prefix="routine-bench-") as folder:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder, "bytecode"))
        os.environ["TZ"] = "UTC"
        home, old = Path(folder, "home"), Path(folder, "old")
        where, older = settle_household(home, years=1), settle_household(old, years=YEARS)
        wrong = [*_opened(home, where, runs), *_shown(home, where, runs), *_grown(old, older, runs)]
    sys.stdout.writelines(f"{one}\n" for one in wrong)
    return 1 if wrong else 0


def _opened(home: Path, where: Paths, runs: int) -> Iterator[str]:
    bare, opened = [], []
    with daemon(where, home):
        for n in range(runs + 1):
            found = timed(lambda: subprocess.run(_PASS, check=True)), timed(first_byte(home))
            if n:  # the first only writes byte code
                bare.append(found[0])
                opened.append(found[1])
            end(where)
    best = min(opened) / min(bare)
    print(f"routine open, first byte: {median_ms(opened):.0f} ms, {ratio(opened, bare):.1f} x python -c pass", end="")
    print(f" ({best:.1f} x at best)\n")
    if min(best, ratio(opened, bare)) > FIRST_BYTE:
        yield f"promised: the first byte at most {FIRST_BYTE:g} x python -c pass"


def _shown(home: Path, where: Paths, runs: int) -> Iterator[str]:
    rows = [["screen / command, CPU", "screen ms", "command ms", "x"]]
    with read(home, where) as (reader, cpu, pid):
        before = memory_kb(pid, "VmRSS")
        for name, here, there in screens(home, reader, cpu, runs):
            rows.append(_row(name, here, there))
            if ratio(here, there) > SCREEN:
                yield f"promised: {name}, at most {SCREEN:g} x"
            if name.startswith("progress") and median_ms(here) > PROGRESS_MS:
                yield f"promised: Progress, at most {PROGRESS_MS:g} ms"
        here, there = clicks(home, reader, cpu, runs)
        rows.append(
            ["a click / done", f"{median_ms(here):.1f}", f"{median_ms(there):.1f}", f"{ratio(here, there):.2f}"]
        )
        if ratio(here, there) > CLICK:
            yield f"promised: a click at most {CLICK:g} x done"
        most = memory_kb(page_pid(where))
        after = memory_kb(pid, "VmRSS")
    print(table(rows))
    print(
        f"\nmemory of the page: {most / 1024:.1f} MiB; of its daemon: {before / 1024:.1f}, then {after / 1024:.1f} MiB"
    )
    if most > MEMORY_KB:
        yield f"promised: at most {MEMORY_KB / 1024:g} MiB"


def _row(name: str, here: Sequence[float], there: Sequence[float]) -> list[str]:
    return [name, f"{median_ms(here):.1f}", f"{median_ms(there):.1f}", f"{ratio(here, there):.2f}"]


def _grown(home: Path, where: Paths, runs: int) -> Iterator[str]:
    """Progress behind more years, whose log is longer and whose year is not."""
    with read(home, where) as (reader, cpu, _):
        _got(reader, "progress")
        many = [cpu.of(lambda: _got(reader, "progress")) for _ in range(runs)]
    print(f"Progress with {YEARS} years of log: {statistics.median(many) * 1000:.0f} ms of CPU")
    if statistics.median(many) * 1000 > PROGRESS_MS:
        yield f"promised: Progress, at most {PROGRESS_MS:g} ms"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
