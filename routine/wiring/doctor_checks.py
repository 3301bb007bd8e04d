"""The doctor's checks: room for data, notices, sound of a session, login; and a test of each. Cheap to import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routine.wiring.files import read_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from routine.adapters.paths import Paths
    from routine.daemon.doctor.notices import Found


def note_causes(where: Paths) -> None:
    """Have what the looks below find underneath written to the log."""
    from routine.wiring.log import start_log

    start_log(where.log_file)


def look_at_program() -> list[Found]:
    """The interpreter and the version."""
    import sys

    from routine import __version__
    from routine.daemon.doctor.notices import Found

    version = ".".join(map(str, sys.version_info[:3]))
    old = sys.version_info < (3, 11)
    return [
        Found("python", not old, f"{version} ({sys.executable})", "Install Python 3.11 or newer."),
        Found("version", True, __version__),
    ]


def look_at_data(where: Paths) -> list[Found]:
    """Whether the data folder can be written, and has room. Raises RoutineError, OSError."""
    from routine.adapters.paths import make_directories
    from routine.daemon.doctor.disk_space import look_at_disk
    from routine.daemon.doctor.notices import Found

    make_directories(where)
    return [Found("data", True, f"{where.data_dir} can be written"), look_at_disk(where.data_dir)]


def look_at_login() -> list[Found]:
    """Whether Routine starts at login. Raises RoutineError."""
    from routine.daemon.doctor.notices import Found
    from routine.wiring import autostart

    now = autostart.login()
    return [Found("autostart", now.problem is None, autostart.login_words(now), "Repair it: routine autostart on")]


def looks(where: Paths) -> tuple[Callable[[], list[Found]], ...]:
    """Every look at the machine that the daemon's own state does not answer, each to be called in its own thread."""
    return (look_at_program, lambda: look_at_data(where), lambda: look_at_session_parts(where), look_at_login)


def look_at_notices() -> list[Found]:
    """Whether notices can be shown here, and what with; nothing is shown."""
    from routine.daemon.doctor.notices import probe
    from routine.wiring.outputs import notifier_factories

    return probe(notifier_factories(foreground=False))


def send_test_notice(where: Paths) -> Found:
    """Show a notice and wait for a click on it."""
    from routine.daemon.doctor.notices import send_test
    from routine.wiring.log import complaints_in
    from routine.wiring.outputs import notifier_factories

    with complaints_in(where.log_file):
        return send_test(notifier_factories(foreground=False))


def look_at_session_parts(where: Paths) -> list[Found]:
    """Whether a session can be heard here and keeps the machine awake; nothing is heard."""
    from functools import partial

    from routine.daemon.doctor.sound_and_awake import probe
    from routine.wiring.outputs import build_session_sounds

    return probe(partial(build_session_sounds, read_settings(where)))


def send_test_sound(where: Paths) -> Found:
    """Have a chime and one sentence heard."""
    from functools import partial

    from routine.daemon.doctor.sound_and_awake import send_test
    from routine.wiring.outputs import build_session_sounds

    return send_test(partial(build_session_sounds, read_settings(where)))
