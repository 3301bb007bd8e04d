"""What a step says while it lasts: the time left at marks that suit its length, and its own cues before them."""

from __future__ import annotations

from routine.core.preset.model import Cue, Step
from routine.core.session.cues_and_time_left import announcements
from routine.core.when.duration_words import spoken
from tests.builders import lasting
from tests.rows import each


def said(length: str, *cues: tuple[str, str]) -> list[tuple[float, str]]:
    """When (seconds after the beginning) a timer of this length says what."""
    step = Step(id="step", say="Wait.", timer=lasting(length), cues=tuple(Cue(*cue) for cue in cues))
    return [(one.at, one.text) for one in announcements(step, lasting(length).delta().total_seconds())]


@each(
    "length, left",
    [
        ("19s", []),
        ("20s", [10]),
        ("59s", [10]),
        ("60s", [30, 10]),
        ("119s", [30, 10]),
        ("2m", [60, 30, 10]),
        ("239s", [60, 30, 10]),
        ("4m", [120, 60, 30, 10]),
        ("599s", [120, 60, 30, 10]),
        ("10m", [300, 120, 60, 30, 10]),
        ("1199s", [300, 120, 60, 30, 10]),
        ("20m", [600, 300, 120, 60, 30, 10]),
        ("1h", [600, 300, 120, 60, 30, 10]),
    ],
)
def test_the_time_left_is_said_where_the_step_is_at_least_twice_as_long(length: str, left: list[int]) -> None:
    whole = lasting(length).delta().total_seconds()
    assert said(length) == [(whole - seconds, f"{spoken(seconds)} left.") for seconds in left]


@each(
    "cue, at, kept",
    [
        ("24s", 24.0, [30, 10]),
        ("25s", 25.0, [30, 10]),
        ("26s", 26.0, [10]),
        ("30s", 30.0, [10]),
        ("34s", 34.0, [10]),
        ("35s", 35.0, [30, 10]),
        ("half", 30.0, [10]),
        ("11s left", 49.0, [30]),
        ("1s", 1.0, [30, 10]),
        ("59s", 59.0, [30, 10]),
    ],
)
def test_where_two_would_talk_over_each_other_the_presets_own_is_said(cue: str, at: float, kept: list[int]) -> None:
    marks = [(60.0 - seconds, f"{seconds} seconds left.") for seconds in kept]
    assert said("60s", (cue, "Own.")) == sorted([*marks, (at, "Own.")])


@each("cue", ["60s", "2m", "60s left", "61s left"])
def test_a_cue_at_the_beginning_or_behind_the_end_is_not_said(cue: str) -> None:
    assert "Own." not in [text for _, text in said("60s", (cue, "Own."))]


@each(
    "seconds, words",
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (59, "59 seconds"),
        (59.6, "1 minute"),
        (60, "1 minute"),
        (61, "1 minute and 1 second"),
        (120, "2 minutes"),
        (150, "2 minutes and 30 seconds"),
        (-3, "0 seconds"),
    ],
)
def test_a_length_is_said_in_minutes_and_seconds(seconds: float, words: str) -> None:
    assert spoken(seconds) == words
