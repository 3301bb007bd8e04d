"""Keeps the machine awake for a session: logind against sleep, the screen saver against locking; its death ends it.

Closing the lid still suspends: logind heeds only `handle-lid-switch` there, which is left alone, for whoever shuts the
lid means it.
Sources: https://systemd.io/INHIBITOR_LOCKS/, logind.conf(5), the Idle Inhibition Service Draft of freedesktop.org.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Mapping
from typing import Protocol

from routine.adapters.dbus.address import session_sockets, system_sockets
from routine.adapters.dbus.connection import Body, Bus, Object, connect
from routine.adapters.dbus.errors import BusError, ErrorReplyError, NoAnswerError
from routine.ports.outputs import OutputError, Probed

_WHO, _WHY = "Routine", "A guided session is running"
_LOGIND = Object("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager")
_SAVER = Object("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver")
_PROBLEM = "the computer may go to sleep during a session"
_REMEDY = "Turn that off in the settings of the computer, or touch it now and then."


class _Hold(Protocol):
    async def let_go(self) -> None: ...


class BusInhibitor:
    """Over D-Bus. `answer_s`: how long one answer may take."""

    def __init__(self, environ: Mapping[str, str], answer_s: float = 2.0) -> None:
        self._environ, self._answer_s = dict(environ), answer_s
        self._held: list[_Hold] = []

    async def probe(self) -> Probed:
        """Holds and lets go at once: nothing less tells whether it is allowed."""
        if self._held:
            return Probed()
        held, refused = await self._take()
        await _let_go(held)
        if not refused:
            return Probed()
        if not any(isinstance(hold, _Sleep) for hold in held):
            return Probed(problem=_PROBLEM, remedy=_REMEDY, cause="; ".join(refused))
        return Probed("works, but the screen may go dark", cause="; ".join(refused))

    async def hold(self) -> None:
        """Raises OutputError where neither can be had; one of them is better than none."""
        if self._held:
            return
        self._held, refused = await self._take()
        if not self._held:
            raise OutputError(_PROBLEM, remedy=_REMEDY, cause="; ".join(refused))

    async def release(self) -> None:
        """Let go of both."""
        held, self._held = self._held, []
        await _let_go(held)

    async def _take(self) -> tuple[list[_Hold], list[str]]:
        """What could be had, and why the rest could not. Cancelled meanwhile, it holds nothing."""
        held: list[_Hold] = []
        refused = []
        try:
            for name, take in (("sleep", self._take_sleep), ("the screen", self._take_screen)):
                try:
                    held.append(await take())
                except OutputError as error:
                    refused.append(f"{name} cannot be held off: {error.in_log}")
        except BaseException:
            await _let_go(held)
            raise
        return held, refused

    async def _take_sleep(self) -> _Sleep:
        bus = await self._connect(system_sockets(self._environ), descriptors=True)
        try:
            # Without a seat of one's own (ssh, a service) only idling may be inhibited; that is what sleeps by itself.
            try:
                body = await _ask(bus, _LOGIND, "Inhibit", "ssss", ("idle:sleep", _WHO, _WHY, "block"))
            except OutputError:
                body = await _ask(bus, _LOGIND, "Inhibit", "ssss", ("idle", _WHO, _WHY, "block"))
            return _Sleep(body[0].to_raw_fd())
        except (AttributeError, IndexError) as error:
            raise OutputError("logind gave no lock") from error
        finally:
            bus.close()

    async def _take_screen(self) -> _Screen:
        bus = await self._connect(session_sockets(self._environ, os.getuid()))
        try:
            return _Screen(bus, int((await _ask(bus, _SAVER, "Inhibit", "ss", (_WHO, _WHY)))[0]))
        except (IndexError, ValueError, TypeError) as error:
            bus.close()
            raise OutputError(str(error)) from error
        except BaseException:
            bus.close()
            raise

    async def _connect(self, sockets: Iterable[str], *, descriptors: bool = False) -> Bus:
        try:
            return await connect(sockets, self._answer_s, descriptors=descriptors)
        except BusError as error:
            raise OutputError(f"no connection to {error}") from error


class _Sleep:
    """logind's lock is the descriptor: closed, by us or by our death, it is gone."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    async def let_go(self) -> None:
        os.close(self._descriptor)


class _Screen:
    """The screen saver's lock is a cookie, and the connection it was asked on: it ends with either."""

    def __init__(self, bus: Bus, cookie: int) -> None:
        self._bus, self._cookie = bus, cookie

    async def let_go(self) -> None:
        try:
            await _ask(self._bus, _SAVER, "UnInhibit", "u", (self._cookie,))
        finally:
            self._bus.close()


async def _ask(bus: Bus, whom: Object, method: str, signature: str, arguments: Body) -> Body:
    """One call; raises OutputError that names who did not do it."""
    try:
        return await bus.call(whom, method, signature, arguments)
    except NoAnswerError as error:
        raise OutputError(f"{whom.bus_name} does not answer") from error
    except ErrorReplyError as error:
        raise OutputError(error.text or f"{whom.bus_name} refused") from error
    except BusError as error:
        raise OutputError(f"{whom.bus_name}: {error}") from error


async def _let_go(held: Iterable[_Hold]) -> None:
    for hold in held:
        with contextlib.suppress(OutputError, OSError):
            await hold.let_go()
