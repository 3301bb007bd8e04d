"""preset set, unset, new, copy, reset: changes to the user's preset files, and what they change in the coming week."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from routine.cli.shell import connection
from routine.cli.shell import user_files as files
from routine.cli.shell.group import Command
from routine.cli.shell.names import preset_ids
from routine.cli.shell.output import emit, json_option
from routine.cli.shell.render import Look, said
from routine.wiring.files import preset_writer

Json = dict[str, Any]
_MOST_LINES = 14


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
@click.argument("key")
@click.argument("value", nargs=-1, required=True)
@json_option
def set_key(preset: str, key: str, value: tuple[str, ...]) -> None:
    """Change one KEY of PRESET to VALUE. The shipped file stays as it is; your change lies over it."""
    id = files.preset_id(preset)
    _change(id, key, lambda: preset_writer(connection.paths()).set_key(id, key, " ".join(value)).notes)


@click.command("unset", cls=Command, examples=["routine preset unset egg-mask steps.lie-flat.timer"])
@click.argument("preset", shell_complete=preset_ids)
@click.argument("key")
@json_option
def unset_key(preset: str, key: str) -> None:
    """Take your change of KEY back: PRESET has the shipped value again."""
    id = files.preset_id(preset)
    _change(id, key, lambda: preset_writer(connection.paths()).unset_key(id, key).notes)


@click.command("reset", cls=Command, examples=["routine preset reset egg-mask"])
@click.argument("preset", shell_complete=preset_ids)
@json_option
def reset(preset: str) -> None:
    """Take all your changes to PRESET back. Your file is kept beside it, under another name."""
    id = files.preset_id(preset)
    before = week(id)
    kept = preset_writer(connection.paths()).reset(id)
    _taken_up(id, [f"{id} is as shipped again. Your changes are kept in {kept}"], before)


@click.command("new", cls=Command, examples=["routine preset new evening-cream"])
@click.argument("name")
@click.option(
    "--kind", default="habit", show_default=True, help="mask, sun, treatment, supplement, hair, nails, diet ..."
)
@json_option
def new(name: str, kind: str) -> None:
    """Begin a routine of your own, from a small example to change."""
    edited = preset_writer(connection.paths()).new(name, kind)
    _begun(name, edited.path, edited.notes)


@click.command("copy", cls=Command, examples=["routine preset copy egg-mask egg-mask-short"])
@click.argument("preset", shell_complete=preset_ids)
@click.argument("name")
@json_option
def copy(preset: str, name: str) -> None:
    """A routine of your own that begins as PRESET is, under another NAME."""
    edited = preset_writer(connection.paths()).copy(files.preset_id(preset), name)
    _begun(name, edited.path, edited.notes)


def _begun(name: str, path: Path, notes: Iterable[str]) -> None:
    files.reload()
    lines = [
        f"{path} is there.",
        f"Change it: routine preset edit {name}",
        f"Begin it: routine preset enable {name}",
    ]
    emit({"preset": name, "file": str(path), "said": [*lines, *notes]}, said)


def _change(id: str, key: str, make: Callable[[], Iterable[str]]) -> None:
    """Change one key and say what it was and is."""
    before, old = week(id), files.value(id, key)
    notes = make()
    new = files.value(id, key)
    line = f"{id}: {key} is {files.shown(new)} (was {files.shown(old)})."
    _taken_up(id, [line, *notes], before, {"key": key, "old": old, "new": new})


def _taken_up(id: str, lines: Iterable[str], before: dict[str, str], more: Json | None = None) -> None:
    """Have a change taken up, and print what it does to the coming week."""
    told = files.reload()
    after = week(id)
    off = [] if before or after or _enabled(id) else [f"It is not enabled. Begin it: routine preset enable {id}"]
    reply = {"preset": id, **(more or {}), "said": [*lines, *told.get("said", ()), *off], **differences(before, after)}
    emit(reply, changed)


def _enabled(id: str) -> bool:
    rows = connection.ask({"do": "preset-list"}, write=False)["presets"]
    return any(row["id"] == id and row["enabled"] for row in rows)


def week(id: str) -> dict[str, str]:
    """The coming week's times of one routine: instant -> as people say it."""
    reply = connection.ask({"do": "plan", "days": 7}, write=False)
    own = (o for o in reply["occurrences"] if o["routine"] == id and o["status"] != "excused")
    return {o["instant"]: o.get("when") or o["nominal"] for o in own}


def differences(before: dict[str, str], after: dict[str, str]) -> Json:
    """The times that a change takes from the coming week and those it brings, in the order of time."""
    both = sorted({**before, **after}.items())
    return {
        "gone": [when for instant, when in both if instant not in after],
        "added": [when for instant, when in both if instant not in before],
        "changes": [
            f"- {when}" if instant in before else f"+ {when}"
            for instant, when in both
            if (instant in before) != (instant in after)
        ],
        "planned": len(after),
    }


def changed(reply: Json, look: Look) -> str:
    """The change, then the coming week: times that go (-) and times that come (+), or that it stays."""
    week = [f"  {line}" for line in reply["changes"]]
    if len(week) > _MOST_LINES:
        week = [*week[:_MOST_LINES], f"  and {len(week) - _MOST_LINES} more changes"]
    if week:
        week.insert(0, "In the coming week:")
    elif reply["planned"]:
        week = ["The times of the coming week stay as they are."]
    return "\n".join([said(reply, look), *week])
