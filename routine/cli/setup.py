"""setup: the first run by prompts, as the page leads through it: hours, location, voice, routines, the week."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import groupby
from typing import TYPE_CHECKING

import click

from routine.cli.shell import connection
from routine.cli.shell import user_files as files
from routine.cli.shell.command import Command
from routine.cli.shell.output import look, on_terminal
from routine.cli.shell.requests import change, query
from routine.cli.shell.safe_text import plain
from routine.cli.shell.table import fold
from routine.core.errors import RoutineError, UsageError
from routine.core.preset.kinds import KINDS

if TYPE_CHECKING:
    from routine.core.requests.replies.presets import PresetRow

#: Visits are booked later, by `routine visit`.
_LEFT_OUT = ("visit", "")
#: Beside a prompt, for the colon and what is typed; between two columns.
_ROOM = 2
_LATER = (
    "Change it later:",
    "  hours, location, voice: routine config set --help",
    "  your answers: routine profile show",
    "  start at login: routine autostart off",
    "  routines: routine preset list",
)


@click.command("setup", cls=Command, examples=["routine setup"])
def setup() -> None:
    """Set Routine up: your hours, location and voice, and what to care for.

    Press Enter to keep what is there. Everything can be changed later, and the end says where.
    """
    if not _someone_is_here():
        raise UsageError("Setup asks questions, so it needs a terminal.", "In the browser: routine open setup")
    _have_a_daemon()
    _hours_and_place()
    _voice_and_login()
    _routines()
    _the_week()


def _someone_is_here() -> bool:
    return on_terminal() and sys.stdin.isatty()


def _have_a_daemon() -> None:
    """What is enabled here is to be reminded of: Routine runs from now on."""
    from routine.wiring import start_daemon

    for line in start_daemon.start(connection.paths()):
        _say(line)


# --- hours, location, voice, login --------------------------------------------------------------------------------


def _hours_and_place() -> None:
    _ask("Your hours without reminders, for example 22:30-07:00", lambda typed: _keep("quiet", typed))
    _ask("Your location for the sun, a city or coordinates", lambda typed: _keep("place", typed))


def _voice_and_login() -> None:
    if not click.confirm("Should a voice say each step of a session?", default=True):
        _keep("voice", "off")
    starts = click.confirm("Should Routine start when you log in?", default=True)
    try:
        _start_at_login(starts)
    except RoutineError as error:  # the rest is still to be asked
        _say_why(error)


def _start_at_login(on: bool) -> None:
    from routine.wiring.autostart import login, set_login

    if (login().way is not None) != on:
        set_login(on)


def _keep(key: str, value: str) -> None:
    from routine.wiring.files import config_files

    config_files(connection.paths()).set_setting(key, value)
    files.reload()


def _ask(prompt: str, keep: Callable[[str], None]) -> None:
    """Until what was typed can be kept; Enter leaves it as it is."""
    asked = "\n".join(fold(f"{prompt} (Enter: leave it)", look().width - _ROOM))
    while typed := str(click.prompt(asked, default="", show_default=False)).strip():
        try:
            keep(typed)
        except RoutineError as error:
            _say_why(error)
        else:
            return


def _say_why(error: RoutineError) -> None:
    for line in (error.message, error.hint):
        if line:
            _say(line)


# --- what to care for ---------------------------------------------------------------------------------------------


def _routines() -> None:
    """Choose by number; the safety questions are those of `preset enable`."""
    from routine.cli.preset.enable import enable

    rows = [one for one in query("preset-list").presets if one.kind not in _LEFT_OUT and not one.enabled]
    order = [*KINDS]
    rows.sort(key=lambda one: (order.index(one.kind), one.title))
    _show(rows)
    chosen: list[str] = []
    _ask("What do you want to care for? Numbers, for example 3 7", lambda typed: chosen.extend(_numbered(rows, typed)))
    if chosen:
        click.get_current_context().invoke(enable, presets=tuple(chosen), accept=())


def _show(rows: list[PresetRow]) -> None:
    """By kind, in as many columns as there is room for."""
    numbered = [(one.kind, plain(f"{n:>4}  {one.title}")) for n, one in enumerate(rows, 1)]
    for kind, of_kind in groupby(numbered, key=lambda row: row[0]):
        click.echo(KINDS[kind])
        titles = [title for _, title in of_kind]
        cell = max(map(len, titles)) + _ROOM
        across = max(1, look().width // cell)
        for at in range(0, len(titles), across):
            click.echo("".join(title.ljust(cell) for title in titles[at : at + across]).rstrip())


def _numbered(rows: list[PresetRow], typed: str) -> list[str]:
    words = typed.replace(",", " ").split()
    if not all(word.isascii() and word.isdigit() and 1 <= int(word) <= len(rows) for word in words):
        raise UsageError(f"“{typed}” is not possible here. Type numbers from 1 to {len(rows)}.")
    return list(dict.fromkeys(rows[int(word) - 1].id for word in words))


# --- what comes ---------------------------------------------------------------------------------------------------


def _the_week() -> None:
    from routine.cli.plan_why import plan

    click.echo()
    click.get_current_context().invoke(plan, days=7, why=False)
    if click.confirm("Show a test notification now?", default=True):
        for line in change("try-notice").said:
            _say(line)
    click.echo("\n".join(_LATER))


def _say(line: str) -> None:
    click.echo("\n".join(fold(plain(line), look().width)))
