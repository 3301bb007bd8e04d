"""The few protocols between the service and the outside: store, clock, notifier, files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from routine.core.config.setup import Problem, Setup
from routine.core.config.tried_presets import Edited
from routine.core.preset.model import Preset
from routine.core.requests.edits import OneEdit
from routine.core.state.log import Entry
from routine.core.state.model import State
from routine.core.state.notice import Notice
from routine.core.state.presence import Away
from routine.core.when.moment import Now


class Clock(Protocol):
    """The only reader of clocks."""

    def now(self) -> Now:
        """The present."""
        ...


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


class Login(Protocol):
    """Whether Routine starts when the person logs in."""

    def is_on(self) -> bool:
        """Whether it does; never raises."""
        ...

    def switch(self, on: bool, /) -> None:
        """Have it start then, or no longer. Raises RoutineError."""
        ...


class Browser(Protocol):
    """The person's browser, as far as Routine uses it."""

    def open_page(self, screen: str, /) -> None:
        """Show this screen of the page in it, soon. Raises RoutineError where that cannot be."""
        ...


class Shown(Struct, frozen=True):
    """What came of showing a notice: the server's `handle`, and whether the server `confirmed` it."""

    handle: str
    confirmed: bool


class NotifierListener(Protocol):
    """What a notifier tells back."""

    def pressed(self, handle: str, button: str) -> None:
        """A button of the notice with this handle was pressed."""
        ...

    def opened(self, handle: str) -> None:
        """Somebody wants to read this notice, and it went off the screen with the click: show it as `opened`."""
        ...

    def closed(self, handle: str) -> None:
        """Somebody closed this notice without an answer."""
        ...

    def hidden(self, handle: str) -> None:
        """The server does not show this notice, although nothing keeps it from it: it has to be sent again."""
        ...

    def lost(self, reason: str) -> None:
        """The connection or the server is gone: what was shown may be gone too."""
        ...

    def back(self) -> None:
        """A server appeared after `connect` failed or the server was lost: connecting is worth another try."""
        ...


class Notifier(Protocol):
    """Shows notices. One instance is one connection at a time; failures raise NotifierError."""

    @property
    def name(self) -> str:
        """`freedesktop`, `plyer` or `console`."""
        ...

    @property
    def epoch(self) -> str:
        """Names the present connection and server; changes with either."""
        ...

    @property
    def answerable(self) -> bool:
        """Whether a notice can be answered where it shows."""
        ...

    @property
    def refreshes(self) -> bool:
        """Whether it can change a notice where it stands, without showing it once more."""
        ...

    async def connect(self, listener: NotifierListener) -> str:
        """Connect and return one line for people: server, version, what it can do. Raises NotifierError."""
        ...

    async def show(self, notice: Notice, replaces: str, *, opened: bool = False) -> Shown:
        """Show the notice, in place of the one with handle `replaces` ("" for none).

        `opened`: a person asked to read it whole and to answer it, so it stays.
        """
        ...

    async def withdraw(self, handle: str) -> None:
        """Take a notice off the screen; one that is gone already is no error."""
        ...

    async def stand_by(self) -> None:
        """Show nothing more for now, but go on listening: `back` tells when another try is worth it. Never raises."""
        ...

    async def close(self) -> None:
        """Let go of the connection."""
        ...


class FailedError(Exception):
    """Something outside could not do it. The text says what, for people: a clause without a capital or full stop.

    `remedy`: what a person can do, in sentences; `cause`: what was found underneath (a bus, a socket, a number), for
    the log alone.
    """

    def __init__(self, text: str, *, remedy: str | None = None, cause: object = "") -> None:
        super().__init__(text)
        self.remedy, self.cause = remedy, str(cause)

    @property
    def in_log(self) -> str:
        """The text and its cause."""
        return f"{self}, {self.cause}" if self.cause else str(self)


class NotifierError(FailedError):
    """A notifier could not do it."""


class NotifierSilentError(NotifierError):
    """It did not answer in time: it hangs. `back` is told once it does."""


class Probed(Struct, frozen=True):
    """What a look at one part of a session found: its state, or what is wrong with it (None: nothing) and what to do.

    `cause`: what was found underneath, for the log. `no_device`: there is nothing to play on, so that no program can
    be heard here.
    """

    state: str = "works"
    problem: str | None = None
    remedy: str | None = None
    cause: str = ""
    no_device: bool = False

    @property
    def in_log(self) -> str:
        """What is wrong, or how it is, with the cause."""
        return ", ".join(part for part in (self.problem or self.state, self.cause) if part)


class Sound(Protocol):
    """Chimes, the voice's audio and music on one device. Its texts are for people; failures raise OutputError."""

    async def probe(self) -> Probed:
        """Whether something can be heard here; plays nothing, never raises."""
        ...

    async def check_music(self, source: str) -> Probed:
        """Whether a file or folder of music can be played; plays nothing, never raises."""
        ...

    async def open(self) -> None:
        """Make ready, so that the first sound is not late; never raises."""
        ...

    def tell_lost(self, lost: Callable[[], object]) -> None:
        """Call `lost` when what was ready to play has gone by itself."""
        ...

    async def chime(self, name: str) -> None:
        """Play a chime to its end; cancelled, it stops at once."""
        ...

    async def play(self, wav: bytes) -> None:
        """Play a WAV file's content to its end; cancelled, it stops at once."""
        ...

    async def music(self, source: str | None, fade_s: float) -> None:
        """Fade in a file or folder of music, or fade out what plays (None)."""
        ...

    def duck(self, on: bool) -> None:
        """Lower the music under what is to be understood, or raise it again."""
        ...

    async def close(self) -> None:
        """Let the music fade and let go of the device."""
        ...


class Voice(Protocol):
    """Speaks. Failures raise OutputError."""

    async def probe(self) -> Probed:
        """Whether it can speak here; says nothing aloud, never raises."""
        ...

    async def say(self, text: str) -> None:
        """Speak to the end; cancelled, it falls silent at once. One at a time."""
        ...


class Inhibitor(Protocol):
    """Keeps the machine awake. Failures raise OutputError."""

    async def probe(self) -> Probed:
        """Whether it can be kept awake here; never raises."""
        ...

    async def hold(self) -> None:
        """Keep it awake until `release`, or until this process ends, however it ends."""
        ...

    async def release(self) -> None:
        """Let it sleep again; not holding is fine. Never raises."""
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


class PresenceWatch(Protocol):
    """Whether somebody can see a notice now. What it cannot find out counts as seen; nothing here raises."""

    @property
    def away(self) -> frozenset[Away]:
        """What keeps notices from being seen now."""
        ...

    @property
    def watched(self) -> tuple[str, ...]:
        """What tells of it here, for people."""
        ...

    async def start(self, changed: Callable[[], None]) -> None:
        """Look for the first time; from then on `changed` is called when `away` may be another."""
        ...

    @property
    def due(self) -> bool:
        """Whether there is something to look at, at a heartbeat; cheap, so that an idle machine stays idle."""
        ...

    async def look(self) -> None:
        """The heartbeat, for what nobody tells of."""
        ...

    def close(self) -> None:
        """Watch no longer."""
        ...


class OutputError(FailedError):
    """A voice, a sound or an inhibitor could not do it."""


class NoDeviceError(OutputError):
    """There is nothing here to play on."""


class CutShortError(OutputError):
    """It began, and did not end in time: not to be tried another way."""
