"""A thousand reminders due in the same second: how long the daemon's event loop is held up, and how many notices come.

`python -m bench.many_due` runs the whole daemon in a home of its own, on a fast clock, with a notifier that only
counts. A probe sleeps a few milliseconds over and over in the same loop: what it oversleeps, the loop was held up.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import tempfile
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.homes import settle
from bench.measure import table
from routine.adapters.clock import SystemClock
from routine.core.state.notice import Delivery, Notice
from routine.daemon.daemon import Daemon
from routine.wiring import build_daemon
from routine.wiring.local_service import owned

COUNT = 1000
MOST_MS = 100.0
SPEED = 60.0
_STEP_S = 0.005
_AFTERWARDS_S = 2.0


class _Counting:
    """An delivery that shows nothing, and remembers what it was to show."""

    def __init__(self) -> None:
        self.wanted: tuple[Notice, ...] = ()

    async def start(self) -> None:
        """Nothing to connect to."""

    def want(self, notices: tuple[Notice, ...], _deliveries: Mapping[str, Delivery]) -> None:
        """Remember them."""
        self.wanted = notices

    def facts(self) -> Mapping[str, Any]:
        """As a real one says it."""
        return {"name": "counting", "last_delivery": None, "last_failure": None}

    def nudge(self) -> None:
        """Nothing waits."""

    async def stop(self) -> None:
        """Nothing to let go of."""


class _Probe:
    """The longest that the event loop was held up, in seconds."""

    def __init__(self) -> None:
        self.longest = 0.0
        self.turns = 0

    async def run(self) -> None:
        """Until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + _STEP_S
            await asyncio.sleep(_STEP_S)
            self.longest = max(self.longest, loop.time() - due)
            self.turns += 1


async def _watch(daemon: Daemon, delivery: _Counting) -> tuple[float, float, int]:
    """Start-up and due: the longest hold-up of each, in seconds; and how many notices came."""
    starting, due = _Probe(), _Probe()
    running = asyncio.create_task(daemon.run())
    probing = asyncio.create_task(starting.run())
    while len(daemon._timer.jobs()) < COUNT and not running.done():
        await asyncio.sleep(0.02)
    probing.cancel()
    probing = asyncio.create_task(due.run())
    while not delivery.wanted and not running.done():
        await asyncio.sleep(0.02)
    await asyncio.sleep(_AFTERWARDS_S)
    probing.cancel()
    daemon.stop()
    await running
    return starting.longest, due.longest, len(delivery.wanted)


def main() -> None:
    """Measure, print the table, and fail when a promise does not hold."""
    logging.basicConfig(level=logging.WARNING)
    delivery = _Counting()
    build_daemon.build_notice_delivery = lambda *_, **__: delivery  # type: ignore[assignment] # no desktop in a benchmark
    with tempfile.TemporaryDirectory() as folder:
        soon = SystemClock().now().wall() + timedelta(minutes=15)
        where = settle(Path(folder) / "home", COUNT, lambda _: f"{soon:%H:%M}")
        with owned(where, "daemon") as lock:
            starting, due, notices = asyncio.run(_run(where, lock, delivery))
    heading = ["1,000 due in one second", "loop held up ms", "notices"]
    rows = [["starting", f"{starting * 1000:.1f}", ""], ["due", f"{due * 1000:.1f}", str(notices)]]
    print(table([heading, *rows]))
    if due * 1000 >= MOST_MS or notices != 1:
        sys.exit(f"promised: held up less than {MOST_MS:g} ms, and one notice for all")


async def _run(where: Any, lock: Any, delivery: _Counting) -> tuple[float, float, int]:
    return await _watch(build_daemon.build_daemon(where, lock, speed=SPEED), delivery)


if __name__ == "__main__":
    main()
