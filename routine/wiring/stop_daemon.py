"""Stops the daemon, and waits until it has let go of its files; says what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routine.adapters.lock_file import is_held
from routine.core.errors import DaemonError
from routine.daemon.client import ask, find, wait

if TYPE_CHECKING:
    from routine.adapters.paths import Paths

#: Too short to be noticed.
_STEP_S = 0.02
#: An end takes up to eight seconds where the notification server hangs.
_STOP_S = 20.0
#: It answers before it begins to end; a busy one within this.
_ANSWER_S = 10.0


def stop(where: Paths) -> list[str]:
    """End the daemon and wait until it has let go of the data directory; nothing to end is fine. Raises DaemonError."""
    running = find(where.data_dir)
    if running is None:
        return ["Routine was not running."]
    try:
        ask(running, {"do": "stop"}, _ANSWER_S)
    except DaemonError:
        # One that ended before it could answer has done what was asked.
        if is_held(where.data_dir):
            raise
    for _ in range(round(_STOP_S / _STEP_S)):
        if not is_held(where.data_dir):
            return ["Routine has stopped. No reminders appear until you start it: routine start"]
        wait(_STEP_S)
    raise DaemonError(f"Routine has not stopped yet (process {running.pid}).", f"Force it: kill -9 {running.pid}")
