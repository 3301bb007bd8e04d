"""The page's process, `python -m routine.page.process`: it answers until nobody has read for a quarter of an hour."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
from typing import TYPE_CHECKING

from routine import __version__
from routine.adapters.lock_file import DirectoryLock
from routine.adapters.paths import paths
from routine.core.errors import BusyError, RoutineError
from routine.page.link import page_folder
from routine.page.page_secrets import PageSecrets

if TYPE_CHECKING:
    from routine.adapters.paths import Paths


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
        _open(where, lock)
    finally:
        lock.release()
        _sweep(page_folder(where))


def _open(where: Paths, lock: DirectoryLock) -> None:
    """Tell the first link as soon as the door stands, and only then load what answers: who comes early waits."""
    secrets, door = PageSecrets(), _door()
    host = f"127.0.0.1:{door.getsockname()[1]}"

    def link(screen: str) -> str:
        return f"http://{host}/{secrets.prefix}/enter/{secrets.link()}?to={screen}"

    lock.describe(phase="ready", address=f"{host} {secrets.control}", version=__version__)
    _tell({"link": link(sys.argv[1] if len(sys.argv) > 1 else "today")})
    _start_log(where.log_file)
    from routine.page.serve import serve

    serve(where, secrets, door, host, link)


def _door() -> socket.socket:
    """A socket on this computer alone, on a port that is free; it takes connections at once."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.bind(("127.0.0.1", 0))
    made.listen(64)
    return made


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
    import logging
    from pathlib import Path

    from routine.daemon.log_file import PAGE_BYTES, BoundedFile

    handler = BoundedFile(str(Path(beside).with_name("page.log")), PAGE_BYTES)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.raiseExceptions = False
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a descriptor is wanted
        os.dup2(nowhere.fileno(), 2)


def _sweep(folder: str) -> None:
    """Take away the small files that led browsers here."""
    for name in os.listdir(folder):  # noqa: PTH208 - as above
        if name.startswith("open-"):
            with contextlib.suppress(OSError):
                os.unlink(os.path.join(folder, name))  # noqa: PTH108, PTH118


if __name__ == "__main__":
    main()
