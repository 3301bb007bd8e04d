"""The page, opened by mouse from a real desktop, in the browser that the person has chosen."""

from __future__ import annotations

import pytest

from tests.desktops.household import Household

pytestmark = pytest.mark.desktops


def test_the_welcome_opens_the_page_in_the_browser(household: Household) -> None:
    """By its button, on the first day, before anything is due."""
    household.with_a_browser().started()
    household.person.presses("Open Routine", of="Routine is running")
    household.desktop.shows_window("Today · Routine")
