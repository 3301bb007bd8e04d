"""Too soon, or too much: asked where somebody is there, else recorded and told at once with Undo; never refused."""

from __future__ import annotations

import pytest

from routine.core.config.rules import Limit
from routine.core.errors import NeedsYesError
from routine.core.preset.amount import Amount
from routine.core.preset.model import DayLimit, Dose, Safety
from routine.core.reminders.outcomes import Answered
from routine.core.reminders.too_soon import TooSoon
from routine.core.requests.commands import Done
from routine.core.schedule.types import Schedule, WhenNeeded
from tests.builders import World, a_preset, a_schedule, lasting, utc

NEEDED = Schedule(WhenNeeded())
SPRAY = a_preset("spray", NEEDED, safety=Safety(min_gap=lasting("5h")))
#: Somebody is there.
ASK = Done(("spray",), extra=True, ask=True)


def against(world: World, command: Done) -> TooSoon | None:
    outcome = world.did(command)
    assert isinstance(outcome, Answered)
    return outcome.against[0] if outcome.against else None


def test_less_than_the_gap_is_recorded_and_told_with_undo() -> None:
    world = World(SPRAY, now="2026-11-23 11:10")
    assert against(world, Done(("spray",))) is None
    world.to("11:12")
    found = against(world, Done(("spray",)))
    assert found is not None
    assert (found.why, found.last, found.free) == ("gap", utc("2026-11-23 10:10"), utc("2026-11-23 15:10"))
    assert len(world.answers) == 2
    assert "undo" in world.offers("answered")
    assert "2 minutes ago" in world.notice("answered").body
    body = world.notice("answered").body
    assert "not before today 16:10" in body
    assert "The next one is possible from today 16:12." in body


def test_where_somebody_is_there_they_are_asked_before_anything_is_recorded() -> None:
    world = World(SPRAY, now="2026-11-23 11:10")
    world.ask(Done(("spray",)))
    world.to("11:12")
    with pytest.raises(NeedsYesError) as asked:
        world.ask(ASK)
    assert "2 minutes ago" in asked.value.message
    assert len(world.answers) == 1
    world.ask(Done(("spray",), extra=True, ask=True, sure=True))
    assert len(world.answers) == 2
    assert "answered" not in world.showing


def test_a_button_pressed_too_soon_says_so_beside_undo() -> None:
    world = World(a_preset("drops", a_schedule("10:15", "16:00"), limit=DayLimit(times=1)))
    world.to("12:00")
    world.press("done")
    world.to("16:00")
    world.press("done")
    assert "The limit is 1 time" in world.notice("Done").body
    assert "undo" in [button.id for button in world.notice("Done").buttons]


def test_of_several_done_at_once_each_that_was_too_much_is_told() -> None:
    """In the one notice that says that they are done."""
    one, other = (a_preset(id, a_schedule("10:15", "16:00"), limit=DayLimit(times=1)) for id in ("drops", "spray"))
    world = World(one, other)
    for time in ("10:15", "16:00"):
        world.to(time)
        world.press("all-done")
    assert world.notice("answered").body.count("The limit is 1 time") == 2


def test_so_many_in_24_hours() -> None:
    world = World(a_preset("spray", NEEDED, limit=DayLimit(times=2)), now="2026-11-23 08:00")
    for time in ("08:00", "12:00"):
        world.to(time)
        assert against(world, Done(("spray",))) is None
    world.to("16:00")
    found = against(world, Done(("spray",)))
    assert found is not None
    assert (found.why, found.so_far, found.free) == ("times", 2, utc("2026-11-24 07:00"))


def test_so_much_in_24_hours_counts_the_extras() -> None:
    preset = a_preset("powder", a_schedule("08:00"), dose=Dose(5, "g"), limit=DayLimit(amount=Amount(10, "g")))
    world = World(preset)
    world.to("08:00")
    world.press("done")
    world.to("09:00")
    assert against(world, Done(("powder",), extra=True)) is None
    world.to("10:00")
    found = against(world, Done(("powder",), extra=True))
    assert found is not None
    assert (found.why, found.total, found.most) == ("amount", Amount(15, "g"), Amount(10, "g"))


def test_an_extra_dose_above_the_upper_limit_of_a_day_is_told() -> None:
    limit = Limit(name="vitamin-c", substance="vitamin-c", amount=2000, unit="mg", source="a test")
    preset = a_preset("c", a_schedule("08:00"), dose=Dose(1.5, "g", of="vitamin-c"))
    world = World(preset, limits={"vitamin-c": limit})
    world.to("08:00")
    world.press("done")
    world.to("09:00")
    found = against(world, Done(("c",), extra=True))
    assert found is not None
    assert (found.why, found.total) == ("substance", Amount(3000, "mg"))


def test_an_upper_limit_in_grams_is_kept_to_the_milligram() -> None:
    """However small its figure."""
    limit = Limit(name="protein", substance="salt", amount=2, unit="g", source="a test")
    world = World(a_preset("salt", a_schedule("08:00"), dose=Dose(1001, "mg", of="salt")), limits={"salt": limit})
    world.to("08:00")
    world.press("done")
    found = against(world, Done(("salt",), extra=True))
    assert found is not None
    assert (found.why, found.total, found.most) == ("substance", Amount(2.002, "g"), Amount(2, "g"))


def test_a_gap_in_days_counts_days() -> None:
    world = World(a_preset("mask", NEEDED, safety=Safety(min_gap=lasting("2 days"))), now="2026-11-23 20:00")
    world.ask(Done(("mask",)))
    world.to("2026-11-24 23:00")
    assert against(world, Done(("mask",), extra=True)) is not None
    world.to("2026-11-26 08:00")
    assert against(world, Done(("mask",))) is None


def test_one_that_is_entered_later_is_held_against_those_before_it_alone() -> None:
    world = World(SPRAY, now="2026-11-23 11:10")
    assert against(world, Done(("spray",))) is None
    world.to("11:30")
    assert against(world, Done(("spray",), extra=True, at="09:00")) is None
    found = against(world, Done(("spray",), extra=True, at="10:00"))
    assert found is not None
    assert (found.why, found.last) == ("gap", utc("2026-11-23 08:00"))
