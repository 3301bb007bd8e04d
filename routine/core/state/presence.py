"""Whether somebody can see a notice now, as the desktop tells, and what came while nobody could."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

#: What keeps a person from seeing a notice.
Away = Literal["locked", "do-not-disturb"]


class Presence(Struct, frozen=True, kw_only=True):
    """What keeps notices from being seen now (nothing: they are seen), and since when (UTC).

    `unseen`: ids of the notices that were sent since then. `again`: how often each notice that still shows was sent
    once more for that.
    """

    away: tuple[Away, ...] = ()
    since: datetime | None = None
    unseen: tuple[str, ...] = ()
    again: dict[str, int] = {}
