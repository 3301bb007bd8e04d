"""The state while it is changed: a part or a field at a time, by name, each with the type that it has there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec

from msgspec import Struct
from msgspec.structs import replace

from routine.core.state.cards import Card, NoticesState
from routine.core.state.model import State
from routine.core.state.presence import Presence
from routine.core.state.profile import ProfileState
from routine.core.state.reminder import Silence
from routine.core.state.routine import CourseState, RoutineState, SafetyState
from routine.core.state.spacing import SpacingState

_Fields = ParamSpec("_Fields")


def _of_state(name: str, part: Callable[_Fields, Struct]) -> Callable[Concatenate[ChangingState, _Fields], None]:
    """A method that replaces fields of this part of the state. All of them have a default, so any may be left out."""

    def change(changing: ChangingState, /, *_: _Fields.args, **fields: _Fields.kwargs) -> None:
        changing.change(**{name: replace(getattr(changing.state, name), **fields)})

    return change


def _of_routine(name: str, part: Callable[_Fields, Struct]) -> Callable[Concatenate[ChangingState, str, _Fields], None]:
    """The same for a part of a routine's state; the routine's id comes first."""

    def change(changing: ChangingState, id: str, /, *_: _Fields.args, **fields: _Fields.kwargs) -> None:
        changing.change_routine(id, **{name: replace(getattr(changing.routine(id), name), **fields)})

    return change


class ChangingState:
    """A state of which nobody else sees the changes until it is taken: `state` is the next one so far."""

    change_notices = _of_state("notices", NoticesState)
    change_silence = _of_state("silence", Silence)
    change_presence = _of_state("presence", Presence)
    change_profile = _of_state("profile", ProfileState)
    change_spacing = _of_state("spacing", SpacingState)
    change_course = _of_routine("course", CourseState)
    change_safety = _of_routine("safety", SafetyState)

    def __init__(self, state: State) -> None:
        # A dict of its own, so that a change to one of a thousand routines does not copy the others.
        self.state = replace(state, routines=dict(state.routines))

    def routine(self, id: str) -> RoutineState:
        """The state of a routine."""
        return self.state.routines[id]

    def change(self, **changes: Any) -> None:
        """Replace fields of the state."""
        self.state = replace(self.state, **changes)

    def put(self, id: str, routine: RoutineState) -> None:
        """Replace a routine's state."""
        self.state.routines[id] = routine

    def change_routine(self, id: str, **changes: Any) -> None:
        """Replace fields of a routine's state."""
        self.put(id, replace(self.routine(id), **changes))

    def next_notice(self) -> str:
        """A new notice id."""
        self.change_notices(seq=self.state.notices.seq + 1)
        return f"n{self.state.notices.seq}"

    def show(self, card: Card) -> None:
        """Add a card, in place of the one with its id."""
        cards = self.state.notices.cards
        revision = max((old.revision + 1 for old in cards if old.id == card.id), default=card.revision)
        others = (old for old in cards if old.id != card.id)
        put_away = tuple(id for id in self.state.notices.put_away if id != card.id)  # it is on the screen again
        self.change_notices(cards=(*others, replace(card, revision=revision)), put_away=put_away)

    def drop_card(self, id: str) -> None:
        """Take a card away."""
        self.change_notices(cards=tuple(card for card in self.state.notices.cards if card.id != id))
