"""What a notice says of doses: each, with what it holds, also where several are due together."""

from __future__ import annotations

from routine.core.preset.dose_words import dose_words
from tests.builders import a_preset, a_schedule
from tests.core.safety.doses import a_multivitamin, a_pill, running


def test_the_notice_begins_with_the_dose_and_what_it_holds() -> None:
    multi = a_multivitamin(2)
    world = running(multi)
    world.to("08:00")
    assert multi.dose is not None
    assert world.notice("multi").body.startswith(f"{dose_words(multi.dose)}.")


def test_what_is_due_together_says_each_dose() -> None:
    """Several supplements in the morning are the usual case."""
    world = running(a_multivitamin(), a_pill("a", 100), a_preset("walk", a_schedule("08:00")))
    world.to("08:00")
    assert world.notice("a+multi+walk").body.splitlines()[:3] == [
        "• A, today 08:00: Take 100 mg. Do it.",
        "• Multi, today 08:00: Take 1 tablet (400 mg vitamin C and 120 mg calcium). Do it.",
        "• Walk, today 08:00: Do it.",
    ]
