"""What has to be read before acting, so that its reminder comes alone; what is one plain line may share a notice."""

from __future__ import annotations

from enum import Enum

from routine.core.memo import Memo
from routine.core.preset.model import Preset
from routine.core.preset.step_words import step_words
from routine.core.state.keys import is_visit

#: A longer line cannot be taken in at a glance among others.
_LONGEST_LINE = 160


class ReadFirst(Enum):
    """Why a reminder has to be read before anybody acts on it."""

    CLINIC = "it says what a clinic asks for, or asks whether you went"
    TIMED = "it is guided, step by step, by the clock"
    ON_THE_SKIN = "a mask or a treatment goes on the skin"
    SIGNS = "there are signs to look at and to rate"
    STEPS = "it has steps in an order"
    LONG = "it is too long for one line"


#: Asked of everything that waits, at every decision.
_WHY: Memo[ReadFirst | None] = Memo()


def read_first(preset: Preset, key: str) -> ReadFirst | None:
    """Whether the reminder of this key has to be read before acting, and why; None: one line says all of it.

    Asked of what the preset says (steps, timers, what it contains), never of its id, so that it holds for presets of
    one's own and for changes over the shipped ones.
    """
    return ReadFirst.CLINIC if is_visit(key) else _WHY.of(preset.id, (preset,), lambda: _why(preset))


def _why(preset: Preset) -> ReadFirst | None:
    if preset.timed:
        return ReadFirst.TIMED
    if preset.irritant or preset.kind == "treatment" or preset.safety.ask:
        return ReadFirst.ON_THE_SKIN
    if preset.signs:
        return ReadFirst.SIGNS
    if len(preset.steps) > 1:
        return ReadFirst.STEPS
    return ReadFirst.LONG if any(len(step_words(step)) > _LONGEST_LINE for step in preset.steps) else None
