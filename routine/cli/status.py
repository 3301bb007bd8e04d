"""status: how the daemon is, and what is wrong; also where none runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from routine import __version__
from routine.cli.shell import connection
from routine.cli.shell.colours import Look
from routine.cli.shell.command import Command
from routine.cli.shell.listings import remarks
from routine.cli.shell.output import emit, json_option
from routine.cli.shell.table import listing
from routine.core.errors import RoutineError
from routine.daemon.protocol import Json

if TYPE_CHECKING:
    from routine.core.requests.replies.occurrences import OccurrenceView
    from routine.core.requests.replies.status import DaemonStatus, NotifierStatus

_AWAY = {"locked": "The screen is locked.", "do-not-disturb": "Do-not-disturb is on."}
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
    emit(whole_status(), lines_of)


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
    if found.running:
        found["problems"] = [*found.problems, *connection.left_behind()]
    return found  # type: ignore[no-any-return] # with the fields of a DaemonStatus


def lines_of(reply: DaemonStatus, look: Look) -> str:
    """Whether Routine is running, line by line."""
    rows = [(f"{label}:", text) for label, text in _status_lines(reply) if text]
    remedy = ["See what to do: routine doctor"] if reply.problems else []
    return "\n".join([*listing(rows, look.width), *remarks(reply.running, look, reply.notes, reply.problems), *remedy])


def _status_lines(reply: DaemonStatus) -> list[tuple[str, str]]:
    zone, source = reply.zone, reply.zone_source if reply.running else None
    running = f"running since {_local_time(reply.since, zone)} (process {reply.pid})"
    return [
        ("Routine", running if reply.running else "not running"),
        ("Version", reply.version),
        ("Time zone", f"{zone} ({source})" if source else zone),
        ("Routines", str(reply.routines)),
        ("Next", _next(reply.next)),
        ("Notifications", _notices(reply.notifier, zone)),
        ("At login", reply.autostart.words),
        ("Not seen now", unseen(reply)),
        ("Paused", "; ".join(reply.pauses)),
    ]


def unseen(reply: DaemonStatus) -> str:
    """Why notifications cannot be seen now, and that they are shown again; empty where they can."""
    if not reply.running or not reply.presence.away:
        return ""
    why = [_AWAY[away] for away in reply.presence.away]
    since = [f"This has been so since {reply.unseen_since}."] if reply.unseen_since else []
    return " ".join([*why, *since, "Routine shows what you miss again when you are back."])


def _next(occurrence: OccurrenceView | None) -> str:
    return f"{occurrence.title}, {occurrence.when}" if occurrence else "nothing"


def _local_time(instant: str | None, zone: str) -> str:
    """A UTC instant as the clocks in `zone` show it: `Mon 30 Nov 10:33`."""
    from datetime import datetime  # only here: the service sends the other times ready to print
    from zoneinfo import ZoneInfo

    from routine.core.when.format import format_clock

    return format_clock(datetime.fromisoformat(instant).astimezone(ZoneInfo(zone or "UTC"))) if instant else ""


def _notices(notifier: NotifierStatus, zone: str) -> str:
    parts = [notifier.detail or str(notifier.name or "")]
    if notifier.last_delivery:
        parts.append(f"last shown {_local_time(notifier.last_delivery, zone)}")
    if notifier.last_failure:
        parts.append(f"last problem: {notifier.last_failure}")
    return "; ".join(part for part in parts if part)
