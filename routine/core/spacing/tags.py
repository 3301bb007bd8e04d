"""What a time puts on the skin or takes, in the words that the rules of spacing use."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import takewhile

from routine.core.config.profile import holds
from routine.core.config.setup import Setup
from routine.core.occurrences import ramp_nights
from routine.core.preset.model import LIE_FLAT, Preset
from routine.core.schedule.types import RESTS, NightCycle
from routine.core.state.pause import Pause
from routine.core.state.routine import RoutineState

MASK = "mask"
#: What an exfoliating night of a cycle may put on.
ACIDS = frozenset({"aha", "bha", "acid"})
_EXFOLIANT = "exfoliant"

Tags = frozenset[str]


def tags_of(preset: Preset) -> Tags:
    """Everything that a routine may put on or take: what it contains, whether it is a mask, whether one lies flat."""
    found = {*preset.contains, *(name for name, _ in preset.dose.holds)} if preset.dose else set(preset.contains)
    if preset.kind == "mask":
        found.add(MASK)
    if preset.lies_flat:
        found.add(LIE_FLAT)
    return frozenset(found)


def nights_tags(
    preset: Preset, routine: RoutineState, zone: str, pauses: tuple[Pause, ...], until: date
) -> dict[date, Tags]:
    """For a cycle of nights, what each night up to a day puts on; nothing for another schedule."""
    base = preset.schedule.base
    if not isinstance(base, NightCycle):
        return {}
    found = takewhile(lambda night: night.day <= until, ramp_nights.planned(preset, routine, zone, pauses))
    own = tags_of(preset)
    return {night.day: _of_night(own, base.kinds[night.index]) for night in found}


def _of_night(own: Tags, kind: str) -> Tags:
    if kind in RESTS:
        return frozenset()
    if kind == _EXFOLIANT:
        return own & ACIDS
    return own & {kind} or own


def is_medicine(setup: Setup, tags: Collection[str]) -> bool:
    """Whether something of it is prescribed, so that the plan neither moves it nor leaves it out."""
    return any(one.of in tags and (not one.fact or _is_yes(setup, one.fact)) for one in setup.spacing.medicines)


def yields(setup: Setup, tags: Collection[str]) -> bool:
    """Whether it makes room for everything else, so that nothing is ever moved or left out because of it."""
    return any(one.of in tags for one in setup.spacing.yielding)


def _is_yes(setup: Setup, fact: str) -> bool:
    return fact in setup.profile and holds(setup.profile[fact])
