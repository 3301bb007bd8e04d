"""Keeps the machine awake for a session: logind against sleep, the screen saver against locking; its death ends it.

Closing the lid still suspends: logind heeds only `handle-lid-switch` there, which is left alone, for whoever shuts the
lid means it. macOS (`caffeinate`) and Windows (SetThreadExecutionState): untested.
Sources: https://systemd.io/INHIBITOR_LOCKS/, logind.conf(5), the Idle Inhibition Service Draft of freedesktop.org.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from asyncio.subprocess import DEVNULL, Process, create_subprocess_exec
from collections.abc import Mapping
from typing import Any, Protocol

from routine.core.text.safe import one_line
from routine.ports import Inhibitor, OutputError, Probed

_WHO, _WHY = "Routine", "A guided session is running"
_LOGIND = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager")
_SAVER = ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver")
_SYSTEM_BUS = "unix:path=/run/dbus/system_bus_socket"
_REMEDY = "The computer may go to sleep during a session: switch that off in its settings, or touch it now and then."


def inhibitor(environ: Mapping[str, str], platform: str = sys.platform) -> Inhibitor:
    """The one for this system."""
    if platform == "darwin":
        return CaffeinateInhibitor(environ)
    return WindowsInhibitor() if platform == "win32" else BusInhibitor(environ)


class _Hold(Protocol):
    def let_go(self) -> None: ...


class BusInhibitor:
    """Over D-Bus. `answer_s`: how long one answer may take. Off the event loop, for a bus may hang."""

    def __init__(self, environ: Mapping[str, str], answer_s: float = 2.0) -> None:
        self._environ, self._answer_s = dict(environ), answer_s
        self._held: list[_Hold] = []

    async def probe(self) -> Probed:
        """Holds and lets go at once: nothing less tells whether it is allowed."""
        if self._held:
            return Probed("staying awake")
        held, refused = await asyncio.to_thread(self._take)
        await asyncio.to_thread(_let_go, held)
        if not refused:
            return Probed("staying awake")
        if not any(isinstance(hold, _Sleep) for hold in held):
            return Probed("staying awake", f"{_REMEDY} ({'; '.join(refused)})")
        return Probed(f"staying awake, though the screen may go dark ({'; '.join(refused)})")

    async def hold(self) -> None:
        """Raises OutputError where neither can be had; one of them is better than none."""
        if self._held:
            return
        taking = asyncio.create_task(asyncio.to_thread(self._take))
        try:
            held, refused = await asyncio.shield(taking)
        except asyncio.CancelledError:
            # It goes on in its thread: what it gets later must not be held with nobody to let it go.
            taking.add_done_callback(lambda task: None if task.cancelled() else _let_go(task.result()[0]))
            raise
        self._held = held
        if not held:
            raise OutputError("; ".join(refused))

    async def release(self) -> None:
        """Let go of both."""
        held, self._held = self._held, []
        if held:
            await asyncio.to_thread(_let_go, held)

    def _take(self) -> tuple[list[_Hold], list[str]]:
        """What could be had, and why the rest could not."""
        held: list[_Hold] = []
        refused = []
        for name, take in (("sleep", self._take_sleep), ("the screen", self._take_screen)):
            try:
                held.append(take())
            except OutputError as error:
                refused.append(f"{name} cannot be held off: {error}")
        return held, refused

    def _take_sleep(self) -> _Sleep:
        bus = _Bus([self._environ.get("DBUS_SYSTEM_BUS_ADDRESS") or _SYSTEM_BUS], self._answer_s, enable_fds=True)
        try:
            # Without a seat of one's own (ssh, a service) only idling may be inhibited; that is what sleeps by itself.
            try:
                body = bus.call(*_LOGIND, "Inhibit", "ssss", ("idle:sleep", _WHO, _WHY, "block"))
            except OutputError:
                body = bus.call(*_LOGIND, "Inhibit", "ssss", ("idle", _WHO, _WHY, "block"))
            return _Sleep(body[0].to_raw_fd())
        except (AttributeError, IndexError) as error:
            raise OutputError("logind gave no lock") from error
        finally:
            bus.close()

    def _take_screen(self) -> _Screen:
        bus = _Bus(_session_buses(self._environ), self._answer_s)
        try:
            return _Screen(bus, int(bus.call(*_SAVER, "Inhibit", "ss", (_WHO, _WHY))[0]))
        except (OutputError, IndexError, ValueError, TypeError) as error:
            bus.close()
            raise OutputError(str(error)) from error


class _Sleep:
    """logind's lock is the descriptor: closed, by us or by our death, it is gone."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def let_go(self) -> None:
        os.close(self._descriptor)


class _Screen:
    """The screen saver's lock is a cookie, and the connection it was asked on: it ends with either."""

    def __init__(self, bus: _Bus, cookie: int) -> None:
        self._bus, self._cookie = bus, cookie

    def let_go(self) -> None:
        try:
            self._bus.call(*_SAVER, "UnInhibit", "u", (self._cookie,))
        finally:
            self._bus.close()


class _Bus:
    """A connection to the first of some buses that answers. Raises OutputError."""

    def __init__(self, addresses: list[str], answer_s: float, enable_fds: bool = False) -> None:
        from jeepney.io.blocking import open_dbus_connection  # here: only a session needs it

        failed = "no bus is known"
        for address in addresses:
            try:
                self._connection = open_dbus_connection(address, enable_fds=enable_fds, auth_timeout=answer_s)
                self._answer_s = answer_s
                return
            except Exception as error:  # noqa: BLE001 - a strange address or bus raises anything, up to AssertionError
                failed = f"no connection to {one_line(address)}: {getattr(error, 'strerror', None) or error}"
        raise OutputError(failed)

    def call(self, name: str, path: str, interface: str, method: str, form: str, body: tuple[Any, ...]) -> Any:
        from jeepney import DBusAddress, MessageType, new_method_call

        address = DBusAddress(path, bus_name=name, interface=interface)
        try:
            reply = self._connection.send_and_get_reply(
                new_method_call(address, method, form, body), timeout=self._answer_s
            )
        except TimeoutError as error:
            raise OutputError(f"{name} does not answer") from error
        except (OSError, EOFError, ValueError) as error:
            raise OutputError(f"{name}: {error}") from error
        if reply.header.message_type is MessageType.error:
            raise OutputError(one_line(" ".join(str(part) for part in reply.body[:1])) or f"{name} refused")
        return reply.body

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._connection.close()


def _session_buses(environ: Mapping[str, str]) -> list[str]:
    """Where the session bus may listen; started from ssh, cron or systemd the variable is missing."""
    runtime = environ.get("XDG_RUNTIME_DIR")
    places = [environ.get("DBUS_SESSION_BUS_ADDRESS"), runtime and f"unix:path={runtime}/bus"]
    return list(dict.fromkeys(place for place in (*places, f"unix:path=/run/user/{os.getuid()}/bus") if place))


def _let_go(held: list[_Hold]) -> None:
    for hold in held:
        with contextlib.suppress(OutputError, OSError):
            hold.let_go()


class CaffeinateInhibitor:
    """macOS, untested: `caffeinate` waits for this process, so ends with it."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = dict(environ)
        self._process: Process | None = None

    async def probe(self) -> Probed:
        """It is part of macOS."""
        return Probed("staying awake (caffeinate)")

    async def hold(self) -> None:
        """-d the display, -i idling; raises OutputError."""
        command = ("caffeinate", "-d", "-i", "-w", str(os.getpid()))
        try:
            self._process = self._process or await create_subprocess_exec(
                *command, env=self._environ, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL
            )
        except OSError as error:
            raise OutputError(f"caffeinate cannot be started: {error.strerror}") from error

    async def release(self) -> None:
        """End it."""
        process, self._process = self._process, None
        if process and process.returncode is None:
            process.terminate()
            await process.wait()


class WindowsInhibitor:
    """Windows, untested: a wish of the calling thread, gone with it; so called on the loop's own thread."""

    _CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x1, 0x2

    async def probe(self) -> Probed:
        """Part of every Windows."""
        return Probed("staying awake (Windows)")

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
