"""preset edit: the user's file in the user's editor; a text with mistakes is never put in force, and never lost."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import which

import click

from routine.cli.preset.check import as_shown, mistake_lines
from routine.cli.preset.week import Changed, changed, differences, week
from routine.cli.shell import connection
from routine.cli.shell import user_files as files
from routine.cli.shell.completions import preset_ids
from routine.cli.shell.group import Command
from routine.cli.shell.output import emit, look, on_terminal
from routine.cli.shell.safe_text import scrub
from routine.core.errors import FileProblemError, PresetError
from routine.wiring.files import preset_writer


@click.command(
    "edit", cls=Command, examples=["routine preset edit egg-mask", "EDITOR=nano routine preset edit egg-mask"]
)
@click.argument("preset", shell_complete=preset_ids)
def edit(preset: str) -> None:
    """Edit PRESET in your text editor ($VISUAL, $EDITOR or nano).

    You edit your own file. The original stays as it is. Your changes apply when the file has no errors.
    """
    id = files.preset_id(preset)
    editor, before, original = _editor(), week(id), preset_writer(connection.paths()).text_to_edit(id)
    text = _until_right(id, editor, original)
    if text == original:
        click.echo("Nothing was changed.")
        return
    preset_writer(connection.paths()).put(id, text)
    told = files.reload()
    lines = [f"Your changes to {id} apply now.", *told.said]
    emit(Changed(id, lines, *differences(before, week(id))), changed)


def _until_right(id: str, editor: list[str], original: str) -> str:
    """The text as it leaves the editor without mistakes; raises PresetError when the person gives up."""
    text = original
    while True:
        text = _edited(editor, id, text)
        errors = [] if text == original else preset_writer(connection.paths()).mistakes(id, text)
        if not errors:
            return text
        for error in errors:
            click.echo("\n".join(mistake_lines(scrub(as_shown(error)), look())), err=True)
        if not _again():
            raise PresetError(
                "Your changes do not apply, because the file has errors.",
                f"Your text is kept here: {preset_writer(connection.paths()).keep_rejected(id, text)}",
            )


def _again() -> bool:
    if not (on_terminal() and sys.stdin.isatty()):
        return False
    answer = click.prompt("[E]dit again or [D]iscard", default="E", type=click.Choice(["E", "D"], case_sensitive=False))
    return bool(answer.upper() == "E")


def _editor() -> list[str]:
    """The person's editor as an argument list; no shell reads it."""
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR") or which("nano")
    if not chosen:
        raise FileProblemError(
            "Routine found no text editor.", "Set EDITOR, or change one value: routine preset set PRESET KEY VALUE"
        )
    try:
        return shlex.split(chosen)
    except ValueError as error:
        raise FileProblemError(
            f"The editor “{chosen}” cannot be used: {error}.", "Set EDITOR to another one."
        ) from error


def _edited(editor: list[str], id: str, text: str) -> str:
    with tempfile.TemporaryDirectory(prefix="routine-") as folder:
        path = Path(folder) / f"{id}.toml"
        path.write_text(text, encoding="utf-8")
        try:
            ended = subprocess.run([*editor, str(path)], check=False)  # noqa: S603 - the person's own editor
        except OSError as error:
            raise FileProblemError(
                f"The editor {editor[0]} cannot be started: {error.strerror}.", "Set EDITOR to another one."
            ) from error
        if ended.returncode:
            raise FileProblemError(f"The editor ended with status {ended.returncode}. Nothing was changed.")
        if not path.is_file():
            raise FileProblemError("The editor left no file. Nothing was changed.")
        return path.read_text(encoding="utf-8", errors="replace")
