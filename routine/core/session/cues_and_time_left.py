"""What a step says while it lasts: its cues, and the time left at sensible moments."""

from __future__ import annotations

from msgspec import Struct

from routine.core.preset.model import Cue, Step
from routine.core.when.duration import parse_duration
from routine.core.when.duration_words import spoken

#: Time left is said at these marks (seconds), where the step is at least twice as long.
_LEFT_MARKS = (600, 300, 120, 60, 30, 10)
#: Two announcements closer than this (seconds) would talk over each other: the preset's own cue is kept.
_CLOSEST = 5.0


class Announcement(Struct, frozen=True, order=True):
    """Said `at` so many seconds after the phase began."""

    at: float
    text: str


def announcements(step: Step, length_s: float) -> tuple[Announcement, ...]:
    """Everything said during a timed phase of `length_s` seconds, in order; its end is not among them."""
    own = [Announcement(_cue_at(cue, length_s), cue.say) for cue in step.cues]
    left = [Announcement(length_s - mark, f"{spoken(mark)} left.") for mark in _LEFT_MARKS if 2 * mark <= length_s]
    free = [one for one in left if all(abs(one.at - cue.at) >= _CLOSEST for cue in own)]
    return tuple(sorted(one for one in (*own, *free) if 0 < one.at < length_s))


def _cue_at(cue: Cue, length_s: float) -> float:
    """Seconds after the beginning: `half`, `2m`, or `2m left`."""
    if cue.at == "half":
        return length_s / 2
    if cue.at.endswith("left"):
        return length_s - parse_duration(cue.at.removesuffix("left")).delta().total_seconds()
    return parse_duration(cue.at).delta().total_seconds()
