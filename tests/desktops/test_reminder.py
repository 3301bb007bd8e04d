"""A reminder on a real desktop: read and answered long after it came, and what follows a press."""

from __future__ import annotations

import time

import pytest

from tests.desktops.household import Household
from tests.desktops.routines import WATER, WATER_STEPS

pytestmark = pytest.mark.desktops

#: Longer than any desktop shows a banner by itself (4 to 6 s on GNOME, 5 on KDE, 7 on MATE, 10 on Xfce): a minute, for
#: a daemon so much faster.
_WHILE_AWAY_S, _SPEED = 12, 5


def test_a_reminder_is_read_and_answered_after_its_banner_had_its_time(household: Household) -> None:
    """Nobody sits before the screen when it comes."""
    household.with_routines(water=WATER).started(_SPEED)
    household.person.gets("Drink water")
    time.sleep(_WHILE_AWAY_S)  # the desktop's own timers, which nobody can set
    household.person.reads("Drink water", *WATER_STEPS)
    household.person.presses("Done", of="Drink water")
    household.comes_to(("water", "done"))


def test_what_follows_a_press_is_read_and_undone_and_the_reminder_answered_again(household: Household) -> None:
    """Each press shows what happened and what comes next, with Undo; undone, the reminder is there again."""
    household.with_routines(water=WATER).started()
    household.person.presses("Skip", of="Drink water")
    household.comes_to(("water", "skipped"))
    follows = household.person.follows()
    household.person.reads(follows, "Next:")
    household.person.presses("Undo", of=follows)
    household.comes_to()
    household.person.reads("Drink water", *WATER_STEPS)
    household.person.presses("Done", of="Drink water")
    household.comes_to(("water", "done"))
