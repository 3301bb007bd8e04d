"""Where a time ended up once the rules were through with it."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from routine.core.spacing.types import Conflict, Item


class Placed(Struct, frozen=True, kw_only=True):
    """Where a time ended up. `conflict`: what made it move, or (`left_out`) what leaves no room for it.

    `elsewhere`: what stood against the other times that were tried for it. A medicine is never left out: it stays where
    it is, `conflict` and all.
    """

    item: Item
    instant: datetime
    conflict: Conflict | None = None
    left_out: bool = False
    elsewhere: tuple[Conflict, ...] = ()
