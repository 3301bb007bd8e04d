"""The reply to whoever follows what changes."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

#: What may be another than before, by the name of what shows it.
Subject = Literal[
    "today", "plan", "session", "routines", "visits", "supplies", "log", "notices", "profile", "settings", "status"
]


class WatchReply(Struct, frozen=True, kw_only=True):
    """The revision as it is now, and what changed since the one that was named: which `subjects`, whose `routines`.

    The same revision as was named: nothing changed while the daemon waited. `all`: the one that was named is not
    known any more (the daemon was started again, or it is too long ago), so that anything may be another.
    """

    revision: int
    subjects: tuple[Subject, ...] = ()
    routines: tuple[str, ...] = ()
    all: bool = False
