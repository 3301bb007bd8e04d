"""Chimes, the voice's audio and music, through a player in a process of its own that is there only while needed."""

from __future__ import annotations

import asyncio
import contextlib
import json
from asyncio.subprocess import DEVNULL, PIPE
from base64 import b64encode
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from routine.adapters.audio.mixer import FADE_IN_S, FADE_OUT_S
from routine.adapters.audio.music_files import AUDIO, tracks
from routine.adapters.audio.player_process import COMMAND, ROOT, Player, kill, line
from routine.core.text.counts import and_list
from routine.core.text.safe import one_line
from routine.ports.outputs import CutShortError, NoDeviceError, OutputError, Probed

CHIMES = Path(__file__).parents[2] / "sounds"
_REMEDY = "Check the speaker and the volume. Sessions work without sound, because each step is shown."
_KINDS = and_list([suffix[1:] for suffix in AUDIO])
_CHOOSE = f"Routine plays {_KINDS} files. Choose a file or a folder: routine config set music PATH"
_CHIME_S = 3.0


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
        command: tuple[str, ...] = COMMAND,
    ) -> None:
        self._environ, self._volume, self._answer_s, self._command = environ, music_volume, answer_s, command
        self._player: Player | None = None
        self._opening = asyncio.Lock()
        self._music: dict[str, Any] | None = None
        self._ducked = self._kept = False
        self._tell_lost: Callable[[], object] = lambda: None

    async def probe(self) -> Probed:
        """What plays here; starts a player and ends it again, unless one is there or was asked for."""
        was_open = self._kept or bool(self._player and self._player.alive)
        try:
            name = (await self._ready()).name
        except OutputError as error:
            deaf = isinstance(error, NoDeviceError)
            return Probed(problem=str(error), remedy=error.remedy or _REMEDY, cause=error.cause, no_device=deaf)
        finally:
            if not was_open:
                await self.close()
        return Probed(name)

    async def check_music(self, source: str) -> Probed:
        """Whether any of it is music that can be played."""
        try:
            files = await asyncio.to_thread(tracks, source)
            wrong = await self._not_audio(files)
        except OutputError as error:
            return Probed(problem=str(error), remedy=error.remedy or _CHOOSE, cause=error.cause)
        if files and len(wrong) < len(files):
            return Probed()
        return Probed(problem=f"there is no music that Routine can play in {one_line(source)}", remedy=_CHOOSE)

    async def _not_audio(self, files: list[str]) -> list[str]:
        if not files:
            return []
        player = await asyncio.create_subprocess_exec(
            *self._command, "check", env=self._environ, cwd=ROOT, stdin=PIPE, stdout=PIPE, stderr=DEVNULL
        )
        try:
            async with asyncio.timeout(self._answer_s):
                told, _ = await player.communicate(line({"do": "check", "files": files}))
            return list(json.loads(told.splitlines()[-1])["checked"])
        except TimeoutError:
            raise OutputError("the music could not be checked in time") from None
        except (ValueError, IndexError, KeyError):
            raise OutputError("the music cannot be checked, because the sound player did not start") from None
        finally:
            await kill(player)

    async def open(self) -> None:
        """Start the player; what stands against it is told by the sounds."""
        self._kept = True
        with contextlib.suppress(OutputError):
            await self._ready()

    def tell_lost(self, lost: Callable[[], object]) -> None:
        """Call `lost` when the player has ended by itself, as where its device is gone."""
        self._tell_lost = lost

    def _ended(self, player: Player) -> None:
        if player is self._player:
            self._tell_lost()

    async def chime(self, name: str) -> None:
        """Play one of the files in routine/sounds; raises OutputError."""
        await self._play({"file": str(CHIMES / f"{name}.wav")}, _CHIME_S)

    async def play(self, wav: bytes) -> None:
        """Play a WAV file's content; raises OutputError."""
        bytes_a_second = int.from_bytes(wav[28:32], "little") or 1  # where the header of a WAV file says it
        await self._play({"wav": b64encode(wav).decode()}, len(wav) / bytes_a_second)

    async def _play(self, what: dict[str, str], length_s: float) -> None:
        player = await self._ready()
        try:
            async with asyncio.timeout(length_s + self._answer_s):
                await player.play(what)
        except TimeoutError:
            await player.kill()
            raise CutShortError("the sound did not end in time, so it was stopped") from None

    async def music(self, source: str | None) -> None:
        """Fade in or out; raises OutputError, also for a source that has no music."""
        if source is None:
            self._music = None
            if self._player:
                self._player.tell({"do": "still", "fade_s": FADE_OUT_S})
            return
        files = await asyncio.to_thread(tracks, source)
        if not files:
            raise OutputError(f"there is no music in {one_line(source)}", remedy=_CHOOSE)
        player = await self._ready()
        self._music = {"do": "music", "files": files, "volume": self._volume / 100, "fade_s": FADE_IN_S}
        player.tell(self._music)

    def duck(self, on: bool) -> None:
        """Never fails: without a player there is no music."""
        self._ducked = on
        if self._player:
            self._player.tell({"do": "duck", "on": on})

    async def close(self) -> None:
        """End the player; killed if it does not end."""
        player, self._player, self._music, self._kept = self._player, None, None, False
        if player:
            await player.end()

    async def _ready(self) -> Player:
        """The player, started if need be; a new one goes on with the music. Raises OutputError."""
        async with self._opening:
            if self._player and self._player.alive:
                return self._player
            self._player = None
            player = await Player.start(self._command, self._environ)
            try:
                await player.until_ready(self._answer_s)
            except BaseException:
                await player.kill()
                raise
            self._player = player
            player.when_gone(lambda: self._ended(player))
        player.tell({"do": "duck", "on": self._ducked})
        if self._music:
            player.tell(self._music)
        return player
