"""Lines of replies and leaflets, as the page says them: a command has a button here."""

from __future__ import annotations

import pytest

from routine.page.words import without_commands
from tests.presets.shipped import IDS, preset


def test_a_button_that_is_named_stays_and_the_command_beside_it_goes() -> None:
    line = (
        "Stinging or redness: press Irritated on the reminder, or type: routine irritated. It waits until it is over."
    )
    assert without_commands([line]) == (
        "Stinging or redness: press Irritated on the reminder. It waits until it is over.",
    )


@pytest.mark.parametrize("id_", IDS)
def test_no_warning_of_a_leaflet_is_lost_with_its_command_and_none_names_one(id_: str) -> None:
    warnings = preset(id_).warnings
    said = without_commands(warnings)
    assert len(said) == len(warnings)
    assert not any("routine " in line and "type" in line for line in said)
