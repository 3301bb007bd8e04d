"""What may move goes to the nearest lawful time, as far as it may and no further; the plan says so."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from routine.core.preset.model import Preset, Safety
from routine.core.requests.commands import Done
from routine.core.schedule.types import Weekdays
from routine.core.when.part_of_day import Window
from tests.builders import Remind, World, a_preset, a_schedule, lasting, weekly
from tests.core.spacing.household import (
    FRI,
    MON,
    RULES,
    SAT,
    SUN,
    THU,
    TUE,
    a_world,
    active,
    against,
    comes,
    mask,
    planned,
)


def test_what_may_move_goes_to_the_nearest_lawful_day() -> None:
    world = a_world(mask(), active())
    assert (planned(world, "mask")[0]["id"], planned(world, "mask")[0]["moved"]) == ("mask@2026-11-27T20:30", True)
    assert comes(world, "mask") == "2026-11-28 20:30"
    assert against(world, "mask") == [("active-and-mask", "serum")]


def test_what_may_not_move_stays_where_it_is() -> None:
    world = a_world(mask(), active())
    assert comes(world, "serum") == "2026-11-27 21:00"


def test_it_may_move_to_an_earlier_day_and_does_not_come_again_on_its_own() -> None:
    rest_of_week = a_schedule("21:00", days=Weekdays((FRI, 5, 6, 0)))
    world = a_world(mask(), active(schedule=rest_of_week))
    assert comes(world, "mask") == "2026-11-26 20:30"
    world.to("2026-11-26 20:31")
    world.ask(Done(("mask",)))
    world.to("2026-11-27 20:45")
    assert world.raised == []


def test_it_is_not_moved_out_of_its_part_of_the_day_or_into_quiet_hours() -> None:
    supplement = Remind(window=Window("17:00-20:00", 17 * 60, 20 * 60), late=lasting("8h"))
    calcium = a_preset(
        "calcium",
        a_schedule("18:30"),
        contains=("calcium",),
        remind=supplement,
        safety=Safety(may_move=lasting("8h")),
    )
    medicine = a_preset("thyroxine", a_schedule("17:00"), contains=("levothyroxine",))
    world = a_world(calcium, medicine)
    assert {one["status"] for one in planned(world, "calcium")} == {"excused"}


def test_a_dose_moves_within_its_day_just_far_enough() -> None:
    calcium = a_preset("calcium", a_schedule("18:30"), contains=("calcium",), safety=Safety(may_move=lasting("8h")))
    world = a_world(calcium, a_preset("thyroxine", a_schedule("17:00"), contains=("levothyroxine",)))
    assert comes(world, "calcium") == "2026-11-23 21:00"
    assert against(world, "calcium") == [("calcium-and-medicine", "thyroxine")]
    assert world.next("thyroxine") == "2026-11-23 17:00"


def test_a_moved_time_never_passes_the_next_one_of_its_routine() -> None:
    world = a_world(mask(schedule=a_schedule("20:30", days=Weekdays((THU, FRI)))), active())
    keys = [(one["instant"], one["nominal"]) for one in planned(world, "mask") if one["status"] == "planned"]
    assert [nominal for _, nominal in sorted(keys)] == sorted(nominal for _, nominal in keys)


def only_free_on(day: int) -> Preset:
    """An active on every evening but one of the week."""
    return active(schedule=a_schedule("21:00", days=Weekdays(tuple(one for one in range(7) if one != day))))


@pytest.mark.parametrize(
    ("free", "when"), [(TUE, "2026-11-24 20:30"), (MON, "2026-11-30 20:30")], ids=["earlier", "later"]
)
def test_it_moves_by_exactly_as_many_days_as_it_may_and_not_by_one_more(free: int, when: str) -> None:
    """The one free evening is three days from Friday."""
    assert comes(a_world(mask(move="3 days"), only_free_on(free)), "mask") == when
    stays = planned(a_world(mask(move="2 days"), only_free_on(free)), "mask")[0]
    assert (stays["status"], stays["nominal"]) == ("excused", "2026-11-27T20:30")


@pytest.mark.parametrize(
    ("now", "day", "free", "when"),
    [("2026-10-20 07:00", FRI, MON, "2026-10-26 20:30"), ("2026-10-23 07:00", MON, FRI, "2026-10-23 20:30")],
    ids=["later", "earlier"],
)
def test_days_count_as_days_where_clocks_change_in_between(now: str, day: int, free: int, when: str) -> None:
    """From Friday to Monday are three days, although 73 hours pass when the clocks go back on Sunday."""
    world = a_world(mask(schedule=weekly(day, "20:30")), only_free_on(free), now=now)
    assert comes(world, "mask") == when


@pytest.mark.parametrize(
    ("pill", "when"), [("17:00", "2026-11-23 21:00"), ("20:00", "2026-11-23 16:00")], ids=["later", "earlier"]
)
def test_it_moves_by_exactly_as_many_hours_as_it_may(pill: str, when: str) -> None:
    def world(move: str) -> World:
        safety = Safety(may_move=lasting(move))
        calcium = a_preset("calcium", a_schedule("18:30"), contains=("calcium",), safety=safety)
        return a_world(calcium, a_preset("thyroxine", a_schedule(pill), contains=("levothyroxine",)))

    assert comes(world("2h30m"), "calcium") == when
    assert planned(world("2h29m"), "calcium")[0]["status"] == "excused"


def test_nor_does_it_go_to_before_the_one_before_it() -> None:
    """Tuesday and Wednesday are free: Thursday's goes to Wednesday, and Friday's does not go to Tuesday."""
    rest = active(schedule=a_schedule("21:00", days=Weekdays((THU, FRI, SAT, SUN, MON))))
    world = a_world(mask(schedule=a_schedule("20:30", days=Weekdays((THU, FRI)))), rest)
    _, friday = planned(world, "mask", 7)
    assert (comes(world, "mask"), friday["status"]) == ("2026-11-25 20:30", "excused")


@pytest.mark.parametrize(
    ("now", "status", "when"),
    [("2026-11-26 20:29", "planned", "2026-11-26 20:30"), ("2026-11-26 20:30", "excused", "2026-11-27 20:30")],
    ids=["a minute ahead", "now"],
)
def test_it_moves_by_one_day_but_not_to_the_present_moment(now: str, status: str, when: str) -> None:
    """Thursday is the one free evening within a day of Friday."""
    world = a_world(mask(move="1 day"), only_free_on(THU), now=now)
    assert (planned(world, "mask")[0]["status"], comes(world, "mask")) == (status, when)


@pytest.mark.parametrize(
    ("masks", "actives"), [((THU, FRI), (FRI, SAT)), ((FRI, SAT), (THU, FRI))], ids=["before", "after"]
)
def test_it_does_not_go_to_the_very_time_of_another_of_its_routine(
    masks: tuple[int, int], actives: tuple[int, int]
) -> None:
    """The one free evening within a day of Friday has a mask already, and no rule against a second."""
    apart = replace(RULES, most=())
    serum = active(schedule=a_schedule("21:00", days=Weekdays(actives)))
    world = a_world(mask(schedule=a_schedule("20:30", days=Weekdays(masks)), move="1 day"), serum, spacing=apart)
    found = {one["nominal"]: one["status"] for one in planned(world, "mask", 7)}
    assert found["2026-11-27T20:30"] == "excused"
    assert sorted(found.values()) == ["excused", "planned"]
