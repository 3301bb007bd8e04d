"""Twenty shipped routines together: no conflict left in the plan, nothing dropped, every reason true."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from routine.core.irritation.ramp_stays import at_week
from routine.core.requests.commands import VisitAct
from routine.core.requests.queries import PlanQuery, Today
from routine.core.requests.reports import Reload
from routine.core.spacing.placed_time import Placed
from routine.core.spacing.unspaced_plan import unspaced
from routine.core.spacing.without_moves import without_moves
from routine.core.when.moment import end_of_days
from routine.core.when.moment import wall as wall_time
from tests.builders import World
from tests.core.spacing.household import kept, kept_by
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


def stands(id: str, chained: set[str]) -> bool:
    """Whether a time is its schedule's own."""
    routine, _, key = id.partition("@")
    return routine not in chained and not (routine == "spf" and key.startswith("if:"))


def end_of_plan(world: World) -> datetime:
    """The last moment (UTC) of so many days of the calendar, today included."""
    ends = world.setup.settings.day_ends
    return end_of_days(day_of(world.now.wall()), DAYS, ends, world.now.zone)


@Everyone
def test_everything_that_the_schedules_yield_is_there_once(household: Household, worlds: dict[str, World]) -> None:
    world = worlds[household.name]
    until = end_of_plan(world)
    bare = without_moves(world.setup, world.state, world.now)
    # What follows, and what is renewed, hangs on the moves.
    chained = {id for id, routine in routines(household).items() if routine.wait}
    alone = Counter(one.id for one in unspaced(world.setup, bare, world.now, until) if stands(one.id, chained))
    found = Counter(row["id"] for row in rows(world, PlanQuery(DAYS)) if stands(row["id"], chained))
    assert found == alone


@Everyone
def test_a_chain_goes_on_from_where_the_time_before_was_put(household: Household, worlds: dict[str, World]) -> None:
    judge = judged(household, worlds[household.name], DAYS)
    for routine in routines(household).values():
        links = [one for one in judge.times if one.routine is routine and routine.wait]
        for before, link in pairwise(links):
            assert link.nominal.date() == before.day + routine.wait
            if link.why.endswith("that is left out"):
                assert not before.counts
            elif link.counts and link.instant == link.own:
                assert link.why == "3 days after the time before, if you do that one on time"
                assert before.counts


@Everyone
def test_every_time_of_a_simple_schedule_is_there(household: Household, worlds: dict[str, World]) -> None:
    world = worlds[household.name]
    since, until = world.now.wall(), wall_time(end_of_plan(world), world.now.zone)
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


# --- when things change -------------------------------------------------------------------------------------------


@pytest.fixture
def ramped(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The household with a ramp, for a test that changes it."""
    return begun(HOUSEHOLDS[0], tmp_path_factory.getbasetemp() / "home", World)


def faults_later(world: World) -> list[str]:
    """What is wrong with the plan of a household that has gone on for a while."""
    judge = judged(HOUSEHOLDS[0], world, DAYS, alone=False)
    assert len(judge.times) > 1000
    return judge.faults()


def kept_from(world: World, id: str, other: str) -> list[Placed]:
    """The times of a routine that another routine, or a visit of a series, has moved or left out."""
    return [one for one in kept(world, id, DAYS) if kept_by(one) == other]


def test_after_ten_ignored_days_of_a_ramp_the_plan_is_whole_again(ramped: World) -> None:
    ramped.off_until("2026-03-02 07:00")
    ramped.tick()
    assert faults_later(ramped) == []
    night = at_week(ramped.draft, "retinoid-a")
    assert night is not None
    assert night.index == 0


def test_a_moved_visit_takes_what_waits_for_it_along(ramped: World) -> None:
    ramped.ask(VisitAct("move", "peels", "2026-04-01 10:00"))
    assert faults_later(ramped) == []
    waiting = [one.item.nominal.date().isoformat() for one in kept_from(ramped, "clay-mask", "peels")]
    assert waiting == ["2026-03-31", "2026-04-07"]


def test_a_cancelled_visit_is_nobodys_reason_any_more(ramped: World) -> None:
    ramped.ask(VisitAct("cancel", "peels"))
    assert faults_later(ramped) == []
    assert kept_from(ramped, "clay-mask", "peels") == []


def test_what_made_room_for_a_retinoid_comes_back_once_a_new_fact_holds_it(ramped: World) -> None:
    before = kept_from(ramped, "egg-mask", "retinoid-a")
    ramped.change(profile={**ramped.setup.profile, "pregnant": True})
    ramped.ask(Reload())
    assert faults_later(ramped) == []
    assert before != []
    assert kept_from(ramped, "egg-mask", "retinoid-a") == []
    assert {row["status"] for row in rows(ramped, PlanQuery(DAYS, "retinoid-a"))} == {"excused"}
