"""A dose in words, as it is said in a notice and in a list."""

from __future__ import annotations

import pytest

from routine.core.preset.dose_words import dose_words
from routine.core.preset.model import Dose
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
