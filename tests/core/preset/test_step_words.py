"""A step in words, as it is said in a notice and in a list."""

from __future__ import annotations

import pytest

from routine.core.preset.model import Step
from routine.core.preset.step_words import step_words
from tests.builders import lasting


@pytest.mark.parametrize(
    ("say", "words"),
    [
        ("Lie flat.", "Lie flat. (20 minutes, lying flat)"),
        ("Let it dry: 20 to 30 minutes.", "Let it dry: 20 to 30 minutes. (lying flat)"),
        ("Wait 20 minutes.", "Wait 20 minutes. (lying flat)"),
        ("Wait 120 minutes, or 20 hours.", "Wait 120 minutes, or 20 hours. (20 minutes, lying flat)"),
    ],
)
def test_a_step_says_its_time_once(say: str, words: str) -> None:
    assert step_words(Step(id="rest", say=say, timer=lasting("20m"), posture="lie-flat")) == words
