"""What is kept from one decision to the next changes none: the same households decided with it, and without.

`ROUTINE_SEEDS=200` lives through so many households instead of a few.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest

from routine.core.decide import decide as deciding
from routine.core.errors import RoutineError
from routine.core.memo import Memo
from routine.core.requests.commands import Done
from routine.core.spacing.household_rules import household
from routine.core.spacing.near_places import near_places
from routine.core.spacing.near_plan_length import horizon
from routine.core.spacing.spaced_plan import placements
from routine.core.spacing.unspaced_plan import unspaced
from routine.core.spacing.without_moves import without_moves
from routine.core.state.keys import LinkAhead, parse_key
from tests.builders import World
from tests.simulation.test_spacing_days import Lived, a_household, some_command

SEEDS = range(int(os.environ.get("ROUTINE_SEEDS", "3")))
STEPS = 60


def anew(_: Memo[Any], __: object, ___: tuple[object, ...], work: Callable[[], Any]) -> Any:
    """Nothing is kept."""
    return work()


def without_keeping(decided: Callable[[], Any]) -> Any:
    """The same, everything worked out anew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Memo, "of", anew)
        return decided()


def checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on every decision is made a second time, with nothing kept, and has to be the same."""
    real = deciding.decide

    def twice(*given: Any) -> deciding.Decision:
        decision = real(*given)
        assert without_keeping(lambda: real(*given)) == decision
        return decision

    monkeypatch.setattr(deciding, "decide", twice)


def a_step(dice: random.Random, world: Lived) -> None:
    """Time passes, or somebody says something; now and then a clock is set, or the program begins anew."""
    match dice.randrange(10):
        case 0:
            world.restart()
        case 1:
            world.simulation.clock.advance(timedelta(hours=dice.choice((1, 9, 30))))
            world.tick()
        case 2:
            world.set_clock(f"{world.now.wall() + timedelta(minutes=dice.choice((-90, 40))):%Y-%m-%d %H:%M}")
        case 3 | 4:
            with suppress(RoutineError):
                world.ask(some_command(dice, world))
        case _:
            world.simulation.run_to(world.now.instant + timedelta(hours=dice.randint(1, 7)))
            for one in world.raised[: dice.randint(0, 3)]:
                with suppress(RoutineError):
                    world.ask(Done((one.partition("@")[0],)))


def whole(world: World) -> tuple[dict[str, datetime], set[str]]:
    """Where every time of the next weeks is moved to, and what is left out, placed all together and not by groups."""
    home = household(world.setup, world.state, world.now)
    if home is None:
        return {}, set()
    bare, until = without_moves(world.setup, world.state, world.now), horizon(world.now, world.setup.settings.day_ends)
    drawn = unspaced(world.setup, bare, world.now, until, home.tags.keys())
    sure = [one for one in drawn if not isinstance(parse_key(one.key), LinkAhead)]
    placed = placements(world.setup, bare, world.now, sure, home).values()
    moved = {one.item.id: one.instant for one in placed if one.instant != one.item.instant}
    told = (one for one in placed if one.left_out and one.conflict)
    return moved, {one.item.id for one in told if one.item.move or not (one.conflict and one.conflict.off)}


def by_groups(world: World) -> tuple[dict[str, datetime], set[str]]:
    """The same as decisions find it, a group at a time, what is kept and all."""
    home = household(world.setup, world.state, world.now)
    places = near_places(world.setup, world.state, world.now, home) if home else []
    moved = {f"{id}@{armed.key}": armed.instant for group in places for id, armed in group.moves}
    return moved, {clash.id for group in places for clash in group.clashes}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_decision_is_the_same_with_nothing_kept(
    seed: int, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    dice = random.Random(f"kept {seed}")
    world = a_household(dice, tmp_path_factory.getbasetemp() / "home")
    checked(monkeypatch)
    for _ in range(STEPS):
        a_step(dice, world)
        wakes = world.simulation.service.wakes()
        assert without_keeping(world.simulation.service.wakes) == wakes
        assert by_groups(world) == whole(world)
