"""GNOME told not to disturb: a reminder is only listed, and is answered from there like any other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.desktops.household import Household
from tests.desktops.routines import WATER, WATER_STEPS

pytestmark = pytest.mark.desktops
_BANNERS = ("gsettings", "set", "org.gnome.desktop.notifications", "show-banners")


@pytest.fixture
def quiet(household: Household) -> Iterator[Household]:
    """Somebody who has turned do-not-disturb on."""
    household.desktop.run(*_BANNERS, "false")
    yield household
    household.desktop.run(*_BANNERS, "true")


@pytest.mark.parametrize("running", ["gnome"], indirect=True)
def test_what_follows_a_press_is_shown_although_reminders_are_only_listed(quiet: Household) -> None:
    person = quiet.with_routines(water=WATER).started().person
    person.gets("Drink water")
    person.sees_nothing()
    person.reads("Drink water", *WATER_STEPS)
    person.presses("Skip", of="Drink water")
    follows = person.follows()
    quiet.desktop.reads("Next:")  # without the list
    person.presses("Undo", of=follows)
    quiet.comes_to()
