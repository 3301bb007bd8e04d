"""Makes Routine known to the desktop, and takes all that away again. Cheap to import."""

from __future__ import annotations

import os


def introduce() -> None:
    """Have the desktop know Routine by name and icon; what is there already stays. Never fails."""
    from routine.adapters.desktop.menu_entry import install

    install(os.environ)


def take_leave() -> list[str]:
    """Take its entry, its icons and its start at login away; which files those were. Raises RoutineError."""
    from routine.adapters.desktop import autostart
    from routine.adapters.desktop.menu_entry import remove
    from routine.core.errors import FileProblemError

    try:
        gone = remove(os.environ)
    except OSError as error:
        raise FileProblemError(f"{error.filename} cannot be removed: {error.strerror}.") from error
    login = autostart.found(os.environ)
    if login.way and (login.problem is None or login.broken):  # another Routine's start is not ours to end
        gone.append(autostart.switch_off(os.environ).file)
    return [str(path) for path in gone]
