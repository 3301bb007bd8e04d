"""Why a planned time is not as its schedule says: part of what the plan and the day tell, as facts."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class OtherTime(Struct, frozen=True, kw_only=True):
    """A time of another routine, or of the same one: its id, and when it is, local and for people."""

    id: str
    routine: str
    title: str
    nominal: str
    when: str


class ReasonView(Struct, frozen=True, kw_only=True):
    """Why a time is where it is, or is not counted. `why` is a sentence; `rule` and `source` are a rule's, else "".

    `kind`: a rule `moved` it, or `left-out` it; you moved it (`by-hand`); a medicine stays, but a rule speaks against
    it (`prescribed`: ask); it waits for a `visit`, or is `paused`, `held`, or kept back by `irritation`.
    `other`: what it is kept from. `visit`: in words.
    """

    kind: Literal["moved", "by-hand", "left-out", "prescribed", "visit", "paused", "held", "irritation"]
    rule: str
    why: str
    source: str
    other: OtherTime | None
    visit: str
