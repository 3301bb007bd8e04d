"""Notices what a monotonic timer cannot: suspend, a clock that was set, another zone; then waits are planned anew."""

from __future__ import annotations

import asyncio
import ctypes
import logging
import os
import sys
from collections.abc import Callable

from msgspec import Struct

from routine.core.when.moment import Now
from routine.ports.clock import Clock

_log = logging.getLogger(__name__)

HEARTBEAT_S = 20.0
"""Three wake-ups a minute: a clock that was set, where the kernel does not tell, is noticed within this time."""
#: Less is a clock that is kept in time, or a machine that was busy between two readings.
_JUMP_S = 2.0


class Reading(Struct, frozen=True):
    """The clocks, and the event loop's own clock, which stands still in suspend on Linux (seconds)."""

    now: Now
    loop_time: float


def upset(before: Reading, after: Reading) -> str | None:
    """Why waits that began at `before` are wrong by `after`: "suspend", "clock", "zone"; None when they are right."""
    if after.now.zone != before.now.zone:
        return "zone"
    elapsed = after.now.elapsed - before.now.elapsed
    if elapsed - (after.loop_time - before.loop_time) > _JUMP_S:
        return "suspend"
    wall = (after.now.instant - before.now.instant).total_seconds()
    return "clock" if abs(wall - elapsed) > _JUMP_S else None


class ClockWatch:
    """Compares the clocks on a slow heartbeat, and at once when the kernel says that its clock was set.

    `clock` is the machine's (never a faster one); `on_upset` is called in the event loop with the reason. `on_beat`:
    what else is to be looked at now and then, so that the machine is not woken once more for it.
    """

    def __init__(
        self,
        clock: Clock,
        on_upset: Callable[[str], None],
        heartbeat_s: float = HEARTBEAT_S,
        on_beat: Callable[[], object] = lambda: None,
    ) -> None:
        self._clock = clock
        self._on_upset = on_upset
        self._also = on_beat
        self._heartbeat_s = heartbeat_s
        self._last: Reading | None = None
        self._beat: asyncio.TimerHandle | None = None
        self._kernel: _KernelWatch | None = None

    def start(self) -> None:
        """Begin; needs the running event loop."""
        self._last = self._read()
        try:
            self._kernel = _KernelWatch()
            asyncio.get_running_loop().add_reader(self._kernel.fd, self._clock_was_set)
        except (OSError, AttributeError, NotImplementedError) as error:
            _log.info("clock watch: kernel signal unavailable (%s), heartbeat only", error)
        self._wait()

    def stop(self) -> None:
        """End."""
        if self._beat is not None:
            self._beat.cancel()
        if self._kernel is not None:
            asyncio.get_running_loop().remove_reader(self._kernel.fd)
            self._kernel.close()
            self._kernel = None

    def check(self) -> str | None:
        """Compare the clocks now; tells of an upset, and returns why."""
        reading = self._read()
        why = upset(self._last, reading) if self._last is not None else None
        self._last = reading
        if why is not None:
            _log.info("clock watch: changed (%s)", why)
            self._on_upset(why)
        return why

    def _wait(self) -> None:
        self._beat = asyncio.get_running_loop().call_later(self._heartbeat_s, self._on_beat)

    def _on_beat(self) -> None:
        try:
            self.check()
            self._also()
        finally:
            self._wait()

    def _clock_was_set(self) -> None:
        if self._kernel is not None:
            self._kernel.rearm()
        self.check()

    def _read(self) -> Reading:
        return Reading(self._clock.now(), asyncio.get_running_loop().time())


class _Timerspec(ctypes.Structure):
    """C's struct itimerspec, four longs: interval and value, in seconds and nanoseconds."""

    _fields_ = tuple((name, ctypes.c_long) for name in ("every_s", "every_ns", "at_s", "at_ns"))


class _KernelWatch:
    """A Linux timerfd that is readable when the real-time clock is set, also by resume (timerfd_create(2)).

    Raises OSError where the kernel refuses, AttributeError or NotImplementedError where there is no such call.
    """

    _REALTIME, _ABSTIME, _CANCEL_ON_SET = 0, 1, 2
    _NEVER_S = 2**62  # the far end of time: only a cancellation ever makes it readable

    def __init__(self) -> None:
        if not sys.platform.startswith("linux") or ctypes.sizeof(ctypes.c_long) < 8:
            raise NotImplementedError("no timerfd")
        self._libc = ctypes.CDLL(None, use_errno=True)
        self.fd: int = self._libc.timerfd_create(self._REALTIME, os.O_NONBLOCK | os.O_CLOEXEC)
        if self.fd < 0:
            raise OSError(ctypes.get_errno(), "timerfd_create")
        try:
            self._arm()
        except OSError:
            self.close()
            raise

    def rearm(self) -> None:
        """Take the news, and wait for the next."""
        try:
            os.read(self.fd, 8)
        except OSError as error:
            _log.debug("clock watch: clock set (%s)", error)  # ECANCELED is the news itself
        self._arm()

    def close(self) -> None:
        os.close(self.fd)

    def _arm(self) -> None:
        when = _Timerspec(0, 0, self._NEVER_S, 0)
        if self._libc.timerfd_settime(self.fd, self._ABSTIME | self._CANCEL_ON_SET, ctypes.byref(when), None) != 0:
            raise OSError(ctypes.get_errno(), "timerfd_settime")
