"""Speaks, by the voice program that the system has; the text goes in by its standard input and is never an option.

espeak-ng comes first on Linux: it renders in 20 ms without needing a device, so that its audio is played with the
chimes, over ducked music, and stops at once. spd-say needs a server that may hang and plays by itself.
macOS (`say`) and Windows (SAPI): untested.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import sys
from asyncio.subprocess import PIPE, Process, create_subprocess_exec
from collections.abc import Mapping
from typing import NamedTuple

from routine.core.config.speech import Speech, spoken_words
from routine.core.text.counts import or_list
from routine.core.text.safe import one_line
from routine.ports.outputs import CutShortError, OutputError, Probed, Sound

#: Some six minutes of speech: a program that goes on would fill the memory.
_MOST_BYTES = 16 * 1024 * 1024
_BY_PLATFORM = {"darwin": ("say",), "win32": ("sapi",)}
_ON_LINUX = ("espeak-ng", "spd-say")
_REMEDY = {
    "darwin": "Check that `say`, which is part of macOS, is on the PATH.",
    "win32": "Install PowerShell and a Windows voice.",
}
_INSTALL = "Install espeak-ng, for example: sudo apt install espeak-ng"
_SAPI = (
    "[Console]::InputEncoding=[Text.Encoding]::UTF8; Add-Type -AssemblyName System.Speech; "
    "$voice=New-Object System.Speech.Synthesis.SpeechSynthesizer; $voice.Rate={rate}; $voice.Volume={volume}; "
    "$voice.Speak([Console]::In.ReadToEnd())"
)


class _Program(NamedTuple):
    """A voice program: how it is asked to speak, how to render a WAV file instead (if it can), how to try it."""

    name: str
    speak: tuple[str, ...]
    render: tuple[str, ...] | None = None
    check: tuple[str, ...] | None = None


class ProgramVoice:
    """`sound` plays what a program renders. `answer_s`: how long rendering or a look at a program may take."""

    def __init__(
        self,
        speech: Speech,
        environ: Mapping[str, str],
        sound: Sound | None = None,
        platform: str = sys.platform,
        answer_s: float = 5.0,
    ) -> None:
        self._speech, self._environ, self._sound = speech, environ, sound
        self._platform, self._answer_s = platform, answer_s

    async def probe(self) -> Probed:
        """Whether a program is there and speaks this language; nothing is heard."""
        if self._speech.program == "off":
            return Probed("off")
        try:
            program = self._program()
            await self._try(program)
        except OutputError as error:
            return Probed(problem=str(error), remedy=error.remedy, cause=error.cause)
        return Probed(f"{program.name}, {self._speech.language}")

    async def _try(self, program: _Program) -> None:
        if program.render:
            _check_wav(program, await self._run(program.render, "ready", self._answer_s))
        elif program.check:
            modules = (await self._run(program.check, "", self._answer_s)).decode(errors="replace").split()[2:]
            if not set(modules) - {"dummy"}:
                remedy = "Install one, for example: sudo apt install speech-dispatcher-espeak-ng"
                raise OutputError("speech-dispatcher has no voice", remedy=remedy)

    async def say(self, text: str) -> None:
        """Speak; raises OutputError. A program that hangs is killed, and its words are not tried again."""
        words = spoken_words(text)
        if not words or self._speech.program == "off":
            return
        program = self._program()
        if not (program.render and self._sound and await self._played(program.render, program, words, self._sound)):
            await self._run(program.speak, words, self._speech.longest(words))

    async def _played(self, render: tuple[str, ...], program: _Program, words: str, sound: Sound) -> bool:
        """Whether our own player took it; if it cannot play at all, the program may still be heard by itself."""
        wav = await self._run(render, words, self._answer_s)
        _check_wav(program, wav)
        try:
            await sound.play(wav)
        except CutShortError:
            raise
        except OutputError:
            return False
        return True

    def _program(self) -> _Program:
        """The first that is there of those that may be used; raises OutputError."""
        chosen = self._speech.program
        names = _BY_PLATFORM.get(self._platform, _ON_LINUX) if chosen == "auto" else (chosen,)
        for name in names:
            path = shutil.which("powershell" if name == "sapi" else name, path=self._environ.get("PATH"))
            if path:
                return _BUILD[name](path, self._speech)
        raise OutputError(
            f"no voice program was found ({or_list(list(names))})", remedy=_REMEDY.get(self._platform, _INSTALL)
        )

    async def _run(self, command: tuple[str, ...], words: str, within_s: float) -> bytes:
        """What the program wrote; raises OutputError. However this ends, the program has ended too."""
        name = os.path.basename(command[0])  # noqa: PTH119 - a name, not a place
        try:
            program = await create_subprocess_exec(
                *command, env=self._environ, stdin=PIPE, stdout=PIPE, stderr=PIPE, start_new_session=True
            )
        except OSError as error:
            raise OutputError(f"{name} cannot be started", cause=error.strerror) from error
        try:
            async with asyncio.timeout(within_s):
                written, complaint = await _talk(program, words.encode())
        except TimeoutError:
            raise CutShortError(f"{name} did not end within {within_s:.0f} seconds, so it was stopped") from None
        finally:
            await _end(program)
        if program.returncode:
            lines = one_line(complaint.decode(errors="replace")) or "without a reason"
            raise OutputError(f"{name} did not speak", cause=f"status {program.returncode}: {lines[-200:]}")
        return written


async def _talk(program: Process, words: bytes) -> tuple[bytes, bytes]:
    if program.stdin is None or program.stdout is None or program.stderr is None:  # never: all are pipes
        raise OutputError("the voice program cannot be reached")

    async def feed(stdin: asyncio.StreamWriter) -> None:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it did not want to read; its status tells
            stdin.write(words)
            await stdin.drain()
        stdin.close()

    try:
        async with asyncio.TaskGroup() as talk:
            written = talk.create_task(_read(program.stdout))
            complaint = talk.create_task(_read(program.stderr))
            talk.create_task(feed(program.stdin))
            talk.create_task(program.wait())
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from None
    return written.result(), complaint.result()


async def _read(stream: asyncio.StreamReader) -> bytes:
    """To its end; raises OutputError if there is none in sight."""
    parts, size = [], 0
    while part := await stream.read(65536):
        parts.append(part)
        size += len(part)
        if size > _MOST_BYTES:
            raise OutputError("the voice program does not end")
    return b"".join(parts)


async def _end(program: Process) -> None:
    """Kill it if it still runs, with what it started: the group is its own, for we made it so."""
    if program.returncode is not None:
        return
    with contextlib.suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(program.pid, signal.SIGKILL)
        else:
            program.kill()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(program.communicate(), 1.0)  # what it wrote last, so that its pipes are closed


def _check_wav(program: _Program, wav: bytes) -> None:
    if not wav.startswith(b"RIFF") or len(wav) < 1000:
        raise OutputError(f"{program.name} made no sound")


def _espeak(path: str, speech: Speech) -> _Program:
    options = ("-b", "1", "-v", speech.language, "-s", str(speech.rate), "-a", str(speech.volume * 2))
    return _Program("espeak-ng", (path, "--stdin", *options), (path, "--stdin", "--stdout", *options))


def _spd_say(path: str, speech: Speech) -> _Program:
    rate = max(-100, min(100, round((speech.rate - 180) / 2)))
    options = ("-l", speech.language, "-r", str(rate), "-i", str(speech.volume * 2 - 100))
    return _Program("spd-say", (path, "--wait", "--pipe-mode", "-N", "routine", *options), check=(path, "-O"))


def _say(path: str, speech: Speech) -> _Program:
    # `say` has no option for a volume; the system's own language is its voice's.
    return _Program("say", (path, "-r", str(speech.rate), "-f", "-"))


def _sapi(path: str, speech: Speech) -> _Program:
    rate = max(-10, min(10, round((speech.rate - 180) / 20)))
    script = _SAPI.format(rate=rate, volume=speech.volume)
    return _Program("sapi", (path, "-NoProfile", "-NonInteractive", "-Command", script))


_BUILD = {"espeak-ng": _espeak, "spd-say": _spd_say, "say": _say, "sapi": _sapi}
