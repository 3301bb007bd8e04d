"""Keeps a Mac awake, untested: with `caffeinate`, which is part of macOS."""

from __future__ import annotations

import os
from asyncio.subprocess import DEVNULL, Process, create_subprocess_exec
from collections.abc import Mapping

from routine.ports.outputs import OutputError, Probed


class CaffeinateInhibitor:
    """`caffeinate` waits for this process, so ends with it."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = dict(environ)
        self._process: Process | None = None

    async def probe(self) -> Probed:
        """It is part of macOS."""
        return Probed("caffeinate")

    async def hold(self) -> None:
        """-d the display, -i idling; raises OutputError."""
        command = ("caffeinate", "-d", "-i", "-w", str(os.getpid()))
        try:
            self._process = self._process or await create_subprocess_exec(
                *command, env=self._environ, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL
            )
        except OSError as error:
            raise OutputError("caffeinate cannot be started", cause=error.strerror) from error

    async def release(self) -> None:
        """End it."""
        process, self._process = self._process, None
        if process and process.returncode is None:
            process.terminate()
            await process.wait()
