"""stats: how it went, in figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from routine.cli.shell.command import Command
from routine.cli.shell.completions import enabled_ids
from routine.cli.shell.output import emit, json_option, without_running
from routine.cli.shell.requests import query

if TYPE_CHECKING:
    from routine.cli.shell.colours import Look
    from routine.core.requests.replies.stats import StatsReply


@click.command(
    "stats",
    cls=Command,
    examples=["routine stats", "routine stats collagen --since 2026-09-01", "routine stats --json"],
)
@click.argument("routine", required=False, shell_complete=enabled_ids)
@click.option("--since", metavar="DATE", help="Begin with this day instead of a year ago.")
@click.option("--until", metavar="DATE", help="End with this day instead of today.")
@json_option
def stats(routine: str | None, since: str | None, until: str | None) -> None:
    """Show how much of what was planned you did, of ROUTINE or of all.

    Times left out by a pause, an irritation or a spacing rule count neither as done nor as missed.
    """
    emit(without_running(query("stats", routine=routine, since=since, until=until)), _drawn)


def _drawn(reply: StatsReply, look: Look) -> str:
    from routine.cli.charts.stats_chart import drawn  # with rich, which JSON does not need

    return drawn(reply, look)
