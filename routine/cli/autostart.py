"""autostart: turns starting at login on or off; alone, shows how that is now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from routine.cli.shell.command import Command
from routine.cli.shell.output import emit, json_option, said

if TYPE_CHECKING:
    from routine.wiring.autostart import Found


class _State(NamedTuple):
    autostart: bool
    way: str | None
    file: str
    problem: str | None
    said: list[str]


@click.command(
    "autostart",
    cls=Command,
    examples=["routine autostart", "routine autostart on", "routine autostart on --systemd", "routine autostart off"],
)
@click.argument("switch", type=click.Choice(["on", "off"]), required=False)
@click.option("--systemd", is_flag=True, help="With on: use a systemd user unit, not a login entry.")
@json_option
def autostart(switch: str | None, systemd: bool) -> None:
    """Turn starting at login on or off. Without on or off, show which it is."""
    if systemd and switch != "on":
        raise click.UsageError("--systemd needs on.")
    from routine.wiring.autostart import login, set_login

    if switch is None:
        now = login()
        lines = state_lines(now)
    else:
        now = set_login(switch == "on", "systemd" if systemd else None)
        lines = _switched(now)
    emit(_State(now.way is not None, now.way, str(now.file), now.problem, lines), said)


def _switched(now: Found) -> list[str]:
    from routine.wiring.autostart import HOW

    if now.way is None:
        return ["Routine does not start when you log in. Turn it on: routine autostart on"]
    line = f"Routine starts when you log in, {HOW[now.way]} ({now.file})."
    return [line, "Turn it off: routine autostart off"]


def state_lines(now: Found) -> list[str]:
    """How it is, and what to type to have it otherwise."""
    from routine.wiring.autostart import HOW

    if now.way is None:
        return ["Routine does not start when you log in. Turn it on: routine autostart on"]
    if now.problem:
        return [f"Starting at login is on but does not work. {now.problem}", "Repair it: routine autostart on"]
    line = f"Routine starts when you log in, {HOW[now.way]} ({now.file})."
    return [line, "Turn it off: routine autostart off"]
