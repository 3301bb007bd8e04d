"""One line of the plan or of a day: an occurrence, what became of it, and why it is there."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

Status = Literal["planned", "raised", "snoozed", "done", "skipped", "missed", "excused"]


class PlanLine(Struct, frozen=True):
    """One line of the plan or of a day: an occurrence, what became of it, and why it is there.

    A link that hangs on an answer not given yet has the key `if:` and its nominal time: it has no identity before that.
    `moved`: by a rule of spacing, or by hand.
    """

    routine: str
    key: str
    nominal: datetime
    instant: datetime
    zone: str
    status: Status
    why: str
    moved: bool = False

    @property
    def id(self) -> str:
        """`ROUTINE@KEY`."""
        return f"{self.routine}@{self.key}"
