"""The group of commands `preset`."""

from __future__ import annotations

import click

from routine.cli import help_lines
from routine.cli.shell.command import LazyGroup


@click.group(
    "preset",
    cls=LazyGroup,
    verbs=help_lines.PRESET,
    examples=["routine preset list", "routine preset enable egg-mask", "routine preset set egg-mask schedule.at 21:00"],
)
def preset() -> None:
    """Choose, enable and change routines."""
