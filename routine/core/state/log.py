"""One line of the log: an answer, and when it was given."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from routine.core.state.reminder import MovedBy

Answer = Literal["done", "skipped", "missed", "excused", "undone", "rehearsal", "refilled", "accepted"]


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the log: an answer to an occurrence, (`undone`) the retraction of one, a refill of the stock, or
    (`accepted`) a safety rule that was overridden.

    `at` is when it happened, `recorded_at` when it was written, both UTC; `replaces` is the seq of the entry that this
    one takes the place of, and `was` that one's answer. `by` says who: a person (notice, command) or time itself.
    """

    seq: int
    routine: str
    key: str
    nominal: datetime
    instant: datetime
    answer: Answer
    at: datetime
    recorded_at: datetime
    replaces: int | None = None
    was: Answer | None = None
    reason: str | None = None
    by: Literal["person", "time"] = "person"
    details: dict[str, str] = {}

    @property
    def id(self) -> str:
        """`ROUTINE@KEY`, the identity of the occurrence."""
        return f"{self.routine}@{self.key}"


#: In an entry's details: what had moved the time that was answered ahead.
MOVED_BY = "moved-by"


def moved_by(entry: Entry) -> MovedBy:
    """What had moved the time that an entry answered before it came; undone, it is as free, or as fixed, as it was."""
    said = entry.details.get(MOVED_BY)
    return "rule" if said == "rule" else "hand" if said == "hand" else ""
