"""Commands that look and change nothing: today, plan, pending, why, log."""

from __future__ import annotations

import click

from routine.cli.shell import connection, render
from routine.cli.shell.group import Command
from routine.cli.shell.names import enabled_ids
from routine.cli.shell.output import emit, json_option

_MOST_DAYS = 3660


@click.command("today", cls=Command, examples=["routine today", "routine today --take-along", "routine today --json"])
@click.option("--take-along", is_flag=True, help="What is still to come, narrow enough for a phone.")
@json_option
def today(take_along: bool) -> None:
    """What today holds, with what became of each time. A day ends at 04:00."""
    emit(connection.ask({"do": "today"}, write=False), render.take_along if take_along else render.day)


@click.command("plan", cls=Command, examples=["routine plan --days 14", "routine plan --why"])
@click.option("--days", type=click.IntRange(1, _MOST_DAYS), default=7, show_default=True, help="How many days ahead.")
@click.option("--why", is_flag=True, help="Say the reason below each time.")
@json_option
def plan(days: int, why: bool) -> None:
    """Every time of the coming days, as planned if you answer on time."""
    reply = connection.ask({"do": "plan", "days": days}, write=False)
    emit(reply, lambda value, look: render.span(value, look, why=why))


@click.command("pending", cls=Command, examples=["routine pending"])
@json_option
def pending() -> None:
    """The reminders that wait for your answer."""
    emit(connection.ask({"do": "pending"}, write=False), render.pending)


@click.command("why", cls=Command, examples=["routine why egg-mask", 'routine why spf "yesterday 08:00"'])
@click.argument("routine", shell_complete=enabled_ids)
@click.argument("when", nargs=-1)
@json_option
def why(routine: str, when: tuple[str, ...]) -> None:
    """Why ROUTINE comes when it comes, or why it did or did not come at WHEN."""
    emit(connection.ask({"do": "why", "routine": routine, "when": " ".join(when) or None}, write=False), render.reason)


@click.command("log", cls=Command, examples=["routine log --since monday", "routine log --since 2026-11-01 --json"])
@click.argument("routine", required=False, shell_complete=enabled_ids)
@click.option("--since", metavar="DATE", help="Only answers since this date.")
@json_option
def log(routine: str | None, since: str | None) -> None:
    """Your answers so far, oldest first; those of ROUTINE only, if you name one."""
    emit(connection.ask({"do": "log", "since": since, "routine": routine}, write=False), render.entries)
