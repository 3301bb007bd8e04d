"""Where no daemon runs: the page says so, and a button starts it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import Response

import routine
from routine.page.messages import Said

if TYPE_CHECKING:
    from routine.page.reader import Reader

_PATIENCE_S = 30.0


def not_running(reader: Reader) -> Response:
    """The page that offers to start it."""
    return reader.show("not_running.html", status=503)


def start_it(reader: Reader) -> Response:
    """Start it, as the command does, in a process of its own; what came of it is told on Today."""
    if reader.session_runs:
        return reader.back("settings", Said("Finish your session first", ("Then restart Routine here.",), kind="info"))
    problem = _start()
    if problem:
        return reader.back("today", Said("Routine could not be started", (problem,), kind="stop"))
    return reader.back("today", Said("Routine is running", ("Reminders appear from now on.",)))


def _start() -> str:
    """ "" when it runs; otherwise why it does not."""
    command = [sys.executable, "-m", "routine", "start", "--json"]
    root = Path(routine.__file__).absolute().parent.parent
    try:
        ended = subprocess.run(  # noqa: S603 - our own interpreter and module, no word of anybody's
            command, cwd=root, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"It did not start: {error}."
    return "" if ended.returncode == 0 else _reason(ended.stdout)


def _reason(told: bytes) -> str:
    try:
        error = json.loads(told)["error"]
        return str(error["message"])
    except (ValueError, KeyError, TypeError):
        return "The reason is in the log of Routine."
