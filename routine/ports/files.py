"""The person's files and Routine's own, as protocols: the store, presets and settings read, and changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from routine.core.config.setup import Problem, Setup
from routine.core.config.tried_presets import Edited, FileText
from routine.core.preset.model import Preset
from routine.core.requests.edits import OneEdit
from routine.core.state.log import Entry
from routine.core.state.model import State


class Store(Protocol):
    """State and log on disk. Every method may raise StoreError; a failed call leaves the disk as it was."""

    def load(self) -> State:
        """The last committed state, with log entries beyond its seq folded in; a fresh one where there is none."""
        ...

    def commit(self, state: State, *, settled: bool = True) -> None:
        """Replace the state atomically and durably; the one before is kept as the last good copy.

        Not `settled`: a killed process loses nothing, but until `settle` (or a settled commit) a power cut may give
        back the state before, whole.
        """
        ...

    def settle(self) -> None:
        """Let a power cut lose nothing of what was committed; nothing to do is nothing."""
        ...

    def append(self, entries: Iterable[Entry]) -> None:
        """Add entries to the log, in seq order; those already there (by seq) are left alone."""
        ...

    def entries(self, since: datetime | None = None, routine: str | None = None) -> list[Entry]:
        """Log entries recorded at or after `since` (UTC), of one routine or all, in seq order."""
        ...

    @property
    def problems(self) -> tuple[str, ...]:
        """What was found wrong at load, for people: an unreadable file set aside, and under which name."""
        ...

    @property
    def behind(self) -> bool:
        """Whether the newest state could not be read at load, and the copy before it was taken."""
        ...


class SetupSource(Protocol):
    """Reads presets, settings and profile; never raises for a file's content: that is a Problem in the Setup."""

    def read(self, enabled: Iterable[str], *, sparing: bool = False) -> Setup:
        """Everything as the files say now; `enabled` routines whose file is broken run on with the kept copy.

        `sparing`: presets that are not among them may be left unread, unless they are a few of the user's own.
        """
        ...

    def more(self, setup: Setup, id: str | None) -> Setup:
        """The same setup with one preset that was left unread, or (None) with every one; the rest stays as it is."""
        ...

    def unkept(self) -> tuple[str, ...]:
        """Those of the enabled of which no copy says what was read last; cheap while nothing was read."""
        ...

    def keep(self, ids: Iterable[str]) -> tuple[Problem, ...]:
        """Keep a copy of these, which are unkept: they did well. What cannot be kept is a problem."""
        ...

    def kept(self) -> tuple[str, ...]:
        """The ids of all presets of which there is a copy."""
        ...

    def last_good(self, id: str) -> Preset | None:
        """The copy that was kept; None where there is none that can be read."""
        ...


class NoteFact(Protocol):
    """Writes an answer to the user's profile; may raise RoutineError, and then nothing was written."""

    def __call__(self, name: str, answer: str, /) -> object:
        """Note `answer` (yes, no) to the fact; noted again, it is the same."""
        ...


class Editor(Protocol):
    """Changes the user's own files, with the checks of the command line. Each method raises RoutineError.

    Then nothing was written.
    """

    def tried(self, edits: Sequence[OneEdit]) -> Edited:
        """What the edits would make of the presets; nothing is written."""
        ...

    def made(self, edits: Sequence[OneEdit]) -> Edited:
        """Make them, once all of them hold."""
        ...

    def tables(self, preset_id: str) -> tuple[Mapping[str, object], Mapping[str, object]]:
        """What a preset's files say: as they are together now, and the original below the user's changes ({}: own)."""
        ...

    def file(self, preset_id: str) -> FileText:
        """The user's file, also where it cannot be read. Raises NotFoundError."""
        ...
