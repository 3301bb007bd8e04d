"""`routine stop` on a real desktop: no notice is left that looks alive; what is due is there again after a start."""

from __future__ import annotations

import pytest

from tests.desktops.household import Household
from tests.desktops.routines import WATER

pytestmark = pytest.mark.desktops


def test_stop_leaves_nothing_to_press_and_the_next_start_shows_what_is_due(household: Household) -> None:
    household.with_routines(water=WATER).started()
    household.person.reads("Drink water")
    household.routine("stop")
    household.person.sees_nothing()
    household.started()
    household.person.presses("Done", of="Drink water")
    household.comes_to(("water", "done"))
