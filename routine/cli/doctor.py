"""doctor: looks at everything that a reminder needs to reach you, and says what to do about what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import click

from routine.cli.shell import connection
from routine.cli.shell.colours import Look, painted
from routine.cli.shell.command import Command
from routine.cli.shell.output import emit, json_option, say
from routine.cli.shell.requests import change, query
from routine.cli.shell.table import fold
from routine.cli.status import unseen, whole_status
from routine.core.errors import RoutineError
from routine.core.preset.check_command import check_command

if TYPE_CHECKING:
    from routine.core.requests.replies.doctor import DoctorReply
    from routine.core.requests.replies.status import DaemonStatus

_MARGIN = " " * len("problem  ")
_LABELS = {"daemon": "Routine"}
_PRESS_S, _LOOK_S = 30, 0.5
_HERE = "To see them on the desktop that you are at now: routine start"
_AT_A_DESKTOP = f"Log in to a desktop, or start a notification server such as dunst. {_HERE}"
_UNSEEN = "If you saw no notification or no button, answer by commands: routine done"


class Check(NamedTuple):
    """One thing looked at: how it is, and, where that is a problem, what to do."""

    name: str
    ok: bool
    text: str
    remedy: str | None = None


class Examination(NamedTuple):
    """Every check, whether all is well, and where the causes are that only a program or an expert can use."""

    checks: list[Check]
    ok: bool
    log: str


@click.command("doctor", cls=Command, examples=["routine doctor", "routine doctor --send"])
@click.option("--send", is_flag=True, help="Show a test notification and play a test sound.")
@json_option
@click.pass_context
def doctor(ctx: click.Context, send: bool) -> None:
    """Check everything that reminders and sessions need. With --send, test that they reach you."""
    from routine.wiring.doctor_checks import note_causes

    checks = [*_tried(_program), *_tried(_directory)]
    note_causes(connection.paths())
    checks += [check for look_at in (_daemon, _presets, _reach, _login) for check in _tried(look_at)]
    if send:
        say("A test notification appears now. Press its button within 30 seconds.")
        checks += _tried(_test_notice)
        say("Listen now. You hear a chime and one sentence.")
        checks += _tried(_test_sound)
    found = Examination(checks, all(check.ok for check in checks), connection.paths().log_file)
    emit(found, _page)
    ctx.exit(0 if found.ok else 1)


def _tried(look_at: Callable[[], Iterator[Check]]) -> list[Check]:
    """The checks; an error on the way is a finding, not the end of the visit."""
    checks: list[Check] = []
    try:
        checks.extend(look_at())
    except RoutineError as error:
        checks.append(Check(look_at.__name__.strip("_").replace("_", " "), False, error.message, error.hint))
    except OSError as error:
        checks.append(Check(look_at.__name__.strip("_").replace("_", " "), False, str(error)))
    return checks


def _program() -> Iterator[Check]:
    from routine.wiring.doctor_checks import look_at_program

    yield from (Check(*found) for found in look_at_program())


def _directory() -> Iterator[Check]:
    from routine.wiring.doctor_checks import look_at_data

    yield from (Check(*found) for found in look_at_data(connection.paths()))


def _daemon() -> Iterator[Check]:
    status = whole_status()
    if status.running:
        yield Check("daemon", True, f"running (process {status.pid})")
    else:
        yield Check("daemon", False, "not running, so no reminders appear", "Start it: routine start")
    yield Check("time zone", bool(status.zone), _zone(status), "Set the time zone of your computer.")
    if status.running:
        yield Check("do-not-disturb and lock", True, _presence(status))
    for problem in status.problems:
        yield Check("problem", False, problem, "The problem is shown here until it is solved.")


def _zone(status: DaemonStatus) -> str:
    source = status.zone_source if status.running else None
    return f"{status.zone or 'unknown'}{f' ({source})' if source else ''}"


def _presence(status: DaemonStatus) -> str:
    """Whether notifications can be seen now, and what Routine knows it from."""
    watched = ", ".join(status.presence.watched) or "nothing on this desktop"
    return unseen(status) or f"notifications can be seen now (watched: {watched})"


def _presets() -> Iterator[Check]:
    rows = query("preset-list").presets
    broken = [row.id for row in rows if row.errors]
    text = f"{len(rows)} readable" if not broken else f"errors in {', '.join(broken)}"
    yield Check("presets", not broken, text, f"See the errors: {check_command(broken[0])}" if broken else None)


def _reach() -> Iterator[Check]:
    """Whether notifications and sessions reach somebody: as Routine finds, whose desktop may not be this command's."""
    if _answers():
        yield from _of_routine("notices", "voice", "sound", "staying awake", "music")
        return
    from routine.wiring.doctor_checks import look_at_notices, look_at_session_parts

    found = (*look_at_notices(), *look_at_session_parts(connection.paths()))
    yield from (Check(*one) for one in found)


def _answers() -> bool:
    try:
        return whole_status().running
    except RoutineError:  # said already
        return False


def _of_routine(*names: str, listen: bool = False) -> Iterator[Check]:
    """What it finds of these, from where it runs."""
    reply: DoctorReply = connection.ask({"do": "doctor", "listen": listen}, write=False)
    for one in reply.checks:
        if one.name in names:
            here = f" {_HERE}" if one.name == "notices" and one.remedy else ""
            yield Check(one.name, one.ok, one.text, f"{one.remedy}{here}" if one.remedy else None)


def _login() -> Iterator[Check]:
    from routine.wiring.doctor_checks import look_at_login

    yield from (Check(*found) for found in look_at_login())


def _test_notice() -> Iterator[Check]:
    if _answers():
        yield _shown_by_routine()
        return
    from routine.wiring.doctor_checks import send_test_notice

    yield Check(*send_test_notice(connection.paths()))


def _shown_by_routine() -> Check:
    """Have Routine show a test where it shows its reminders, and wait for the press of its button."""
    change("try-notice")
    pressed = _pressed()
    if not pressed:
        connection.ask({"do": "press", "notice": "try", "button": "ok"}, write=True)  # nothing is left lying about
    notifier = whole_status().notifier
    if pressed:
        return Check("test notice", True, f"shown, and your press arrived ({notifier.detail})")
    if notifier.last_failure or notifier.name in (None, "none"):
        return Check("test notice", False, notifier.last_failure or "no notifications can be shown", _AT_A_DESKTOP)
    return Check("test notice", False, f"no button was pressed within {_PRESS_S} seconds ({notifier.detail})", _UNSEEN)


def _pressed() -> bool:
    from routine.daemon.client import wait

    for _ in range(round(_PRESS_S / _LOOK_S)):
        if not any(one.kind == "try" for one in query("notices").notices):
            return True
        wait(_LOOK_S)
    return False


def _test_sound() -> Iterator[Check]:
    if _answers():
        yield from _of_routine("test sound", listen=True)
        return
    from routine.wiring.doctor_checks import send_test_sound

    yield Check(*send_test_sound(connection.paths()))


def _label(name: str) -> str:
    """The name of a check, which a program knows it by, as people read it."""
    return _LABELS.get(name) or name.replace("notices", "notifications").replace("test notice", "test notification")


def _page(found: Examination, look: Look) -> str:
    lines: list[str] = []
    for check in found.checks:
        mark = painted("ok     ", "32", look) if check.ok else painted("problem", "31", look)
        first, *more = fold(f"{_label(check.name)}: {check.text}", look.width, _MARGIN)
        lines += [mark + first.removeprefix(" " * len("problem")), *more]
        if not check.ok and check.remedy:
            lines += fold(check.remedy, look.width, _MARGIN)
    return "\n".join([*lines, *([] if found.ok else [f"Technical details are in the log: {found.log}"])])
