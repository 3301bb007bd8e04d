"""Presets as requests need them: the unread are read when asked for, one that fails is left out, good ones are kept."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar

from routine.core.config.setup import Problem, Setup
from routine.core.config.unread_presets import UnreadError
from routine.core.decide.faulty_routines import FaultyRoutines
from routine.ports.files import SetupSource

_T = TypeVar("_T")
#: What is done without being asked, on trial: by it a routine that fails is told from the others.
TimePasses = Callable[[Setup], object]


class PresetsOnDemand:
    """Of one service. `running`: the ids of the enabled routines, which alone can fail."""

    def __init__(self, files: SetupSource) -> None:
        self._files = files
        self._faulty = FaultyRoutines(files.last_good, _note_failure)
        self.not_kept: tuple[Problem, ...] = ()
        """Why copies could not be kept when that was last tried."""

    def worked(
        self, setup: Setup, running: Collection[str], work: Callable[[Setup], _T], time_passes: TimePasses
    ) -> tuple[Setup, _T]:
        """What `work` makes of the setup, and the setup with every preset read that it asked for by name.

        What needs all of them gets them this once: an idle daemon does not carry those that nobody enabled. Where one
        routine makes it fail, it is what it makes of the others.
        """
        while True:
            try:
                return setup, self._faulty.guarded(setup, running, work, time_passes)
            except UnreadError as asked:
                more = self._files.more(setup, asked.id)
                if asked.id is None:
                    return setup, self._faulty.guarded(more, running, work, time_passes)
                setup = more

    def take_untold(self) -> bool:
        """Whether any routine was left out since this was asked."""
        return self._faulty.take_untold()

    def keep_copies(self, setup: Setup, running: Collection[str], time_passes: TimePasses) -> None:
        """Keep a copy of the presets that changed and do well: first they are tried, without anything coming of it."""
        unkept = self._files.unkept()
        try:
            if unkept:
                self._faulty.guarded(setup, running, time_passes, time_passes)
        except Exception as error:  # noqa: BLE001 - no copy is kept then, and the history is written all the same
            _note_failure("copies: none kept", error)
        else:
            self.not_kept = self._files.keep(self._faulty.others(setup, unkept))


def _note_failure(what: str, error: Exception) -> None:
    import logging  # here: a command that goes well pays nothing for it

    logging.getLogger(__name__).info(what, exc_info=error)
