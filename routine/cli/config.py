"""config: the settings, and where everything lies."""

from __future__ import annotations

from typing import NamedTuple

import click

from routine.cli import help_lines
from routine.cli.shell import connection
from routine.cli.shell import user_files as files
from routine.cli.shell.colours import Look
from routine.cli.shell.command import Command, LazyGroup
from routine.cli.shell.completions import setting_names, setting_values
from routine.cli.shell.output import emit, json_option, said
from routine.cli.shell.table import listing, table
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
    verbs=help_lines.CONFIG,
    examples=["routine config show", 'routine config set quiet "22:30-07:00"', "routine config path"],
)
def config() -> None:
    """Show and change settings, and find your files."""


@click.command("show", cls=Command, examples=["routine config show"])
@json_option
def show() -> None:
    """Show every setting, its value, and whether it is the default."""
    found = config_files(connection.paths()).settings()
    emit(_Settings([Setting(one.key, one.value, one.chosen, one.about) for one in found]), _settings)


def _settings(found: _Settings, look: Look) -> str:
    rows = [(one.key, one.value, f"{one.about}{'' if one.chosen else ' (default)'}") for one in found.settings]
    return "\n".join(listing(rows, look.width))


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
@click.argument("key", shell_complete=setting_names)
@click.argument("value", nargs=-1, required=True, shell_complete=setting_values)
@json_option
def set_setting(key: str, value: tuple[str, ...]) -> None:
    """Change one setting. It applies at once."""
    change = config_files(connection.paths()).set_setting(key, " ".join(value))
    told = files.reload()
    where = introduced(connection.paths(), change.new) if change.key == "place" else ()
    lines = [f"{change.key} is {change.new} (was {change.old}).", *where, *told.said]
    emit(_Changed(key, lines), said)


@click.command("unset", cls=Command, examples=["routine config unset quiet", "routine config unset place --json"])
@click.argument("key", shell_complete=setting_names)
@json_option
def unset_setting(key: str) -> None:
    """Go back to the default of one setting. It applies at once."""
    change = config_files(connection.paths()).unset_setting(key)
    told = files.reload()
    emit(_Changed(change.key, [f"{change.key} is {change.new} (was {change.old}).", *told.said]), said)


@click.command("path", cls=Command, examples=["routine config path", "routine config path --json"])
@json_option
def path() -> None:
    """Show where your settings, presets, data, log and socket are."""
    where = connection.paths()
    found = _Places(where.config_dir, where.data_dir, where.presets_dir, where.log_file, where.socket)
    emit(found, lambda value, look: "\n".join(table(list(value._asdict().items()), look.width + 1000, 1)))
