"""The sound player as a process of its own: orders go in, news come out, and it can be killed."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

from routine.core.text.safe import one_line
from routine.ports.outputs import NoDeviceError, OutputError

ROOT = Path(__file__).absolute().parents[3]
COMMAND = (sys.executable, "-m", "routine.adapters.audio.player")
_END_S = 3.0


class Player:
    """One player process: orders in, news out."""

    def __init__(self, process: Process, orders: asyncio.StreamWriter, news: asyncio.StreamReader) -> None:
        self._process, self._orders = process, orders
        self._numbers = count(1)
        self._waiting: dict[int, asyncio.Future[None]] = {}
        self._opened: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._reader = asyncio.create_task(self._read(news))
        self.name = ""

    @classmethod
    async def start(cls, command: tuple[str, ...], environ: Mapping[str, str]) -> Player:
        try:
            process = await asyncio.create_subprocess_exec(
                *command, env=environ, cwd=ROOT, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, start_new_session=True
            )
        except OSError as error:
            raise OutputError("the sound player cannot be started", cause=error.strerror) from error
        if process.stdin is None or process.stdout is None:  # never: both are pipes
            raise OutputError("the sound player cannot be reached")
        return cls(process, process.stdin, process.stdout)

    def when_gone(self, tell: Callable[[], object]) -> None:
        """Call `tell` once it has ended, however that came."""
        self._reader.add_done_callback(lambda _: tell())

    @property
    def alive(self) -> bool:
        return not self._reader.done()

    async def until_ready(self, within_s: float) -> None:
        try:
            async with asyncio.timeout(within_s):
                self.name = await asyncio.shield(self._opened)
        except TimeoutError:
            raise NoDeviceError(f"the sound device did not respond within {within_s:g} seconds") from None

    def tell(self, order: dict[str, Any]) -> None:
        if self.alive and not self._orders.is_closing():
            self._orders.write(line(order))

    async def play(self, what: dict[str, str]) -> None:
        """To its end; cancelled, it is dropped."""
        number = next(self._numbers)
        ended = self._waiting[number] = asyncio.get_running_loop().create_future()
        self.tell({"do": "play", "id": number, **what})
        try:
            if not self.alive:
                raise OutputError("the sound player has ended")
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
        await kill(self._process)

    async def _read(self, news: asyncio.StreamReader) -> None:
        try:
            async for text in news:
                with contextlib.suppress(ValueError):  # a library's own words
                    self._hear(json.loads(text))
        finally:
            self._gone()

    def _hear(self, news: dict[str, Any]) -> None:
        match news:
            case {"ready": name} if not self._opened.done():
                self._opened.set_result(one_line(str(name)))
            case {"problem": why} if not self._opened.done():
                self._opened.set_exception(NoDeviceError("no sound device can be used", cause=one_line(str(why))))
            case {"played": int(number)} if number in self._waiting and not self._waiting[number].done():
                self._waiting[number].set_result(None)
            case {"failed": int(number), "why": why} if number in self._waiting and not self._waiting[number].done():
                self._waiting[number].set_exception(
                    OutputError("this sound cannot be played", cause=one_line(str(why)))
                )

    def _gone(self) -> None:
        missing = find_spec("miniaudio") is None
        why = "the Python package miniaudio is not installed" if missing else "the sound player has ended"
        remedy = "Install it: pip install miniaudio" if missing else None
        waiting: list[asyncio.Future[Any]] = [self._opened, *self._waiting.values()]
        for future in waiting:
            if not future.done():
                future.set_exception(OutputError(why, remedy=remedy))
        self._opened.exception()  # whoever asked has been told; nobody may have asked


async def kill(process: Process) -> None:
    """End it for certain: the process that we started, and no other."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(process.wait(), 1.0)


def line(order: dict[str, Any]) -> bytes:
    return json.dumps(order).encode() + b"\n"
