"""What makes every wait wrong is noticed: another zone, suspend, a clock that was set; and nothing else is."""

from __future__ import annotations

import asyncio
import ctypes
import os
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

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


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells")
def test_the_kernel_is_asked_to_tell_when_its_clock_is_set_and_for_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A timer of the real-time clock at an absolute time that never comes, cancelled when the clock is set."""
    libc, asked = ctypes.CDLL(None, use_errno=True), list[tuple[object, ...]]()

    class Kernel:
        def timerfd_create(self, clock: int, flags: int) -> int:
            asked.append(("create", clock, flags))
            return int(libc.timerfd_create(clock, flags))

        def timerfd_settime(self, fd: int, flags: int, new: Any, old: Any) -> int:
            when = new._obj
            asked.append(("set", flags, when.every_s, when.every_ns, when.at_s > 2**60, when.at_ns))
            return int(libc.timerfd_settime(fd, flags, new, old))

    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Kernel())

    async def run() -> int:
        watch = ClockWatch(ManualClock(Now(START, 1000, "boot", "UTC")), lambda _: None)
        watch.start()
        kernel = watch._kernel
        assert kernel is not None
        watch._clock_was_set()  # what the loop calls once it is readable
        watch.stop()
        return kernel.fd

    fd = asyncio.run(run())
    set_ = ("set", 1 | 2, 0, 0, True, 0)  # TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET
    assert asked == [("create", 0, os.O_NONBLOCK | os.O_CLOEXEC), set_, set_]
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(fd)


def test_a_clock_that_the_kernel_says_was_set_is_told_at_once() -> None:
    async def run() -> None:
        clock, told = ManualClock(Now(START, 1000, "boot", "UTC")), list[str]()
        watch = ClockWatch(clock, told.append)
        watch.start()
        clock.set(Now(START + timedelta(hours=5), 1000, "boot", "UTC"))
        watch._clock_was_set()
        watch.stop()
        assert told == ["clock"]

    asyncio.run(run())


def test_it_looks_every_twenty_seconds_and_no_more_once_it_was_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Law of the design: a clock that was set is noticed within twenty seconds, where the kernel does not tell."""
    waits, beats = [], []

    async def run() -> None:
        loop = asyncio.get_running_loop()
        call_later = loop.call_later

        def later(delay: float, what: Any) -> asyncio.TimerHandle:
            waits.append(delay)
            return call_later(0, what) if len(waits) < 3 else call_later(3600, what)

        monkeypatch.setattr(loop, "call_later", later)
        watch = ClockWatch(
            ManualClock(Now(START, 1000, "boot", "UTC")), lambda _: None, on_beat=lambda: beats.append(1)
        )
        watch.start()
        while len(waits) < 3:
            await asyncio.sleep(0)
        last = watch._beat
        watch.stop()
        assert last is not None
        assert last.cancelled()

    asyncio.run(run())
    assert (waits, len(beats)) == ([20, 20, 20], 2)
