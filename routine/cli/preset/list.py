"""preset list: every routine there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from routine.cli.shell.group import Command
from routine.cli.shell.output import emit, json_option, without_running
from routine.cli.shell.render import Look, painted
from routine.cli.shell.requests import query
from routine.cli.shell.table import table

if TYPE_CHECKING:
    from routine.core.requests.replies.presets import PresetListReply, PresetRow

_SOURCES = {"shipped": "", "overlay": "with your changes", "own": "your own"}


@click.command("list", cls=Command, examples=["routine preset list"])
@json_option
def list_presets() -> None:
    """Every routine there is. A mark stands before those you enabled."""
    emit(without_running(query("preset-list")), _listing)


def _listing(reply: PresetListReply, look: Look) -> str:
    rows = [("*" if row.enabled else " ", row.id, row.title, _remark(row)) for row in reply.presets]
    lines = [
        painted(line, "1" if row.enabled else None, look)
        for line, row in zip(table(rows, look.width, 2), reply.presets, strict=True)
    ]
    return "\n".join(
        [*lines, "", "* enabled.   Begin one: routine preset enable ID   Look at one: routine preset show ID"]
    )


def _remark(row: PresetRow) -> str:
    if row.errors:
        return f"{row.errors} mistake{'s' if row.errors > 1 else ''}: routine preset check {row.id}"
    return ", ".join(filter(None, (row.kind, row.when, _SOURCES[row.source])))
