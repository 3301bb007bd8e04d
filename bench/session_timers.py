"""How late the steps of a session change, beside a bare asyncio timer, and what the view on a terminal costs.

`python -m bench.session_timers` runs the whole daemon in a home of its own, on a bus of its own with a stub server, and
a rehearsal whose steps advance by themselves every tenth of a second; half way between two of them, in the same event
loop, a bare timer. Lateness is counted from the instant a step is over to the moment the daemon's running session is
called back, and to the moment the change is decided (before it is saved and shown). Then the view is watched on a
pseudo-terminal.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import pty
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.measure import table
from routine import service
from routine.adapters.paths import paths
from routine.core.decide.decide import Decision, decide
from routine.core.requests.commands import SessionAct, SessionStart
from routine.daemon.daemon import Daemon
from routine.wiring.build_daemon import build_daemon
from routine.wiring.local_service import local_ask, owned
from tests.e2e.desktop import Desktop

SAMPLES = 1000
MOST_TIMES_BARE = 2.0
MOST_MS = 100.0
MOST_VIEW_SHARE = 0.02
_STEPS = 40
_SPEED = 20.0
_BARE_AFTER_S = 0.05  # half way: steps of two seconds, twenty times as fast
_VIEW_S = 20.0
_PRESET = """format = 1
title = "{title}"
kind = "habit"
summary = "For a benchmark."
sources = ["unsourced: a benchmark"]
[schedule]
at = ["08:00"]
"""


class Bench:
    """Collects lateness in seconds."""

    def __init__(self) -> None:
        self.called: list[float] = []
        self.decided: list[float] = []
        self.bare: list[float] = []
        self.view = 0.0

    async def run(self) -> None:
        """Until there are enough samples; then watch the view."""
        where = paths(os.environ)
        _write_presets(Path(where.presets_dir))
        local_ask(where, {"do": "enable", "routines": ["short", "long"]}, write=True)
        with owned(where, "daemon") as lock:
            daemon = build_daemon(where, lock)
            running = asyncio.create_task(daemon.run())
            await asyncio.sleep(1)
            with self._timed(daemon):
                while len(self.decided) < SAMPLES and not running.done():
                    await daemon._service.handle(SessionStart("short", _SPEED))
                    while daemon._outlook.performance.awake:
                        await asyncio.sleep(0.2)
            self.view = await asyncio.to_thread(_watch_view)
            with contextlib.suppress(Exception):
                await daemon._service.handle(SessionAct("stop"))
            daemon.stop()
            await running

    @contextlib.contextmanager
    def _timed(self, daemon: Daemon) -> Iterator[None]:
        """Look on from outside: the running session's timer, and each decision that changed the step."""
        session, loop = daemon._session, asyncio.get_running_loop()
        plain_tick, plain_seconds = session._ask_tick, session._seconds_to
        due = [0.0]

        def seconds_to(wake: datetime) -> float:
            seconds = plain_seconds(wake)
            due[0] = time.clock_gettime(time.CLOCK_BOOTTIME) + seconds
            return seconds

        def tick() -> None:
            self.called.append(time.clock_gettime(time.CLOCK_BOOTTIME) - due[0])
            at = loop.time() + _BARE_AFTER_S
            loop.call_at(at, lambda: self.bare.append(loop.time() - at))
            plain_tick()

        def decided(*arguments: Any) -> Decision:
            found = decide(*arguments)
            before, after = arguments[1].session, found.state.session
            if before and after and after.index != before.index:
                self.decided.append(arguments[3].elapsed - after.began.elapsed)
            return found

        session._ask_tick, session._seconds_to = tick, seconds_to
        vars(service)["decide"] = decided  # measured from outside, so that nothing else changes
        try:
            yield
        finally:
            session._ask_tick, session._seconds_to = plain_tick, plain_seconds
            vars(service)["decide"] = decide


def _write_presets(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    steps = (f'[steps.s{n}]\nsay = "Step {n}."\nhands = "busy"\nauto = "2s"\n' for n in range(_STEPS))
    (folder / "short.toml").write_text(_PRESET.format(title="Short steps") + "".join(steps))
    lying = '[steps.lie-flat]\nsay = "Lie flat, no pillow. Relax your face."\nposture = "lie-flat"\ntimer = "30m"\n'
    (folder / "long.toml").write_text(_PRESET.format(title="One long step") + lying)


def _watch_view() -> float:
    """The share of one core that `routine run` takes on a terminal of 80 by 24."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", COLUMNS="80", LINES="24")
        os.execv(sys.executable, [sys.executable, "-m", "routine", "run", "long", "--speed", "1.5"])
    threading.Thread(target=_drain, args=(terminal,), daemon=True).start()
    try:
        time.sleep(3)
        before = _cpu_s(pid)
        time.sleep(_VIEW_S)
        return (_cpu_s(pid) - before) / _VIEW_S
    finally:
        os.kill(pid, 15)
        os.waitpid(pid, 0)


def _drain(terminal: int) -> None:
    with contextlib.suppress(OSError):
        while os.read(terminal, 65536):
            pass


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def percentile(seconds: Sequence[float], which: int) -> float:
    """The value that `which` per cent of the samples do not exceed."""
    return statistics.quantiles(seconds, n=100, method="inclusive")[which - 1]


def _row(name: str, seconds: Sequence[float], base: Sequence[float]) -> list[str]:
    values = (percentile(seconds, 50), percentile(seconds, 99), max(seconds))
    times = percentile(seconds, 99) / percentile(base, 99)
    return [name, str(len(seconds)), *(f"{value * 1000:.2f}" for value in values), f"{times:.2f}"]


def main() -> None:
    """Measure, print the tables, and fail when a promise does not hold."""
    logging.basicConfig(level=logging.WARNING)
    bench = Bench()
    with tempfile.TemporaryDirectory() as folder:
        desktop = Desktop(Path(folder) / "desktop")
        try:
            desktop.start_bus()
            desktop.start_stub()
            nothing = {"PULSE_SERVER": "unix:/nonexistent", "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nonexistent"}
            os.environ.update(desktop.environ, ROUTINE_HOME=f"{folder}/home", TZ="UTC", **nothing)
            asyncio.run(bench.run())
        finally:
            desktop.close()
    heading = ["a step is over to", "timers", "median ms", "p99 ms", "latest ms", "p99 x bare"]
    rows = [
        _row("the session called back", bench.called, bench.bare),
        _row("the change decided", bench.decided, bench.bare),
    ]
    print(table([heading, *rows, _row("a bare asyncio timer", bench.bare, bench.bare)]))
    print(f"the view on a terminal: {bench.view * 100:.2f} % of one core")
    times = percentile(bench.called, 99) / percentile(bench.bare, 99)
    if times > MOST_TIMES_BARE or max(bench.called + bench.decided) * 1000 > MOST_MS or bench.view > MOST_VIEW_SHARE:
        sys.exit(
            f"promised: p99 at most {MOST_TIMES_BARE:g} x a bare timer's, none over {MOST_MS:g} ms, "
            f"the view below {MOST_VIEW_SHARE:.0%} of a core"
        )


if __name__ == "__main__":
    main()
