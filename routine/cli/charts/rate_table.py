"""The diary of ratings as a table: signs and places down, the times across, the newest last. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from routine.cli.shell.colours import Look, painted
from routine.cli.shell.table import cells, fold, table

if TYPE_CHECKING:
    from routine.core.requests.replies.ratings import Diary, RatingsReply, SpotRow

_INDENT = "  "
#: A column with a day and the space before it; the column with the change.
_DAY, _CHANGE = 8, 5
_LEAST, _MOST = 2, 6


def diaries(reply: RatingsReply, look: Look, *, every: bool) -> str:
    """Each routine's ratings; `every`: all times, in tables one below the other, not only the last."""
    if not reply.diaries:
        return "There are no ratings yet, and no enabled routine has any. Enable one: routine preset enable self-check"
    return "\n\n".join("\n".join(one_diary(one, reply.scale, look, every=every)) for one in reply.diaries)


def one_diary(diary: Diary, scale: Sequence[str], look: Look, *, every: bool) -> Iterator[str]:
    """One routine's ratings."""
    yield painted(f"{diary.title} ({diary.routine})", "1", look)
    times = len(diary.times)
    if not times:
        yield from fold(f"There are no ratings yet. Rate: routine rate {diary.routine}", look.width, _INDENT)
        return
    fits = _columns(diary, look)
    for start in range(0, times, fits) if every else [max(0, times - fits)]:
        yield from _table(diary, range(start, min(start + fits, times)), look)
    most = len(scale) - 1
    legend = f"0 {scale[0]}, {most} {scale[most]}, - left out. The column +/- shows the change since the rating before."
    yield from fold(legend, look.width, _INDENT)
    if times > fits and not every:
        more = f"The last {fits} of {times} times are shown. Show all: routine rate {diary.routine} --show --all"
        yield from fold(more, look.width, _INDENT)


def _columns(diary: Diary, look: Look) -> int:
    """How many days fit beside the names."""
    names = max(cells(name) for name, _ in _names(diary.rows))
    room = (look.width - len(_INDENT) - names - _CHANGE) // _DAY
    return max(_LEAST, min(room, _MOST))


def _table(diary: Diary, columns: range, look: Look) -> list[str]:
    last = columns.stop == len(diary.times)
    times = [diary.times[n] for n in columns]
    years = [time.day[:4] for time in times]
    shown = [year if n == 0 or year != years[n - 1] else "" for n, year in enumerate(years)]
    head = [["", *shown, ""], ["", *(time.short for time in times), "+/-" if last else ""]]
    body = [[name, *_cells(row, columns), _change(row) if last and row else ""] for name, row in _names(diary.rows)]
    return table([*head, *body], look.width, 0, _INDENT)


def _names(rows: Sequence[SpotRow]) -> Iterator[tuple[str, SpotRow | None]]:
    """Each line's name and row; a sign with places has a line of its own above them, without a row."""
    above = None
    for row in rows:
        if row.place and row.sign != above:
            yield row.sign, None
        above = row.sign if row.place else None
        yield (f"{_INDENT}{row.place}" if row.place else row.sign), row


def _cells(row: SpotRow | None, columns: range) -> list[str]:
    if row is None:
        return [""] * len(columns)
    found = [row.ratings[n] for n in columns]
    return ["-" if rating is None else str(rating) for rating in found]


def _change(row: SpotRow) -> str:
    change = row.change
    return "" if change is None else f"{change:+d}" if change else "="
