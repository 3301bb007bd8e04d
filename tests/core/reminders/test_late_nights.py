"""Nights that were done after all: they count, as many as the week has, and what waits is a night no more."""

from __future__ import annotations

import pytest

from routine.core.requests.commands import Done
from routine.core.schedule.types import NightsAWeek
from tests.builders import World
from tests.core.occurrences.evenings import a_ramp, live, nights_done, planned


def test_a_missed_night_that_was_done_after_all_counts() -> None:
    world = World(a_ramp())
    live(world, range(1), done=set())
    assert planned(world)[:2] == [1, 4]
    world.ask(Done(("ramp",), at="2026-11-23 21:30"))
    assert planned(world)[:3] == [3, 7, 9]


def test_a_night_that_waits_is_none_any_more_when_the_one_before_it_was_done_after_all() -> None:
    """Never two nights closer than the week's spacing: its button must not make it two in a row."""
    world = World(a_ramp())
    live(world, range(1), done={0})
    world.to("2026-11-26 21:01")
    world.to("2026-11-27 21:01")
    assert world.raised == ["ramp@2026-11-27T21:00"]
    world.ask(Done(("ramp",), at="2026-11-26 21:30"))
    assert world.raised == []
    assert world.answers["ramp@2026-11-27T21:00"] == "excused"
    assert planned(world)[:2] == [7, 9]


@pytest.mark.parametrize("way", ["since", "did-them"])
def test_ten_ignored_days_that_were_done_after_all_are_the_nights_of_the_plan_and_no_more(way: str) -> None:
    """While nobody answered, every evening was planned; who did them did as many as the week has."""
    world = World(a_ramp(NightsAWeek(2)))
    world.to("2026-12-03 12:00")
    assert list(world.answers.values()) == ["missed"] * 9
    if way == "since":
        world.ask(Done(("ramp",), since="2026-11-23"))
    else:
        world.press("did-them", "Continue your")
    assert nights_done(world) == [0, 3, 7]
    assert world.raised == []
    assert planned(world)[:2] == [10, 14]
