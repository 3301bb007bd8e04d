"""What a change would do to the plan: part of a review, and of the trial of a change."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from routine.core.requests.replies.reasons import ReasonView


class TimeChange(Struct, frozen=True, kw_only=True):
    """One time that is another than before. Local times, with words; None where it is not there.

    `kind`: it `comes`, it `goes`, it `moves`, it is `left-out` or `waits` (not counted) from now on, or it `counts`
    again. `reason`: why it is where it would be.
    """

    kind: Literal["comes", "goes", "moves", "left-out", "waits", "counts"]
    id: str
    routine: str
    title: str
    before: str | None
    before_words: str | None
    after: str | None
    after_words: str | None
    reason: ReasonView | None


class RoutineChange(Struct, frozen=True, kw_only=True):
    """How a routine would come: its next time (local, and for people), how many times, how many without room."""

    routine: str
    title: str
    next: str | None
    next_when: str | None
    times: int
    left_out: int


class PlanChanges(Struct, frozen=True, kw_only=True):
    """All that would be another within so many days, by time; `routines`: those concerned, as they would come.

    `comes` and `goes` are told of routines that run before and after alone; what begins or ends is in `routines`.
    """

    days: int
    changes: tuple[TimeChange, ...]
    routines: tuple[RoutineChange, ...]
