"""Households of about twenty shipped routines, with booked visits, as the judge of spacing looks at them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from routine.adapters.paths import paths
from routine.core.config.setup import Setup
from routine.core.config.spacing_rules import SpacingRules
from routine.core.requests.commands import VisitAct
from routine.core.requests.queries import PlanQuery, Request
from routine.core.requests.reports import Reload
from routine.wiring.files import build_files
from tests.builders import World
from tests.presets.shipped import IDS, raw
from tests.simulation.spacing_files import Routine, Visit
from tests.simulation.spacing_judge import Judge, Time

#: A person's own preset: a medicine, around which other things go.
THYROXINE = """format = 1
title = "Thyroid medicine"
kind = "supplement"
summary = "As prescribed."
contains = ["levothyroxine"]
sources = ["unsourced: a test"]
[schedule]
at = ["{at}"]
[remind]
late = "8h"
[steps.take]
say = "Take it as prescribed."
"""
#: Another of their own: a mask on two days running, which may move past both.
OWN_MASK = """format = 1
title = "Oat mask"
kind = "mask"
summary = "Of the person's own making."
contains = ["oat"]
sources = ["unsourced: a test"]
[schedule]
at = ["20:30"]
on = ["tue", "wed", "sat"]
[remind]
late = "8h"
window = "evening"
[safety]
may_move = "3 days"
[steps.put-on]
say = "Put it on."
"""
MASKS = ("egg-mask", "clay-mask", "gelatin-mask", "peel-off-mask", "alginate-mask", "sheet-mask")
SUPPLEMENTS = ("calcium", "iron", "antioxidants", "collagen", "hyaluronic-acid", "omega-3", "thyroxine")
CARE = ("spf", "face-washing", "antifungal-lacquer", "scalp-massage", "five-a-day")


class Household(Struct, frozen=True):
    """Which routines, from when on and where; when the thyroid medicine is; the visits that are booked."""

    name: str
    ids: tuple[str, ...]
    now: str
    zone: str
    visits: tuple[tuple[str, str], ...] = ()
    thyroxine: str = "15:00"


HOUSEHOLDS = (
    Household(
        "retinoid by the week, and all masks",
        (*MASKS, "aha", "retinoid-a", *SUPPLEMENTS, *CARE, "peels", "fraxel", "threads"),
        "2026-02-20 07:00",
        "Europe/Berlin",
        (("peels", "2026-03-20 10:00"), ("fraxel", "2026-04-20 15:00"), ("threads", "2026-05-30 11:00")),
    ),
    Household(
        "retinoid by stages, few masks",
        ("egg-mask", "clay-mask", "sheet-mask-course", "retinoid-b", *SUPPLEMENTS, *CARE, "sculptra", "botulinum"),
        "2026-10-05 12:10",
        "America/New_York",
        (("sculptra", "2026-11-02 09:30"), ("botulinum", "2026-12-10 17:00")),
        thyroxine="16:30",
    ),
    Household(
        "nights in turn",
        ("egg-mask", "alginate-mask", "gelatin-mask", "skin-cycling", *SUPPLEMENTS, *CARE, "peels", "thermage"),
        "2026-03-16 19:00",
        "Australia/Lord_Howe",
        (("peels", "2026-04-22 13:00"), ("thermage", "2026-06-15 10:00")),
        thyroxine="07:00",
    ),
    Household(
        "acid alone",
        (*MASKS, "oat-mask", "aha", *SUPPLEMENTS, *CARE, "peels", "bbl", "botulinum"),
        "2026-03-30 05:00",
        "Africa/Cairo",
        (("peels", "2026-05-05 10:00"), ("botulinum", "2026-05-20 10:00"), ("bbl", "2026-06-30 19:00")),
        thyroxine="20:00",
    ),
)


def own(at: str) -> dict[str, str]:
    """The person's own presets; `at`: when the medicine is taken."""
    return {"thyroxine": THYROXINE.format(at=at), "oat-mask": OWN_MASK}


@cache
def shipped(home: Path, at: str) -> Setup:
    """The shipped files and the medicine, read as the daemon reads them, of a person to whom nothing applies."""
    where = paths({"ROUTINE_HOME": str(home)})
    Path(where.presets_dir).mkdir(parents=True, exist_ok=True)
    for id, text in own(at).items():
        Path(where.presets_dir, f"{id}.toml").write_text(text, "utf-8")
    files = build_files(where, readonly=True)
    setup = files.read((*IDS, *own(at)))
    return replace(setup, profile=dict.fromkeys(setup.facts, False))


Kind = TypeVar("Kind", bound=World)


def begun(household: Household, home: Path, kind: type[Kind]) -> Kind:
    """The household with everything enabled and every visit booked.

    It begins before there are rules of spacing: enabled one by one, some would be refused for want of room.
    """
    setup = shipped(home, household.thyroxine)
    presets = [setup.presets[id] for id in household.ids]
    given: dict[str, Any] = {
        name: getattr(setup, name) for name in ("profile", "rules", "facts", "questions", "limits")
    }
    lax = [replace(preset, safety=replace(preset.safety, apart=(), min_gap=None)) for preset in presets]
    world = kind(*lax, now=household.now, zone=household.zone, **given)
    world.change(*presets, spacing=setup.spacing)
    assert setup.spacing != SpacingRules()
    world.ask(Reload())
    for series, at in household.visits:
        world.ask(VisitAct("book", series, at))
    world.setup = world.files.setup
    return world


@cache
def routines(household: Household) -> dict[str, Routine]:
    """The same routines, as the tables of their files."""
    tables = {id: tomllib.loads(text) for id, text in own(household.thyroxine).items()}
    return {id: Routine(id, tables.get(id) or raw(id)) for id in household.ids}


def rows(world: World, request: Request) -> list[dict[str, Any]]:
    """What a query lists, without what is worded relative to the present."""
    found: list[dict[str, Any]] = world.ask(request)["occurrences"]
    return found


def times(household: Household, found: list[dict[str, Any]]) -> list[Time]:
    """The rows of a plan, visits' own reminders aside."""
    known = routines(household)
    return [Time.of(known[row["routine"]], row) for row in found if not known[row["routine"]].is_visit]


def visits(household: Household, world: World) -> list[Visit]:
    """The visits that are booked or were attended."""
    known = routines(household)
    booked = [
        (id, visit) for id, routine in world.state.routines.items() if routine.enabled for visit in routine.visits
    ]
    return [Visit(known[id], visit.at, visit.zone) for id, visit in booked if visit.status in ("booked", "attended")]


def judged(household: Household, world: World, days: int = 120, *, alone: bool = True) -> Judge:
    """The household's plan before the judge; `alone`: nothing but the rules moved or left out anything."""
    found = times(household, rows(world, PlanQuery(days)))
    return Judge(found, visits(household, world), world.now.instant, alone=alone)
