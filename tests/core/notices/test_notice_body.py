"""The text under a notice's title: dose, numbered steps, and a note."""

from __future__ import annotations

from routine.core.notices.reminder_text import notice_body
from routine.core.preset.model import Dose, Step
from routine.core.preset.read.steps import POSTURES
from tests.core.views.leaflets import STEPS, a_preset


def test_a_notice_body_numbers_the_steps() -> None:
    assert notice_body(a_preset()) == (
        "1. Wash your face.\n2. Brush on a layer. (1 minute)\n3. Lie flat. (8 minutes, lying flat)"
    )


def test_a_single_step_has_no_number() -> None:
    assert notice_body(a_preset(steps=STEPS[:1])) == "Wash your face."


def test_a_step_cannot_forge_another_line() -> None:
    assert "\n" not in notice_body(a_preset(steps=(Step(id="x", say="Wash.\n2. Drink it."),)))


def test_a_notice_body_begins_with_the_dose_and_ends_with_the_note() -> None:
    body = notice_body(a_preset(steps=STEPS[:1], dose=Dose(5, "g")), note="Week 3 of 12.")
    assert body == "Take 5 g.\nWash your face.\nWeek 3 of 12."


def test_every_posture_has_its_words() -> None:
    for posture in POSTURES:
        body = notice_body(a_preset(steps=(Step(id="x", say="Rest.", posture=posture),)))
        assert body.startswith("Rest. (")
        assert "-" not in body
