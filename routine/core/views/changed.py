"""Which subjects, and whose routines, two states of the household show differently: for whoever follows live."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from msgspec import Struct

from routine.core.config.setup import Setup
from routine.core.config.unread_presets import UnreadError
from routine.core.preset.model import Preset
from routine.core.requests.replies.watch import Subject
from routine.core.state.model import State
from routine.core.state.routine import RoutineState

#: Every subject, in one order.
SUBJECTS: tuple[Subject, ...] = get_args(Subject)

#: Field of the state -> what shows it.
_STATE: dict[str, tuple[Subject, ...]] = {
    "seq": ("log",),
    "pauses": ("today", "plan", "status"),
    "irritations": ("today", "plan", "status"),
    "session": ("session",),
    "profile": ("profile",),
    "spacing": ("plan",),
    "silence": ("today",),
    "presence": ("status",),
    "known_problems": ("status",),
    "at_login": ("settings",),
}
#: Field of a routine's state -> what shows it.
_ROUTINE: dict[str, tuple[Subject, ...]] = {
    "enabled": ("routines", "today", "plan"),
    "schedule": ("routines", "today", "plan"),
    "anchor": ("plan",),
    "held": ("routines", "today", "plan"),
    "safety": ("routines",),
    "raised": ("today",),
    "armed": ("today", "plan"),
    "recent": ("today", "plan"),
    "nights": ("today", "plan"),
    "course": ("supplies", "plan"),
    "stock": ("supplies",),
    "product": ("supplies",),
    "visits": ("visits", "today", "plan"),
}
#: Field of the setup -> what shows it.
_SETUP: dict[str, tuple[Subject, ...]] = {
    "settings": ("settings", "today", "plan"),
    "profile": ("profile", "routines"),
    "problems": ("status", "routines"),
    "sources": ("routines",),
    "faults": ("routines", "status"),
    "place": ("settings", "plan"),
}


class Change(Struct, frozen=True):
    """What is shown differently: the subjects, and the ids of the routines that it is about."""

    subjects: frozenset[Subject] = frozenset()
    routines: frozenset[str] = frozenset()

    def __or__(self, other: Change) -> Change:
        return Change(self.subjects | other.subjects, self.routines | other.routines)

    def __bool__(self) -> bool:
        return bool(self.subjects)


def changed(before: State, after: State) -> Change:
    """What a commit shows differently; how notices are delivered, and the clocks' mark, no view shows."""
    if before is after:
        return Change()
    found = set(_differing(before, after, _STATE))
    if before.notices.cards is not after.notices.cards and before.notices.cards != after.notices.cards:
        # How the last session ended is a card too.
        found |= {"notices", "session"}
    whose = frozenset(_of_routines(before, after, found))
    return Change(frozenset(found), whose)


def files_changed(before: Setup, after: Setup, enabled: tuple[str, ...]) -> Change:
    """What another reading of the files shows differently; `enabled`: the routines whose presets are looked at."""
    if before is after:
        return Change()
    found = set(_differing(before, after, _SETUP))
    whose = frozenset(id for id in enabled if _read(before, id) != _read(after, id))
    if whose:
        found |= {"routines", "today", "plan", "supplies"}
    return Change(frozenset(found), whose)


def _read(setup: Setup, id: str) -> Preset | None:
    """A routine's preset; None where it is gone, or was not read because nobody had enabled it."""
    try:
        return setup.presets.get(id)
    except UnreadError:
        return None


def _of_routines(before: State, after: State, found: set[Subject]) -> Iterator[str]:
    """The ids of those that are shown differently; adds how to `found`."""
    for id in {**before.routines, **after.routines}:
        old, new = before.routines.get(id), after.routines.get(id)
        if old is new:
            continue
        subjects = _whole() if old is None or new is None else set(_differing(old, new, _ROUTINE))
        found |= subjects
        if subjects:
            yield id


def _whole() -> set[Subject]:
    return {subject for subjects in _ROUTINE.values() for subject in subjects}


def _differing(
    before: State | RoutineState | Setup, after: State | RoutineState | Setup, fields: dict[str, tuple[Subject, ...]]
) -> Iterator[Subject]:
    for name, subjects in fields.items():
        old, new = getattr(before, name), getattr(after, name)
        if old is not new and old != new:
            yield from subjects
