"""run: a routine step by step, on this terminal."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

import click

from routine.cli.shell import connection
from routine.cli.shell.colours import painted
from routine.cli.shell.command import Command
from routine.cli.shell.completions import enabled_ids
from routine.cli.shell.output import look, on_terminal
from routine.cli.shell.requests import change
from routine.cli.shell.safe_text import plain
from routine.cli.shell.speed import Speed
from routine.cli.shell.table import fold

if TYPE_CHECKING:
    from routine.core.requests.replies.commands import SessionStartReply

_PATIENCE_S = 300
_INTERRUPTED = 130


@click.command("run", cls=Command, examples=["routine run egg-mask", "routine run egg-mask --speed 20"])
@click.argument("routine", shell_complete=enabled_ids)
@click.option("--speed", type=Speed(1000), help="Rehearse it, this many times as fast.")
def run(routine: str, speed: float | None) -> None:
    """Start a guided session of ROUTINE: what to do, the time left, and the next step.

    Press space when you are ready, or to pause a timer. Press n for next, b for back, s if it stings or burns, and q
    twice to stop. Press y or n to answer the questions before it starts.

    The session continues when you close this terminal. The same command shows it again.
    """
    gc.enable()  # a session is no short command's work
    _have_a_daemon()
    begun = change("session-start", routine=routine, speed=speed, keys=True)
    from routine.cli.live.follow import NoKeyboard

    try:
        closing = _follow(begun)
    except NoKeyboard as end:
        for line in end.lines:
            click.echo(plain(line), err=True)
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        click.echo(f"The session continues.\nShow it again: routine run {routine}\nStop it: routine session stop")
        raise SystemExit(_INTERRUPTED) from None
    _say_goodbye(closing)


def _have_a_daemon() -> None:
    """Start the daemon as `routine start` does, where none runs or it is another version."""
    from routine.wiring import start_daemon

    was_running = connection.running()
    for line in start_daemon.start(connection.paths()):
        if not was_running:
            click.echo(plain(line))


def _follow(begun: SessionStartReply) -> list[str]:
    """Show it until it ends; returns the closing words."""
    from routine.cli.live.follow import Link, SessionFollower
    from routine.cli.live.key_meanings import ALL_KEYS
    from routine.cli.live.keyboard import keyboard
    from routine.cli.live.screen import Lines, Screen
    from routine.wiring import start_daemon

    whole = on_terminal() and sys.stdin.isatty() and os.environ.get("TERM") not in (None, "", "dumb")
    said = ["You are back in your session."] if begun.attached else []
    link = Link(connection.paths().data_dir)
    follower = SessionFollower(
        begun.session,
        link.ask,
        Screen() if whole else Lines(),
        lambda: start_daemon.start(connection.paths()),
        None if whole else _PATIENCE_S,
    )
    if not whole and sys.stdin.isatty():
        click.echo("\n".join(fold(ALL_KEYS, look().width)))
    with keyboard(screen=whole) as keys:
        return follower.follow(keys, said)


def _say_goodbye(lines: list[str]) -> None:
    """What to do now, and when it comes again; it stays on the terminal."""
    how = look()
    gap = [""] if on_terminal() else []
    indent = "  " if on_terminal() else ""
    folded = [painted(part, "1", how) for line in lines for part in fold(plain(line), how.width, indent)]
    click.echo("\n".join([*gap, *folded, *gap]))
