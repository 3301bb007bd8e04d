"""preset new and copy: a routine of one's own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import click

from routine.cli.shell import connection
from routine.cli.shell import user_files as files
from routine.cli.shell.command import Command
from routine.cli.shell.completions import kinds, preset_ids
from routine.cli.shell.output import emit, json_option, said
from routine.wiring.files import own_presets


class _Begun(NamedTuple):
    preset: str
    file: str
    said: list[str]


@click.command("new", cls=Command, examples=["routine preset new evening-cream"])
@click.argument("name")
@click.option(
    "--kind", default="habit", show_default=True, help="Choose the kind, for example mask.", shell_complete=kinds
)
@json_option
def new(name: str, kind: str) -> None:
    """Create a preset of your own from a short example."""
    edited = own_presets(connection.paths()).new(name, kind)
    _begun(name, edited.path, edited.notes)


@click.command("copy", cls=Command, examples=["routine preset copy egg-mask egg-mask-short"])
@click.argument("preset", shell_complete=preset_ids)
@click.argument("name")
@json_option
def copy(preset: str, name: str) -> None:
    """Copy PRESET to a preset of your own called NAME."""
    edited = own_presets(connection.paths()).copy(files.preset_id(preset), name)
    _begun(name, edited.path, edited.notes)


def _begun(name: str, path: Path, notes: Iterable[str]) -> None:
    files.reload()
    lines = [
        f"Created: {path}",
        f"Edit it: routine preset edit {name}",
        f"Enable it: routine preset enable {name}",
    ]
    emit(_Begun(name, str(path), [*lines, *notes]), said)
