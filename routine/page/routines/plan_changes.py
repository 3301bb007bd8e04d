"""What would be another in the plan, in rows: times that come to the same, and another hour of a day, are told once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from routine.page.told_once import runs, span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from routine.core.requests.replies.changes import PlanChanges, TimeChange

_WORDS = {
    "comes": "comes", "goes": "does not come", "moves": "moved here", "left-out": "has no free time",
    "waits": "on hold", "counts": "comes again",
}  # fmt: skip


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
    rows = [_row(one, instead.get(one.id, one)) for one in fits.changes if one.id not in told]
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


def _row(before: TimeChange, after: TimeChange) -> ChangeRow:
    to = after.after_words or "" if before.before_words and (before.kind == "moves" or before is not after) else ""
    why = after.reason.why if after.reason else ""
    return ChangeRow(before.title, before.before_words or before.after_words or "", _WORDS[before.kind], to, why)
