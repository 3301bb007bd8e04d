"""autostart: start the daemon at login, or not."""

from __future__ import annotations

from typing import NamedTuple

import click

from routine.cli.shell import render
from routine.cli.shell.group import Command
from routine.cli.shell.output import emit, json_option


class _Switched(NamedTuple):
    autostart: bool
    file: str
    said: list[str]


@click.command("autostart", cls=Command, examples=["routine autostart on", "routine autostart off"])
@click.argument("switch", type=click.Choice(["on", "off"]))
@json_option
def autostart(switch: str) -> None:
    """Start the daemon whenever you log in, or no longer. Only this command ever changes that."""
    from routine.wiring.autostart import set_login

    now = set_login(switch == "on")
    lines = ["Routine will not start when you log in."]
    if now.on:
        lines = [f"Routine will start when you log in ({now.file}).", "To end that: routine autostart off"]
    emit(_Switched(now.on, str(now.file), lines), render.said)
