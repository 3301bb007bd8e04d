"""The page while it is served: everything that answers, put together, and its end."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from routine.page.app import build
from routine.page.lifetime import Lifetime
from routine.page.live_updates import Live
from routine.page.server import server
from routine.page.shared_state import House

if TYPE_CHECKING:
    import socket

    from routine.adapters.paths import Paths
    from routine.page.page_secrets import Keys


def serve(where: Paths, keys: Keys, door: socket.socket, host: str, link: Callable[[str], str]) -> None:
    """Answer at this socket until nobody has read for long enough, or until told to stop."""
    house = House(where, keys)
    # What the first screen needs is loaded while the browser begins; what asks earlier waits for it.
    threading.Thread(target=_warm, args=(house,), daemon=True).start()
    asyncio.run(_answer(house, door, host, link))


def _warm(house: House) -> None:
    from routine.page.screens import today  # noqa: F401 - to have it loaded

    house.templates.get_template("today.html")


async def _answer(house: House, door: socket.socket, host: str, link: Callable[[str], str]) -> None:
    house.keys.begin(asyncio.get_running_loop().time)

    def end() -> None:
        live.close()
        serving.should_exit = True

    house.end = end
    lifetime = Lifetime(end)
    live = Live(house.paths.data_dir, lifetime)
    serving = server(build(house, live, lifetime, link, host))
    lifetime.read()
    await serving.serve(sockets=[door])
    live.close()
