"""The only reader of clocks: the machine's, one that runs faster, and one that is moved by hand."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfoNotFoundError

from msgspec.structs import replace

from routine.core.when.moment import Now, zone_info

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_ASK_AGAIN_S = 10.0
_LINKS_AT_MOST = 8  # links may lead in a circle
#: This version is of that year: a machine whose clock says less has a wrong one, from its firmware perhaps.
_MADE = datetime(2026, 1, 1, tzinfo=UTC)

ZoneSource = Literal["TZ", "system", "unknown"]


class SystemClock:
    """The machine's clocks and zone, read anew at every call.

    The zone is that of `TZ`, if it is set; otherwise what `/etc/localtime` links to; otherwise what tzlocal finds out.
    `ROUTINE_LOCALTIME=FILE` (or `localtime`) names another link to read than `/etc/localtime`: a private one whose
    zone can be changed under a running daemon.
    """

    def __init__(
        self,
        env: Mapping[str, str] = os.environ,
        localtime: Path | None = None,
        ask_system: Callable[[], str | None] | None = None,
    ) -> None:
        """`ask_system` finds the zone's name where there is no link to read; asked at most every 10 s."""
        self._env = env
        self._localtime = localtime or Path(env.get("ROUTINE_LOCALTIME") or "/etc/localtime")
        self._ask_system = ask_system or _tzlocal_name
        self._asked: tuple[float, str | None] | None = None
        self._boot_id = _boot_id()
        self._source: ZoneSource = "unknown"
        self._problem: str | None = None

    def now(self) -> Now:
        """The present."""
        elapsed = _elapsed()
        return Now(datetime.now(UTC), elapsed, self._boot_id, self._zone(elapsed), _MADE)

    @property
    def zone_source(self) -> ZoneSource:
        """Where the zone of the last `now` came from; `unknown` means that UTC stands in for it."""
        return self._source

    @property
    def problem(self) -> str | None:
        """What is wrong with the zone of the last `now`, for people."""
        return self._problem

    def _zone(self, elapsed: float) -> str:
        given = self._env.get("TZ")
        if given is not None:
            return self._settle("TZ", zone_name(given), f"TZ is {given!r}, which is not a time zone")
        linked = _linked_zone(self._localtime)
        name = linked or self._asked_zone(elapsed)
        return self._settle("system", name, "The time zone of this computer is unknown")

    def _settle(self, source: ZoneSource, name: str | None, problem: str) -> str:
        if name is None:
            self._source, self._problem = (
                "unknown",
                f"{problem}. Times are in UTC. Set TZ, for example: TZ=Europe/Berlin",
            )
            return "UTC"
        self._source, self._problem = source, None
        return name

    def _asked_zone(self, elapsed: float) -> str | None:
        if self._asked is None or elapsed - self._asked[0] >= _ASK_AGAIN_S:
            name = self._ask_system()
            self._asked = (elapsed, name if name and _known(name) else None)
        return self._asked[1]


class VirtualClock:
    """A clock that began at `start` and has run `speed` times as fast as the machine's since."""

    def __init__(self, speed: float, start: Now, base: SystemClock) -> None:
        """`speed` is above zero. It goes by elapsed time: setting the machine's clock does not move it."""
        self.speed = speed
        self._start = start
        self._base = base
        self._began = base.now().elapsed

    def now(self) -> Now:
        """The virtual present, in the machine's present zone."""
        real = self._base.now()
        passed = (real.elapsed - self._began) * self.speed
        instant = self._start.instant + timedelta(seconds=passed)
        return Now(instant, self._start.elapsed + passed, self._start.boot_id, real.zone)

    def real_delay(self, instant: datetime) -> float:
        """Real seconds until the virtual `instant` (UTC); 0 if it is past."""
        return max(0.0, (instant - self.now().instant).total_seconds() / self.speed)


class ManualClock:
    """A clock that stands still until it is moved: for simulation and tests."""

    def __init__(self, now: Now) -> None:
        self._now = now

    def now(self) -> Now:
        """What it was set to."""
        return self._now

    def set(self, now: Now) -> None:
        """Show this."""
        self._now = now

    def advance(self, by: timedelta) -> None:
        """Let time pass: instant and elapsed move alike."""
        was = self._now
        self._now = replace(was, instant=was.instant + by, elapsed=was.elapsed + by.total_seconds())


def zone_name(tz: str) -> str | None:
    """The IANA name that a value of `TZ` means (`:Europe/Berlin`, a path under zoneinfo/); None if it names no zone.

    An empty `TZ` means UTC, as it does to the C library. Rules spelt out (`CET-1CEST`) have no name.
    """
    name = tz.removeprefix(":")
    if not name:
        return "UTC"
    if name.startswith("/"):
        name = _after_zoneinfo(name) or ""
    return name if _known(name) else None


def _known(name: str) -> bool:
    try:
        zone_info(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: "Europe" is a directory
        return False
    return True


def _after_zoneinfo(path: str) -> str | None:
    _, found, name = path.rpartition("zoneinfo/")
    return name.removeprefix("posix/").removeprefix("right/") if found else None


def _linked_zone(link: Path) -> str | None:
    """The zone that a link (or a chain of them) into a zoneinfo directory names."""
    for _ in range(_LINKS_AT_MOST):
        try:
            target = link.readlink()
        except OSError:
            return None
        name = _after_zoneinfo(str(target))
        if name is not None:
            return name if _known(name) else None
        link = link.parent / target
    return None


def _tzlocal_name() -> str | None:
    """What tzlocal finds; it caches the zone for good, so it is made to look again."""
    import tzlocal  # here, because few machines need it
    import tzlocal.utils

    try:
        tzlocal.reload_localzone()
        return str(tzlocal.get_localzone_name())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _elapsed() -> float:
    """Seconds since boot, suspend included (Linux, macOS); where there is no such clock, the monotonic one."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()


def _boot_id() -> str:
    """The kernel's name for this boot. Where it has none: when this boot began, to the minute.

    That is wall time less elapsed, so a clock set between two starts looks like another boot, which makes stored
    timers uncertain; never the other way round.
    """
    try:
        return _BOOT_ID.read_text("ascii").strip()
    except OSError:
        return f"minute-{round((time.time() - _elapsed()) / 60)}"
