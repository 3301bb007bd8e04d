"""From the instant a reminder is due to the notification server's answer, beside the least that could do it.

`python -m bench.due_to_shown` runs the whole daemon in a home of its own, on a bus of its own with a stub server, on a
clock that runs fast so that a minute's schedule gives a sample every half second; beside it, in the same process and in
turn, a bare timer, one fsynced write and one bus call. Both are timed from the due instant to the server's answer. A
second table says what the time is made of: each stage of the daemon's way, and the same of the bare one.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench.measure import table
from routine.adapters.notify.freedesktop import FreedesktopNotifier
from routine.adapters.paths import paths
from routine.adapters.store.tinydb_store import TinyDbStore
from routine.core.state.notice import Notice
from routine.daemon.service_thread import ServiceThread
from routine.daemon.wake_timer import WakeTimer
from routine.ports.notifier import Shown
from routine.service.service import Service
from routine.wiring.build_daemon import build_daemon
from routine.wiring.local_service import local_ask, owned
from tests.adapters.notify.recording_listener import RecordingListener
from tests.e2e.desktop import Desktop

SAMPLES = 200
SPEED = 120.0  # a virtual minute in half a real second
_BARE_AFTER_S = 0.25  # half way between two reminders
_FIRST = 3  # those before meet a daemon that is still starting
_STATE_BYTES = 4096
_MINUTES = 53
_PRESET = """format = 1
title = "Every minute of {name}"
kind = "habit"
area = ["face"]
summary = "Comes every minute."
sources = ["unsourced: a benchmark"]
[schedule]
at = [{times}]
[remind]
late = "1h"
expires = "5m"
[steps.one]
say = "Nothing to do."
"""


class Bench:
    """Collects how late each reminder, and each bare call, was answered by the server, in seconds."""

    def __init__(self, root: Path, environ: Mapping[str, str]) -> None:
        self.root = root
        self.environ = environ
        self.routine: list[float] = []
        self.bare: list[float] = []
        self.stages: dict[str, list[float]] = {}
        self._marks: list[tuple[str, float]] = []
        self._bare_notifier = FreedesktopNotifier(environ)
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Until there are enough samples of both."""
        where = paths(self.environ)
        names = _write_presets(Path(where.presets_dir))
        local_ask(where, {"do": "enable", "routines": names}, write=True)
        await self._bare_notifier.connect(RecordingListener())
        with owned(where, "daemon") as lock:
            daemon = build_daemon(where, lock, speed=SPEED)
            clock = daemon._parts.clock
            with _timed(self, clock):
                running = asyncio.create_task(daemon.run())
                while not running.done() and min(len(self.routine), len(self.bare)) < SAMPLES + _FIRST:
                    await asyncio.wait([running], timeout=1)
                daemon.stop()
                await running
        await self._bare_notifier.close()

    def mark(self, stage: str) -> None:
        """A stage of the daemon's way is over."""
        self._marks.append((stage, time.monotonic()))

    def begin(self) -> None:
        """The timer called: a way begins."""
        self._marks = [("", time.monotonic())]

    def shown(self, late_s: float) -> None:
        """A reminder was answered for; the next bare one comes while nothing else happens."""
        self.routine.append(late_s)
        self.mark("the bus call")
        for (_, before), (stage, after) in pairwise(self._marks):
            self.stages.setdefault(stage, []).append(after - before)
        self.stages.setdefault("the timer", []).append(late_s - (self._marks[-1][1] - self._marks[0][1]))
        task = asyncio.create_task(self._once_bare())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _once_bare(self) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time() + _BARE_AFTER_S
        come: asyncio.Future[None] = loop.create_future()
        loop.call_at(due, come.set_result, None)
        await come
        came = loop.time()
        _write_durably(self.root / "bare", b"x" * _STATE_BYTES)
        written = loop.time()
        await self._bare_notifier.show(Notice(id="bare", title="Bare", body="x" * 200), "")
        self.bare.append(loop.time() - due)
        for stage, took in (
            ("the timer", came - due),
            ("the write", written - came),
            ("the bus call", loop.time() - written),
        ):
            self.stages.setdefault(f"bare: {stage}", []).append(took)


@contextlib.contextmanager
def _timed(bench: Bench, clock: Any) -> Any:
    """Have the daemon's own notifier tell the bench when the server answered."""
    plain, fire, answer, commit, look = (
        FreedesktopNotifier.show,
        WakeTimer._fire,
        Service.answer,
        TinyDbStore.commit,
        ServiceThread._look,
    )

    async def fired(self: WakeTimer, routine: str, at: datetime) -> None:
        bench.begin()
        await fire(self, routine, at)

    def answered(self: Service, request: Any) -> Any:
        bench.mark("to the service's thread")
        return answer(self, request)

    def committed(self: TinyDbStore, *args: Any, **named: Any) -> None:
        bench.mark("deciding")
        commit(self, *args, **named)
        bench.mark("the write")

    def looked(self: ServiceThread, job: Any) -> None:
        bench.mark("notices and wakes, back to the loop")
        look(self, job)

    async def show(self: FreedesktopNotifier, notice: Notice, replaces: str, *, opened: bool = False) -> Shown:
        bench.mark("to the notifier")
        shown = await plain(self, notice, replaces, opened=opened)
        if one := re.match(r"hour-\d\d@([^/]+)/", notice.revision):
            due = datetime.fromisoformat(one[1]).replace(tzinfo=UTC)
            bench.shown((clock.now().instant - due).total_seconds() / SPEED)
        return shown

    places = (
        (FreedesktopNotifier, "show", show, plain),
        (WakeTimer, "_fire", fired, fire),
        (Service, "answer", answered, answer),
        (TinyDbStore, "commit", committed, commit),
        (ServiceThread, "_look", looked, look),
    )
    for where, name, timed, _ in places:
        setattr(where, name, timed)  # measured from outside, so that nothing else changes
    try:
        yield
    finally:
        for where, name, _, as_it_was in places:
            setattr(where, name, as_it_was)


def _write_presets(folder: Path) -> list[str]:
    """One for each hour, due at its every minute, for a schedule names at most 100 times.

    The last minutes of the hour are free, so that no reminder meets one of another routine and shares its notice.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names = [f"hour-{hour:02}" for hour in range(24)]
    for hour, name in enumerate(names):
        times = ", ".join(f'"{hour:02}:{minute:02}"' for minute in range(_MINUTES))
        (folder / f"{name}.toml").write_text(_PRESET.format(name=name, times=times))
    return names


def _write_durably(file: Path, content: bytes) -> None:
    with file.open("wb") as output:
        output.write(content)
        output.flush()
        os.fsync(output.fileno())


def percentile(seconds: Sequence[float], which: int) -> float:
    """The value that `which` per cent of the samples do not exceed."""
    return statistics.quantiles(seconds, n=100, method="inclusive")[which - 1]


def _row(name: str, seconds: Sequence[float], base: Sequence[float]) -> list[str]:
    p50, p99 = percentile(seconds, 50), percentile(seconds, 99)
    values = (p50, p99, max(seconds))
    return [name, str(len(seconds)), *(f"{value * 1000:.1f}" for value in values), f"{p99 / percentile(base, 99):.2f}"]


def _made_of(stages: Mapping[str, Sequence[float]]) -> list[list[str]]:
    rows = [["made of", "samples", "median ms", "p99 ms"]]
    for stage, found in stages.items():
        middle, late = (f"{percentile(found, which) * 1000:.1f}" for which in (50, 99))
        rows.append([stage, str(len(found)), middle, late])
    return rows


def main() -> None:
    """Run and print the table."""
    logging.basicConfig(level=logging.WARNING)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        desktop = Desktop(Path(folder) / "desktop")
        try:
            desktop.start_bus()
            desktop.start_stub()
            os.environ.update(desktop.environ, ROUTINE_HOME=f"{folder}/home", TZ="UTC")
            bench = Bench(Path(folder), os.environ)
            asyncio.run(bench.run())
        finally:
            desktop.close()
    routine, bare = bench.routine[_FIRST:], bench.bare[_FIRST:]
    heading = ["due to shown", "samples", "median ms", "p99 ms", "slowest ms", "p99 x bare"]
    sys.stdout.write(
        table([heading, _row("Routine", routine, bare), _row("timer + fsync + bus call", bare, bare)]) + "\n"
    )
    sys.stdout.write("\n" + table(_made_of(bench.stages)) + "\n")
    sys.stdout.write(f"in {time.monotonic() - begun:.0f} s\n")


if __name__ == "__main__":
    main()
