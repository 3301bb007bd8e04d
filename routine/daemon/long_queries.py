"""Answers queries that take long in processes beside: on the same state, and never in the way of an answer."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import struct
import subprocess
from collections.abc import Sequence

import msgspec

from routine.core.errors import DaemonError
from routine.core.requests.queries import Query
from routine.core.state.model import State
from routine.core.text.encoded import encoded
from routine.core.when.moment import Now

_log = logging.getLogger(__name__)
#: What goes either way has its length before it: an answer may be longer than the longest line that is read.
LENGTH = struct.Struct(">I")
#: Whoever asks once often asks again, and a process of that size is not kept for longer.
_IDLE_S = 60.0
#: A query that takes longer is given up: whoever asked has gone by then.
LONGEST_S = 100.0
_AGAIN = "Try again in a moment. If Routine was updated, restart it: routine start"


class QueryProcessError(DaemonError):
    """The process beside could not be had, or ended: after an update its files are of another version, or gone."""


class LongQuery(msgspec.Struct, frozen=True):
    """A query, and what it is answered from beside the files and the log.

    `heavy`: it may take minutes, and waits behind its like alone.
    """

    query: Query
    state: State
    now: Now
    heavy: bool = False


class QueryProcesses:
    """Two processes, each begun by `command` when it is first needed: one for seconds of work, one for minutes."""

    def __init__(self, command: Sequence[str]) -> None:
        self._seconds, self._minutes = _Process(command), _Process(command)

    async def ask(self, question: LongQuery) -> bytes:
        """The line that answers it. Raises DaemonError where it takes too long, QueryProcessError."""
        return await (self._minutes if question.heavy else self._seconds).ask(question)

    def end(self) -> None:
        """End the processes for good: who still waits for an answer is told so."""
        self._seconds.end()
        self._minutes.end()


class _Process:
    """One of them, which answers one question after the other, and is ended when nothing was asked for a minute."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()
        self._idle: asyncio.TimerHandle | None = None
        self._ended = False

    async def ask(self, question: LongQuery) -> bytes:
        """The line that answers it. Raises DaemonError where it takes too long, QueryProcessError."""
        asked, until = encoded(question), asyncio.get_running_loop().time() + LONGEST_S
        try:
            async with asyncio.timeout_at(until):
                await self._turn.acquire()
        except TimeoutError as error:
            raise DaemonError("Routine is still working out other questions.", "Try again in a moment.") from error
        try:
            return await self._answer_by(until, asked)
        finally:
            self._turn.release()

    async def _answer_by(self, until: float, asked: bytes) -> bytes:
        if self._ended:
            raise DaemonError("Routine is stopping.", "Start it again: routine start")
        self._stay()
        try:
            async with asyncio.timeout_at(until):
                return await self._answer(asked)
        except TimeoutError as error:
            self.close()
            raise DaemonError("Routine needs too long to answer this.", "Ask for fewer days.") from error
        except (OSError, EOFError) as error:
            self.close()
            _log.warning("query: the process beside failed (%s)", error or type(error).__name__)
            raise QueryProcessError("Routine could not answer this.", _AGAIN) from error
        except asyncio.CancelledError:
            self.close()  # what it answers next would be taken for another answer
            raise
        finally:
            self._end_later()

    def end(self) -> None:
        """End the process for good: who still waits for an answer is told so."""
        self._ended = True
        self.close()

    def close(self) -> None:
        """End the process; the next query begins another."""
        self._stay()
        process, self._process = self._process, None
        if process and process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()

    async def _answer(self, asked: bytes) -> bytes:
        process = self._process
        if process is None or process.returncode is not None:
            pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
            process = await asyncio.create_subprocess_exec(*self._command, stdin=pipe, stdout=pipe, stderr=nowhere)
            self._process = process
        if process.stdin is None or process.stdout is None:
            raise OSError("it has no pipes")
        process.stdin.write(LENGTH.pack(len(asked)) + asked)
        await process.stdin.drain()
        (length,) = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
        return await process.stdout.readexactly(length)

    def _stay(self) -> None:
        if self._idle:
            self._idle.cancel()
            self._idle = None

    def _end_later(self) -> None:
        if self._process:
            self._idle = asyncio.get_running_loop().call_later(_IDLE_S, self.close)
