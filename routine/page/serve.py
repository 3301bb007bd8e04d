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
from routine.page.shared_state import SharedState

if TYPE_CHECKING:
    import socket

    from routine.adapters.paths import Paths
    from routine.page.page_secrets import PageSecrets


def serve(where: Paths, secrets: PageSecrets, door: socket.socket, host: str, link: Callable[[str], str]) -> None:
    """Answer at this socket until nobody has read for long enough, or until told to stop."""
    shared = SharedState(where, secrets)
    # What the first screen needs is loaded while the browser begins; what asks earlier waits for it.
    threading.Thread(target=_warm, args=(shared,), daemon=True).start()
    asyncio.run(_answer(shared, door, host, link))


def _warm(shared: SharedState) -> None:
    from routine.page.screens import today  # noqa: F401 - to have it loaded

    shared.templates.get_template("today.html")


async def _answer(shared: SharedState, door: socket.socket, host: str, link: Callable[[str], str]) -> None:
    shared.secrets.begin(asyncio.get_running_loop().time)

    def end() -> None:
        live.close()
        serving.should_exit = True

    shared.end = end
    lifetime = Lifetime(end)
    live = Live(shared.paths.data_dir, lifetime)
    serving = server(build(shared, live, lifetime, link, host))
    lifetime.read()
    await serving.serve(sockets=[door])
    live.close()
