"""A routine is found by any part of its name, among those that are enabled."""

from __future__ import annotations

import pytest

from routine.core.errors import NothingToDoError
from routine.core.requests.commands import Done
from routine.core.requests.reports import Reload
from tests.builders import World, a_preset


def test_part_of_a_name_means_a_routine_that_is_enabled_and_a_whole_id_means_that_preset() -> None:
    world = World(a_preset("egg-mask"))
    world.change(a_preset("clay-mask"), a_preset("mask"))
    world.ask(Reload())
    world.to("08:00")
    assert world.ask(Done(("egg",)))["answers"][0]["id"] == "egg-mask@2026-11-23T08:00"
    for text, id in (("mask", "mask"), ("clay", "clay-mask")):
        with pytest.raises(NothingToDoError) as refused:
            world.ask(Done((text,)))
        assert refused.value.hint == f"Enable it: routine preset enable {id}"


def test_one_that_is_not_enabled_is_named_by_its_title() -> None:
    """The words of this refusal."""
    world = World(a_preset("clay-mask"), enabled=False)
    with pytest.raises(NothingToDoError) as refused:
        world.ask(Done(("clay",)))
    assert refused.value.message == "Clay mask is not enabled."
