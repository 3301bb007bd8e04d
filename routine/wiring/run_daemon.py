"""The daemon's process, `python -m routine.wiring.run_daemon`: the lock for life, the log, signals, the event loop."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import routine.wiring.without_openssl  # noqa: F401 - before anything imports asyncio

import asyncio  # isort: skip - after it

from routine.adapters.spare_memory import give_back
from routine.core.errors import RoutineError
from routine.daemon.daemon import Daemon
from routine.daemon.protocol import failed, line
from routine.wiring.log import start_log

if TYPE_CHECKING:
    from routine.adapters.paths import Paths

_log = logging.getLogger("routine.daemon")
#: A command that writes owns the folder for a moment; several may do so one after the other.
LOCK_PATIENCE_S = 5.0
_STARTED_S = 5.0  # by then a desktop has been found, or is looked for rarely


def serve(where: Paths, *, foreground: bool = False, speed: float | None = None) -> None:
    """Be the daemon for `where` until told to stop. Raises RoutineError when it cannot begin."""
    from routine.wiring.build_daemon import build_daemon
    from routine.wiring.local_service import owned

    os.umask(0o077)  # whatever the daemon writes is its owner's alone
    with owned(where, "daemon", LOCK_PATIENCE_S) as lock:
        start_log(where.log_file, foreground=foreground)
        try:
            with asyncio.Runner() as runner:
                runner.run(_live(lambda: build_daemon(where, lock, foreground=foreground, speed=speed), foreground))
        except RoutineError as error:
            _log.error("daemon: ended (%s)", error.message)
            raise
        except Exception:
            _log.exception("daemon: ended (internal error)")
            raise
        _log.info("daemon: stopped")


async def _live(build: Callable[[], Daemon], foreground: bool) -> None:
    daemon = build()

    def ready() -> None:
        if not foreground:
            _let_go_of_stderr()
        asyncio.get_running_loop().call_later(_STARTED_S, _settle)

    with _signals(daemon, foreground):
        await daemon.run(ready)


def _settle() -> None:
    from routine.adapters.rule_files import forget_tables

    forget_tables()
    give_back()


def _let_go_of_stderr() -> None:
    """The command that started us reads it no more: what goes there from now on must not fail."""
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a descriptor is wanted
        os.dup2(nowhere.fileno(), 2)


@contextmanager
def _signals(daemon: Daemon, foreground: bool) -> Iterator[None]:
    """SIGTERM and SIGINT end in good order, the second one at once; SIGHUP reads the files again (background)."""
    loop = asyncio.get_running_loop()
    asked: list[int] = []

    def end(number: int) -> None:
        if asked:
            os._exit(128 + number)
        asked.append(number)
        daemon.stop()

    def take(number: int, then: Callable[[], None]) -> None:
        with suppress(NotImplementedError):  # no such thing in Windows' event loop: its Ctrl-C raises
            loop.add_signal_handler(number, then)

    take(signal.SIGTERM, lambda: end(signal.SIGTERM))
    take(signal.SIGINT, lambda: end(signal.SIGINT))
    hangup = getattr(signal, "SIGHUP", None)
    if hangup is not None:
        take(hangup, (lambda: end(hangup)) if foreground else daemon.reload)
    yield


def _speed(arguments: list[str]) -> float | None:
    """What `--speed` says. A daemon without it lives for months without the parser."""
    if not arguments:
        return None
    from argparse import ArgumentParser

    options = ArgumentParser(prog="routine-daemon", description="Started by: routine start")
    options.add_argument("--speed", type=float)
    speed: float | None = options.parse_args(arguments).speed
    return speed


def main() -> None:
    """Started by `routine start`, which reads from stderr, as one line, why it could not begin."""
    from routine.adapters.paths import paths

    speed = _speed(sys.argv[1:])
    try:
        serve(paths(), speed=speed)
    except RoutineError as error:
        sys.stderr.buffer.write(line(failed(error)))
        sys.exit(error.status)


if __name__ == "__main__":
    main()
