"""open: the page, in the browser."""

from __future__ import annotations

from contextlib import suppress
from typing import NamedTuple

import click

from routine.cli.shell import connection
from routine.cli.shell.colours import Look
from routine.cli.shell.command import Command
from routine.cli.shell.output import emit, json_option
from routine.core.errors import RoutineError
from routine.page.navigation import BY_NAME


class _Opened(NamedTuple):
    address: str
    opened: bool


@click.command("open", cls=Command, examples=["routine open", "routine open today", "routine open --print"])
@click.argument("screen", required=False, default="today", type=click.Choice(list(BY_NAME)))
@click.option("--print", "only_print", is_flag=True, help="Print the address and do not open a browser.")
@json_option
def open_page(screen: str, only_print: bool) -> None:
    """Open Routine in your browser: answer, plan and look back without a terminal."""
    from routine.page.link import link_to

    _move_here()
    address = link_to(connection.paths(), screen)
    opened = not only_print and _browser(address)
    emit(_Opened(address, opened), _words)


def _move_here() -> None:
    """Whoever opens the page from the desktop's menu after another login never types `start`."""
    from routine.daemon import client
    from routine.wiring import start_daemon

    with suppress(RoutineError):
        running = client.find(connection.paths().data_dir)
        if running is not None:
            start_daemon.move_here(running)


def _browser(address: str) -> bool:
    from routine.page.browser import open_browser

    return open_browser(connection.paths(), address)


def _words(found: _Opened, _: Look) -> str:
    if found.opened:
        return "Routine is open in your browser."
    port = found.address.partition("127.0.0.1:")[2].partition("/")[0]
    return "\n".join(
        [
            "Open this address in a browser on this computer, within 60 seconds:",
            found.address,
            f"From another computer, first: ssh -L {port}:127.0.0.1:{port} THIS-COMPUTER",
        ]
    )
