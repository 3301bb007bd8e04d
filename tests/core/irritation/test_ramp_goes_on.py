"""Ramps after irritation: the interrupted week repeats, and none goes on by itself until the person says so."""

from __future__ import annotations

import pytest

from routine.core.errors import NothingToDoError, UsageError
from routine.core.irritation.outcomes import WentOn
from routine.core.requests.commands import Enable, Irritated
from routine.core.requests.queries import PlanQuery
from routine.core.schedule.types import EveryNights
from tests.builders import World
from tests.core.irritation.treatments import live
from tests.core.occurrences.evenings import a_ramp, weeks_next


def test_the_interrupted_week_repeats_once_it_is_over() -> None:
    world = World(a_ramp())
    live(world, range(8))
    world.to("2026-12-01 12:00")
    world.ask(Irritated())
    world.to("2026-12-05 12:00")
    world.ask(Irritated(over=True))
    found = [one["nominal"][:10] for one in world.ask(PlanQuery(10))["occurrences"]]
    assert found == ["2026-12-05", "2026-12-07", "2026-12-09", "2026-12-12", "2026-12-14"]
    assert weeks_next(world)[0] == 2


def test_after_irritation_no_ramp_goes_on_by_itself() -> None:
    """Law 7: however long it is done as planned."""
    world = World(a_ramp())
    live(world, range(8))
    world.ask(Irritated())
    world.ask(Irritated(over=True))
    live(world, range(8, 70))
    assert set(weeks_next(world)) == {2}


def test_irritation_after_a_week_was_done_keeps_the_ramp_at_that_week() -> None:
    world = World(a_ramp())
    live(world, range(5))  # the two nights of week 1 are done, week 2 has not begun
    world.ask(Irritated())
    world.ask(Irritated(over=True))
    assert set(weeks_next(world)) == {1}


def test_a_ramp_begun_after_irritation_stays_at_its_first_week_too() -> None:
    world = World(a_ramp(), enabled=False)
    world.ask(Irritated())
    world.ask(Irritated(over=True))
    world.ask(Enable(("ramp",)))
    assert set(weeks_next(world)) == {1}


def test_the_person_lets_it_go_on_by_one_week() -> None:
    world = World(a_ramp())
    world.ask(Irritated())
    world.ask(Irritated(over=True))
    assert world.did(Irritated(go_on="ramp")) == WentOn("ramp", week=1)
    assert set(weeks_next(world)) == {1, 2}


def test_nothing_goes_on_while_it_lasts() -> None:
    world = World(a_ramp())
    world.ask(Irritated())
    before = world.state
    with pytest.raises(UsageError):
        world.ask(Irritated(go_on="ramp"))
    assert world.state == before


def test_a_ramp_that_nothing_keeps_needs_no_word() -> None:
    world = World(a_ramp())
    with pytest.raises(NothingToDoError):
        world.ask(Irritated(go_on="ramp"))


def test_after_a_calm_week_a_notice_offers_to_go_on_once() -> None:
    world = World(a_ramp())
    world.ask(Irritated())
    world.ask(Irritated(over=True))
    live(world, range(5))
    assert world.showing == ["ramp"]
    assert (world.card("ramp").of, [b.id for b in world.card("ramp").buttons]) == ("ramp", ["go-on", "ok"])
    assert world.pressed("go-on", "ramp") == WentOn("ramp", week=1)
    assert world.showing == []
    assert set(weeks_next(world)) == {2}


def test_a_week_done_before_the_irritation_offers_nothing() -> None:
    world = World(a_ramp())
    live(world, range(5))
    world.ask(Irritated())
    world.ask(Irritated(over=True))
    world.to("2026-11-28 20:00")
    assert world.showing == []


def test_going_on_changes_nothing_within_a_week() -> None:
    """However many weeks were done meanwhile, it is one more, from the next on."""
    world = World(a_ramp())
    world.ask(Irritated())
    world.ask(Irritated(over=True))
    live(world, range(15))  # two weeks, and the first night of the third
    world.ask(Irritated(go_on="ramp"))
    found = [one["nominal"][:10] for one in world.ask(PlanQuery(13))["occurrences"]]
    assert found == ["2026-12-10", "2026-12-14", "2026-12-16", "2026-12-18"]


def test_going_on_leaves_three_nights_between_where_the_week_says_so() -> None:
    """Also from the last night of the week before on."""
    world = World(a_ramp(EveryNights(3), EveryNights(3), EveryNights(2)))
    world.ask(Irritated())
    world.ask(Irritated(over=True))
    live(world, range(9))
    before = [one["nominal"] for one in world.ask(PlanQuery(5))["occurrences"]]
    world.ask(Irritated(go_on="ramp"))
    assert [one["nominal"] for one in world.ask(PlanQuery(5))["occurrences"]] == before


def test_who_stays_is_asked_again_only_after_another_week() -> None:
    world = World(a_ramp())
    world.ask(Irritated())
    world.ask(Irritated(over=True))
    live(world, range(5))
    world.press("ok", "ramp")
    live(world, range(5, 8))
    assert world.showing == []
    live(world, range(8, 12))
    assert world.card("ramp").kind == "ramp"


def test_the_notice_that_offers_more_stays_until_it_is_answered() -> None:
    world = World(a_ramp())
    for command in (Irritated(), Irritated(over=True)):
        world.ask(command)
    live(world, range(5))
    assert world.notice("ramp").timeout_s == 0


def test_irritation_once_more_keeps_a_ramp_where_it_is_although_it_was_to_go_on() -> None:
    """Law 7: the word that let it go on was given before the skin was irritated again."""
    world = World(a_ramp())
    world.ask(Irritated())
    world.ask(Irritated(over=True))
    world.ask(Irritated(go_on="ramp"))
    assert set(weeks_next(world)) == {1, 2}
    world.ask(Irritated())
    world.ask(Irritated(over=True))
    assert set(weeks_next(world)) == {1}


def test_irritation_in_a_later_week_than_it_was_kept_at_keeps_it_at_the_earlier_one() -> None:
    world = World(a_ramp())
    live(world, range(8))
    world.ask(Irritated())
    world.ask(Irritated(over=True))
    world.ask(Irritated(go_on="ramp"))
    live(world, range(8, 22))
    assert 3 in weeks_next(world)
    world.ask(Irritated())
    world.ask(Irritated(over=True))
    live(world, range(22, 60))
    assert set(weeks_next(world)) == {3}
