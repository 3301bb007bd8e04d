"""How `routine open` gets a link to the page: from the process that runs, or from a new one.

On the way of a command: the standard library only, and little of it.
"""
# pathlib is not imported here, for the cost of it:
# ruff: noqa: PTH118, PTH120

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import routine
from routine.adapters.lock_file import Holder, is_held, read_holder
from routine.core.errors import DaemonError
from routine.daemon.client import wait

if TYPE_CHECKING:
    from routine.adapters.paths import Paths

LINK_S = 60.0
"""A link opens the page once, within this time, in seconds."""
_STEP_S, _PATIENCE_S = 0.05, 10.0
_ANSWER_S = 5.0
_LONGEST_ANSWER = 64 * 1024


def page_folder(where: Paths) -> str:
    """Where the page's process says where it is, for this user alone to read; beside the daemon's socket."""
    return os.path.join(os.path.dirname(where.socket), "page")


def link_to(where: Paths, screen: str) -> str:
    """An address that opens the page at this screen, once, within a minute. Raises DaemonError that says why not."""
    for _ in range(round(_PATIENCE_S / _STEP_S)):
        found = _asked(where, screen) or _started(where, screen)
        if found:
            return found
        wait(_STEP_S)  # another one is about to answer, or about to end
    raise DaemonError("The page does not answer.", "Try again in a moment.")


def _asked(where: Paths, screen: str) -> str:
    """A link from the process that runs; "" where none does, or where it is of another version and ends now."""
    folder = page_folder(where)
    holder = read_holder(folder) if is_held(folder) else None
    if holder is None or holder.phase != "ready":
        return ""
    same = holder.version == routine.__version__
    try:
        reply = _post(holder, f"/control/link?to={screen}" if same else "/control/end")
    except (OSError, ValueError, KeyError):
        return ""
    return str(reply["link"]) if same else ""


def _post(holder: Holder, path: str) -> dict[str, object]:
    """One request in plain words: the library for it would cost a third of this command."""
    host, key = holder.address.split(" ")
    name, port = host.split(":")
    head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {key}\r\nContent-Length: 0\r\n"
    with socket.create_connection((name, int(port)), _ANSWER_S) as talk:
        talk.sendall(f"{head}Connection: close\r\n\r\n".encode("ascii"))
        answer = b""
        while len(answer) < _LONGEST_ANSWER and (more := talk.recv(4096)):
            answer += more
    reply: dict[str, object] = json.loads(answer.partition(b"\r\n\r\n")[2])
    return reply


def _started(where: Paths, screen: str) -> str:
    """A link from a new process; "" where another one was faster."""
    if is_held(page_folder(where)):
        return ""
    from routine.adapters.paths import make_directories

    make_directories(where)
    child = _detached(screen)
    with child.stdout or nullcontext(), child.stderr or nullcontext():
        reply = _first_words(child)
    if "error" in reply:
        raise DaemonError(str(reply["error"]), reply.get("hint"))
    child.returncode = 0  # it is on its own now: no warning that it still runs
    return str(reply.get("link", ""))


def _first_words(child: subprocess.Popen[bytes]) -> dict[str, Any]:
    told = child.stdout.readline() if child.stdout else b""
    try:
        reply: dict[str, Any] = json.loads(told)
    except ValueError:
        words = child.stderr.read().strip().rpartition(b"\n")[2] if child.stderr else b""
        said = words.decode("utf-8", "replace") or "it ended at once"
        raise DaemonError(f"The page could not be started: {said}.") from None
    return reply


def _detached(screen: str) -> subprocess.Popen[bytes]:
    """A process that outlives this one. In the directory that holds the package: the same code, installed or not."""
    from routine.adapters.paths import absolute_home

    home = os.environ.get("ROUTINE_HOME")
    env = {**os.environ, **({"ROUTINE_HOME": absolute_home(home)} if home else {})}
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module; the screen is one of those that there are
        [sys.executable, "-m", "routine.page.process", screen],
        cwd=os.path.dirname(os.path.dirname(os.path.abspath(routine.__file__))),  # noqa: PTH100
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
