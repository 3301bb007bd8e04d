"""Doses of substances that have an upper limit: set-up that the tests of limits, holds and lists share."""

from __future__ import annotations

import pytest

from routine.core.config.rules import Limit
from routine.core.errors import RefusedError
from routine.core.preset.amount import Amount
from routine.core.preset.model import Dose, Preset
from routine.core.requests.commands import Enable
from tests.builders import World, a_preset, a_schedule

C = Limit(name="vitamin-c", substance="vitamin-c", amount=2000, unit="mg", source="a label")
CALCIUM = Limit(name="calcium-dose", substance="calcium", amount=500, unit="mg", source="a label", per="dose")
LIMITS = {limit.name: limit for limit in (C, CALCIUM)}


def a_pill(id: str, amount: float, unit: str = "mg", *times: str, of: str | None = "vitamin-c") -> Preset:
    """A supplement of one substance, at 08:00 unless told otherwise."""
    schedule = a_schedule(*(times or ("08:00",)))
    return a_preset(id, schedule, dose=Dose(amount, unit, of=of), kind="supplement")


def a_multivitamin(tablets: float = 1, *times: str, vitamin_c: str = "400 mg", calcium: str = "120 mg") -> Preset:
    """Tablets that hold vitamin C and calcium."""
    held = tuple(
        (name, Amount(float(text.split()[0]), text.split()[1]))
        for name, text in (("vitamin-c", vitamin_c), ("calcium", calcium))
    )
    schedule = a_schedule(*(times or ("08:00",)))
    return a_preset("multi", schedule, dose=Dose(tablets, "tablet", holds=held), kind="supplement")


def a_world(*presets: Preset) -> World:
    """A household that knows the limits, and has enabled nothing yet."""
    return World(*presets, limits=LIMITS, enabled=False)


def running(*presets: Preset) -> World:
    """The same, with these enabled."""
    world = a_world(*presets)
    world.ask(Enable(tuple(preset.id for preset in presets)))
    return world


def refusal(world: World, *ids: str) -> dict[str, str]:
    """Why these are not enabled: the first finding."""
    with pytest.raises(RefusedError) as refused:
        world.ask(Enable(ids))
    found: dict[str, str] = refused.value.details["findings"][0]  # type: ignore[index] # a list of findings
    return found
