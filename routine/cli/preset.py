"""preset: the group, and the commands that look at preset files: list, show, diff, check, schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from routine.cli import verbs
from routine.cli.shell import connection
from routine.cli.shell import user_files as files
from routine.cli.shell.group import Command, LazyGroup
from routine.cli.shell.names import preset_ids
from routine.cli.shell.output import emit, json_option, look
from routine.cli.shell.render import Look, painted
from routine.cli.shell.table import fold, table
from routine.core.errors import PresetError
from routine.wiring.files import preset_files, preset_writer
from routine.wiring.local_service import clocks

if TYPE_CHECKING:
    from routine.core.preset.resolve import FileError

Json = dict[str, Any]
_SOURCES = {"shipped": "", "overlay": "with your changes", "own": "your own"}


@click.group(
    "preset",
    cls=LazyGroup,
    verbs=verbs.PRESET,
    misplaced=verbs.PRESET_MISPLACED,
    examples=["routine preset list", "routine preset enable egg-mask", "routine preset set egg-mask schedule.at 21:00"],
)
def preset() -> None:
    """Routines to choose from, and your changes to them."""


@click.command("list", cls=Command, examples=["routine preset list"])
@json_option
def list_presets() -> None:
    """Every routine there is. A mark stands before those you enabled."""
    emit({"presets": connection.ask({"do": "preset-list"}, write=False)["presets"]}, _listing)


def _listing(reply: Json, look: Look) -> str:
    rows = [("*" if row["enabled"] else " ", row["id"], row["title"], _remark(row)) for row in reply["presets"]]
    lines = [
        painted(line, "1" if row["enabled"] else None, look)
        for line, row in zip(table(rows, look.width, 2), reply["presets"], strict=True)
    ]
    return "\n".join(
        [*lines, "", "* enabled.   Begin one: routine preset enable ID   Look at one: routine preset show ID"]
    )


def _remark(row: Json) -> str:
    if row["errors"]:
        count = row["errors"]
        return f"{count} mistake{'s' if count > 1 else ''}: routine preset check {row['id']}"
    return ", ".join(filter(None, (row["kind"], row.get("when"), _SOURCES[row["source"]])))


@click.command("show", cls=Command, examples=["routine preset show egg-mask"])
@click.argument("preset", shell_complete=preset_ids)
@json_option
def show(preset: str) -> None:
    """The leaflet of PRESET: what it is, its steps and times, who should not, and where every figure comes from."""
    from routine.core.views.leaflet import leaflet

    setup, id = files.setup(), files.preset_id(preset)
    found = setup.presets.get(id)
    if found is None:
        raise PresetError(f"{id} cannot be read: its file has mistakes.", f"They are here: routine preset check {id}")
    today = clocks(connection.paths())[0].now().wall().date()
    text = leaflet(found, setup, changes=tuple(_changes(id)), width=min(look().width, 80), today=today)
    raw = preset_files(connection.paths()).judge(id).raw
    emit({"id": id, "preset": raw, "leaflet": text.splitlines()}, lambda value, _look: "\n".join(value["leaflet"]))


def _changes(id: str) -> list[str]:
    found = preset_writer(connection.paths()).diff(id)
    return [f"{change.key}: {files.shown(change.yours)} (was {files.shown(change.base)})" for change in found]


@click.command("diff", cls=Command, examples=["routine preset diff egg-mask"])
@click.argument("preset", shell_complete=preset_ids)
@json_option
def diff(preset: str) -> None:
    """Your changes to PRESET, key by key: what it was, what it is."""
    id = files.preset_id(preset)
    found = [
        {"key": change.key, "old": change.base, "new": change.yours}
        for change in preset_writer(connection.paths()).diff(id)
    ]
    emit({"preset": id, "changes": found, "source": files.source(id)}, _differences)


def _differences(reply: Json, _look: Look) -> str:
    if reply["source"] == "own":
        return f"{reply['preset']} is your own: there is no shipped one that it differs from."
    if not reply["changes"]:
        return f"{reply['preset']} is as shipped; you changed nothing."
    found = reply["changes"]
    return "\n".join(f"{c['key']}: {files.shown(c['old'])} -> {files.shown(c['new'])}" for c in found)


@click.command(
    "check",
    cls=Command,
    examples=["routine preset check", "routine preset check egg-mask", "routine preset check ./my-mask.toml"],
)
@click.argument("which", required=False, metavar="[PRESET|FILE]", shell_complete=preset_ids)
@json_option
@click.pass_context
def check(ctx: click.Context, which: str | None) -> None:
    """Look for mistakes in PRESET, in a FILE, or in all your presets: each with its line and a way to mend it."""
    errors = [as_json(error) for error in files.mistakes(which)]
    emit({"errors": errors}, _mistakes)
    ctx.exit(1 if errors else 0)


def as_json(error: FileError) -> Json:
    """The mistake with the contract's keys."""
    return {"file": error.file, "line": error.line, "key": error.key, "message": error.message, "hint": error.hint}


def _mistakes(reply: Json, look: Look) -> str:
    if not reply["errors"]:
        return "No mistakes."
    return "\n".join(line for error in reply["errors"] for line in mistake(error, look))


def mistake(error: Json, look: Look) -> list[str]:
    """One mistake: where it is, what it is, and how to mend it."""
    where = f"{error['file']}:{error['line']}" if error["line"] else error["file"]
    key = f"{error['key']}: " if error["key"] else ""
    hint = fold(error["hint"], look.width, "    ") if error["hint"] else []
    return [where, *fold(f"{key}{error['message']}", look.width, "  "), *hint]


@click.command("schema", cls=Command, examples=["routine preset schema > preset.schema.json"])
def schema() -> None:
    """Every key that a preset file may have, as a JSON Schema for your editor."""
    import json

    from routine.core.preset.json_schema import schema as build

    click.echo(json.dumps(build(), indent=2))
