"""preset show and diff: what a preset says, and what the user changed in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import partial
from typing import NamedTuple

import click

from routine.cli.shell import connection
from routine.cli.shell import user_files as files
from routine.cli.shell.colours import Look
from routine.cli.shell.command import Command
from routine.cli.shell.completions import preset_ids
from routine.cli.shell.output import emit, json_option, look
from routine.cli.shell.preset_values import shown_at
from routine.core.errors import PresetError
from routine.core.preset.edit.difference import Difference
from routine.wiring.files import preset_files, preset_writer
from routine.wiring.local_service import today


class _Leaflet(NamedTuple):
    id: str
    preset: Mapping[str, object]
    leaflet: list[str]


class _Difference(NamedTuple):
    key: str
    old: object
    new: object


class _Diff(NamedTuple):
    preset: str
    changes: list[_Difference]
    source: str


@click.command("show", cls=Command, examples=["routine preset show egg-mask", "routine preset show egg-mask --short"])
@click.argument("preset", shell_complete=preset_ids)
@click.option("--short", is_flag=True, help="Show the first screen only.")
@json_option
def show(preset: str, short: bool) -> None:
    """Show the leaflet of PRESET: who must not use it, when to stop, its steps and times, and its sources."""
    from routine.core.config.unread_presets import UnreadError
    from routine.core.preset.check_command import check_command
    from routine.core.views.leaflet import leaflet

    id = files.preset_id(preset)
    judged = preset_files(connection.paths()).judge(id)
    found = judged.preset
    if found is None:
        raise PresetError(f"{id} cannot be read, because its file has errors.", f"See them: {check_command(id)}")
    changes, width = tuple(_changes(id)), min(look().width, 80)
    written = partial(leaflet, changes=changes, width=width, today=today(connection.paths()), short=short)
    try:
        text = written(found, files.setup(id))
    except UnreadError:  # it names another preset
        text = written(found, files.setup())
    emit(_Leaflet(id, judged.raw, text.splitlines()), lambda value, _look: "\n".join(value.leaflet))


def _changes(id: str) -> list[str]:
    found = preset_writer(connection.paths()).diff(id)
    return [f"{key}: {new} (was {old})" for key, old, new in _in_words(id, found)]


def _in_words(id: str, found: Collection[Difference]) -> Iterator[tuple[str, str, str]]:
    """Each key, what it was and what it is, as people say it."""
    now, units = files.raw(id), {one.key: one.base for one in found}
    was = {**now, "dose": {"unit": units["dose.unit"]}} if "dose.unit" in units else now
    for one in found:
        yield one.key, shown_at(one.key, one.base, was), shown_at(one.key, one.yours, now)


@click.command("diff", cls=Command, examples=["routine preset diff egg-mask"])
@click.argument("preset", shell_complete=preset_ids)
@json_option
def diff(preset: str) -> None:
    """Show your changes to PRESET: each key, its original value and yours."""
    id = files.preset_id(preset)
    found = preset_writer(connection.paths()).diff(id)
    changes = [_Difference(change.key, change.base, change.yours) for change in found]
    emit(_Diff(id, changes, files.source(id)), _differences)


def _differences(found: _Diff, _look: Look) -> str:
    if found.source == "own":
        return f"{found.preset} is your own preset, so there is no original to compare it with."
    if not found.changes:
        return f"You have not changed {found.preset}. It is the original."
    differences = [Difference(one.key, one.old, one.new) for one in found.changes]
    return "\n".join(f"{key}: {old} -> {new}" for key, old, new in _in_words(found.preset, differences))
