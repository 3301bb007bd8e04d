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
from routine.daemon.protocol import AnsweredError, line, opened, read_reply, request
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
        self._readers: set[asyncio.Queue[str]] = set()
        self._watching: asyncio.Task[None] | None = None
        self._closed = False

    @property
    def full(self) -> bool:
        """Whether no further reader can follow."""
        return len(self._readers) >= MOST_READERS

    def follow(self) -> StreamingResponse:
        """The stream of server-sent events for one more reader."""
        return StreamingResponse(self._events(), media_type="text/event-stream")

    def close(self) -> None:
        """Let all readers go: the process ends."""
        self._closed = True
        self._tell("")
        if self._watching is not None:
            self._watching.cancel()

    async def _events(self) -> AsyncIterator[str]:
        news: asyncio.Queue[str] = asyncio.Queue(maxsize=16)
        self._readers.add(news)
        self._lifetime.come()
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
            self._readers.discard(news)
            self._lifetime.go()
            if not self._readers and self._watching is not None:
                self._watching.cancel()
                self._watching = None

    def _tell(self, event: str) -> None:
        for news in self._readers:
            with contextlib.suppress(asyncio.QueueFull):  # it has not read the last sixteen: they say the same
                news.put_nowait(event)

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
        revision = 0
        try:
            while True:
                reply = await talk.ask({"do": "watch", "revision": revision})
                if revision and reply.revision != revision:
                    self._tell(_event("change", {"subjects": list(reply.subjects), "routines": list(reply.routines)}))
                revision = reply.revision
        except AnsweredError as error:
            if error.code != "protocol":
                raise
        await self._poll(self._data_dir)

    async def _poll(self, data_dir: str) -> None:
        """Of a daemon that does not tell what changes: look every second."""
        before: list[Any] | None = None
        async with _line_to(data_dir) as talk:
            while talk is not None:
                now = [await talk.ask({"do": do}) for do in ("today", "pending", "session-status")]
                if before not in (None, now):
                    self._tell(_event("change", {"subjects": [], "routines": []}))
                before = now
                await asyncio.sleep(_AGAIN_S)


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
