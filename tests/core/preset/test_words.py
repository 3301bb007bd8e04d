"""A dose and a step in words, as they are said in a notice and in a list."""

from __future__ import annotations

import pytest

from routine.core.preset.model import Dose, Step
from routine.core.preset.words import dose_words, step_words
from tests.builders import lasting
from tests.core.safety.doses import a_multivitamin


@pytest.mark.parametrize(
    ("dose", "words"),
    [
        (Dose(5, "g"), "Take 5 g"),
        (Dose(2.5, "mg"), "Take 2.5 mg"),
        (Dose(500, "mg", with_food=True), "Take 500 mg with food"),
        (Dose(500, "mg", with_food=False), "Take 500 mg on an empty stomach"),
        (a_multivitamin(2).dose, "Take 2 tablets (800 mg vitamin C and 240 mg calcium)"),
        (a_multivitamin().dose, "Take 1 tablet (400 mg vitamin C and 120 mg calcium)"),
    ],
)
def test_a_dose_is_said_as_it_is_taken(dose: Dose, words: str) -> None:
    assert dose_words(dose) == words


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
