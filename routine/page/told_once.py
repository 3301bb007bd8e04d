"""Times that come to the same, told once: what moved or is on hold, what a change would do, care on some days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from routine.core.text.counts import and_list, counted
from routine.page.words import clock, upfirst

if TYPE_CHECKING:
    from routine.core.requests.replies.changes import PlanChanges, TimeChange
    from routine.core.requests.replies.occurrences import OccurrenceView
    from routine.core.requests.replies.plan import WholePlanTime

T = TypeVar("T")

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
_CHANGE = {
    "comes": "Comes in addition",
    "goes": "No longer comes",
    "moves": "Moves",
    "left-out": "Has no free time",
    "waits": "On hold",
    "counts": "Comes again",
}


class Told(NamedTuple):
    """One row: of which routine, when, what becomes of it, why, and who says so."""

    title: str
    when: str
    now: str
    why: str
    source: str = ""


def runs(found: Iterable[T], same: Callable[[T], object]) -> list[list[T]]:
    """The ones that are the same, together; each group where its first one stands."""
    groups: dict[object, list[T]] = {}
    for one in found:
        groups.setdefault(same(one), []).append(one)
    return list(groups.values())


def span(times: Sequence[str]) -> str:
    """`Fri 4 Dec 20:30`, `Fri 4 Dec 20:30 and Fri 11 Dec 20:30`, `Fri 4 Dec 20:30 to Fri 18 Dec 20:30, 3 times`."""
    first, last = upfirst(times[0]), times[-1]
    if len(times) < 3:
        return first if len(times) == 1 else f"{first} and {last}"
    return f"{first} to {last}, {counted(len(times), 'time')}"


def in_one_line(times: Iterable[OccurrenceView]) -> str:
    """`Sunscreen 08:00, 10:00 and 12:00, Collagen 09:00`."""
    by_title: dict[str, list[str]] = {}
    for one in times:
        by_title.setdefault(one.title, []).append(clock(one.when))
    return ", ".join(f"{title} {and_list(clocks)}" for title, clocks in by_title.items())


# --- a plan -------------------------------------------------------------------------------------------------------


def not_as_written(found: Iterable[WholePlanTime]) -> list[Told]:
    """What of a plan moved or is on hold."""
    told = [one for one in found if one.reason is not None]
    return [_row(group) for group in runs(told, _same_reason)]


def _same_reason(one: WholePlanTime) -> object:
    reason = one.reason
    if reason is None or one.status != "excused":
        return one.id
    return one.routine, reason.kind, reason.why, reason.visit


def _row(group: list[WholePlanTime]) -> Told:
    first, reason = group[0], group[0].reason
    now = "Not counted" if first.status == "excused" else upfirst(first.when)
    if reason is None:
        return Told(first.title, span([one.when for one in group]), now, upfirst(first.why))
    if reason.kind in ("left-out", "held"):
        now = NOT_AS_WRITTEN[reason.kind]
    why = reason.why or upfirst(first.why)
    return Told(first.title, span([one.moved_words or one.when for one in group]), now, why, reason.visit)


# --- a change -----------------------------------------------------------------------------------------------------


def changes(fits: PlanChanges, without: str = "") -> list[Told]:
    """What a change would do to the plan. `without`: the routine that is changed, of which this is said already."""
    found = [one for one in fits.changes if one.routine != without]
    return [_changed(group) for group in runs(found, _same_change)]


def _same_change(one: TimeChange) -> object:
    return one.id if one.kind == "moves" else (one.routine, one.kind, one.reason.why if one.reason else "")


def _changed(group: list[TimeChange]) -> Told:
    first = group[0]
    now, times = _CHANGE[first.kind], [one.after_words or one.before_words or "" for one in group]
    if first.kind == "moves":
        now = f"Moves to {first.after_words}" if first.before_words else "Moved here"
        times = [first.before_words] if first.before_words else times
    elif first.kind in ("comes", "counts") and first.reason and first.reason.kind == "moved":
        now = f"{now}, moved"  # of that the reason speaks
    return Told(first.title, span(times), now, first.reason.why if first.reason else "")
