"""One line of the plan or of a day: an occurrence, what became of it, and why it is there."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

Status = Literal["planned", "raised", "snoozed", "done", "skipped", "missed", "excused"]


class Cause(Struct, frozen=True, kw_only=True):
    """What keeps a planned time from being as its schedule says, as facts.

    `kind`: a rule or a person moved it, a rule leaves it out or (a medicine) only speaks against it, a visit, a pause,
    a hold or irritation has it wait. `rule`: its name. `other`: the id of the time that it is kept from, at `other_at`
    (UTC). `visit`: the visit in words. `why`: the rule's own sentence, or why it is on hold.
    """

    kind: Literal["moved", "by-hand", "left-out", "prescribed", "visit", "paused", "held", "irritation"]
    rule: str = ""
    why: str = ""
    other: str = ""
    other_at: datetime | None = None
    visit: str = ""


class PlanLine(Struct, frozen=True):
    """One line of the plan or of a day: an occurrence, what became of it, and why it is there.

    A link that hangs on an answer not given yet has the key `if:` and its nominal time: it has no identity before that.
    `moved`: by a rule of spacing, or by hand. `cause`: why it is not as its schedule says; None: it is.
    """

    routine: str
    key: str
    nominal: datetime
    instant: datetime
    zone: str
    status: Status
    why: str
    moved: bool = False
    cause: Cause | None = None

    @property
    def id(self) -> str:
        """`ROUTINE@KEY`."""
        return f"{self.routine}@{self.key}"
