"""preset check and schema: the mistakes in preset files, and every key that they may have."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from routine.cli.shell import user_files as files
from routine.cli.shell.colours import Look
from routine.cli.shell.command import Command
from routine.cli.shell.completions import preset_ids
from routine.cli.shell.output import emit, json_option
from routine.cli.shell.table import fold

if TYPE_CHECKING:
    from routine.core.preset.resolve import FileError


class Mistake(NamedTuple):
    """One mistake in a file: where it is, what it is, and how to mend it."""

    file: str
    line: int | None
    key: str
    message: str
    hint: str | None


class _Checked(NamedTuple):
    errors: list[Mistake]


@click.command(
    "check",
    cls=Command,
    examples=["routine preset check", "routine preset check egg-mask", "routine preset check ./my-mask.toml"],
)
@click.argument("which", required=False, metavar="[PRESET|FILE]", shell_complete=preset_ids)
@json_option
@click.pass_context
def check(ctx: click.Context, which: str | None) -> None:
    """Check PRESET, a FILE or all presets for errors. Each is shown with its line and what to do."""
    errors = [as_shown(error) for error in files.mistakes(which)]
    emit(_Checked(errors), _mistakes)
    ctx.exit(1 if errors else 0)


def as_shown(error: FileError) -> Mistake:
    """The mistake with the contract's keys."""
    return Mistake(error.file, error.line, error.key, error.message, error.hint)


def _mistakes(found: _Checked, look: Look) -> str:
    if not found.errors:
        return "There are no errors."
    return "\n".join(line for error in found.errors for line in mistake_lines(error, look))


def mistake_lines(error: Mistake, look: Look) -> list[str]:
    """One mistake: where it is, what it is, and how to mend it."""
    place = f"{error.file}:{error.line}" if error.line else error.file
    where = f"{place}, {error.key}" if error.key else place
    hint = fold(error.hint, look.width, "  ") if error.hint else []
    return [where, *fold(error.message, look.width, "  "), *hint]


@click.command("schema", cls=Command, examples=["routine preset schema > preset.schema.json"])
def schema() -> None:
    """Print every key of a preset file, as JSON Schema for your editor."""
    import json

    from routine.core.preset.json_schema import schema as build

    click.echo(json.dumps(build(), indent=2))
