"""The figures of a span as a calendar, weeks and a table, drawn with rich. Pure; needs no colour."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from rich.box import ASCII2, SIMPLE
from rich.console import Console
from rich.table import Table

from routine.cli.shell.table import fold
from routine.cli.shell.terminal_characters import drawable
from routine.core.insight.lines import minutes_late, percent

if TYPE_CHECKING:
    from routine.cli.shell.colours import Look
    from routine.core.requests.replies.stats import (
        DayView,
        IrritationPeriod,
        PunctualityView,
        RoutineStats,
        StatsReply,
        TallyView,
        WeekView,
    )

_NOTHING_YET = "There are no answers in this period yet."
_ALL_DONE = 4
#: Nothing due; then nothing done, less than half, half or more, everything.
_SHADES, _TYPED = "·░▒▓█", "-0123"
_BARS, _TYPED_BARS = "▁▂▃▄▅▆▇█", "01234567"
_MARGIN, _WEEK, _PAGE = 4, 7, 100
_INDENT = "  "


def drawn(reply: StatsReply, look: Look) -> str:
    """Everything that `stats` prints, in lines of at most the terminal's width."""
    if not (reply.total.due or reply.total.extra or reply.total.not_counted):
        return _NOTHING_YET
    width = min(look.width, _PAGE)
    lines = [f"{_said(date.fromisoformat(reply.since))} to {_said(date.fromisoformat(reply.until))}"]
    lines += fold(_sum(reply.total), width)
    lines += ["", *_calendar(reply.days, width), "", *_weeks(reply.weeks, width), ""]
    lines += [*_table(reply.routines, width), *_times_of_day(reply.routines, width)]
    lines += [*_irritations(reply.irritations), *fold(_LEGEND, width)]
    return "\n".join(lines)


_LEGEND = (
    "Done: of the times that were due. In time: done before the reminder would have been too late. "
    "Strength: grows with each day done and falls slowly with each day missed. "
    "In a row: days with everything done, now (and at most). "
    "Times that were not counted change none of these."
)


def _said(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b} {day.year}"


def _sum(total: TallyView) -> str:
    """`212 of 240 times done (88 %), 12 skipped, 16 missed, 9 not counted, 2 in addition.`"""
    share = f" ({percent(total.adherence)})" if total.adherence is not None else ""
    rest = [(total.skipped, "skipped"), (total.missed, "missed"), (total.not_counted, "not counted")]
    others = "".join(f", {n} {word}" for n, word in [*rest, (total.extra, "in addition")] if n)
    return f"{total.done} of {total.due} times done{share}{others}."


# --- the calendar -------------------------------------------------------------------------------------------------


def _calendar(days: Sequence[DayView], width: int) -> Iterator[str]:
    """Weeks across, weekdays down, the newest on the right; as many weeks as fit."""
    first = date.fromisoformat(days[0].day)
    cells = [None] * first.weekday() + [day.tally for day in days]
    weeks = [cells[start : start + _WEEK] for start in range(0, len(cells), _WEEK)]
    shown = weeks[-(width - _MARGIN) :]
    monday = first - timedelta(days=first.weekday()) + timedelta(weeks=len(weeks) - len(shown))
    yield " " * _MARGIN + _months(monday, len(shown))
    for weekday, name in enumerate(("Mon", "", "Wed", "", "Fri", "", "Sun")):
        row = "".join(_shade(week[weekday]) if weekday < len(week) else " " for week in shown)
        yield f"{name:{_MARGIN}}{row}".rstrip()
    signs = _SHADES if drawable(_SHADES) else _TYPED
    names = ("nothing due", "none done", "less than half", "half or more", "everything done")
    yield from fold(", ".join(f"{sign} {name}" for sign, name in zip(signs, names, strict=True)), width, " " * _MARGIN)


def _months(monday: date, weeks: int) -> str:
    """The name of each month above the first of its weeks, where there is room for it."""
    line = ""
    for week in range(weeks):
        day = monday + timedelta(weeks=week)
        if day.day <= _WEEK and len(line) <= week:
            line = line.ljust(week) + f"{day:%b} "
    return line.rstrip()[: max(weeks, 3)]


def _shade(tally: TallyView | None) -> str:
    if tally is None:
        return " "
    return (_SHADES if drawable(_SHADES) else _TYPED)[_level(tally)]


def _level(tally: TallyView) -> int:
    """0: nothing was due, 1: nothing was done, up to 4: everything was."""
    if tally.adherence is None:
        return 0
    if tally.done in (0, tally.due):
        return _ALL_DONE if tally.done else 1
    return 3 if 2 * tally.done >= tally.due else 2


# --- the weeks ----------------------------------------------------------------------------------------------------


def _weeks(weeks: Sequence[WeekView], width: int) -> list[str]:
    """The share done in each week as a row of bars, and in words for the last."""
    bars = _BARS if drawable(_BARS) else _TYPED_BARS
    shown = weeks[-(width - _MARGIN) :]
    row = "".join(" " if (s := w.tally.adherence) is None else bars[round(s * (len(bars) - 1))] for w in shown)
    last = shown[-1].tally
    return [f"{'':{_MARGIN}}{row}".rstrip(), *fold(f"This week: {_sum(last)}", width)] if row.strip() else []


# --- the routines -------------------------------------------------------------------------------------------------


#: Below so many cells only the first columns have room beside a title.
_NARROW = 64
_COLUMNS: tuple[tuple[str, Callable[[RoutineStats], str]], ...] = (
    ("Done", lambda one: f"{one.total.done}/{one.total.due}"),
    ("", lambda one: percent(one.total.adherence)),
    ("In time", lambda one: percent(one.total.in_time_share)),
    ("Strength", lambda one: percent(one.strength)),
    ("In a row", lambda one: f"{one.streak} ({one.longest_streak})"),
)


def _table(routines: Sequence[RoutineStats], width: int) -> list[str]:
    columns = _COLUMNS if width >= _NARROW else _COLUMNS[:2]
    found = Table(box=SIMPLE if drawable("─") else ASCII2, show_edge=False, pad_edge=False)
    found.add_column("Routine", overflow="fold", ratio=1, min_width=12)
    for heading, _ in columns:
        found.add_column(heading, justify="right", no_wrap=True)
    for one in routines:
        found.add_row(one.title, *(cell(one) for _, cell in columns))
    out = io.StringIO()
    console = Console(file=out, width=width, color_system=None, legacy_windows=False)
    console.print(found)
    return [line.rstrip() for line in out.getvalue().splitlines()]


def _times_of_day(routines: Sequence[RoutineStats], width: int) -> Iterator[str]:
    found = [(one.title, one.punctuality) for one in routines if one.punctuality]
    if found:
        yield ""
        yield "Done, against the planned time"
    for title, late in found:
        yield from fold(f"{title}: {_late(late)}", width, _INDENT)
    yield ""


def _late(late: PunctualityView) -> str:
    """`usually 12 minutes later (half of 80 times: 3 minutes earlier to 20 minutes later)`."""
    if late.times == 1:
        return f"{minutes_late(late.median)} (1 time)"
    middle = f"{minutes_late(late.quarter)} to {minutes_late(late.three_quarters)}"
    if round(late.quarter) == round(late.three_quarters):
        return f"usually {minutes_late(late.median)} ({late.times} times)"
    return f"usually {minutes_late(late.median)} (half of {late.times} times: {middle})"


def _irritations(found: Sequence[IrritationPeriod]) -> Iterator[str]:
    if found:
        yield "Irritated skin"
    for one in found:
        after = f" after {one.title}" if one.title else ""
        until = f"over {one.over_when}" if one.over_when else "not over yet"
        yield f"{_INDENT}{one.when}: {one.level}{after}, {until}"
    if found:
        yield ""
