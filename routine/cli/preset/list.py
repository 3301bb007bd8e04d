"""preset list and find: every routine there is, by kind, one a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import click

from routine.cli.shell.colours import Look, painted
from routine.cli.shell.command import Command
from routine.cli.shell.output import emit, json_option, without_running
from routine.cli.shell.requests import query
from routine.cli.shell.table import table
from routine.core.preset.kinds import KINDS

if TYPE_CHECKING:
    from routine.core.requests.replies.presets import PresetListReply, PresetRow

_BROKEN = "With errors"
_SOURCES = {"shipped": "", "overlay": "your changes", "own": "your own"}
_HINTS = (
    "A * marks those you enabled.",
    "Enable one: routine preset enable ID",
    "Read about one: routine preset show ID",
)


class _Found(NamedTuple):
    presets: Sequence[PresetRow]


@click.command("list", cls=Command, examples=["routine preset list"])
@json_option
def list_presets() -> None:
    """List all presets by kind. A * marks those you enabled."""
    emit(without_running(query("preset-list")), _listing)


@click.command("find", cls=Command, examples=["routine preset find glycolic", "routine preset find nails"])
@click.argument("words", nargs=-1, required=True, metavar="WORD...")
@json_option
def find(words: tuple[str, ...]) -> None:
    """Find presets by what they are called, what is in them, and what they are for."""
    from routine.cli.shell import user_files as files
    from routine.core.errors import NotFoundError
    from routine.core.preset.find import find_presets

    typed = " ".join(words)
    ids = find_presets(files.setup().presets.values(), typed)
    if not ids:
        raise NotFoundError(f"No preset has “{typed}” in it.", "See all presets: routine preset list")
    rows = {row.id: row for row in query("preset-list").presets}
    emit(_Found([rows[id] for id in ids if id in rows]), _found)


def _listing(reply: PresetListReply, look: Look) -> str:
    lines = _lines(reply.presets, look)
    parts: list[str] = []
    for kind, heading in {**KINDS, "": _BROKEN}.items():
        own = [line for row, line in zip(reply.presets, lines, strict=True) if row.kind == kind]
        parts += [painted(heading, "1", look), *own, ""] if own else []
    return "\n".join([*parts, *_HINTS])


def _found(reply: _Found, look: Look) -> str:
    return "\n".join([*_lines(reply.presets, look), "", *_HINTS])


def _lines(rows: Sequence[PresetRow], look: Look) -> list[str]:
    """One line a preset: the mark, its title whole, its id, and what is yours about it."""
    lines = table([("*" if row.enabled else " ", row.title, row.id) for row in rows], look.width, 1)
    marked = [_line(row, line) for row, line in zip(rows, lines, strict=True)]
    return [painted(line, "1" if row.enabled else None, look) for line, row in zip(marked, rows, strict=True)]


def _line(row: PresetRow, line: str) -> str:
    """A file with errors has no title to show, but a command that says where they are."""
    if row.errors:
        from routine.core.preset.check_command import check_command  # here: few have any

        counted = "1 error" if row.errors == 1 else f"{row.errors} errors"
        return f"{'*' if row.enabled else ' '}  {row.id}  {counted}: {check_command(row.id)}"
    return f"{line}  {_SOURCES[row.source]}".rstrip()
