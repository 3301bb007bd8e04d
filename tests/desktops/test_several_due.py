"""Several things due at once on a real desktop: gone through one by one; nothing to be read is merged away."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.desktops.household import Household
from tests.desktops.routines import WATER_STEPS, habit, visits

pytestmark = pytest.mark.desktops

_THREE = {
    "balm": habit("Lip balm", "A thin layer, also on the corners."),
    "stretch": habit("Stretch", "Both arms up, ten slow breaths."),
    "walk": habit("Walk", "Once around the block, without the phone."),
}
_CLINIC = "Come without any cream on your face, and bring the list of your medicines."


def test_one_by_one_works_through_to_the_end(household: Household) -> None:
    """The common notice says what each of them says; each is then answered by itself, in its own way."""
    household.with_routines(**_THREE).started()
    household.person.reads("3 routines are due", "Lip balm", "also on the corners", "ten slow breaths", "Walk")
    household.person.presses("One by one", of="3 routines are due")
    household.person.presses("Done", of="Lip balm")
    household.comes_to(("balm", "done"))
    household.person.presses("Skip", of="Stretch")
    household.comes_to(("balm", "done"), ("stretch", "skipped"))
    household.person.reads("Walk", "Once around the block, without the phone.")
    household.person.presses("Done", of="Walk")
    household.comes_to(("balm", "done"), ("stretch", "skipped"), ("walk", "done"))


def test_all_of_them_are_answered_at_once_where_all_could_be_read(household: Household) -> None:
    household.with_routines(**_THREE).started()
    household.person.presses("All done", of="3 routines are due")
    household.comes_to(("balm", "done"), ("stretch", "done"), ("walk", "done"))


def test_what_the_clinic_asks_for_is_read_whole_although_other_things_are_due(household: Household) -> None:
    """Law 9: a visit's preparation comes by itself, before what else is due; that comes after its answer."""
    due = household.now() + timedelta(minutes=4)
    household.with_routines(
        laser=visits("Laser visit", before="3h", say=_CLINIC),
        water=habit("Drink water", *WATER_STEPS, schedule=f'at = ["{due:%H:%M}"]'),
    )
    household.routine("visit", "book", "laser", f"{due + timedelta(hours=3):%Y-%m-%d %H:%M}")
    household.started(speed=60)
    household.person.reads("Laser visit", _CLINIC)
    household.person.presses("Done", of="Laser visit")
    household.comes_to(("laser", "done"))
    household.person.reads("Drink water", *WATER_STEPS)
    household.person.presses("Done", of="Drink water")
    household.comes_to(("laser", "done"), ("water", "done"))
