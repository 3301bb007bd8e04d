"""Which of two times stays where it is: a medicine always does, what yields never; in between, who moves less."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from routine.core.config.profile import holds
from routine.core.config.setup import Setup
from routine.core.spacing.types import Item


def is_medicine(setup: Setup, tags: Collection[str]) -> bool:
    """Whether something of it is prescribed, so that the plan neither moves it nor leaves it out."""
    return any(one.of in tags and (not one.fact or _is_yes(setup, one.fact)) for one in setup.spacing.medicines)


def yields(setup: Setup, tags: Collection[str]) -> bool:
    """Whether it makes room for everything else, so that nothing is ever moved or left out because of it."""
    return any(one.of in tags for one in setup.spacing.yielding)


def by_rank(items: Iterable[Item], preferred: frozenset[str]) -> list[Item]:
    """In the order in which they are settled: a medicine, what a person chose, what may not move, a treatment, a mask.

    Of those of one rank the earlier first.
    """
    return sorted(items, key=lambda item: (_rank(item, preferred), item.instant, item.id))


def _rank(item: Item, preferred: frozenset[str]) -> int:
    if item.medicine:
        return 0
    if item.id in preferred:
        return 1
    return 2 + bool(item.move) * (1 + (not item.firm))


def _is_yes(setup: Setup, fact: str) -> bool:
    return fact in setup.profile and holds(setup.profile[fact])
