"""A household of 26 routines with visits of every kind, through 120 days, audited against the table of after-care.

The table is written by hand from the sources, and not read from the rules: what is planned is held against it.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from routine.core.requests.reports import Reload
from routine.core.schedule.types import Schedule
from routine.core.when.moment import wall
from tests.builders import World
from tests.presets.shipped import IDS, of_kind
from tests.simulation.spacing_files import DAY_ENDS, instant_of
from tests.simulation.spacing_households import Household, begun, judged
from tests.simulation.spacing_judge import Judge, Time

MASKS = ("egg-mask", "clay-mask", "gelatin-mask", "peel-off-mask", "alginate-mask", "sheet-mask")
SUPPLEMENTS = ("calcium", "iron", "antioxidants", "collagen", "hyaluronic-acid", "omega-3", "vitamin-d", "biotin")
OTHERS = (
    "spf",
    "face-washing",
    "scalp-massage",
    "nail-care",
    "five-a-day",
    "water",
    "gloves",
    "pillowcase",
    "room-air",
)
HOME = (*MASKS, "aha", "retinoid-a", *SUPPLEMENTS, *OTHERS, "thyroxine")
SERIES = tuple(id for id in of_kind("visit") if id != "hormone-check")
#: Days after a visit, its own as the first, without a retinoid, an acid or a sheet mask; and without any other mask.
AFTER: dict[str, tuple[int, int]] = {
    "bbl": (7, 7),
    "bioreparation": (7, 14),
    "biorevitalisation": (7, 14),
    "botulinum": (1, 7),
    "dermablate": (42, 42),
    "fillers": (2, 14),
    "fraxel": (7, 7),
    "halo": (7, 7),
    "hyaluronic-contouring": (2, 14),
    "infini": (10, 10),
    "lumenis-m22": (7, 7),
    "mesotherapy": (7, 7),
    "microneedling": (7, 7),
    "multipulse-co2": (42, 42),
    "peels": (7, 7),
    "placental": (7, 7),
    "plasma-lifting": (7, 7),
    "sculptra": (3, 14),
    "skintyte": (1, 1),
    "thermage": (3, 3),
    "threads": (14, 28),
    "ulthera": (7, 7),
}
#: Hours after a visit without sunscreen on the skin; on raw skin, until the 5th evening at the earliest.
NO_SUNSCREEN = {
    **dict.fromkeys(("fraxel", "halo", "infini", "mesotherapy", "microneedling", "plasma-lifting", "placental"), 24),
    **dict.fromkeys(("biorevitalisation", "bioreparation"), 24),
    **dict.fromkeys(("dermablate", "multipulse-co2"), 5 * 24),
}
DAYS = 120
BEGIN = date(2026, 9, 1)
EVERY_TEN = [("2026-09-20 10:00", 0), ("2026-10-30 15:30", 1)]


def a_household(*series: str) -> Household:
    """The routines at home with some series, each with a visit of its own, 40 days from one to the next."""
    visits = tuple((id, at) for id, (at, _) in zip(series, EVERY_TEN, strict=False))
    return Household("of 26", (*HOME, *series), "2026-09-01 06:00", "Europe/Berlin", visits, thyroxine="15:00")


#: Two kinds of visit in each household, so that every window is seen beside others, and masks have time in between.
PAIRS = [tuple(SERIES[n : n + 2]) for n in range(0, len(SERIES), 2)]


def audited(pair: tuple[str, ...], home: Path) -> tuple[Household, World, Judge]:
    household = a_household(*pair)
    world = begun(household, home, World)
    return household, world, judged(household, world, DAYS)


@pytest.fixture(scope="module", params=PAIRS, ids="-".join)
def audit(request: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[Household, World, Judge]:
    """One household with two kinds of visit, planned for 120 days."""
    return audited(request.param, tmp_path_factory.mktemp("home"))


def day_of(at: datetime) -> date:
    return (at - timedelta(hours=DAY_ENDS.hour)).date()


def since_visit(world: World, one: Time) -> list[tuple[str, int, timedelta]]:
    """For each visit before a time: the series, how many days ago, and how long."""
    found = []
    for id, routine in world.state.routines.items():
        for visit in routine.visits:
            began = instant_of(visit.at, visit.zone)
            if began <= one.instant:
                days = (day_of(wall(one.instant, visit.zone)) - day_of(visit.at)).days
                found.append((id, days, one.instant - began))
    return found


def test_every_kind_of_visit_is_in_the_table_and_the_household_is_of_26() -> None:
    assert set(AFTER) == set(SERIES)
    assert len(HOME) == 26
    assert set(HOME) <= {*IDS, "thyroxine"}


def test_no_active_and_no_mask_comes_inside_any_after_care(audit: tuple[Household, World, Judge]) -> None:
    _, world, judge = audit
    for one in judge.coming:
        for series, days, _ in since_visit(world, one):
            actives, masks = AFTER[series]
            wet = not one.tags.isdisjoint({"retinoid", "aha", "sheet-mask"})
            assert not (wet and days < actives), (one.words, series)
            assert not ("mask" in one.tags and not wet and days < masks), (one.words, series)


def test_no_sunscreen_comes_before_its_time_and_on_the_same_day_after_it(
    audit: tuple[Household, World, Judge],
) -> None:
    _, world, judge = audit
    for one in judge.coming:
        for series, _, past in since_visit(world, one):
            late = "sunscreen" in one.tags and past < timedelta(hours=NO_SUNSCREEN.get(series, 0))
            assert not late, (one.words, series)


def test_no_massage_comes_after_botulinum_and_threads(audit: tuple[Household, World, Judge]) -> None:
    _, world, judge = audit
    for one in judge.coming:
        for series, days, past in since_visit(world, one):
            if "massage" in one.tags:
                assert not (series == "botulinum" and past < timedelta(hours=24)), one.words
                assert not (series == "threads" and days < 21), one.words


def test_nothing_conflicts_and_every_reason_is_true(audit: tuple[Household, World, Judge]) -> None:
    _, _, judge = audit
    assert judge.faults() == []


def test_no_day_is_missing(audit: tuple[Household, World, Judge]) -> None:
    """What comes every day has a row on every day, and sunscreen comes on all but the days on which skin is raw."""
    _, world, judge = audit
    daily = Counter(one.nominal.date() for one in judge.times if one.routine.id == "face-washing")
    whole = {BEGIN + timedelta(days=n) for n in range(DAYS)}
    assert set(daily) >= whole
    protected = {one.at.date() for one in judge.coming if one.routine.id == "spf"}
    raw = {day + timedelta(days=n) for id, day in visit_days(world) for n in range(6) if NO_SUNSCREEN.get(id, 0) > 24}
    assert whole - protected - raw == set()


@pytest.mark.parametrize(("free", "weeks"), [((4,), 9), ((4, 6), 5), ((1, 4, 6), 4)], ids=["fri", "fri-sun", "three"])
def test_no_mask_is_dropped_for_good_once_the_retinoid_leaves_an_evening(
    audit: tuple[Household, World, Judge], free: tuple[int, ...], weeks: int
) -> None:
    """`schedule.free fri`: masks and the acid take turns, so that none waits longer than all the others' turns take."""
    household, world, _ = audit
    found = with_free_evenings(household, world, free)
    last = max(at + timedelta(days=max(AFTER[id])) for id, at in visit_days(world))
    end = BEGIN + timedelta(days=DAYS)
    for id in (*MASKS, "aha"):
        comes = [one.day for one in found.coming if one.routine.id == id and last <= one.day < end]
        waits = [later - day for day, later in pairwise([last, *comes, end])]
        assert max(waits) <= timedelta(weeks=weeks + 4 * (id == "gelatin-mask")), (id, comes)
    assert found.faults() == []


def with_free_evenings(household: Household, world: World, free: tuple[int, ...]) -> Judge:
    """The plan once the retinoid leaves these weekdays free."""
    presets = dict(world.files.setup.presets)
    base = presets["retinoid-a"].schedule.base
    presets["retinoid-a"] = replace(presets["retinoid-a"], schedule=Schedule(replace(base, free=free)))
    world.change(*presets.values())
    world.ask(Reload())
    return judged(household, world, DAYS)


def visit_days(world: World) -> list[tuple[str, date]]:
    """Every visit: its series, and its day."""
    return [(id, visit.at.date()) for id, routine in world.state.routines.items() for visit in routine.visits]
