"""The one way to the service: the daemon where it runs, otherwise the same service in this process."""

from __future__ import annotations

import gc
import os
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from routine.daemon.protocol import Json

if TYPE_CHECKING:
    from routine.adapters.paths import Paths

_MANY = 50_000


@lru_cache(maxsize=1)
def paths() -> Paths:
    """Where this user's files live; ROUTINE_HOME moves them all."""
    from routine.adapters import paths as places

    return places.paths(os.environ)


def ask(request: Mapping[str, object], *, write: bool) -> Any:
    """Ask the service and return its reply, with `running`: whether the daemon gave it. Raises RoutineError."""
    from routine.daemon import client

    address = client.find(paths().data_dir)
    if address is not None:
        return Json({**client.ask(address, request, client.CHANGE_S if write else client.QUERY_S), "running": True})
    from routine.wiring.local_service import local_ask

    gc.set_threshold(_MANY)  # what the daemon would do is no longer a short command's work, nor a long life
    gc.enable()
    return Json({"running": False, **local_ask(paths(), request, write, _tell)})


def _tell(problem: str) -> None:
    """Say on stderr what is wrong beside what was asked: a file that could not be read, say, and where it is now."""
    import click

    from routine.cli.shell.safe_text import plain

    click.echo(plain(f"Problem: {problem}"), err=True)


def left_behind() -> tuple[str, ...]:
    """That the Routine that runs is of another version than this command, as after an update, and how to go on."""
    from routine import __version__
    from routine.adapters.lock_file import read_holder

    holder = read_holder(paths().data_dir)
    if holder is None or holder.role != "daemon" or holder.version in ("", __version__):
        return ()
    updated = f"Routine was updated to version {__version__}, but version {holder.version} is still running."
    return (f"{updated} Finish a session that is running. Then restart Routine: routine start",)


def running() -> bool:
    """Whether a daemon answers for this data directory."""
    from routine.daemon import client

    return client.find(paths().data_dir) is not None
