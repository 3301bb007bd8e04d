"""What makes every wait wrong is noticed: another zone, suspend, a clock that was set; and nothing else is."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime, timedelta

import pytest

from routine.adapters.clock import ManualClock
from routine.core.when.moment import Now
from routine.daemon.clock_watch import ClockWatch, Reading, upset
from tests.rows import each

START = datetime(2026, 3, 8, 8, tzinfo=UTC)


def reading(wall_s: float, elapsed_s: float, loop_s: float, zone: str = "Europe/Berlin") -> Reading:
    """The clocks so many seconds after the start."""
    return Reading(Now(START + timedelta(seconds=wall_s), 1000 + elapsed_s, "boot", zone), 500 + loop_s)


@each(
    ("after", "why"),
    [
        (reading(20, 20, 20), None),
        (reading(21.5, 20, 20), None),
        (reading(18.5, 20, 20), None),
        (reading(22, 20, 20), None),
        (reading(22.5, 20, 20), "clock"),
        (reading(17.5, 20, 20), "clock"),
        (reading(22, 22, 20), None),
        (reading(22.5, 22.5, 20), "suspend"),
        (reading(3620, 20, 20), "clock"),
        (reading(-3600, 20, 20), "clock"),
        (reading(8000, 8000, 20), "suspend"),
        (reading(20, 20, 20, "America/New_York"), "zone"),
        (reading(400, 400, 400), None),
    ],
    ids=[
        "on time",
        "slewed on",
        "slewed back",
        "two seconds on",
        "a little more",
        "a little back",
        "two seconds asleep",
        "a nap",
        "set forward",
        "set back",
        "slept",
        "travelled",
        "a busy machine",
    ],
)
def test_upset_names_what_happened(after: Reading, why: str | None) -> None:
    """A busy machine moves all three clocks alike."""
    assert upset(reading(0, 0, 0), after) == why


def test_the_watch_tells_once_for_one_jump() -> None:
    """The reading after the jump is the next one's measure."""

    async def run() -> None:
        clock = ManualClock(Now(START, 1000, "boot", "UTC"))
        told: list[str] = []
        watch = ClockWatch(clock, told.append)
        watch.start()
        clock.set(Now(START + timedelta(hours=5), 1000, "boot", "UTC"))
        watch.check()
        watch.check()
        watch.stop()
        assert told == ["clock"]

    asyncio.run(run())


def test_the_heartbeat_checks_by_itself_and_goes_on_after_a_mistake() -> None:
    """One listener that fails must not end the watch."""

    async def run() -> None:
        clock = ManualClock(Now(START, 1000, "boot", "UTC"))
        told: list[str] = []

        def listen(why: str) -> None:
            told.append(why)
            clock.advance(timedelta(hours=1))
            if len(told) == 1:
                raise ValueError(why)
            if len(told) == 3:
                finished.set()

        finished = asyncio.Event()
        asyncio.get_running_loop().set_exception_handler(lambda *_: None)
        watch = ClockWatch(clock, listen, heartbeat_s=0.001)
        watch.start()
        clock.advance(timedelta(hours=1))
        async with asyncio.timeout(60):
            await finished.wait()
        watch.stop()
        assert told[:3] == ["suspend"] * 3

    asyncio.run(run())


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells")
def test_linux_tells_at_once_that_its_clock_was_set(caplog: pytest.LogCaptureFixture) -> None:
    """It takes the wait for that; else the heartbeat alone would notice, seconds later."""

    async def run() -> None:
        watch = ClockWatch(ManualClock(Now(START, 1000, "boot", "UTC")), lambda _: None)
        watch.start()
        watch.stop()

    with caplog.at_level("INFO"):
        asyncio.run(run())
    assert not [one for one in caplog.messages if "heartbeat only" in one]
