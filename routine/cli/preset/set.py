"""preset set, unset and reset: the user's changes to a preset, key by key."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable
from typing import NamedTuple

import click

from routine.cli.preset.changes_in_week import Changed, Week, changed, differences, week
from routine.cli.shell import connection
from routine.cli.shell import user_files as files
from routine.cli.shell.command import Command
from routine.cli.shell.completions import changed_ids, changed_keys, preset_ids, preset_keys, preset_values
from routine.cli.shell.output import emit, json_option
from routine.cli.shell.preset_values import shown_at
from routine.cli.shell.requests import query
from routine.core.errors import NotFoundError
from routine.wiring.files import own_presets, preset_writer


class _KeyChanged(NamedTuple):
    preset: str
    key: str
    old: object
    new: object
    said: list[str]
    gone: list[str]
    added: list[str]
    changes: list[str]
    planned: int


@click.command(
    "set",
    cls=Command,
    examples=[
        "routine preset set egg-mask steps.lie-flat.timer 9m",
        'routine preset set egg-mask schedule.at "21:00"',
        "routine preset set spf remind.expires 2h",
        'routine preset set calcium dose "1 tablet"',
    ],
    context_settings={"ignore_unknown_options": True},  # the last day of a month is -1
)
@click.argument("preset", shell_complete=preset_ids)
@click.argument("key", shell_complete=preset_keys)
@click.argument("value", nargs=-1, required=True, shell_complete=preset_values)
@json_option
def set_key(preset: str, key: str, value: tuple[str, ...]) -> None:
    """Change one KEY of PRESET to VALUE. The original file stays as it is."""
    id = files.preset_id(preset)
    try:
        _change(id, key, lambda: preset_writer(connection.paths()).set_key(id, key, " ".join(value)).notes)
    except NotFoundError as error:
        if meant := error.details.get("meant"):
            error.hint = f"Did you mean this: {shlex.join(['routine', 'preset', 'set', id, str(meant), *value])}"
        raise


@click.command("unset", cls=Command, examples=["routine preset unset egg-mask steps.lie-flat.timer"])
@click.argument("preset", shell_complete=changed_ids)
@click.argument("key", shell_complete=changed_keys)
@json_option
def unset_key(preset: str, key: str) -> None:
    """Undo your change of KEY. PRESET has the original value again."""
    id = files.preset_id(preset)
    _change(id, key, lambda: preset_writer(connection.paths()).unset_key(id, key).notes)


@click.command("reset", cls=Command, examples=["routine preset reset egg-mask"])
@click.argument("preset", shell_complete=changed_ids)
@json_option
def reset(preset: str) -> None:
    """Undo all your changes to PRESET. Your file is kept under another name."""
    id = files.preset_id(preset)
    before = week(id)
    kept = own_presets(connection.paths()).reset(id)
    lines, after = taken_up(id, [f"{id} is the original again. Your changes are kept: {kept}"], before)
    emit(Changed(id, lines, *differences(before, after)), changed)


def _change(id: str, key: str, make: Callable[[], Iterable[str]]) -> None:
    """Change one key and say what it was and is."""
    before, old, was = week(id), files.value(id, key), files.raw(id)
    notes = make()
    new = files.value(id, key)
    line = f"{id}: {key} is {shown_at(key, new, files.raw(id))} (was {shown_at(key, old, was)})."
    lines, after = taken_up(id, [line, *notes], before)
    emit(_KeyChanged(id, key, old, new, lines, *differences(before, after)), changed)


def taken_up(id: str, lines: Iterable[str], before: Week) -> tuple[list[str], Week]:
    """Have a change taken up; what is to be said of it, and the coming week as it is now."""
    told = files.reload()
    after = week(id)
    off = [] if before or after or _enabled(id) else [f"It is not enabled. Enable it: routine preset enable {id}"]
    return [*lines, *told.said, *off], after


def _enabled(id: str) -> bool:
    return any(row.id == id and row.enabled for row in query("preset-list").presets)
