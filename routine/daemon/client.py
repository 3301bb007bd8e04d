"""How a command reaches the daemon: the lock file says where it is, one line asks, one line answers.

On the way of every command: standard library only, and little of it.
"""

from __future__ import annotations

import os
import select
import socket
import sys
import time
from typing import Any, BinaryIO, NamedTuple

from routine.adapters.lock_file import LOCK_NAME, Holder, is_held, read_holder
from routine.core.errors import DaemonError
from routine.daemon.protocol import Message, line, opened, read_reply, request

#: A start takes a second or two; an end that clears the screen of a slow server four.
PATIENCE_S = 5.0
#: How long a change may take: saving takes milliseconds; a disk that sleeps takes seconds to wake.
CHANGE_S = 15.0
#: How long what is only looked at may take: a plan of ten years is worked out beside all else.
QUERY_S = 120.0
_SILENCE_S = 8.0
"""After so long without an answer it is asked whether Routine hangs."""
_GREETING_S = 7.0
#: Too short to be noticed, and a look at the lock costs microseconds.
_STEP_S = 0.02


def wait(seconds: float) -> None:
    """Let real time pass. Waiting is relative where it can be: sleeping until a moment fails under a faked clock."""
    if sys.platform == "win32":
        time.sleep(seconds)
    else:
        select.select([], [], [], seconds)


class Address(NamedTuple):
    """Where the daemon with process id `pid`, which owns `data_dir`, listens: `unix:PATH` or `tcp:HOST:PORT:TOKEN`."""

    where: str
    pid: int
    data_dir: str


def find(data_dir: str, patience_s: float = PATIENCE_S) -> Address | None:
    """The daemon that owns `data_dir`; None if there is none (it may be that a command owns it for a moment).

    One that is starting or stopping is waited for. Raises DaemonError if that takes longer than `patience_s` seconds.
    """
    holder: Holder | None = None
    for attempt in range(1 + round(patience_s / _STEP_S)):
        if attempt:
            wait(_STEP_S)
        if not is_held(data_dir):
            return None  # killed, perhaps: what the file says of a socket means nothing
        # Only now: whoever takes the lock of one that was killed clears away first what that one said.
        holder = read_holder(data_dir)
        if holder is None:
            continue  # it has the lock and is about to say who it is
        if holder.role != "daemon":
            return None
        if holder.phase == "ready":
            return Address(holder.address, holder.pid, data_dir)
    if holder is None:
        return None
    raise DaemonError(f"Routine is still {holder.phase} (process {holder.pid}).", _remedy(holder.pid))


def ask(address: Address, body: Message, timeout_s: float) -> Any:
    """What the daemon answers, with the fields of its reply.

    `body` is a request such as {"do": "today"}, `timeout_s` the longest silence. Raises AnsweredError for an error that
    it answers with, and DaemonError when it does not answer.
    """
    with Conversation(address, timeout_s) as talk:
        return talk.ask(body)


class Conversation:
    """One connection kept for many questions, as a view that asks every second has. Connects when first asked."""

    def __init__(self, address: Address, timeout_s: float) -> None:
        """`timeout_s`: the longest silence."""
        self._address, self._timeout_s = address, timeout_s
        self._socket: socket.socket | None = None
        self._replies: BinaryIO | None = None

    def __enter__(self) -> Conversation:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, body: Message, timeout_s: float | None = None) -> Any:
        """What the daemon answers. Raises as the function `ask` does; after a DaemonError the connection is useless.

        `timeout_s`: the longest silence from this question on, where it is another.
        """
        address, self._timeout_s = self._address, timeout_s or self._timeout_s
        try:
            if self._socket is None or self._replies is None:
                self._socket = _connect(address, self._timeout_s)
                self._replies = self._socket.makefile("rb")
            self._socket.settimeout(self._timeout_s)
            self._socket.sendall(line(request(body, _token(address))))
            if body.get("do") != "hello":
                self._wait_for_an_answer(self._socket)
            answer = self._replies.readline()
        except TimeoutError as error:
            raise _silent(address, f"did not answer within {self._timeout_s:g} seconds") from error
        except PermissionError as error:
            raise _forbidden(address) from error
        except (OSError, ValueError) as error:
            raise _silent(address, f"cannot be reached at {_shown(address)}") from error
        if not answer.endswith(b"\n"):
            raise _silent(address, "ended the connection without an answer")
        return opened(read_reply(answer))

    def _wait_for_an_answer(self, asked: socket.socket) -> None:
        """Wait as long as a question may take, while Routine shows that it lives; raises DaemonError where it hangs.

        What takes long is worked out beside, so that a greeting is answered at once all the while.
        """
        for _ in range(int(self._timeout_s / _SILENCE_S)):
            if select.select([asked], [], [], _SILENCE_S)[0]:
                return
            with Conversation(self._address, _GREETING_S) as greeting:
                greeting.ask({"do": "hello"})

    def close(self) -> None:
        """Hang up."""
        for end in (self._replies, self._socket):
            if end is not None:
                end.close()
        self._replies = self._socket = None


def _connect(address: Address, timeout_s: float) -> socket.socket:
    kind, _, rest = address.where.partition(":")
    if kind == "tcp":
        host, port, _token = rest.split(":", 2)
        return socket.create_connection((host, int(port)), timeout_s)
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(timeout_s)
    try:
        connection.connect(rest)
    except OSError:
        connection.close()
        raise
    return connection


def _token(address: Address) -> str:
    return address.where.split(":", 3)[3] if address.where.startswith("tcp:") else ""


def _shown(address: Address) -> str:
    """The address without its token."""
    return ":".join(address.where.split(":", 3)[:3])


def _silent(address: Address, what: str) -> DaemonError:
    if not is_held(address.data_dir):
        return DaemonError("Routine has just stopped.", "Start it: routine start")
    return DaemonError(f"Routine (process {address.pid}) {what}.", _remedy(address.pid))


def _forbidden(address: Address) -> DaemonError:
    """Nothing is wrong with it: no advice to end what is another's, or only behind a folder that lost its rights."""
    if not _is_ours(address.data_dir):
        said = f"Routine runs here for another user (process {address.pid}). Nothing was changed."
        return DaemonError(said, "Run this command as that user, or set ROUTINE_HOME to a folder of yours.")
    from pathlib import PurePath
    from shlex import quote

    said = f"Routine (process {address.pid}) runs, but its socket {_shown(address)} cannot be used: Permission denied."
    folder = quote(str(PurePath(address.where.removeprefix("unix:")).parent))
    return DaemonError(said, f"Give yourself access to its folder: chmod u+rwx {folder}")


def _is_ours(data_dir: str) -> bool:
    """Whether it runs for the user of this process, as far as can be told."""
    try:
        owner = os.stat(os.path.join(data_dir, LOCK_NAME)).st_uid  # noqa: PTH116, PTH118 - without pathlib, as all here
        return not hasattr(os, "getuid") or owner == os.getuid()
    except OSError:
        return False


def _remedy(pid: int) -> str:
    """One that hangs, or was put aside, hears no milder signal; what it told as saved is saved."""
    end = f"taskkill /F /PID {pid}" if sys.platform == "win32" else f"kill -9 {pid}"
    return f"If this does not change, end it and start it again: {end}; routine start"
