"""A reminder on a real desktop: read and answered long after it came, and what follows a press."""

from __future__ import annotations

import time

from tests.desktops.household import Household

_WATER = """format = 1
title = "Drink water"
kind = "habit"
summary = "A glass of water."
sources = ["unsourced: a test"]
[schedule]
at = ["{due}"]
[remind]
late = "6h"
expires = "6h"
[steps.pour]
say = "Pour a large glass of water, neither cold nor hot."
[steps.drink]
say = "Drink it slowly, in the shade."
"""
_STEPS = "Pour a large glass of water, neither cold nor hot.", "Drink it slowly, in the shade."
#: Longer than any desktop shows a banner by itself: 4 to 6 s on GNOME, 5 on KDE, 7 on MATE, 10 on Xfce.
_WHILE_AWAY_S = 12


def test_a_reminder_is_read_and_answered_after_its_banner_had_its_time(household: Household) -> None:
    """Nobody sits before the screen when it comes."""
    household.with_routines(water=_WATER).started()
    household.person.gets("Drink water")
    time.sleep(_WHILE_AWAY_S)  # the desktop's own timers, which nobody can set
    household.person.reads("Drink water", *_STEPS)
    household.person.presses("Done", of="Drink water")
    household.comes_to(("water", "done"))
