"""Why times of the plan are not as their schedule says: moved, on hold, without a free time; told once each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from routine.page.told_once import TimesRow, runs, span
from routine.page.without_commands import sentence, upfirst

if TYPE_CHECKING:
    from routine.core.requests.replies.plan import WholePlanTime
    from routine.core.requests.replies.reasons import ReasonView

#: Kind of a reason -> what is said of a time that it keeps from being as written.
NOT_AS_WRITTEN = {
    "moved": "Moved",
    "by-hand": "Moved by you",
    "left-out": "No free time",
    "prescribed": "Stays, ask your prescriber",
    "visit": "On hold",
    "paused": "Paused",
    "held": "On hold",
    "irritation": "On hold",
}


class Planned(Protocol):
    """A time, and why it is not as its schedule says."""

    @property
    def moved_words(self) -> str | None:
        """When it would have been; None where it is at its own time."""

    @property
    def reason(self) -> ReasonView | None:
        """Why; None where it is as its schedule says."""


def why_so(one: Planned) -> str:
    """Why a time is not as its schedule says; where no rule is known, the reason tells the move itself."""
    if one.reason is None:
        return ""
    moved = f"Moved from {one.moved_words}." if one.moved_words and one.reason.rule else ""
    return " ".join(filter(None, (moved, sentence(upfirst(one.reason.why)) if one.reason.why else "")))


def not_as_written(found: Iterable[WholePlanTime]) -> list[TimesRow]:
    """What of a plan moved or is on hold."""
    told = [one for one in found if one.reason is not None]
    return [_row(group) for group in runs(told, _same_reason)]


def _same_reason(one: WholePlanTime) -> object:
    reason = one.reason
    if reason is None or one.status != "excused":
        return one.id
    return one.routine, reason.kind, reason.why, reason.visit


def _row(group: list[WholePlanTime]) -> TimesRow:
    first, reason = group[0], group[0].reason
    now = "Not counted" if first.status == "excused" else upfirst(first.when)
    if reason is None:
        return TimesRow(first.title, span([one.when for one in group]), now, upfirst(first.why))
    if reason.kind in ("left-out", "held"):
        now = NOT_AS_WRITTEN[reason.kind]
    why = reason.why or upfirst(first.why)
    return TimesRow(first.title, span([one.moved_words or one.when for one in group]), now, why, reason.visit)
