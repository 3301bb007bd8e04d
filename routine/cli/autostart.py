"""autostart: start the daemon at login, or not."""

from __future__ import annotations

import os

import click

from routine.cli import render
from routine.cli.group import Command
from routine.cli.output import emit, json_option


@click.command("autostart", cls=Command, examples=["routine autostart on", "routine autostart off"])
@click.argument("switch", type=click.Choice(["on", "off"]))
@json_option
def autostart(switch: str) -> None:
    """Start the daemon whenever you log in, or no longer. Only this command ever changes that."""
    from routine import wiring

    login = wiring.login()

    if switch == "on":
        path = login.switch_on(os.environ)
        lines = [f"Routine will start when you log in ({path}).", "To end that: routine autostart off"]
    else:
        path = login.switch_off(os.environ)
        lines = ["Routine will not start when you log in."]
    emit({"autostart": switch == "on", "file": str(path), "said": lines}, render.said)
