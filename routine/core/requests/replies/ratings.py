"""The reply about ratings: the diaries, and what there is to rate."""

from __future__ import annotations

from msgspec import Struct


class RatedTime(Struct, frozen=True, kw_only=True):
    """A time at which ratings were given: by its `ROUTINE@KEY`; `short` is the day in a column's width."""

    id: str
    nominal: str
    at: str
    day: str
    short: str
    when: str
    ratings: dict[str, int]


class SpotRow(Struct, frozen=True, kw_only=True):
    """A spot's ratings, None where it was left out, the last, and how far that lies from the one before.

    `asked`: whether the preset still asks for it.
    """

    key: str
    sign: str
    place: str | None
    ratings: tuple[int | None, ...]
    last: int | None
    change: int | None
    asked: bool


class Diary(Struct, frozen=True, kw_only=True):
    """One routine's ratings: each time they were given, and each spot over these times."""

    routine: str
    title: str
    times: tuple[RatedTime, ...]
    rows: tuple[SpotRow, ...]


class SpotToRate(Struct, frozen=True, kw_only=True):
    """One question of `rate`."""

    key: str
    sign: str
    place: str | None


class ToRate(Struct, frozen=True, kw_only=True):
    """What ratings given now would answer. `now`: those that they would correct; `last`: the last before, and when."""

    routine: str
    when: str
    correcting: bool
    spots: tuple[SpotToRate, ...]
    now: dict[str, int]
    last: dict[str, int]
    last_day: dict[str, str]


class RatingsReply(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The diaries, and, where it was asked for, what there is to rate."""

    scale: tuple[str, ...]
    diaries: tuple[Diary, ...]
    ask: ToRate | None = None
