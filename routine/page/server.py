"""The HTTP server under the page: uvicorn on a socket that is open already, with a limit on silent connections."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    from starlette.types import ASGIApp

HEAD_S = 10.0
"""A request must have begun in earnest within this time after a connection, in seconds."""
MOST_CONNECTIONS = 64
LARGEST_HEAD = 32 * 1024
"""Bytes of a request's line and headers."""


class _Protocol(H11Protocol):
    """uvicorn's own, which lets a connection that says nothing stay for ever; here it does not."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn has it
        super().connection_made(transport)
        self._hurry = self.loop.call_later(HEAD_S, self._too_slow)

    def connection_lost(self, exc: Exception | None) -> None:
        self._hurry.cancel()
        super().connection_lost(exc)

    def _too_slow(self) -> None:
        if self.cycle is None:
            self.transport.close()


def server(app: ASGIApp) -> uvicorn.Server:
    """A server that is yet to be started: `await server.serve(sockets=[...])`; it ends when `should_exit` is set."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            http=_Protocol,
            ws="none",
            lifespan="off",
            loop="asyncio",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=False,
            limit_concurrency=MOST_CONNECTIONS,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=1,
            h11_max_incomplete_event_size=LARGEST_HEAD,
        )
    )
