"""The UV index through a day as a few rows of blocks. Pure; needs no colour."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routine.core.requests.replies.sun import UvSample

BLOCKS = " ▁▂▃▄▅▆▇█┤│"
_PLAIN = "  ..::###||"
_ROW = 1.5  # index points a row: every second row begins at 3, 6, 9 ...
_FEWEST_ROWS = 3  # so that 3 is always to be seen
_MOST_COLUMNS = 60
_MOST_AN_HOUR = 3
_MARGIN = 3
_NARROWEST = 8


def chart(samples: Sequence[UvSample], width: int, *, drawable: bool = True) -> list[str]:
    """Lines of at most `width` cells for samples in order of time; none where there is nothing to draw, or no room.

    Each has `nominal` (local) and `index`. `drawable`: whether blocks can be shown; ASCII otherwise.
    """
    points = [(_minutes(samples[0], sample), sample.index) for sample in samples]
    lit = [minute for minute, index in points if index > 0]
    room = min(width, _MOST_COLUMNS) - _MARGIN
    if not lit or room < _NARROWEST:
        return []
    first, last = floor(lit[0] / 60), ceil((lit[-1] + 1) / 60)
    step = _minutes_a_column(last - first, room)
    columns = ceil((last - first) * 60 / step)
    heights = [_at(points, first * 60 + (column + 0.5) * step) / _ROW for column in range(columns)]
    signs = BLOCKS if drawable else _PLAIN
    rows = max(_FEWEST_ROWS, ceil(max(heights)))
    lines = [_row(row, heights, signs) for row in reversed(range(rows))]
    return [*lines, _hours(first, columns, step)]


def _minutes(start: UvSample, sample: UvSample) -> int:
    """Local minutes after the midnight before the first sample; a sample on a later date counts on."""
    from datetime import datetime

    begun = datetime.fromisoformat(start.nominal).replace(hour=0, minute=0)
    return round((datetime.fromisoformat(sample.nominal) - begun).total_seconds() / 60)


def _minutes_a_column(hours: int, room: int) -> int:
    an_hour = min(room // hours, _MOST_AN_HOUR)
    return 60 // an_hour if an_hour else 60 * ceil(hours / room)


def _at(points: Sequence[tuple[int, float]], minute: float) -> float:
    """The index at a minute, on the line between the samples around it."""
    for (start, low), (end, high) in pairwise(points):
        if start <= minute <= end and start < end:
            return low + (high - low) * (minute - start) / (end - start)
    return 0.0


def _row(row: int, heights: Sequence[float], signs: str) -> str:
    bars = "".join(signs[round(8 * min(1.0, max(0.0, height - row)))] for height in heights)
    label = f"{row * _ROW:2.0f}{signs[9]}" if row % 2 == 0 else f"  {signs[10]}"
    return f"{label}{bars}".rstrip()


def _hours(first: int, columns: int, step: int) -> str:
    """Clock hours below the columns in which they begin, as many as there is room for."""
    apart = next(hours for hours in (1, 2, 3, 4, 6, 12, 24) if hours * 60 >= 5 * step)
    line = [" "] * (_MARGIN + columns + 2)
    for column in range(columns):
        minute = first * 60 + column * step
        if minute % (apart * 60) == 0 and column + 2 <= columns + 1:
            line[_MARGIN + column : _MARGIN + column + 2] = f"{minute // 60 % 24:02}"
    return "".join(line)[: _MARGIN + columns].rstrip()
