"""The doctor's looks: can notices be shown, can a session be heard; and a test of each. Cheap to import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routine.wiring.files import read_settings

if TYPE_CHECKING:
    from routine.adapters.paths import Paths
    from routine.daemon.doctor_notices import Found


def note_causes(where: Paths) -> None:
    """Have what the looks below find underneath written to the log."""
    from routine.wiring.log import start_log

    start_log(where.log_file)


def look_at_notices() -> list[Found]:
    """Whether notices can be shown here, and what with; nothing is shown."""
    from routine.daemon.doctor_notices import probe
    from routine.wiring.outputs import notifier_factories

    return probe(notifier_factories(foreground=False))


def send_test_notice(where: Paths) -> Found:
    """Show a notice and wait for a click on it."""
    from routine.daemon.doctor_notices import send_test
    from routine.wiring.log import complaints_in
    from routine.wiring.outputs import notifier_factories

    with complaints_in(where.log_file):
        return send_test(notifier_factories(foreground=False))


def look_at_session_parts(where: Paths) -> list[Found]:
    """Whether a session can be heard here and keeps the machine awake; nothing is heard."""
    from functools import partial

    from routine.daemon.doctor_session import probe
    from routine.wiring.outputs import build_session_sounds

    return probe(partial(build_session_sounds, read_settings(where)))


def send_test_sound(where: Paths) -> Found:
    """Have a chime and one sentence heard."""
    from functools import partial

    from routine.daemon.doctor_session import send_test
    from routine.wiring.outputs import build_session_sounds

    return send_test(partial(build_session_sounds, read_settings(where)))
