"""The present, as a value: an instant, what elapsed since boot, and the zone people live in."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from msgspec import Struct

#: Years that a person may name: nothing that is worked out from such a date leads to the ends of the calendar.
YEARS = range(1900, 2201)
#: No zone's clocks go back by more in one step: so far, a wall time read now may be behind one read before.
LONGEST_FOLD = timedelta(hours=4)
_MINUTE = timedelta(minutes=1)

#: Before this a clock was never set (they begin in 1970, 1980 or 2000).
FIRST_POSSIBLE = datetime(2001, 1, 1, tzinfo=UTC)


class Now(Struct, frozen=True):
    """One reading of the clocks.

    `instant` is UTC; `elapsed` is seconds since boot, suspend included; `boot_id` names the boot that `elapsed`
    counts from; `zone` is the IANA name of the zone that the machine (or `TZ`) is set to. `earliest` (UTC): a clock
    that says less cannot be right.
    """

    instant: datetime
    elapsed: float
    boot_id: str
    zone: str
    earliest: datetime = FIRST_POSSIBLE

    def wall(self, zone: str | None = None) -> datetime:
        """The wall-clock time in `zone` (the machine's, if None), without a zone."""
        return wall(self.instant, zone or self.zone)


@lru_cache(maxsize=64)
def zone_info(name: str) -> ZoneInfo:
    """The rules of a zone; raises ZoneInfoNotFoundError or ValueError for a name that tzdata does not have."""
    return ZoneInfo(name)


#: A decision asks again and again for the same few hundred times.
_ASKED = 1024


@lru_cache(maxsize=_ASKED)
def wall(instant: datetime, zone: str) -> datetime:
    """What clocks on a wall in `zone` show at `instant`; naive."""
    return instant.astimezone(zone_info(zone)).replace(tzinfo=None)


def furthest_wall(instant: datetime, zone: str) -> datetime:
    """The furthest that clocks on a wall in `zone` have shown by `instant`; naive.

    In an hour that comes twice, the second time, that is the end of the first: all of it is over by then.
    """
    aware = instant.astimezone(zone_info(zone))
    if not aware.fold:
        return aware.replace(tzinfo=None)
    return max(wall(instant - ago * _MINUTE, zone) for ago in range(LONGEST_FOLD // _MINUTE))


@lru_cache(maxsize=_ASKED)
def instant_of(nominal: datetime, zone: str) -> datetime:
    """The UTC instant of a nominal (naive, wall-clock) time.

    RFC 5545, 3.3.5: a time in a gap takes the offset before the gap (02:30 becomes 03:30), a time in a fold is the
    first of the two. zoneinfo does exactly this with `fold=0`.
    """
    return nominal.replace(tzinfo=zone_info(zone), fold=0).astimezone(UTC)


def day_of(wall_time: datetime, day_ends: time) -> date:
    """The day, as people count it, that a wall-clock time belongs to: it ends at `day_ends` (04:00), no midnight."""
    try:
        return (wall_time - timedelta(hours=day_ends.hour, minutes=day_ends.minute)).date()
    except OverflowError:  # the calendar's first night, which only a damaged file can hold
        return wall_time.date()


def end_of_days(first: date, days: int, day_ends: time, zone: str) -> datetime:
    """The last moment (UTC) of so many days from `first` on, as people count days in `zone`.

    Days of the calendar: the one on which clocks change has 23 or 25 hours. The next day's first time is outside.
    """
    return instant_of(datetime.combine(first + timedelta(days=days), day_ends), zone) - timedelta(microseconds=1)


def clock_time(day: date, minute: int, day_ends: time) -> datetime:
    """The wall time at `minute` of a day as people count it: before `day_ends`, that is the night after it."""
    night = timedelta(days=1) if minute < day_ends.hour * 60 + day_ends.minute else timedelta()
    return datetime.combine(day, time()) + timedelta(minutes=minute) + night
