"""Ratings over time as a line, a point a time, broken where one was left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_LEFT, _RIGHT, _TOP, _BOTTOM = 48.0, 230.0, 10.0, 78.0


class Line(NamedTuple):
    """Points (x, y), and the runs of them that are joined: each a text as SVG's `points` has it."""

    points: tuple[tuple[float, float], ...]
    runs: tuple[str, ...]


def line(ratings: Sequence[int | None], most: int) -> Line:
    """The line of ratings from 0 to `most`, evenly spread from left to right."""
    step = (_RIGHT - _LEFT) / max(1, len(ratings) - 1)
    places = [
        None if rating is None else (round(_LEFT + n * step, 1), round(_BOTTOM - rating * (_BOTTOM - _TOP) / most, 1))
        for n, rating in enumerate(ratings)
    ]
    runs: list[list[str]] = [[]]
    for place in places:
        if place is None:
            runs.append([])
        else:
            runs[-1].append(f"{place[0]:g},{place[1]:g}")
    return Line(tuple(p for p in places if p), tuple(" ".join(run) for run in runs if len(run) > 1))
