"""Lines of replies and leaflets, as the page says them: a command has a button here."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from msgspec.structs import replace

from routine.core.requests.replies.reasons import ReasonView
from routine.page.moved_or_on_hold import why_so
from routine.page.time_words import clock, of_zone
from routine.page.without_commands import without_commands
from tests.presets.shipped import IDS, preset


def test_a_button_that_is_named_stays_and_the_command_beside_it_goes() -> None:
    line = (
        "Stinging or redness: press Irritated on the reminder, or type: routine irritated. It waits until it is over."
    )
    assert without_commands([line]) == (
        "Stinging or redness: press Irritated on the reminder. It waits until it is over.",
    )


def test_a_time_in_another_zone_is_told_by_its_clock_and_its_zone() -> None:
    assert clock("Wed 9 Dec 14:30 (Asia/Tokyo time)") == "14:30"
    assert of_zone("Wed 9 Dec 14:30 (Asia/Tokyo time)") == "Asia/Tokyo time"
    for here in ("today 14:30", "Wed 9 Dec 14:30", "2026-12-09T14:30"):
        assert (clock(here), of_zone(here)) == ("14:30", "")


def test_a_move_is_told_once() -> None:
    """What was moved on from where it was, a while ago, has a reason that says so itself."""

    class Time(NamedTuple):
        moved_words: str | None
        reason: ReasonView | None

    by_rule = ReasonView(kind="moved", rule="one", why="One mask a day.", source="", other=None, visit="")
    long_ago = replace(by_rule, rule="", why="Moved from Mon 30 Nov 20:30, because of the rule “One mask a day”.")
    assert why_so(Time("Sat 28 Nov 20:30", by_rule)) == "Moved from Sat 28 Nov 20:30. One mask a day."
    assert why_so(Time("Sat 28 Nov 20:30", long_ago)).count("oved from") == 1
    assert why_so(Time(None, None)) == ""


@pytest.mark.parametrize("id_", IDS)
def test_no_warning_of_a_leaflet_is_lost_with_its_command_and_none_names_one(id_: str) -> None:
    warnings = preset(id_).warnings
    said = without_commands(warnings)
    assert len(said) == len(warnings)
    assert not any("routine " in line and "type" in line for line in said)
