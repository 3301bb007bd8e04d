"""Follows the daemon while somebody reads, and tells every open page at once that something changed."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncIterator
from typing import Any

from starlette.responses import StreamingResponse

from routine.core.errors import RoutineError
from routine.daemon import client
from routine.daemon.protocol import line, opened, read_reply, request
from routine.page.lifetime import Lifetime

_log = logging.getLogger(__name__)

MOST_READERS = 8
"""Pages that follow at once; browsers open six connections to one address."""
_AGAIN_S = 1.0
_PULSE_S = 20.0
"""A line that means nothing, so that a reader that is gone is noticed."""
_SILENCE_S = 60.0
_LONGEST_REPLY = 16 * 1024 * 1024


class Live:
    """One watcher of the daemon for all readers; none, while nobody reads."""

    def __init__(self, data_dir: str, lifetime: Lifetime) -> None:
        self._data_dir, self._lifetime = data_dir, lifetime
        #: Each reader's news, and the revision that its page knows.
        self._readers: dict[asyncio.Queue[str], int] = {}
        self._revision = 0
        self._watching: asyncio.Task[None] | None = None
        self._closed = False

    @property
    def full(self) -> bool:
        """Whether no further reader can follow."""
        return len(self._readers) >= MOST_READERS

    def follow(self, since: str) -> StreamingResponse:
        """The stream of server-sent events for one more reader, whose page was made at this revision."""
        known = int(since) if since.isascii() and since.isdigit() and len(since) < 20 else 0
        return StreamingResponse(self._events(known), media_type="text/event-stream")

    def close(self) -> None:
        """Let all readers go: the process ends."""
        self._closed = True
        self._tell("")
        if self._watching is not None:
            self._watching.cancel()

    async def _events(self, known: int) -> AsyncIterator[str]:
        news: asyncio.Queue[str] = asyncio.Queue(maxsize=16)
        self._readers[news] = known
        self._lifetime.come()
        if self._watching is not None and self._revision:
            self._tell_change([], [])
        if self._watching is None:
            self._watching = asyncio.get_running_loop().create_task(self._watch())
        try:
            yield "retry: 2000\n\n"
            while not self._closed:
                try:
                    async with asyncio.timeout(_PULSE_S):
                        yield await news.get()
                except TimeoutError:
                    yield ": still here\n\n"
        finally:
            self._readers.pop(news, None)
            self._lifetime.go()
            if not self._readers and self._watching is not None:
                self._watching.cancel()
                self._watching = None
                self._revision = 0

    def _tell(self, event: str) -> None:
        for news in self._readers:
            _put(news, event)

    async def _watch(self) -> None:
        """Ask the daemon again and again; that it goes or comes is news too."""
        running: bool | None = None
        while True:
            there = False
            try:
                async with _line_to(self._data_dir) as talk:
                    there = talk is not None
                    if there is not running and running is not None:
                        self._tell(_event("daemon", {"running": there}))
                    running = there
                    if talk is not None:
                        await self._ask_on(talk)
            except (RoutineError, OSError, ValueError, TimeoutError) as error:
                _log.info("live: daemon not followed (%s)", error)
            await asyncio.sleep(_AGAIN_S)

    async def _ask_on(self, talk: _Talk) -> None:
        while True:
            reply = await talk.ask({"do": "watch", "revision": self._revision})
            if reply.revision != self._revision:
                self._revision = reply.revision
                self._tell_change(list(reply.subjects), list(reply.routines))

    def _tell_change(self, subjects: list[str], routines: list[str]) -> None:
        """Tell all whose page is older than what the daemon counts now."""
        for news, since in self._readers.items():
            if since != self._revision:
                self._readers[news] = self._revision
                _put(news, _event("change", {"subjects": subjects, "routines": routines}))


def _put(news: asyncio.Queue[str], event: str) -> None:
    with contextlib.suppress(asyncio.QueueFull):  # it has not read the last sixteen: they say the same
        news.put_nowait(event)


def _event(name: str, data: dict[str, object]) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"


class _Talk:
    """A connection to the daemon that does not hold up the event loop."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, token: str) -> None:
        self._reader, self._writer, self._token = reader, writer, token

    async def ask(self, body: dict[str, object]) -> Any:
        self._writer.write(line(request(body, self._token)))
        async with asyncio.timeout(_SILENCE_S):
            await self._writer.drain()
            answer = await self._reader.readline()
        if not answer:
            raise ConnectionResetError("the daemon hung up")
        return opened(read_reply(answer))


@contextlib.asynccontextmanager
async def _line_to(data_dir: str) -> AsyncIterator[_Talk | None]:
    """A connection to the daemon; None where none runs."""
    address = client.find(data_dir, patience_s=0)
    if address is None:
        yield None
        return
    kind, _, rest = address.where.partition(":")
    if kind == "tcp":
        host, port, token = rest.split(":", 2)
        reader, writer = await asyncio.open_connection(host, int(port), limit=_LONGEST_REPLY)
    else:
        token = ""
        reader, writer = await asyncio.open_unix_connection(rest, limit=_LONGEST_REPLY)
    try:
        yield _Talk(reader, writer, token)
    finally:
        writer.close()
