"""Keeps Windows awake, untested: with SetThreadExecutionState."""

from __future__ import annotations

import contextlib

from routine.ports.outputs import OutputError, Probed


class WindowsInhibitor:
    """A wish of the calling thread, gone with it; so called on the loop's own thread."""

    _CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x1, 0x2

    async def probe(self) -> Probed:
        """Part of every Windows."""
        return Probed("Windows")

    async def hold(self) -> None:
        """Raises OutputError when Windows refuses."""
        self._wish(self._CONTINUOUS | self._SYSTEM | self._DISPLAY)

    async def release(self) -> None:
        """Back to what it was."""
        with contextlib.suppress(OutputError):
            self._wish(self._CONTINUOUS)

    def _wish(self, flags: int) -> None:
        import ctypes

        windll = getattr(ctypes, "windll", None)
        if windll is None or not windll.kernel32.SetThreadExecutionState(ctypes.c_uint(flags)):
            raise OutputError("Windows refused to stay awake")
