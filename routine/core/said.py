"""Answers that a person gave in a notice: they hold at once, over the profile's file, until they are in it."""

from __future__ import annotations

from msgspec.structs import replace

from routine.core.setup import Setup
from routine.core.state import Said


def overlaid(setup: Setup, said: tuple[Said, ...]) -> Setup:
    """The setup with these answers in its profile."""
    if not said:
        return setup
    return replace(setup, profile={**setup.profile, **{one.fact: one.value for one in said}})


def with_answer(said: tuple[Said, ...], fact: str, value: bool) -> tuple[Said, ...]:
    """These answers and one more; a later one takes the place of an earlier."""
    return (*without(said, fact), Said(fact, value))


def without(said: tuple[Said, ...], fact: str) -> tuple[Said, ...]:
    """These answers but the one to `fact`."""
    return tuple(one for one in said if one.fact != fact)
