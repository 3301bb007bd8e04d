"""Shares as bars: one bar of several parts, or a row of bars side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_WIDTH, _GAP = 600.0, 3.0


class Part(NamedTuple):
    """One part of a bar that is 600 wide: where it begins and how wide it is."""

    x: float
    width: float


class Column(NamedTuple):
    """One bar of a row, in a picture of the height that was asked for: it stands on its bottom."""

    x: float
    y: float
    height: float


def parts(counts: Sequence[int]) -> tuple[Part, ...]:
    """The parts of one bar, side by side with a gap between those that are not empty."""
    total, shown = sum(counts), sum(1 for count in counts if count)
    room = _WIDTH - _GAP * max(0, shown - 1)
    found, x = [], 0.0
    for count in counts:
        width = room * count / total if total else 0.0
        found.append(Part(round(x, 1), round(width, 1)))
        x += width + _GAP if count else 0.0
    return tuple(found)


def columns(values: Sequence[float | None], most: float, width: float, height: float) -> tuple[Column | None, ...]:
    """Bars of values from 0 to `most`, evenly spread; None where there is no value."""
    step = width / max(1, len(values))
    return tuple(
        None if value is None else _column(n * step, height * value / most if most else 0.0, height)
        for n, value in enumerate(values)
    )


def _column(x: float, tall: float, height: float) -> Column:
    return Column(round(x, 2), round(height - tall, 2), round(tall, 2))
