"""start and stop: the daemon begins and ends."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from routine.cli.shell import connection, render
from routine.cli.shell.group import Command, MisplacedError
from routine.cli.shell.output import emit, json_option
from routine.cli.shell.requests import query
from routine.core.errors import RoutineError
from routine.daemon.protocol import Json

if TYPE_CHECKING:
    from routine.core.requests.replies.occurrences import OverviewReply


class _Stopped(NamedTuple):
    said: list[str]
    running: bool = False


_TAKES_MORE = {"allow_extra_args": True}
_BEGIN = """
To begin a mask or a supplement as well:
  routine preset enable egg-mask
  routine preset enable collagen
It organises and reminds; it gives no medical advice.
It will not start at login. If it should: routine autostart on"""


@click.command(
    "start",
    cls=Command,
    context_settings=_TAKES_MORE,
    examples=["routine start", "routine start --foreground"],
)
@click.option("--foreground", is_flag=True, help="Stay in this terminal instead of the background.")
@click.option("--speed", type=click.FloatRange(1, 100_000), help="Let time run N times faster; only with ROUTINE_HOME.")
@json_option
@click.pass_context
def start(ctx: click.Context, foreground: bool, speed: float | None) -> None:
    """Start the daemon: from now on you are reminded. The first start begins with sunscreen alone."""
    _no_names(ctx, "start begins the daemon, not one routine.", "To begin reminders of one: routine preset enable")
    from routine.wiring import start_daemon

    before = _enabled()
    gc.enable()  # in the foreground this process is the daemon, and lives long
    lines = start_daemon.start(connection.paths(), foreground, speed)
    if not foreground:
        first = not before and _enabled()
        reply: Any = Json({**connection.ask({"do": "overview"}, write=False), "said": lines})
        emit(reply, lambda value, look: _started(value.said, value, look, first))


def _enabled() -> bool:
    """Whether any routine is: the first start enables the starters, and no later one does."""
    try:
        return any(row.enabled for row in query("preset-list").presets)
    except RoutineError:
        return True  # whatever is wrong, the start itself will say it


def _started(lines: list[str], reply: OverviewReply, look: render.Look, first: bool) -> str:
    return "\n".join([*lines, render.overview(reply, look), *([_BEGIN] if first else [])])


@click.command("stop", cls=Command, context_settings=_TAKES_MORE, examples=["routine stop"])
@json_option
@click.pass_context
def stop(ctx: click.Context) -> None:
    """Stop the daemon. Nothing is shown until you start it; your routines and answers stay."""
    _no_names(ctx, "stop ends the daemon, not one routine.", "To end reminders of one: routine preset disable")
    from routine.wiring import stop_daemon

    emit(_Stopped(stop_daemon.stop(connection.paths())), render.said)


def _no_names(ctx: click.Context, message: str, instead: str) -> None:
    if ctx.args:
        import shlex

        raise MisplacedError(message, f"{instead} {shlex.join(ctx.args)}", ctx)
