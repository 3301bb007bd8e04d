"""preset edit: the user's file in the user's editor; a text with mistakes is never put in force, and never lost."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from shutil import which
from time import monotonic
from typing import TYPE_CHECKING

import click

from routine.cli.preset.changes_in_week import Changed, changed, differences, week
from routine.cli.preset.check import as_shown, mistake_lines
from routine.cli.shell import connection
from routine.cli.shell import user_files as files
from routine.cli.shell.command import Command
from routine.cli.shell.completions import preset_ids
from routine.cli.shell.output import emit, look, on_terminal
from routine.cli.shell.safe_text import scrub
from routine.core.errors import FileProblemError, PresetError, RoutineError
from routine.wiring.files import own_presets

if TYPE_CHECKING:
    from routine.wiring.edit_drafts import Draft

_AT_ONCE_S = 2.0
"""Nobody edits a text in less."""


@click.command(
    "edit", cls=Command, examples=["routine preset edit egg-mask", "EDITOR=nano routine preset edit egg-mask"]
)
@click.argument("preset", shell_complete=preset_ids)
def edit(preset: str) -> None:
    """Edit PRESET in your text editor ($VISUAL, $EDITOR or nano).

    You edit your own file. The original stays as it is. Your changes apply when the file has no errors.
    """
    id = files.preset_id(preset)
    editor, before = _editor(), week(id)
    draft = _draft(id)
    text = _until_right(id, editor, draft)
    if text == draft.before:
        click.echo("Nothing was changed.")
        return
    _put(id, draft, text)
    told = files.reload()
    lines = [f"Your changes to {id} apply now.", *told.said]
    emit(Changed(id, lines, *differences(before, week(id))), changed)


def _draft(id: str) -> Draft:
    from routine.wiring.edit_drafts import open_draft

    draft = open_draft(Path(connection.paths().data_dir), id, own_presets(connection.paths()).text_to_edit(id))
    if draft.text() != draft.before:
        click.echo("This is your text from an earlier edit. It does not apply yet.", err=True)
    return draft


def _put(id: str, draft: Draft, text: str) -> None:
    """Make it the user's file, unless that was changed meanwhile: then neither is lost."""
    if own_presets(connection.paths()).text_to_edit(id) != draft.before:
        raise _kept(id, draft, text, f"{id} was changed elsewhere while you edited it, so your text does not apply.")
    own_presets(connection.paths()).put(id, text)
    draft.drop()


def _until_right(id: str, editor: list[str], draft: Draft) -> str:
    """The text as it leaves the editor without mistakes; raises PresetError when the person gives up."""
    while True:
        text = _edited(editor, id, draft)
        errors = [] if text == draft.before else own_presets(connection.paths()).mistakes(id, text)
        if not errors:
            return text
        for error in errors:
            click.echo("\n".join(mistake_lines(scrub(as_shown(error)), look())), err=True)
        if not _again():
            raise _kept(id, draft, text, "Your changes do not apply, because the file has errors.")


def _kept(id: str, draft: Draft, text: str, why: str) -> PresetError:
    """An error that says why the text does not apply, and where it is now."""
    where = own_presets(connection.paths()).keep_rejected(id, text)
    draft.drop()
    return PresetError(why, f"Your text is kept here: {where}")


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
        command = shlex.split(chosen)
    except ValueError as error:
        raise FileProblemError(
            f"The editor “{chosen}” cannot be used: {error}.", "Set EDITOR to another one."
        ) from error
    if not command or not command[0]:
        raise FileProblemError(f"The editor “{chosen}” names no program.", "Set EDITOR to another one.")
    return command


def _edited(editor: list[str], id: str, draft: Draft) -> str:
    """What the editor saved."""
    earlier, began = draft.text(), monotonic()
    try:
        ended = subprocess.run([*editor, str(draft.path)], check=False)  # noqa: S603 - the person's own editor
    except OSError as error:
        draft.leave()
        raise FileProblemError(
            f"The editor {editor[0]} cannot be started: {error.strerror}.", "Set EDITOR to another one."
        ) from error
    text = draft.text()
    if ended.returncode or text is None:
        why = "left no file" if text is None else f"ended with status {ended.returncode}"
        raise _given_up(id, draft, text or earlier, why)
    if text == draft.before and monotonic() - began < _AT_ONCE_S:
        return _saved_later(id, draft)
    if text == draft.before:
        draft.leave()  # an editor that opened it elsewhere may still save
    return text


def _given_up(id: str, draft: Draft, text: str | None, why: str) -> RoutineError:
    """An editor that failed may have saved before: what was typed is not put in force, and not lost."""
    if text is None or text == draft.before:
        draft.drop()
        return FileProblemError(f"The editor {why}. Nothing was changed.")
    return _kept(id, draft, text, f"The editor {why}, so your changes do not apply.")


def _saved_later(id: str, draft: Draft) -> str:
    """An editor that ended at once may have opened the file in a window that is there already."""
    if on_terminal() and sys.stdin.isatty():
        click.echo("The editor ended at once. If the file is open in a window, save it and close it there.")
        click.prompt("Then press Enter", default="", show_default=False, prompt_suffix=" ")
    text = draft.text()
    if text is None or text == draft.before:
        draft.leave()
        click.echo(f"If you save the file later, your text is taken up by: routine preset edit {id}")
    return draft.before if text is None else text
