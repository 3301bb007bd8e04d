"""A ramp at 21:00, and evenings that pass with it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import takewhile

from msgspec.structs import replace

from routine.core.occurrences import ramp_nights
from routine.core.preset.model import Preset
from routine.core.requests.commands import Done
from routine.core.requests.queries import PlanQuery
from routine.core.schedule.types import NightsAWeek, Ramp, RampWeek, Schedule
from routine.core.spacing.nights import pauses_with_rests
from tests.builders import World, a_preset

RAMP_A = tuple(NightsAWeek(n) for n in (2, 3, 4, 5, 6, 7))

MONDAY = date(2026, 11, 23)

NINE = 21 * 60


def a_ramp(*weeks: RampWeek, **fields: object) -> Preset:
    """A ramp at 21:00."""
    return a_preset("ramp", Schedule(Ramp(NINE, weeks or RAMP_A)), kind="treatment", contains=("retinoid",), **fields)


def planned(world: World, days: int = 14) -> list[int]:
    """The days of the plan, counted from Monday 23 November."""
    found = world.ask(PlanQuery(days))["occurrences"]
    return [(date.fromisoformat(one["nominal"][:10]) - MONDAY).days for one in found if one["status"] == "planned"]


def live(world: World, days: range, done: set[int]) -> None:
    """Let evenings pass; whatever shows is done on the days in `done`, ignored on the others."""
    for n in days:
        day = (MONDAY + timedelta(days=n)).isoformat()
        world.to(f"{day} 21:01")
        if n in done and world.raised:
            world.ask(Done())
        world.to(f"{MONDAY + timedelta(days=n + 1)} 02:00")


def nights_done(world: World) -> list[int]:
    """On which days it was done, counted from Monday."""
    found = [id for id, answer in world.answers.items() if answer == "done"]
    return sorted((date.fromisoformat(id.split("@")[1][:10]) - MONDAY).days for id in found)


def weeks_next(world: World, days: int = 40) -> list[int]:
    """Of each planned evening: which week of the ramp it belongs to, or which night of the cycle it is, from 1."""
    [id] = [one for one in world.state.routines if one in ("ramp", "cycling")]
    rows = world.ask(PlanQuery(days, id))["occurrences"]
    found = {row["nominal"][:10] for row in rows if row["status"] == "planned"}
    preset = world.setup.presets[id]
    rests = pauses_with_rests(world.setup, world.state, preset)
    nights = ramp_nights.planned(preset, world.routine(id), replace(world.draft.calendar(id), pauses=rests))
    near = takewhile(lambda night: night.day.isoformat() <= max(found, default=""), nights)
    return [night.index + 1 for night in near if night.day.isoformat() in found]
