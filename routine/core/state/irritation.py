"""Irritated skin as it is kept."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

Level = Literal["mild", "strong"]


class Irritation(Struct, frozen=True):
    """Skin that stung or burned: under which routine ("": none was named), when, until when (UTC); None: it lasts.

    `seq`: the last entry of the log before it. `before`: how far each ramp might go until then, to be taken back.
    """

    routine: str
    at: datetime
    level: Level = "mild"
    over: datetime | None = None
    seq: int = 0
    before: tuple[tuple[str, int | None], ...] = ()
