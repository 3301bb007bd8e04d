"""A routine's steps before they are run: timers in seconds, positions in words, what goes on and off the skin."""

from __future__ import annotations

from routine.core.preset.model import Preset, Step
from routine.core.preset.step_words import posture_words, step_words
from routine.core.requests.replies.steps import StepLine
from routine.core.text.safe import one_line
from routine.core.when.duration import Duration


def step_lines(preset: Preset) -> tuple[StepLine, ...]:
    """Every step, in order."""
    return tuple(map(step_line, preset.steps))


def timed_s(preset: Preset) -> int:
    """How long all timed steps take together, in seconds; what goes on by itself and the time to lie down included."""
    spans = [span for step in preset.steps for span in (step.lead_in, step.timer or step.auto) if span]
    return sum(_seconds(span) or 0 for span in spans)


def longest_on_skin_s(preset: Preset) -> int | None:
    """How long it may be on the skin at most, in seconds; None: the preset sets no limit."""
    return _seconds(preset.safety.longest_on_skin)


def step_line(step: Step) -> StepLine:
    """One step."""
    return StepLine(
        id=step.id,
        say=one_line(step.say),
        timer_s=_seconds(step.timer),
        lead_in_s=_seconds(step.lead_in),
        auto_s=_seconds(step.auto),
        posture=step.posture,
        posture_words=posture_words(step.posture) if step.posture else "",
        on_skin=step.on_skin,
        hands=step.hands,
        words=step_words(step),
    )


def _seconds(span: Duration | None) -> int | None:
    return int(span.delta().total_seconds()) if span else None
