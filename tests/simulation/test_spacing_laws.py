"""Twenty shipped routines together: no conflict left in the plan, nothing dropped, every reason true."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest

from routine.core.messages import PlanQuery, Today
from routine.core.now import instant_of
from routine.core.plan import unspaced
from routine.core.spacing.bare import without_moves
from tests.builders import World
from tests.simulation.spacing_files import day_of, wall
from tests.simulation.spacing_households import HOUSEHOLDS, Household, begun, judged, routines, rows

DAYS = 120
Everyone = pytest.mark.parametrize("household", HOUSEHOLDS, ids=lambda one: one.name)


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, World]:
    """Every household, begun; what these tests ask changes nothing."""
    home = tmp_path_factory.mktemp("home")
    return {household.name: begun(household, home, World) for household in HOUSEHOLDS}


@Everyone
def test_no_conflict_is_left_in_a_plan_of_120_days(household: Household, worlds: dict[str, World]) -> None:
    assert list(judged(household, worlds[household.name], DAYS).conflicts_left()) == []


@Everyone
def test_what_moves_stays_within_its_limits_and_in_its_order(household: Household, worlds: dict[str, World]) -> None:
    judge = judged(household, worlds[household.name], DAYS)
    assert any(one.instant != one.own for one in judge.times)
    assert list(judge.moved_wrongly()) == []
    assert list(judge.medicines_moved()) == []


@Everyone
def test_every_reason_is_true(household: Household, worlds: dict[str, World]) -> None:
    judge = judged(household, worlds[household.name], DAYS)
    assert any(not one.counts for one in judge.times)
    assert list(judge.untrue_reasons()) == []


@Everyone
def test_everything_that_the_schedules_yield_is_there_once(household: Household, worlds: dict[str, World]) -> None:
    world = worlds[household.name]
    until = instant_of(world.now.wall() + timedelta(days=DAYS), world.now.zone)
    bare = without_moves(world.setup, world.state, world.now)
    alone = Counter(one.id for one in unspaced(world.setup, bare, world.now, until))
    assert Counter(row["id"] for row in rows(world, PlanQuery(DAYS))) == alone


@Everyone
def test_every_time_of_a_simple_schedule_is_there(household: Household, worlds: dict[str, World]) -> None:
    world = worlds[household.name]
    since, until = world.now.wall(), world.now.wall() + timedelta(days=DAYS)
    found = {(row["routine"], row["nominal"]) for row in rows(world, PlanQuery(DAYS))}
    walked = 0
    for routine in routines(household).values():
        for nominal in routine.nominals(since, until) or ():
            walked += 1
            assert (routine.id, f"{nominal:%Y-%m-%dT%H:%M}") in found
    assert walked > 1000


@Everyone
def test_the_same_plan_asked_twice_is_the_same(household: Household, worlds: dict[str, World]) -> None:
    world = worlds[household.name]
    assert rows(world, PlanQuery(DAYS)) == rows(world, PlanQuery(DAYS))


@Everyone
def test_a_longer_plan_begins_like_a_shorter_one(household: Household, worlds: dict[str, World]) -> None:
    world = worlds[household.name]
    far = rows(world, PlanQuery(DAYS))
    near = {row["id"]: row for row in rows(world, PlanQuery(DAYS - 40))}
    sure = world.now.instant + timedelta(days=DAYS - 60)  # what ends the shorter one may still move
    early = [row for row in far if datetime.fromisoformat(row["instant"]) < sure]
    assert [near[row["id"]] for row in early] == early


@Everyone
def test_the_plan_of_one_routine_is_its_part_of_the_whole(household: Household, worlds: dict[str, World]) -> None:
    world = worlds[household.name]
    whole = rows(world, PlanQuery(DAYS))
    for id in household.ids:
        assert rows(world, PlanQuery(DAYS, id)) == [row for row in whole if row["routine"] == id]


@Everyone
def test_today_agrees_with_the_plan(household: Household, worlds: dict[str, World]) -> None:
    world = worlds[household.name]
    end = day_of(world.now.wall())

    def of_the_day(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
        at = {row["id"]: wall(datetime.fromisoformat(row["instant"]), row["zone"]) for row in found}
        return [row for row in found if day_of(at[row["id"]]) == end]

    assert of_the_day(rows(world, Today())) == of_the_day(rows(world, PlanQuery(3)))
