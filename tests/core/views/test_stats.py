"""How it went, asked of the service."""

from __future__ import annotations

from typing import Any

import pytest

from routine.core.errors import NotFoundError, UsageError
from routine.core.requests.commands import Done, PauseCommand, Skip
from routine.core.requests.queries import Stats
from tests.builders import World, a_preset, a_schedule


def a_week() -> World:
    """Two routines: done, skipped, missed, done; the second never answered."""
    world = World(a_preset("spf"), a_preset("oil", a_schedule("21:00")), now="2026-11-23 07:00")
    for day, command in ((23, Done(("spf",))), (24, Skip(("spf",))), (25, None), (26, Done(("spf",)))):
        world.to(f"2026-11-{day} 08:05")
        if command:
            world.ask(command)
    world.to("2026-11-26 09:00")
    return world


def of(reply: Any, id: str) -> Any:
    return next(one for one in reply["routines"] if one["routine"] == id)


def test_the_figures_of_a_routine() -> None:
    spf = of(a_week().ask(Stats()), "spf")
    total = spf["total"]
    assert (total["due"], total["done"], total["skipped"], total["missed"]) == (4, 2, 1, 1)
    assert (total["adherence"], total["in_time_share"]) == (0.5, 0.5)
    assert (spf["streak"], spf["longest_streak"]) == (1, 1)
    assert spf["punctuality"]["median"] == pytest.approx(5)
    assert 0 < spf["strength"] < 0.2


def test_every_day_and_week_of_the_span_is_there() -> None:
    reply = a_week().ask(Stats(since="2026-11-20"))
    assert [day["day"] for day in reply["days"]] == [f"2026-11-{n}" for n in range(20, 27)]
    assert [week["monday"] for week in reply["weeks"]] == ["2026-11-16", "2026-11-23"]
    assert [day["tally"]["due"] for day in reply["days"]] == [0, 0, 0, 2, 2, 2, 1]
    assert len(a_week().ask(Stats())["days"]) == 365


def test_one_routine_alone_and_a_span_that_leaves_days_out() -> None:
    reply = a_week().ask(Stats(routine="spf", since="2026-11-24", until="2026-11-25"))
    assert [one["routine"] for one in reply["routines"]] == ["spf"]
    assert reply["total"] == of(reply, "spf")["total"]
    assert (reply["total"]["done"], reply["total"]["skipped"], reply["total"]["missed"]) == (0, 1, 1)


def test_a_pause_is_in_neither_number() -> None:
    world = World(a_preset("spf"), now="2026-11-23 07:00")
    world.ask(PauseCommand(length="3 days"))
    world.to("2026-11-28 07:00")
    total = world.ask(Stats())["total"]
    assert total["not_counted"] >= 3
    assert total["due"] == total["missed"]


def test_a_day_with_a_time_still_open_does_not_break_a_streak() -> None:
    world = World(a_preset("spf", a_schedule("08:00", "20:00")), now="2026-11-23 07:00")
    for hour in ("08:05", "20:05"):
        world.to(f"2026-11-23 {hour}")
        world.ask(Done(("spf",)))
    world.to("2026-11-24 08:05")
    world.ask(Done(("spf",)))
    assert of(world.ask(Stats()), "spf")["streak"] == 1
    world.to("2026-11-24 20:05")
    world.ask(Done(("spf",)))
    assert of(world.ask(Stats()), "spf")["streak"] == 2


def test_what_cannot_be_asked_is_said() -> None:
    world = a_week()
    with pytest.raises(NotFoundError):
        world.ask(Stats(routine="nosuch"))
    with pytest.raises(UsageError):
        world.ask(Stats(since="2026-11-25", until="2026-11-24"))


def test_the_last_four_weeks_stand_beside_the_whole_span() -> None:
    world = a_week()
    world.to("2026-12-22 09:00")
    reply = world.ask(Stats())
    assert reply["recent_since"] == "2026-11-25"
    assert (of(reply, "spf")["recent"]["done"], of(reply, "spf")["total"]["done"]) == (1, 2)
    assert reply["recent"]["due"] < reply["total"]["due"]
