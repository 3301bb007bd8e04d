"""Answers to safety questions that were given in a notice: noted in the user's profile, once they are saved."""

from __future__ import annotations

from routine.core.config.setup import Setup
from routine.core.errors import RoutineError
from routine.core.state.model import State
from routine.ports.files import NoteFact


class NotedAnswers:
    """Until the file has them, the state holds them over the file. `note` None: there is no file to write."""

    def __init__(self, note: NoteFact | None) -> None:
        self._note = note
        self.problem = ""
        """Why they could not be written when that was last tried."""

    def write(self, setup: Setup, state: State) -> tuple[Setup, State] | None:
        """Write what the state holds: the setup with it and the state without it, or None where nothing was written."""
        if self._note is None or not state.profile.said:
            return None
        try:
            for one in state.profile.said:
                self._note(one.fact, one.value if isinstance(one.value, str) else "yes" if one.value else "no")
        except RoutineError as error:
            self.problem = error.message
            return None
        from routine.core.config.profile import overlaid
        from routine.core.state.change import ChangingState

        written = ChangingState(state)
        written.change_profile(said=())
        return overlaid(setup, state.profile.said), written.state
