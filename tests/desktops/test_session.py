"""A guided session on a real desktop, from the reminder's Start to its end, by its notices alone."""

from __future__ import annotations

import pytest

from tests.desktops.household import Household
from tests.desktops.routines import mask

pytestmark = pytest.mark.desktops

_SPEED = 10  # a timer of minutes in seconds, and yet slow enough to press a button while it runs


def test_a_whole_session_is_guided_by_mouse_and_counts_as_done(household: Household) -> None:
    """The question, every step's text with its buttons, the timer that ends by itself, the end."""
    _with_a_mask(household, flat="2m")
    person = household.person
    person.presses("Start", of="Clay mask")
    person.guided("Is your skin open, sore or sunburnt today", "No")
    person.guided("Wash your face and pat it dry.", "Ready")
    person.guided("Brush on a thin layer.", "Ready")
    person.guided("Lie flat and relax your face.")
    person.guided("Rinse it off with lukewarm water.", "Ready")
    household.comes_to(("clay", "done"))
    person.reads(person.follows(), "minutes on your skin")


def test_stop_asks_once_and_it_stings_is_within_reach(household: Household) -> None:
    """With its consequences: how it comes off now, and the irritation on record."""
    _with_a_mask(household, flat="30m")
    person = household.person
    person.presses("Start", of="Clay mask")
    person.guided("Is your skin open, sore or sunburnt today", "No")
    person.guided("Wash your face and pat it dry.", "Ready")
    person.guided("Brush on a thin layer.", "Ready")
    person.guided("Lie flat and relax your face.", "Stop")
    person.guided("Stop here?", "It stings")
    person.guided("Take it off now.")
    person.reads("Clay mask: stopped", "Rinse it off with lukewarm water.", "Then rinse with plenty of lukewarm water")
    household.routine("irritated", "--over")  # refused where none was recorded


def _with_a_mask(household: Household, flat: str) -> None:
    household.with_routines(clay=mask("Clay mask", flat=flat))
    household.routine("config", "set", "voice", "off")
    household.started(_SPEED)
