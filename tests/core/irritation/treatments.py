"""Treatments for the tests of irritation, and evenings that pass with them."""

from __future__ import annotations

from datetime import timedelta

from routine.core.config.spacing_rules import Apart
from routine.core.preset.model import Preset
from routine.core.requests.commands import Done
from tests.builders import World, a_preset, a_schedule, lasting
from tests.core.occurrences.evenings import MONDAY

#: A rule of spacing that leaves room for one of an acid and a mask.
APART = Apart(name="a", these=("aha",), those=("mask",), by=lasting("1 day"), why="Apart.", source="a test")


def an_acid(time: str = "20:00") -> Preset:
    """An acid every evening."""
    return a_preset("acid", a_schedule(time), kind="treatment", contains=("aha",))


def a_mask() -> Preset:
    """A mask every evening at 20:30."""
    return a_preset("mask", a_schedule("20:30"), kind="mask")


def live(world: World, days: range) -> None:
    """Let evenings pass, everything that shows done."""
    for n in days:
        world.to(f"{MONDAY + timedelta(days=n)} 21:01")
        for id in [one.split("@")[0] for one in world.raised]:
            world.ask(Done((id,)))
        world.to(f"{MONDAY + timedelta(days=n + 1)} 02:00")
