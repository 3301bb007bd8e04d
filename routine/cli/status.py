"""status: how the daemon is, and what is wrong; also where none runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from routine import __version__
from routine.cli.shell import connection, render
from routine.cli.shell.group import Command
from routine.cli.shell.output import emit, json_option
from routine.core.errors import RoutineError
from routine.daemon.protocol import Json

if TYPE_CHECKING:
    from routine.core.requests.replies.status import DaemonStatus

#: What a daemon would have added to the status, where none runs.
_STOPPED = {
    "running": False,
    "pid": None,
    "since": None,
    "jobs": 0,
    "session": None,
    "notifier": Json(name=None, detail="", last_delivery=None, last_failure=None),
    "version": __version__,
    "presence": Json(away=(), watched=()),
}


@click.command("status", cls=Command, examples=["routine status", "routine status --json"])
@json_option
def status() -> None:
    """Show whether Routine is running, what is next, how notifications appear, and any problems."""
    emit(whole_status(), render.status)


def _at_login() -> Json:
    """How Routine starts at login, which no daemon needs to know."""
    from routine.wiring.autostart import login, login_words

    try:
        found = login()
    except RoutineError as error:
        return Json(way=None, problem=error.message, words=error.message)
    mend = " Repair it: routine autostart on" if found.problem else ""
    return Json(way=found.way, problem=found.problem, words=login_words(found) + mend)


def whole_status() -> DaemonStatus:
    """The daemon's status, or, where none runs, the service's with what a daemon would have added."""
    found: Any = Json({**_STOPPED, **connection.ask({"do": "status"}, write=False), "autostart": _at_login()})
    return found  # type: ignore[no-any-return] # with the fields of a DaemonStatus
