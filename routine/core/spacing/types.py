"""A time as the rules of spacing see it, and what may stand against it: a rule, and another time or a visit."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from routine.core.spacing.contents import Tags
from routine.core.when.duration import Duration

#: The rule that a preset's own safety.min_gap makes; and how the one of an entry of its safety.apart begins.
MIN_GAP, APART = "min-gap", "apart-"


class Item(Struct, frozen=True, kw_only=True):
    """One time of a routine, `ROUTINE@KEY`: when it is (UTC, in `zone`), what it puts on; `move`: how far it may move.

    A night of rest has no tags at all, and nothing stands against it.
    `medicine`: it is neither moved nor left out. `firm`: of two that may move, it stays. `yields`: everything else
    does. `title` is for people.
    """

    id: str
    routine: str
    key: str
    nominal: datetime
    instant: datetime
    zone: str
    tags: Tags
    title: str
    move: Duration | None = None
    medicine: bool = False
    firm: bool = False
    yields: bool = False

    def at(self, instant: datetime) -> Item:
        """The same time at another instant (UTC)."""
        return replace(self, instant=instant)


class Off(Struct, frozen=True, kw_only=True):
    """What contains one of `off`, and none of `but`, waits from `start` (included) to `end` (UTC) for a visit.

    `series`: of which series. `only`: this routine alone, by its own file; else every one. `visit`: the visit in words.
    """

    rule: str
    off: tuple[str, ...]
    start: datetime
    end: datetime
    why: str
    series: str
    visit: str
    only: str = ""
    but: tuple[str, ...] = ()

    def concerns(self, routine: str, tags: Tags) -> bool:
        """Whether a routine, or a time of it, with these tags waits for it."""
        mine = bool(self.only) and self.only == routine
        return mine or (not tags.isdisjoint(self.off) and tags.isdisjoint(self.but))


class Conflict(Struct, frozen=True, kw_only=True):
    """What stands against a time: a rule, and the other time or the visit that it is kept from."""

    rule: str
    why: str
    by: Duration | None = None
    other: Item | None = None
    off: Off | None = None
