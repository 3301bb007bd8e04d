"""preset step: add, move and remove steps, with the same checks as `preset set`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import click

from routine.cli import help_lines
from routine.cli.preset.changes_in_week import Changed, changed, differences, week
from routine.cli.preset.set import taken_up
from routine.cli.shell import connection
from routine.cli.shell import user_files as files
from routine.cli.shell.command import Command, LazyGroup
from routine.cli.shell.completions import preset_ids, step_names
from routine.cli.shell.output import emit, json_option
from routine.wiring.files import preset_writer

_BEFORE = click.option("--before", metavar="STEP", shell_complete=step_names, help="Put it before this step.")
_AFTER = click.option("--after", metavar="STEP", shell_complete=step_names, help="Put it after this step.")


@click.group(
    "step",
    cls=LazyGroup,
    verbs=help_lines.PRESET_STEP,
    examples=[
        'routine preset step add my-mask rinse "Rinse with cool water." --after remove',
        "routine preset step move my-mask rinse --before cream",
        "routine preset step remove my-mask rinse",
    ],
)
def step() -> None:
    """Add, move or remove a step of a preset."""


@click.command(
    "add", cls=Command, examples=['routine preset step add my-mask rest "Rest a little." --after cream --timer 5m']
)
@click.argument("preset", shell_complete=preset_ids)
@click.argument("name")
@click.argument("say")
@_BEFORE
@_AFTER
@click.option("--timer", metavar="TIME", help="Say how long it lasts, for example 5m.")
@json_option
def add(preset: str, name: str, say: str, before: str | None, after: str | None, timer: str | None) -> None:
    """Add a step NAME that says SAY to PRESET: as the last one, or where you choose."""
    id = files.preset_id(preset)
    writer = preset_writer(connection.paths())
    _change(
        id,
        lambda: writer.add_step(id, name, say, before=before, after=after, timer=timer).notes,
        f"Added to {id}: {name}",
    )


@click.command("move", cls=Command, examples=["routine preset step move my-mask rinse --before cream"])
@click.argument("preset", shell_complete=preset_ids)
@click.argument("name", shell_complete=step_names)
@_BEFORE
@_AFTER
@json_option
def move(preset: str, name: str, before: str | None, after: str | None) -> None:
    """Move the step NAME of PRESET before or after another one."""
    id = files.preset_id(preset)
    writer = preset_writer(connection.paths())
    _change(id, lambda: writer.move_step(id, name, before=before, after=after).notes, f"Moved in {id}: {name}")


@click.command("remove", cls=Command, examples=["routine preset step remove my-mask rinse"])
@click.argument("preset", shell_complete=preset_ids)
@click.argument("name", shell_complete=step_names)
@json_option
def remove(preset: str, name: str) -> None:
    """Remove the step NAME from PRESET. A step of an original is left out, and you can put it back."""
    id = files.preset_id(preset)
    _change(id, lambda: preset_writer(connection.paths()).remove_step(id, name).notes, f"Removed from {id}: {name}")


def _change(id: str, make: Callable[[], Iterable[str]], line: str) -> None:
    """Make the change, and say it with the steps as they are now."""
    before = week(id)
    notes = make()
    steps = ", ".join(files.value(id, "steps") or ())
    lines, after = taken_up(id, [line, f"Steps: {steps}", *notes], before)
    emit(Changed(id, lines, *differences(before, after)), changed)
