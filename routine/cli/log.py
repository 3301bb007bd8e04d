"""log: the history of answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from routine.cli.shell.colours import Look
from routine.cli.shell.command import Command
from routine.cli.shell.completions import enabled_ids
from routine.cli.shell.listings import word
from routine.cli.shell.output import emit, json_option
from routine.cli.shell.requests import query
from routine.cli.shell.table import table

if TYPE_CHECKING:
    from routine.core.requests.replies.log import EntryView, LogReply


@click.command(
    "log",
    cls=Command,
    examples=["routine log --since monday", "routine log --all", "routine log --json"],
)
@click.argument("routine", required=False, shell_complete=enabled_ids)
@click.option("--since", metavar="DATE", help="Show answers since this date only.")
@click.option("--all", "every", is_flag=True, help="Also show answers that you changed or undid.")
@json_option
def log(routine: str | None, since: str | None, every: bool) -> None:
    """Show the history of your answers, oldest first, of ROUTINE or of all.

    What you changed or undid is folded under what holds: --all shows it. --json has every answer.
    """
    emit(query("log", since=since, routine=routine), lambda reply, look: entries(reply, look, every=every))


def entries(reply: LogReply, look: Look, *, every: bool) -> str:
    """The history of answers, oldest first."""
    there = {entry.seq: entry for entry in reply.entries}
    shown = reply.entries if every else folded(reply.entries)
    rows = [(e.when, e.title, e.routine, _answer(e, None if every else there.get(e.replaces or 0))) for e in shown]
    lines = list(table(rows, look.width, 1))
    if len(shown) < len(reply.entries):
        lines += ["Some answers were changed or undone. Show them too: routine log --all"]
    return "\n".join(lines) or "There are no answers yet."


def folded(found: Sequence[EntryView]) -> list[EntryView]:
    """What holds, by its time: without what was replaced; what was taken back only where nothing came after it.

    What time alone wrote and took back, as where a clock was ahead, is of no person's doing, and holds nothing.
    """
    replaced = {entry.replaces for entry in found}
    holds = [entry for entry in found if entry.seq not in replaced]
    answered = {entry.id for entry in holds if entry.answer != "undone"}
    last = {entry.id: entry.seq for entry in holds}
    undone = [e for e in holds if e.answer == "undone" and e.by == "person" and e.id not in answered]
    kept = [e for e in holds if e.answer != "undone"] + [e for e in undone if last[e.id] == e.seq]
    return sorted(kept, key=lambda entry: (entry.nominal, entry.seq))


def _answer(entry: EntryView, before: EntryView | None) -> str:
    rated = f" ({len(entry.ratings)} rated)" if entry.ratings else ""
    changed = before is not None and entry.answer != "undone" and before.answer not in (entry.answer, "missed")
    was = f" (changed from {word(before.answer)})" if changed and before else ""
    return f"{entry.said}{rated}{was}"
