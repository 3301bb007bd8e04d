"""The socket that commands talk to: one line in, one line out, in order; no client can stall the daemon or stop it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import select
import socket
import struct
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from shlex import quote
from typing import cast

from routine.core.errors import DaemonError, RoutineError
from routine.core.requests.queries import Query
from routine.daemon.encode_reply import as_json
from routine.daemon.protocol import MAX_REQUEST, Message, ProtocolError, failed, line, ok
from routine.daemon.read_request import Call, read_request

_log = logging.getLogger(__name__)

MAX_CLIENTS = 64
IDLE_S = 30.0
"""A request must be complete, and its reply taken, within this time."""
_LOOK_S = 1.0
"""While a question is worked out, it is looked so often whether whoever asked is still there."""
_PATH_LIMIT = 100
"""Bytes of a socket path that every AF_UNIX takes, the end mark left out (Linux 107, macOS 103)."""

Answer = Callable[[Call], Awaitable[object]]


class _HungUpError(OSError):
    """Whoever asked has gone before the answer."""


class Server:
    """Answers clients by `answer`, which must raise RoutineError for what a person can understand, and nothing else.

    Bytes are a whole line already.
    """

    def __init__(self, answer: Answer, idle_s: float = IDLE_S, max_clients: int = MAX_CLIENTS) -> None:
        self._answer = answer
        self._idle_s = idle_s
        self._max_clients = max_clients
        self._token = ""
        self._path: Path | None = None
        self._inode = 0
        self._server: asyncio.Server | None = None
        #: Who is connected, from the one that has been silent longest on.
        self._clients: dict[asyncio.Task[None], None] = {}
        self._busy: set[asyncio.Task[None]] = set()

    async def listen_unix(self, path: Path) -> str:
        """Listen on a socket that only this user can open; returns its address. Raises DaemonError."""
        if len(os.fsencode(path)) > _PATH_LIMIT:
            raise DaemonError(
                f"The path of the socket is too long: {path}.", "Set ROUTINE_SOCKET=tcp, or use a shorter ROUTINE_HOME."
            )
        if self._server is not None:
            self._server.close()
            self._inode = 0  # until it listens again, nobody can come in, whatever lies at the path
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.unlink(missing_ok=True)  # left by a daemon that was killed; the lock says that none is alive
            with _private_umask():
                self._server = await asyncio.start_unix_server(self._meet, path, limit=MAX_REQUEST, backlog=128)
            path.chmod(0o600)
            inode = path.stat().st_ino
        except OSError as error:
            in_the_way = os.path.isdir(path)  # noqa: PTH112 - pathlib's raises where nobody may look
            moved = f"Move it away: mv {quote(str(path))} {quote(str(path))}.old" if in_the_way else ""
            hint = moved or "Set ROUTINE_SOCKET=tcp to do without it."
            raise DaemonError(f"Routine cannot listen on {path}: {error.strerror}.", hint) from error
        self._path, self._inode = path, inode
        return f"unix:{path}"

    @property
    def lost(self) -> bool:
        """Whether nobody can come in any more: the socket's file is gone, as after a logout that cleaned up."""
        if self._path is None:
            return False
        try:
            return self._path.stat().st_ino != self._inode
        except OSError:
            return True

    async def listen_tcp(self) -> str:
        """Listen on this computer's loopback, with a new random token; returns the address, token included."""
        import secrets  # here: where there are sockets with a path, nobody needs a token

        self._token = secrets.token_urlsafe(32)
        try:
            self._server = await asyncio.start_server(self._meet, "127.0.0.1", 0, limit=MAX_REQUEST, backlog=128)
        except OSError as error:
            raise DaemonError(f"Routine cannot listen on 127.0.0.1: {error.strerror}.") from error
        port = self._server.sockets[0].getsockname()[1]
        return f"tcp:127.0.0.1:{port}:{self._token}"

    async def close(self) -> None:
        """Stop listening, let what is being answered be answered, and end every connection."""
        if self._server is not None:
            self._server.close()
        if self._path is not None and not self.lost:  # else it is gone, or another daemon listens there
            self._path.unlink(missing_ok=True)
        for idle in self._silent():
            idle.cancel()
        if self._busy:
            await asyncio.wait(set(self._busy), timeout=self._idle_s)
        for client in tuple(self._clients):
            client.cancel()
        await asyncio.gather(*self._clients, return_exceptions=True)

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = cast("asyncio.Task[None]", asyncio.current_task())  # there is one: this runs in it
        self._clients[task] = None
        try:
            if self._admits(writer):
                await self._converse(reader, writer)
        except (OSError, TimeoutError) as error:
            _log.debug("socket: client left (%s)", error or type(error).__name__)
        except asyncio.CancelledError:
            # Only the server cancels these. Let through, asyncio 3.11 would log it as an error.
            _log.debug("socket: client dropped (server is closing)")
        finally:
            self._clients.pop(task, None)
            # A client that does not read would hold what is left for it for ever.
            writer.transport.abort() if writer.transport.get_write_buffer_size() else writer.close()

    def _admits(self, writer: asyncio.StreamWriter) -> bool:
        if len(self._clients) > self._max_clients and not self._made_room():
            writer.write(line(failed(DaemonError("Routine has too many connections.", "Try again in a moment."))))
            return False
        uid = _peer_uid(writer.get_extra_info("socket"))
        if uid is not None and uid != os.getuid():
            _log.warning("socket: connection refused (user %d)", uid)
            return False
        return True

    def _silent(self) -> list[asyncio.Task[None]]:
        return [client for client in self._clients if client not in self._busy]

    def _made_room(self) -> bool:
        """Let the client go that has said nothing for longest; whoever opens many and is silent keeps nobody out."""
        *others, _newest = self._silent()
        if not others:
            return False
        self._clients.pop(others[0])
        others[0].cancel()
        return True

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            async with asyncio.timeout(self._idle_s):
                text, problem = await _next_line(reader)
            if not text and problem is None:
                return
            with self._being_answered():
                reply, understood = (failed(problem), False) if problem else await self._reply(text, writer)
                writer.write(reply if isinstance(reply, bytes) else line(reply))
                async with asyncio.timeout(self._idle_s):
                    await writer.drain()
            if not (understood and self._server_is_open()):
                return  # what it sends next would be read at a wrong place, or is not ours to read

    @contextlib.contextmanager
    def _being_answered(self) -> Iterator[None]:
        """Not to be cut off meanwhile."""
        task = cast("asyncio.Task[None]", asyncio.current_task())
        self._busy.add(task)
        try:
            yield
        finally:
            self._busy.discard(task)
            # It has just spoken: from now on the others have been silent for longer.
            self._clients.pop(task, None)
            self._clients[task] = None

    def _server_is_open(self) -> bool:
        return self._server is not None and self._server.is_serving()

    async def _reply(self, text: bytes, writer: asyncio.StreamWriter) -> tuple[Message | bytes, bool]:
        """What a line is answered with, and whether it was a request at all."""
        try:
            call = read_request(text, self._token)
            found = await (self._answer_while_there(call, writer) if isinstance(call, Query) else self._answer(call))
            return found if isinstance(found, bytes) else ok(as_json(found)), True
        except _HungUpError:
            raise  # nobody is left to be answered
        except RoutineError as error:
            return as_json(failed(error)), not isinstance(error, ProtocolError)
        except Exception:  # noqa: BLE001 - the boundary: a mistake of ours must not end the daemon
            _log.exception("socket: request failed")
            mistake = DaemonError(
                "Routine could not do this because of an internal error. Nothing was changed.",
                "See the details in the log: routine config path",
            )
            return failed(mistake), True

    async def _answer_while_there(self, query: Query, writer: asyncio.StreamWriter) -> object:
        """Its answer; raises _HungUpError where whoever asked has gone, so that no other question waits behind it."""
        answering = asyncio.ensure_future(self._answer(query))
        try:
            while not (await asyncio.wait({answering}, timeout=_LOOK_S))[0]:
                if _hung_up(writer):
                    raise _HungUpError("the client left its question")
            return await answering
        finally:
            answering.cancel()


async def _next_line(reader: asyncio.StreamReader) -> tuple[bytes, RoutineError | None]:
    """The next whole line; empty at the end; or what is wrong with it."""
    try:
        return await reader.readuntil(b"\n"), None
    except asyncio.IncompleteReadError as error:
        # A request cut short, by a client that died while it wrote, must not be acted on.
        return b"", ProtocolError("The request has no end of line.") if error.partial else None
    except asyncio.LimitOverrunError:
        return b"", ProtocolError(f"The request is longer than {MAX_REQUEST // 1024} KiB.")


def _hung_up(writer: asyncio.StreamWriter) -> bool:
    """Whether the client is gone, not only done with what it says; False where the system does not tell (Windows)."""
    if writer.is_closing() or not hasattr(select, "poll"):
        return writer.is_closing()
    ends = select.poll()
    ends.register(writer.get_extra_info("socket").fileno(), 0)  # what ended is told of without being asked for
    return any(event & (select.POLLHUP | select.POLLERR) for _, event in ends.poll(0))


def _peer_uid(peer: socket.socket) -> int | None:
    """Whose process is at the other end; None where the system does not say, and the socket's mode alone guards it."""
    option = getattr(socket, "SO_PEERCRED", None)
    if option is None or peer.family != getattr(socket, "AF_UNIX", None):
        return None
    _pid, uid, _gid = struct.unpack("3i", peer.getsockopt(socket.SOL_SOCKET, option, struct.calcsize("3i")))
    return int(uid)


@contextlib.contextmanager
def _private_umask() -> Iterator[None]:
    """No moment at which the new socket is anybody else's to open."""
    before = os.umask(0o177)
    try:
        yield
    finally:
        os.umask(before)
