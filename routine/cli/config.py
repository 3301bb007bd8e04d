"""config: the settings, and where everything lies."""

from __future__ import annotations

from typing import Any

import click

from routine.cli import verbs
from routine.cli.shell import connection
from routine.cli.shell import user_files as files
from routine.cli.shell.group import Command, LazyGroup
from routine.cli.shell.output import emit, json_option
from routine.cli.shell.render import Look, said
from routine.cli.shell.table import table
from routine.wiring.files import config_files
from routine.wiring.places import introduced

Json = dict[str, Any]


@click.group(
    "config",
    cls=LazyGroup,
    verbs=verbs.CONFIG,
    misplaced=verbs.CONFIG_MISPLACED,
    examples=["routine config show", 'routine config set quiet "22:30-07:00"', "routine config path"],
)
def config() -> None:
    """Settings, and where files live."""


@click.command("show", cls=Command, examples=["routine config show"])
@json_option
def show() -> None:
    """Every setting, its value, and whether you chose it."""
    rows = [
        {"key": s.key, "value": s.value, "chosen": s.chosen, "about": s.about}
        for s in config_files(connection.paths()).settings()
    ]
    emit({"settings": rows}, _settings)


def _settings(reply: Json, look: Look) -> str:
    rows = [
        (row["key"], row["value"], f"{row['about']}{'' if row['chosen'] else ' (as shipped)'}")
        for row in reply["settings"]
    ]
    return "\n".join(table(rows, look.width, 2))


@click.command(
    "set",
    cls=Command,
    examples=[
        'routine config set quiet "22:30-07:00"',
        "routine config set day-ends 03:00",
        "routine config set place Berlin",
    ],
    context_settings={"ignore_unknown_options": True},  # a southern latitude begins with a minus
)
@click.argument("key")
@click.argument("value", nargs=-1, required=True)
@json_option
def set_setting(key: str, value: tuple[str, ...]) -> None:
    """Change one setting; it holds at once."""
    change = config_files(connection.paths()).set_setting(key, " ".join(value))
    told = files.reload()
    where = introduced(connection.paths(), change.new) if change.key == "place" else ()
    lines = [f"{change.key}: {change.new} (was {change.old})", *where, *told.get("said", ())]
    emit({"key": key, "said": lines}, said)


@click.command("unset", cls=Command, examples=["routine config unset quiet", "routine config unset place --json"])
@click.argument("key")
@json_option
def unset_setting(key: str) -> None:
    """Take one setting back: it is as shipped again."""
    change = config_files(connection.paths()).unset_setting(key)
    told = files.reload()
    emit({"key": change.key, "said": [f"{change.key}: {change.new} (was {change.old})", *told.get("said", ())]}, said)


@click.command("path", cls=Command, examples=["routine config path", "routine config path --json"])
@json_option
def path() -> None:
    """Where your files are: settings, presets, data, log, socket."""
    where = connection.paths()
    found = {
        "config": where.config_dir,
        "data": where.data_dir,
        "presets": where.presets_dir,
        "log": where.log_file,
        "socket": where.socket,
    }
    emit(found, lambda value, look: "\n".join(table(list(value.items()), look.width + 1000, 1)))
