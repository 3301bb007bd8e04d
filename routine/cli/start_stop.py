"""start and stop: the daemon begins and ends."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from routine.cli.shell import connection, listings
from routine.cli.shell.colours import Look
from routine.cli.shell.command import Command, MisplacedError
from routine.cli.shell.output import emit, json_option, said
from routine.cli.shell.requests import query
from routine.core.errors import RoutineError
from routine.daemon.protocol import Json

if TYPE_CHECKING:
    from routine.core.requests.replies.occurrences import OverviewReply


class _Stopped(NamedTuple):
    said: list[str]
    running: bool = False
    removed: tuple[str, ...] = ()


_TAKES_MORE = {"allow_extra_args": True}
_BEGIN = """
To enable a mask or a supplement as well:
  routine preset enable egg-mask
  routine preset enable collagen
Routine organises and reminds. It does not give medical advice."""


@click.command(
    "start",
    cls=Command,
    context_settings=_TAKES_MORE,
    examples=["routine start", "routine start --foreground", "routine start --greet"],
)
@click.option("--foreground", is_flag=True, help="Run in this terminal, not in the background.")
@click.option("--greet", is_flag=True, help="Show a notification with what is next.")
@click.option("--speed", type=click.FloatRange(1, 100_000), help="Make time run faster. Needs ROUTINE_HOME.")
@json_option
@click.pass_context
def start(ctx: click.Context, foreground: bool, greet: bool, speed: float | None) -> None:
    """Start Routine, so that reminders appear. The first start enables sunscreen alone."""
    _no_names(ctx, "“start” starts Routine as a whole, not one routine.", "To enable a routine: routine preset enable")
    from routine.wiring import start_daemon
    from routine.wiring.autostart import mend_login
    from routine.wiring.desktop import introduce

    before = _enabled()
    gc.enable()  # in the foreground this process is the daemon, and lives long
    mended = mend_login()
    introduce()
    lines = start_daemon.start(connection.paths(), foreground, speed)
    if mended:
        lines.append(f"Starting at login was repaired, because its program had moved ({mended.file}).")
    if not foreground:
        first = not before and _enabled()
        if greet and not first:  # the first start shows a welcome anyway
            connection.ask({"do": "greet"}, write=True)
        found = connection.ask({"do": "overview"}, write=False)
        said = " ".join(lines)  # each problem once
        more = [problem for problem in found.problems if problem not in said]
        reply: Any = Json({**found, "problems": more, "said": lines})
        emit(reply, lambda value, look: _started(value.said, value, look, first))


def _enabled() -> bool:
    """Whether any routine is: the first start enables the starters, and no later one does."""
    try:
        return bool(query("status").routines)
    except RoutineError:
        return True  # whatever is wrong, the start itself will say it


def _started(lines: list[str], reply: OverviewReply, look: Look, first: bool) -> str:
    return "\n".join([*lines, listings.overview(reply, look), *([_BEGIN, *_at_login()] if first else [])])


def _at_login() -> list[str]:
    """Whether it starts at login; where that cannot be told it runs all the same, and why is said."""
    from routine.cli.autostart import state_lines
    from routine.wiring.autostart import login

    try:
        return state_lines(login())
    except RoutineError as error:
        return [f"Problem: {error.message}", "See what to do: routine doctor"]


@click.command("stop", cls=Command, context_settings=_TAKES_MORE, examples=["routine stop", "routine stop --uninstall"])
@click.option("--uninstall", is_flag=True, help="Also remove the menu entry, icons and start at login.")
@json_option
@click.pass_context
def stop(ctx: click.Context, uninstall: bool) -> None:
    """Stop Routine. No reminders appear until you start it. Your routines and answers are kept."""
    _no_names(ctx, "“stop” stops Routine as a whole, not one routine.", "To disable a routine: routine preset disable")
    from routine.wiring import stop_daemon

    lines, gone = stop_daemon.stop(connection.paths()), list[str]()
    if uninstall:
        from routine.wiring.desktop import take_leave

        gone = take_leave()
        lines += [f"Removed: {path}" for path in gone]
        lines.append(f"Your routines and answers are kept: {connection.paths().data_dir}")
    emit(_Stopped(lines, removed=tuple(gone)), said)


def _no_names(ctx: click.Context, message: str, instead: str) -> None:
    if ctx.args:
        import shlex

        raise MisplacedError(message, f"{instead} {shlex.join(ctx.args)}", ctx)
