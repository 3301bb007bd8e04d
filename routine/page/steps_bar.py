"""The bar of a routine's steps, as long as their timers: what is on the skin is darker."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from routine.page.time_words import how_long

if TYPE_CHECKING:
    from routine.core.requests.replies.steps import StepLine

WIDTH = 600
_GAP, _UNTIMED, _LEAST = 4, 34, 12


class Segment(NamedTuple):
    """One step in the bar; `look` is its class."""

    x: int
    width: int
    look: str


class StepsBar(NamedTuple):
    """The bar, and what it says to who does not see it."""

    segments: tuple[Segment, ...]
    label: str


def steps_bar(steps: Sequence[StepLine]) -> StepsBar | None:
    """The bar of these steps; None where no step has a timer."""
    seconds = [(step.timer_s or 0) + (step.auto_s or 0) for step in steps]
    if not any(seconds):
        return None
    room = WIDTH - _GAP * (len(steps) - 1) - _UNTIMED * seconds.count(0)
    widths = [max(_LEAST, room * one // sum(seconds)) if one else _UNTIMED for one in seconds]
    x, found = 0, []
    for width, skin, one in zip(widths, _on_skin(steps), seconds, strict=True):
        found.append(Segment(x, width, "skin" if skin else "timed" if one else "wait"))
        x += width + _GAP
    return StepsBar(tuple(found), _label(seconds, _on_skin(steps)))


def _on_skin(steps: Sequence[StepLine]) -> list[bool]:
    """Of each step, whether what comes off again is on the skin meanwhile."""
    found, on = [], False
    for step in steps:
        on = step.on_skin == "start" or (on and step.on_skin != "end")
        found.append(on)
    return found


def _label(seconds: Sequence[int], skin: Sequence[bool]) -> str:
    told = (f"step {n} {how_long(one) if one else 'without a timer'}" for n, one in enumerate(seconds, 1))
    worn = [n for n, on in enumerate(skin, 1) if on]
    where = f" On the skin: step {worn[0]} to step {worn[-1]}." if worn else ""
    return f"The steps: {', '.join(told)}.{where}"
