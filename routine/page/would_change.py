"""What a change, a visit or another way would change in the plan, as it is shown before: how far ahead, and in rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from routine.page.plan_calendar import DAYS
from routine.page.told_once import TimesRow, runs, span

if TYPE_CHECKING:
    from routine.core.requests.replies.changes import PlanChanges, TimeChange


class Ahead(NamedTuple):
    """How far ahead it is looked, and how that is said."""

    days: int
    words: str


#: Before a visit is booked or moved. It is often booked long before: as far as a trial looks.
OF_VISIT = Ahead(92, "the next three months")
#: Before room is made in the plan: the weeks that the plan shows.
OF_ROOM = Ahead(DAYS, "the next four weeks")

_CHANGE = {
    "comes": "Comes in addition",
    "goes": "No longer comes",
    "moves": "Moves",
    "left-out": "Has no free time",
    "waits": "On hold",
    "counts": "Comes again",
}
#: In rows by time.
_BY_TIME = {
    "comes": "comes", "goes": "does not come", "moves": "moved here", "left-out": "has no free time",
    "waits": "on hold", "counts": "comes again",
}  # fmt: skip


# --- the same told once --------------------------------------------------------------------------------------------


def changes(fits: PlanChanges, without: str = "") -> list[TimesRow]:
    """What a change would do to the plan. `without`: the routine that is changed, of which this is said already."""
    found = [one for one in fits.changes if one.routine != without]
    return [_changed(group) for group in runs(found, _same_change)]


def _same_change(one: TimeChange) -> object:
    return one.id if one.kind == "moves" else (one.routine, one.kind, one.reason.why if one.reason else "")


def _changed(group: list[TimeChange]) -> TimesRow:
    first = group[0]
    now, times = _CHANGE[first.kind], [one.after_words or one.before_words or "" for one in group]
    if first.kind == "moves":
        now = f"Moves to {first.after_words}" if first.before_words else "Moved here"
        times = [first.before_words] if first.before_words else times
    elif first.kind in ("comes", "counts") and first.reason and first.reason.kind == "moved":
        now = f"{now}, moved"  # of that the reason speaks
    return TimesRow(first.title, span(times), now, first.reason.why if first.reason else "")


# --- by time -------------------------------------------------------------------------------------------------------


class ChangeRow(NamedTuple):
    """One row: `when` in words, what becomes of it, and why. `to`: it is moved, and there it says where to."""

    title: str
    when: str
    becomes: str
    to: str
    why: str


def rows_of(fits: PlanChanges) -> list[ChangeRow]:
    """The changes by time; what goes and comes on the same day is one, and so is what becomes of several times."""
    came, gone = _first_each_day(filter(_is_new, fits.changes)), _first_each_day(filter(_is_gone, fits.changes))
    instead = {one.id: came[day] for day, one in gone.items() if day in came}
    told = {one.id for one in instead.values()}
    rows = [_row_of(one, instead.get(one.id, one)) for one in fits.changes if one.id not in told]
    alike = runs(rows, lambda row: row if row.to else row._replace(when=""))
    return [group[0]._replace(when=_times(group)) for group in alike]


def _times(group: list[ChangeRow]) -> str:
    """`tomorrow 21:00`, `Tomorrow 21:00 to Sat 26 Dec 21:00, 8 times`."""
    return group[0].when if len(group) == 1 else span([row.when for row in group])


def _is_new(one: TimeChange) -> bool:
    """Whether it was not in the plan before; a rule may have moved it there at once."""
    return one.kind == "comes" or (one.kind == "moves" and one.before is None)


def _is_gone(one: TimeChange) -> bool:
    return one.kind == "goes"


def _first_each_day(found: Iterable[TimeChange]) -> dict[tuple[str, str], TimeChange]:
    """By routine and day."""
    return {(one.routine, (one.after or one.before or "")[:10]): one for one in reversed([*found])}


def _row_of(before: TimeChange, after: TimeChange) -> ChangeRow:
    to = after.after_words or "" if before.before_words and (before.kind == "moves" or before is not after) else ""
    why = after.reason.why if after.reason else ""
    return ChangeRow(before.title, before.before_words or before.after_words or "", _BY_TIME[before.kind], to, why)
