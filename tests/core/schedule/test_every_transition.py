"""Every change of offset of every zone, 1970 to 2037, read from the zone files' own bytes and not by a library."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import TZPATH, available_timezones

import tzdata

from routine.core.schedule.clock import occurrences
from routine.core.schedule.types import Clock
from tests.rows import each

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
END = datetime(2038, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
Change = tuple[datetime, timedelta, timedelta]


def content(zone: str) -> bytes:
    """The zone's file, where Python finds it too."""
    places = [*map(Path, TZPATH), Path(tzdata.__file__).parent / "zoneinfo"]
    return next(path.read_bytes() for place in places if (path := place / zone).is_file())


def changes(data: bytes) -> list[Change]:
    """When (UTC) the offset changes, from what to what: RFC 8536, the part with times of 64 bits."""
    sizes = struct.unpack(">6l", data[20:44])
    start = 44 + sizes[3] * 5 + sizes[4] * 6 + sizes[5] + sizes[2] * 8 + sizes[1] + sizes[0]
    _, _, _, times, kinds, _ = struct.unpack(">6l", data[start + 20 : start + 44])
    at = start + 44
    instants = struct.unpack(f">{times}q", data[at : at + 8 * times])
    which = data[at + 8 * times : at + 9 * times]
    offsets = [struct.unpack(">l", data[at + 9 * times + 6 * n :][:4])[0] for n in range(kinds)]
    known = [(instant, timedelta(seconds=offsets[kind])) for instant, kind in zip(instants, which, strict=True)]
    found = ((EPOCH + timedelta(seconds=b[0]), a[1], b[1]) for a, b in pairwise(known) if abs(b[0]) < 2**33)
    return [one for one in found if EPOCH <= one[0] < END and one[1] != one[2]]


def probes(change: Change) -> Iterator[tuple[datetime, datetime]]:
    """Wall times around a change, to the minute, and the instants that RFC 5545 gives them.

    In a gap the offset before it holds, in a fold the first of the two: either way, what is before the later of the two
    readings of the clock has the offset before.
    """
    instant, before, after = change
    jump = (instant + before).replace(tzinfo=None), (instant + after).replace(tzinfo=None)
    first, last = min(jump), max(jump)
    for near in (first - HOUR, first - MINUTE, first, first + (last - first) / 2, last - MINUTE, last, last + HOUR):
        nominal = near.replace(second=0, microsecond=0)
        yield nominal, (nominal - (before if nominal < last else after)).replace(tzinfo=UTC)


def found(zone: str, nominal: datetime) -> datetime:
    """The instant of one time of a routine."""
    day = nominal.date()
    clock = Clock((nominal.hour * 60 + nominal.minute,), first=day, until=day)
    two_days = timedelta(days=2)
    [one] = occurrences("r", clock, anchor=day, zone=zone, after=nominal - two_days, until=nominal + two_days)
    return one.instant


def lone(changes: list[Change]) -> list[Change]:
    """Those that no other is within four hours of: there one offset before and one after say all."""
    near = timedelta(hours=4)
    times = [EPOCH - near, *(one[0] for one in changes), END + near]
    return [one for n, one in enumerate(changes, 1) if times[n] - times[n - 1] > near < times[n + 1] - times[n]]


def every_zone() -> list[tuple[str, bytes]]:
    """One zone for each file's content: names that mean the same are looked at once."""
    by_content = {content(zone): zone for zone in sorted(available_timezones() - {"localtime"}, reverse=True)}
    return [(zone, data) for data, zone in by_content.items()]


@each("letter", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
def test_around_every_change_of_every_zone_a_time_has_the_instant_of_rfc_5545(letter: str) -> None:
    wrong = [
        (zone, nominal, instant, found(zone, nominal))
        for zone, data in every_zone()
        if zone.rpartition("/")[2][0].upper() == letter
        for change in lone(changes(data))
        for nominal, instant in probes(change)
        if found(zone, nominal) != instant
    ]
    assert wrong == []


def test_there_are_as_many_changes_as_the_files_say() -> None:
    """So that the test above cannot come to nothing; and all but a handful of them are looked at."""
    every = {zone: changes(data) for zone, data in every_zone()}
    count = sum(map(len, every.values()))
    assert count > 15_000
    assert count - sum(len(lone(found)) for found in every.values()) < 10
    assert len(changes(content("Europe/Berlin"))) == 2 * (2037 - 1980 + 1)
