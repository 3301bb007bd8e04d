"""What the rules of spacing leave out near ahead, and what a person chose there."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct


class Clash(Struct, frozen=True, kw_only=True):
    """A time near ahead that the rules of spacing leave no room for: its id, its instant (UTC), and why.

    `other`: the id of the time that it gives way to, at `other_at`; "": a visit, or what was done already. `ask`:
    whether a person may choose between the two.
    """

    id: str
    instant: datetime
    why: str
    other: str = ""
    other_at: datetime | None = None
    ask: bool = False


class Chosen(Struct, frozen=True):
    """A time that a person gave the preference to, by its id, and when it is (UTC)."""

    id: str
    instant: datetime


class Came(Struct, frozen=True):
    """When (UTC) a time of a routine that takes turns came last, answered or not."""

    routine: str
    at: datetime


class SpacingState(Struct, frozen=True, kw_only=True):
    """What spacing must not forget.

    `clashes` and `chosen`: what its rules leave out near ahead, and what a person chose there. `no_room`: the routines
    and rules that a person was told do not go together. `came`: whose turn it was, and when.
    """

    clashes: tuple[Clash, ...] = ()
    chosen: tuple[Chosen, ...] = ()
    no_room: tuple[str, ...] = ()
    came: tuple[Came, ...] = ()
