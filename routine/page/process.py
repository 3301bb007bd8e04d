"""The page's process, `python -m routine.page.process`: it answers until nobody has read for a quarter of an hour."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from routine.adapters.lock_file import DirectoryLock
from routine.adapters.paths import paths
from routine.core.errors import BusyError, RoutineError
from routine.page.link import page_folder

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from routine.adapters.paths import Paths
    from routine.page.keys import Keys

_LOG_BYTES = 256 * 1024


def main() -> None:
    """Started by `routine open`, which reads one line from stdout: the first link, or why there is none."""
    os.umask(0o077)
    where = paths()
    lock = DirectoryLock(_made(page_folder(where)))
    try:
        lock.acquire("page")
    except BusyError:
        _tell({"busy": True})  # another one was faster: it is asked instead
        return
    except RoutineError as error:
        _tell({"error": error.message, "hint": error.hint})
        return
    try:
        asyncio.run(_serve(where, lock))
    finally:
        lock.release()
        _sweep(page_folder(where))


async def _serve(where: Paths, lock: DirectoryLock) -> None:
    from routine.page.keys import Keys
    from routine.page.server import listening

    loop = asyncio.get_running_loop()
    keys, door = Keys(loop.time), listening()
    host = f"127.0.0.1:{door.getsockname()[1]}"

    def link(screen: str) -> str:
        return f"http://{host}/{keys.prefix}/enter/{keys.link()}?to={screen}"

    from routine import __version__

    lock.describe(phase="ready", address=f"{host} {keys.control}", version=__version__)
    _tell({"link": link(sys.argv[1] if len(sys.argv) > 1 else "today")})
    _start_log(where.log_file)
    await _answer(where, keys, door, host, link)


async def _answer(where: Paths, keys: Keys, door: socket.socket, host: str, link: Callable[[str], str]) -> None:
    from routine.page.app import build
    from routine.page.lifetime import Lifetime
    from routine.page.live import Live
    from routine.page.reader import House
    from routine.page.said import Messages
    from routine.page.server import server
    from routine.page.templating import environment

    def end() -> None:
        live.close()
        serving.should_exit = True

    lifetime = Lifetime(end)
    live = Live(where.data_dir, lifetime)
    house = House(where, keys, environment(), Messages())
    serving = server(build(house, live, lifetime, link, host))
    lifetime.read()
    await serving.serve(sockets=[door])
    live.close()


def _made(folder: str) -> str:
    os.makedirs(folder, mode=0o700, exist_ok=True)  # noqa: PTH103 - paths are plain strings
    return folder


def _tell(words: dict[str, object]) -> None:
    """Say one line to the command that started us, and nothing more: it reads no further."""
    sys.stdout.buffer.write(json.dumps(words).encode("ascii") + b"\n")
    sys.stdout.flush()
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a descriptor is wanted
        os.dup2(nowhere.fileno(), 1)


def _start_log(beside: str) -> None:
    """What went wrong, in `page.log` beside the daemon's log; from then on stderr is nobody's."""
    from routine.daemon.log_file import BoundedFile

    handler = BoundedFile(str(Path(beside).with_name("page.log")), _LOG_BYTES)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.raiseExceptions = False
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a descriptor is wanted
        os.dup2(nowhere.fileno(), 2)


def _sweep(folder: str) -> None:
    """Take away the small files that led browsers here."""
    for path in Path(folder).glob("open-*.html"):
        with contextlib.suppress(OSError):
            path.unlink()


if __name__ == "__main__":
    main()
