"""A ramp that comes every night: one weekday is offered to what finds no evening beside it."""

from __future__ import annotations

from routine.core.preset.model import Preset
from routine.core.requests.queries import PlanQuery
from routine.core.requests.reports import Reload
from routine.core.schedule.types import NightsAWeek, Ramp, Schedule
from tests.builders import World, a_preset
from tests.core.spacing.household import a_world, mask, planned

NINE = 21 * 60


def a_ramp(*weeks: int, free: tuple[int, ...] | None = None, **fields: object) -> Preset:
    ramp = Ramp(NINE, tuple(NightsAWeek(n) for n in weeks), free=free)
    return a_preset("serum", Schedule(ramp), **{"kind": "treatment", "contains": ("retinoid",), **fields})


def kept(world: World, days: int = 28) -> tuple[int, int]:
    """How many times of the mask come, and how many there are."""
    rows = planned(world, "mask", days)
    return sum(row["status"] == "planned" for row in rows), len(rows)


def test_every_night_leaves_a_mask_no_evening_and_one_weekday_is_offered() -> None:
    world = a_world(mask(), a_ramp(7))
    assert [row["status"] for row in planned(world, "mask", 28)][:3] == ["excused"] * 3
    card = world.card("free-evening")
    assert [button.label for button in card.buttons] == ["Not now", "Free Fri"]
    assert "Friday" in card.body
    assert card.commands == ("routine preset set serum schedule.free fri",)


def test_taken_up_the_ramp_leaves_that_evening_out_and_the_mask_comes_every_week() -> None:
    world = a_world(mask(), a_ramp(7))
    world.press("free", "A free evening for your other care?")
    assert kept(world) == (4, 4)
    days = [row["nominal"][:10] for row in world.ask(PlanQuery(14, "serum"))["occurrences"]]
    assert "2026-11-27" not in days
    assert {"2026-11-26", "2026-11-28"} <= set(days)


def test_it_is_offered_once_and_after_a_no_not_again() -> None:
    world = a_world(mask(), a_ramp(7))
    world.press("ok", "A free evening for your other care?")
    world.to("2026-12-10 12:00")
    assert [card for card in world.state.notices.cards if card.kind == "free-evening"] == []


def test_nothing_is_offered_while_the_ramp_leaves_room() -> None:
    world = a_world(mask(), a_ramp(2))
    assert kept(world) == (4, 4)
    assert [card for card in world.state.notices.cards if card.kind == "free-evening"] == []


def test_of_what_is_prescribed_nothing_is_offered() -> None:
    world = a_world(mask(), a_ramp(7), profile={"prescription-retinoid": True})
    assert [card for card in world.state.notices.cards if card.kind == "free-evening"] == []


def test_what_the_schedule_names_comes_before_what_a_button_chose() -> None:
    world = a_world(mask(), a_ramp(7))
    world.press("free", "A free evening for your other care?")
    world.change(mask(), a_ramp(7, free=(5,)))
    world.ask(Reload())
    days = [row["nominal"][:10] for row in world.ask(PlanQuery(14, "serum"))["occurrences"]]
    assert "2026-11-27" in days
    assert "2026-11-28" not in days


def test_a_week_with_a_free_evening_counts_with_its_other_nights() -> None:
    """2, then 7 nights a week: the second week has 6, and none on a Friday."""
    world = a_world(a_ramp(2, 7, free=(4,)))
    days = [row["nominal"][5:10] for row in world.ask(PlanQuery(14, "serum"))["occurrences"]]
    assert days == ["11-23", "11-26", "11-30", "12-01", "12-02", "12-03", "12-05", "12-06"]
