"""Chimes, the voice's audio and music, through a player in a process of its own that is there only while needed."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from base64 import b64encode
from collections.abc import Mapping
from importlib.util import find_spec
from itertools import count, islice
from pathlib import Path
from typing import Any

from routine.core.text.safe import one_line
from routine.ports import CutShortError, OutputError, Probed

CHIMES = Path(__file__).parents[2] / "sounds"
AUDIO = (".mp3", ".flac", ".ogg", ".wav")
_ROOT = Path(__file__).absolute().parents[3]
_PLAYER = (sys.executable, "-m", "routine.adapters.audio.player")
_REMEDY = "Is a speaker connected, and does other sound play? Steps advance all the same, and each is shown."
_MOST_TRACKS = 500
_CHIME_S = 3.0
_END_S = 3.0


class PlayerSound:
    """`music_volume` in percent. `answer_s`: how long the player may take to be ready, or over a sound's own length.

    A player that hangs is killed, by the process that was started; the next sound starts another. `command` is the
    player's, for tests.
    """

    def __init__(
        self,
        environ: Mapping[str, str],
        music_volume: int = 60,
        answer_s: float = 5.0,
        command: tuple[str, ...] = _PLAYER,
    ) -> None:
        self._environ, self._volume, self._answer_s, self._command = dict(environ), music_volume, answer_s, command
        self._player: _Player | None = None
        self._opening = asyncio.Lock()
        self._music: dict[str, Any] | None = None
        self._ducked = False

    async def probe(self) -> Probed:
        """What plays here; starts a player and ends it again, unless one is there."""
        was_open = bool(self._player and self._player.alive)
        try:
            name = (await self._ready()).name
        except OutputError as error:
            return Probed("sound", f"{error}. {_REMEDY}")
        finally:
            if not was_open:
                await self.close()
        return Probed(f"sound ({name})")

    async def check_music(self, source: str) -> str | None:
        """The problem with a file or folder, for people."""
        try:
            files = await asyncio.to_thread(_tracks, source)
            wrong = await self._not_audio(files)
        except OutputError as error:
            return str(error)
        if files and len(wrong) < len(files):
            return None
        kinds = ", ".join(suffix[1:] for suffix in AUDIO)
        return f"no music that can be played in {one_line(source)}; it plays {kinds}"

    async def _not_audio(self, files: list[str]) -> list[str]:
        if not files:
            return []
        player = await asyncio.create_subprocess_exec(
            *self._command, "check", env=self._environ, cwd=_ROOT, stdin=PIPE, stdout=PIPE, stderr=DEVNULL
        )
        try:
            async with asyncio.timeout(self._answer_s):
                told, _ = await player.communicate(_line({"do": "check", "files": files}))
            return list(json.loads(told.splitlines()[-1])["checked"])
        except TimeoutError:
            raise OutputError("the music could not be looked at in time") from None
        except (ValueError, IndexError, KeyError):
            raise OutputError("the music cannot be looked at: the player did not start") from None
        finally:
            await _kill(player)

    async def open(self) -> None:
        """Start the player; what stands against it is told by the sounds."""
        with contextlib.suppress(OutputError):
            await self._ready()

    async def chime(self, name: str) -> None:
        """Play one of the files in routine/sounds; raises OutputError."""
        await self._play({"file": str(CHIMES / f"{name}.wav")}, _CHIME_S)

    async def play(self, wav: bytes) -> None:
        """Play a WAV file's content; raises OutputError."""
        bytes_a_second = int.from_bytes(wav[28:32], "little") or 1
        await self._play({"wav": b64encode(wav).decode()}, len(wav) / bytes_a_second)

    async def _play(self, what: dict[str, str], length_s: float) -> None:
        player = await self._ready()
        try:
            async with asyncio.timeout(length_s + self._answer_s):
                await player.play(what)
        except TimeoutError:
            await player.kill()
            raise CutShortError("the sound did not end in time; the player was stopped") from None

    async def music(self, source: str | None, fade_s: float) -> None:
        """Fade in or out; raises OutputError, also for a source that has no music."""
        if source is None:
            self._music = None
            if self._player:
                self._player.tell({"do": "still", "fade_s": fade_s})
            return
        files = await asyncio.to_thread(_tracks, source)
        if not files:
            raise OutputError(f"no music in {one_line(source)}")
        player = await self._ready()
        self._music = {"do": "music", "files": files, "volume": self._volume / 100, "fade_s": fade_s}
        player.tell(self._music)

    def duck(self, on: bool) -> None:
        """Never fails: without a player there is no music."""
        self._ducked = on
        if self._player:
            self._player.tell({"do": "duck", "on": on})

    async def close(self) -> None:
        """End the player; killed if it does not end."""
        player, self._player, self._music = self._player, None, None
        if player:
            await player.end()

    async def _ready(self) -> _Player:
        """The player, started if need be; a new one goes on with the music. Raises OutputError."""
        async with self._opening:
            if self._player and self._player.alive:
                return self._player
            self._player = None
            player = await _Player.start(self._command, self._environ)
            try:
                await player.until_ready(self._answer_s)
            except BaseException:
                await player.kill()
                raise
            self._player = player
        player.tell({"do": "duck", "on": self._ducked})
        if self._music:
            player.tell(self._music)
        return player


class _Player:
    """One player process: orders in, news out."""

    def __init__(self, process: Process, orders: asyncio.StreamWriter, news: asyncio.StreamReader) -> None:
        self._process, self._orders = process, orders
        self._numbers = count(1)
        self._waiting: dict[int, asyncio.Future[None]] = {}
        self._opened: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._reader = asyncio.create_task(self._read(news))
        self.name = ""

    @classmethod
    async def start(cls, command: tuple[str, ...], environ: Mapping[str, str]) -> _Player:
        try:
            process = await asyncio.create_subprocess_exec(
                *command, env=environ, cwd=_ROOT, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, start_new_session=True
            )
        except OSError as error:
            raise OutputError(f"the sound player cannot be started: {error.strerror}") from error
        if process.stdin is None or process.stdout is None:  # never: both are pipes
            raise OutputError("the sound player has no ears")
        return cls(process, process.stdin, process.stdout)

    @property
    def alive(self) -> bool:
        return not self._reader.done()

    async def until_ready(self, within_s: float) -> None:
        try:
            async with asyncio.timeout(within_s):
                self.name = await asyncio.shield(self._opened)
        except TimeoutError:
            raise OutputError(f"the sound device does not answer within {within_s:g} s") from None

    def tell(self, order: dict[str, Any]) -> None:
        if self.alive and not self._orders.is_closing():
            self._orders.write(_line(order))

    async def play(self, what: dict[str, str]) -> None:
        """To its end; cancelled, it is dropped."""
        number = next(self._numbers)
        ended = self._waiting[number] = asyncio.get_running_loop().create_future()
        self.tell({"do": "play", "id": number, **what})
        try:
            if not self.alive:
                raise OutputError("the sound player ended")
            await ended
        finally:
            self.tell({"do": "drop", "id": number})
            del self._waiting[number]

    async def end(self) -> None:
        self.tell({"do": "end"})
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._process.wait(), _END_S)
        await self.kill()

    async def kill(self) -> None:
        self._reader.cancel()
        await _kill(self._process)

    async def _read(self, news: asyncio.StreamReader) -> None:
        try:
            async for line in news:
                with contextlib.suppress(ValueError):  # a library's own words
                    self._hear(json.loads(line))
        finally:
            self._gone()

    def _hear(self, news: dict[str, Any]) -> None:
        match news:
            case {"ready": name} if not self._opened.done():
                self._opened.set_result(one_line(str(name)))
            case {"problem": why} if not self._opened.done():
                self._opened.set_exception(OutputError(one_line(str(why))))
            case {"played": int(number)} if number in self._waiting and not self._waiting[number].done():
                self._waiting[number].set_result(None)
            case {"failed": int(number), "why": why} if number in self._waiting and not self._waiting[number].done():
                self._waiting[number].set_exception(OutputError(f"cannot be played: {one_line(str(why))}"))

    def _gone(self) -> None:
        missing = find_spec("miniaudio") is None
        why = "the Python package miniaudio is not installed" if missing else "the sound player ended"
        waiting: list[asyncio.Future[Any]] = [self._opened, *self._waiting.values()]
        for future in waiting:
            if not future.done():
                future.set_exception(OutputError(why))
        self._opened.exception()  # whoever asked has been told; nobody may have asked


async def _kill(process: Process) -> None:
    """End it for certain: the process that we started, and no other."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(process.wait(), 1.0)


def _tracks(source: str) -> list[str]:
    """The audio files at a path, by name; raises OutputError where there is nothing."""
    place = Path(source).expanduser().absolute()
    try:
        if not place.exists():
            raise OutputError(f"there is no music at {one_line(source)}")
        if place.is_dir():
            os.scandir(place).close()
            found = (path for path in place.rglob("*") if path.suffix.lower() in AUDIO and path.is_file())
            return sorted(str(path) for path in islice(found, _MOST_TRACKS))
        place.open("rb").close()
    except OSError as error:
        raise OutputError(f"the music at {one_line(source)} cannot be read: {error.strerror}") from error
    return [str(place)]


def _line(order: dict[str, Any]) -> bytes:
    return json.dumps(order).encode() + b"\n"
