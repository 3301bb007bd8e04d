"""Starts the daemon, in the background as a process of its own or in the foreground; says what came of it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from routine import __version__
from routine.core.errors import DaemonError, RoutineError, UsageError
from routine.core.when.format import format_clock
from routine.daemon.client import Address, ask, find, wait
from routine.daemon.protocol import opened, read_reply
from routine.wiring.stop_daemon import stop

if TYPE_CHECKING:
    from routine.adapters.paths import Paths
    from routine.core.requests.replies.status import DesktopReply, HelloReply

#: Too short to be noticed.
_STEP_S = 0.02
#: A start takes a second or two, after a login on a machine with a slow disk many.
_START_S = 20.0
#: A daemon that works answers in milliseconds, a busy one within `own_answers`' patience for its session.
_ANSWER_S = 10.0
#: It looks for the new desktop before it answers, as long as `notice_delivery` lets it.
_MOVE_S = 20.0
_MOVED = "Routine was started in an earlier session. It has moved to this one."


def start(where: Paths, foreground: bool = False, speed: float | None = None) -> list[str]:
    """Have a daemon run for `where`; with `foreground`, be it, until it is stopped.

    Returns when the daemon answers. One that runs already stays, unless it is another version without a session.
    Raises DaemonError (or what the daemon itself died of), which says why there is none.
    """
    _check_speed(speed)
    running = find(where.data_dir)
    lines: list[str] = []
    if running is not None:
        hello = _hello(running)
        if foreground or speed is not None:
            raise DaemonError(f"Routine is already running (process {running.pid}).", "Stop it first: routine stop")
        if hello.routine == __version__:
            moved = move_here(running)
            return [_already(hello), *moved, *_problems(_hello(running) if moved else hello)]
        if hello.session:
            version = hello.routine
            return [_already(hello), f"Version {version} is running. It becomes {__version__} after this session."]
        stop(where)
        lines = [f"Routine was updated from version {hello.routine} to {__version__}."]
    if foreground:
        _be(where, speed)
        return lines
    return lines + _spawn(where, speed)


def move_here(running: Address) -> list[str]:
    """Have the running daemon show its notices on the desktop of this command; what came of it, where it was elsewhere.

    Raises DaemonError when it does not answer.
    """
    from routine.wiring import desktop_session

    variables = desktop_session.of(os.environ)
    if not variables:
        return []
    told: DesktopReply = ask(running, {"do": "desktop", "variables": variables}, _MOVE_S)
    if not told.moved:
        return []
    shown = told.notifier.name == "freedesktop"
    return ["Routine was started in an earlier session. Its notifications appear here now." if shown else _MOVED]


def _check_speed(speed: float | None) -> None:
    if speed is not None and not os.environ.get("ROUTINE_HOME"):
        raise UsageError(
            "A faster clock would change your real routines.",
            "Use another folder: ROUTINE_HOME=/tmp/try-routine routine start --speed 60",
        )


def _be(where: Paths, speed: float | None) -> None:
    from routine.wiring import run_daemon as run

    run.serve(where, foreground=True, speed=speed)


def _spawn(where: Paths, speed: float | None) -> list[str]:
    child = _detached(speed)
    try:
        for _ in range(round(_START_S / _STEP_S)):
            running = find(where.data_dir)
            if running is not None:
                return _told(running, child)
            if child.poll() is not None:
                raise _why(child, where)
            wait(_STEP_S)
    except BaseException:
        child.terminate()
        raise
    finally:
        if child.stderr:
            child.stderr.close()
    child.terminate()
    raise DaemonError(
        f"Routine did not answer within {_START_S:g} seconds after its start.",
        f"See the reason in its log: {where.log_file}",
    )


def _detached(speed: float | None) -> subprocess.Popen[bytes]:
    """The daemon as a process of its own, which outlives this terminal; its stderr is ours until it is ready."""
    import routine
    from routine.adapters.paths import absolute_home

    home = os.environ.get("ROUTINE_HOME")
    env = {**os.environ, **({"ROUTINE_HOME": absolute_home(home)} if home else {})}
    command = [
        sys.executable,
        "-m",
        "routine.wiring.run_daemon",
        *(["--speed", str(speed)] if speed is not None else []),
    ]
    # In the directory that holds the package: the daemon is the same code, installed or not, and holds no other place.
    root = Path(routine.__file__).absolute().parent.parent
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module; the speed is a number
        command,
        cwd=root,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def _told(running: Address, child: subprocess.Popen[bytes]) -> list[str]:
    hello = _hello(running)
    if running.pid != child.pid:  # another start was faster; ours must not wait for its end to take over
        child.terminate()
        child.wait()
        return [_already(hello), *_problems(hello)]
    child.returncode = 0  # it is on its own now: no warning that it still runs
    return [f"Routine is running (process {running.pid}).", *_problems(hello)]


def _why(child: subprocess.Popen[bytes], where: Paths) -> RoutineError:
    """What the daemon died of, from its last words."""
    words = child.stderr.read().strip() if child.stderr else b""
    last = words.rpartition(b"\n")[2]
    try:
        opened(read_reply(last))
    except RoutineError as error:
        if error.code != "protocol":
            return error
    text = last.decode("utf-8", "replace") or f"exit status {child.returncode}"
    return DaemonError(f"Routine stopped while starting: {text}.", f"See the reason in its log: {where.log_file}")


def _hello(running: Address) -> HelloReply:
    hello: HelloReply = ask(running, {"do": "hello"}, _ANSWER_S)
    return hello


def _already(hello: HelloReply) -> str:
    return f"Routine is already running (process {hello.pid}, since {_local(str(hello.since))})."


def _local(instant: str) -> str:
    """`Mon 23 Nov 21:13`, on this machine's clock, from an instant in UTC."""
    try:
        return format_clock(datetime.fromisoformat(instant).astimezone())
    except ValueError:
        return instant


def _problems(hello: HelloReply) -> list[str]:
    found = [f"Problem: {problem}" for problem in hello.problems]
    return [*found, "See what to do: routine doctor"] if found else []
