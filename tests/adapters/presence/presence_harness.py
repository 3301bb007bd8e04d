"""A bus that is the session's and the system's, and what watches on it whether somebody can see."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from routine.adapters.presence.linux import DesktopPresence
from routine.core.state.presence import Away
from tests.adapters.presence.desktop_services import Service, a_service
from tests.e2e.desktop import Desktop

SERVER, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
LOGIND, SESSION = "org.freedesktop.login1", "org.freedesktop.login1.Session"
A_SESSION = "/org/freedesktop/login1/session/_32"
DND: Away = "do-not-disturb"
CMD0 = "org.dunstproject.cmd0"


class PresenceHarness:
    """A bus that is the session's and the system's, and a watch on it that counts its news."""

    def __init__(self, bus: Desktop) -> None:
        self.bus = bus
        path = f"{bus.root}:{bus.environ['PATH']}"
        self.environ = {**bus.environ, "DBUS_SYSTEM_BUS_ADDRESS": bus.address, "PATH": path}
        self.presence = DesktopPresence(self.environ, answer_s=0.5)
        self._news = asyncio.Event()
        self.services: list[Service] = []

    async def service(self, *names: str) -> Service:
        """A program with these names; kept, so that none is swept away as garbage."""
        self.services.append(await a_service(self.bus.address, *names))
        return self.services[-1]

    async def server(self, name: str, maker: str, names: tuple[str, ...] = ()) -> Service:
        """A notification server that calls itself so."""
        found = await self.service(SERVER, *names)
        found.answers[(SERVER, "GetServerInformation")] = ("ssss", (name, maker, "1", "1.2"))
        return found

    async def start(self) -> frozenset[Away]:
        await self.presence.start(self._news.set)
        return self.presence.away

    async def until(self, *away: Away) -> None:
        """Until exactly this keeps notices from being seen; each news is looked at, none is polled for."""
        async with asyncio.timeout(10):
            while self.presence.away != frozenset(away):
                self._news.clear()
                await self._news.wait()


Test = Callable[[PresenceHarness], Awaitable[None]]
