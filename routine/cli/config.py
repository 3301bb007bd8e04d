"""config: the settings, and where everything lies."""

from __future__ import annotations

from typing import NamedTuple

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


class Setting(NamedTuple):
    """One setting, and whether the person chose its value."""

    key: str
    value: str
    chosen: bool
    about: str


class _Settings(NamedTuple):
    settings: list[Setting]


class _Changed(NamedTuple):
    key: str
    said: list[str]


class _Places(NamedTuple):
    config: str
    data: str
    presets: str
    log: str
    socket: str


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
    found = config_files(connection.paths()).settings()
    emit(_Settings([Setting(one.key, one.value, one.chosen, one.about) for one in found]), _settings)


def _settings(found: _Settings, look: Look) -> str:
    rows = [(one.key, one.value, f"{one.about}{'' if one.chosen else ' (as shipped)'}") for one in found.settings]
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
    lines = [f"{change.key}: {change.new} (was {change.old})", *where, *told.said]
    emit(_Changed(key, lines), said)


@click.command("unset", cls=Command, examples=["routine config unset quiet", "routine config unset place --json"])
@click.argument("key")
@json_option
def unset_setting(key: str) -> None:
    """Take one setting back: it is as shipped again."""
    change = config_files(connection.paths()).unset_setting(key)
    told = files.reload()
    emit(_Changed(change.key, [f"{change.key}: {change.new} (was {change.old})", *told.said]), said)


@click.command("path", cls=Command, examples=["routine config path", "routine config path --json"])
@json_option
def path() -> None:
    """Where your files are: settings, presets, data, log, socket."""
    where = connection.paths()
    found = _Places(where.config_dir, where.data_dir, where.presets_dir, where.log_file, where.socket)
    emit(found, lambda value, look: "\n".join(table(list(value._asdict().items()), look.width + 1000, 1)))
