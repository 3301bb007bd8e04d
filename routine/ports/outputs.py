"""What a session is heard by and keeps awake, as protocols: sound, voice, inhibitor, and what a look at each found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from msgspec import Struct

from routine.ports.failure import FailedError


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

    async def music(self, source: str | None) -> None:
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


class OutputError(FailedError):
    """A voice, a sound or an inhibitor could not do it."""


class NoDeviceError(OutputError):
    """There is nothing here to play on."""


class CutShortError(OutputError):
    """It began, and did not end in time: not to be tried another way."""
