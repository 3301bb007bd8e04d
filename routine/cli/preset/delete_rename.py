"""preset delete and rename: what is one's own goes, or has another name; what runs of it ends, and that is said."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import click

from routine.cli.shell import connection
from routine.cli.shell import user_files as files
from routine.cli.shell.command import Command
from routine.cli.shell.completions import own_ids
from routine.cli.shell.output import emit, json_option, said
from routine.cli.shell.requests import change, query
from routine.wiring.files import own_presets


class _Gone(NamedTuple):
    preset: str
    file: str
    said: list[str]


@click.command("delete", cls=Command, examples=["routine preset delete my-cream"])
@click.argument("preset", shell_complete=own_ids)
@json_option
def delete(preset: str) -> None:
    """Delete PRESET, one of your own.

    Its reminders end. Its history is kept, and so is its file, under another name.
    """
    id = files.preset_id(preset)
    own = own_presets(connection.paths())
    own.check_own(id, "deleted")
    ended = _ended(id)
    kept = own.delete(id)
    _told(id, kept, [f"{id} is deleted.", *ended, f"Its file is kept: {kept}"])


@click.command("rename", cls=Command, examples=["routine preset rename my-cream evening-cream"])
@click.argument("preset", shell_complete=own_ids)
@click.argument("name")
@json_option
def rename(preset: str, name: str) -> None:
    """Give PRESET, one of your own, another NAME.

    Its title stays, and its history stays under the old name. Where it is enabled, you enable it again.
    """
    id = files.preset_id(preset)
    own = own_presets(connection.paths())
    own.check_own(id, "renamed")
    own.check_free(name)
    ended = _ended(id)
    path = own.rename(id, name)
    begin = [f"Enable it under its new name: routine preset enable {name}"] if ended else []
    title = f"Its title stays. Change it: routine preset set {name} title TITLE"
    _told(name, path, [f"{id} is now {name}.", *ended, *begin, title])


def _ended(id: str) -> list[str]:
    """Ends its reminders, where it is enabled; what the reply says of it."""
    if not any(row.id == id and row.enabled for row in query("preset-list").presets):
        return []
    return list(change("disable", routines=[id]).said)


def _told(id: str, path: Path, lines: list[str]) -> None:
    told = files.reload()
    emit(_Gone(id, str(path), [*lines, *told.said]), said)
