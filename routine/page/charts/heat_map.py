"""The days of a year as squares, a column a week, darker where more of what was due was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from routine.core.requests.replies.stats import DayView, TallyView

_WEEK = 7
_LEFT, _TOP, _CELL, _STEP = 28.0, 22.0, 13.0, 15.6
_MONTH_ROOM = 2
_DAY_NAMES = ((0, "Mon"), (2, "Wed"), (4, "Fri"), (6, "Sun"))


class Square(NamedTuple):
    """One day. `level`: 0 none of it done, to 4 all; None: nothing counted, drawn as a ring. `words` for a pointer."""

    x: float
    y: float
    level: int | None
    words: str


class Label(NamedTuple):
    """A word beside the squares."""

    x: float
    y: float
    text: str


class HeatMap(NamedTuple):
    """A picture of `width` x `height`."""

    width: float
    height: float
    squares: tuple[Square, ...]
    months: tuple[Label, ...]
    weekdays: tuple[Label, ...]


class Month(NamedTuple):
    """A row of the table beside it."""

    name: str
    due: int
    done: int


def heat_map(days: Sequence[DayView]) -> HeatMap:
    """The picture of days in order, none left out."""
    first = date.fromisoformat(days[0].day)
    monday = first - timedelta(days=first.weekday())
    weeks = (first.weekday() + len(days) + _WEEK - 1) // _WEEK
    return HeatMap(
        width=round(_LEFT + weeks * _STEP, 1),
        height=round(_TOP + _WEEK * _STEP + 2, 1),
        squares=tuple(_squares(days, monday)),
        months=tuple(_months(monday, weeks)),
        weekdays=tuple(Label(0, round(_TOP + n * _STEP + 10.5, 1), name) for n, name in _DAY_NAMES),
    )


def months(days: Sequence[DayView]) -> list[Month]:
    """The same by month, those with something due."""
    found: dict[str, Month] = {}
    for day in days:
        name = f"{date.fromisoformat(day.day):%B %Y}"
        known = found.get(name, Month(name, 0, 0))
        found[name] = Month(name, known.due + day.tally.due, known.done + day.tally.done)
    return [month for month in found.values() if month.due]


def _squares(days: Sequence[DayView], monday: date) -> Iterator[Square]:
    for day in days:
        if day.tally.due or day.tally.not_counted:
            there = date.fromisoformat(day.day)
            week, weekday = divmod((there - monday).days, _WEEK)
            x, y = round(_LEFT + week * _STEP, 1), round(_TOP + weekday * _STEP, 1)
            yield Square(x, y, _level(day.tally), f"{there:%A} {there.day} {there:%B}: {_words(day.tally)}")


def _level(tally: TallyView) -> int | None:
    if not tally.due:
        return None
    if tally.done == tally.due:
        return 4
    return min(3, 1 + tally.done * 3 // tally.due) if tally.done else 0


def _words(tally: TallyView) -> str:
    return f"{tally.done} of {tally.due} done" if tally.due else "not counted"


def _months(monday: date, weeks: int) -> Iterator[Label]:
    """The name of each month above its first whole week, where the one before leaves room."""
    last = -_MONTH_ROOM - 1
    for week in range(weeks):
        day = monday + timedelta(weeks=week)
        if day.day <= _WEEK and week - last > _MONTH_ROOM:
            last = week
            yield Label(round(_LEFT + week * _STEP, 1), 13, f"{day:%b}")
