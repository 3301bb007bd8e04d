"""Treatments for the tests of irritation, and evenings that pass with them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import takewhile

from routine.core.config.spacing_rules import Apart
from routine.core.occurrences.ramp_nights import planned
from routine.core.preset.model import Preset
from routine.core.requests import Done, PlanQuery
from routine.core.schedule.types import NightsAWeek, Ramp, Schedule
from tests.builders import World, a_preset, a_schedule, lasting

MONDAY = date(2026, 11, 23)
WEEKS = tuple(NightsAWeek(n) for n in (2, 3, 4, 5, 6, 7))
#: A rule of spacing that leaves room for one of an acid and a mask.
APART = Apart(name="a", these=("aha",), those=("mask",), by=lasting("1 day"), why="Apart.", source="a test")


def a_ramp() -> Preset:
    """Ramp A at 21:00."""
    return a_preset("ramp", Schedule(Ramp(21 * 60, WEEKS)), kind="treatment", contains=("retinoid",))


def an_acid(time: str = "20:00") -> Preset:
    """An acid every evening."""
    return a_preset("acid", a_schedule(time), kind="treatment", contains=("aha",))


def a_mask() -> Preset:
    """A mask every evening at 20:30."""
    return a_preset("mask", a_schedule("20:30"), kind="mask")


def live(world: World, days: range) -> None:
    """Let evenings pass, everything that shows done."""
    for n in days:
        world.to(f"{MONDAY + timedelta(days=n)} 21:01")
        for id in [one.split("@")[0] for one in world.raised]:
            world.ask(Done((id,)))
        world.to(f"{MONDAY + timedelta(days=n + 1)} 02:00")


def weeks_next(world: World) -> list[int]:
    """The week (from 1) that each planned night of the ramp belongs to, 40 days ahead."""
    rows = world.ask(PlanQuery(40, "ramp"))["occurrences"]
    days = {row["nominal"][:10] for row in rows if row["status"] == "planned"}
    nights = planned(world.setup.presets["ramp"], world.routine("ramp"), world.now.zone, ())
    near = takewhile(lambda night: night.day.isoformat() <= max(days, default=""), nights)
    return [night.index + 1 for night in near if night.day.isoformat() in days]
