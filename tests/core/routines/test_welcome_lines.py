"""The words of the welcome at the first start."""

from __future__ import annotations

from routine.core.preset.medical_advice import ADVICE
from routine.core.routines.outcomes import Welcomed
from routine.core.routines.welcome_lines import welcome_notice, welcomed
from tests.builders import World, a_preset
from tests.core.reminders.test_next_time import next_at


def test_the_welcome_says_what_comes_next_how_to_answer_and_that_it_is_no_medical_advice() -> None:
    draft, outcome = World(a_preset()).draft, Welcomed(first=True, enabled=("spf",))
    assert welcomed(draft, outcome).said == (f"Spf. {next_at('today 08:00')}",)
    notice = welcome_notice(draft, outcome)
    assert notice.title == "Routine is running"
    assert notice.body.splitlines() == [
        f"Spf. {next_at('today 08:00')}",
        "To answer a reminder, press one of its buttons. If you close it, it stays unanswered.",
        ADVICE,
    ]
    assert "It does not give medical advice." in ADVICE
