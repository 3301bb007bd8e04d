"""report: what a doctor or a clinic may read, on the terminal or as a file."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from routine.cli.shell.command import Command
from routine.cli.shell.completions import enabled_ids
from routine.cli.shell.output import emit, json_option, say, without_running
from routine.cli.shell.requests import query
from routine.core.errors import UsageError

if TYPE_CHECKING:
    from routine.cli.shell.colours import Look
    from routine.core.requests.replies.report import ReportReply


@click.command(
    "report",
    cls=Command,
    examples=["routine report", "routine report --from 2026-09-01 --out report.html", "routine report egg-mask --json"],
)
@click.argument("routines", metavar="[ROUTINE]...", nargs=-1, shell_complete=enabled_ids)
@click.option("--from", "--since", "since", metavar="DATE", help="Begin with this day instead of 3 months ago.")
@click.option("--to", "--until", "until", metavar="DATE", help="End with this day instead of today.")
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), help="Write it as one HTML file, to print.")
@click.option("--profile", is_flag=True, help="Add your answers to the safety questions.")
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@json_option
def report(
    routines: tuple[str, ...], since: str | None, until: str | None, out: Path | None, profile: bool, force: bool
) -> None:
    """Show what you used, how regularly, what you saw and what you wrote, of each ROUTINE or of all."""
    reply = without_running(query("report", routines=routines, since=since, until=until))
    if out is None:
        emit(reply, _words)
        return
    _write(reply, out, profile=profile, force=force)
    say(f"Created: {out}")


def _write(reply: ReportReply, out: Path, *, profile: bool, force: bool) -> None:
    from routine.page.report_sheet import report_file
    from routine.wiring.out_file import write_out

    text = report_file(reply, query("profile") if profile else None).encode()
    if not force and os.path.lexists(out):
        there = f"{out} is there already. Nothing was changed."
        raise UsageError(there, f"Replace it: routine report --out {shlex.quote(str(out))} --force")
    write_out(out, text)


def _words(reply: ReportReply, look: Look) -> str:
    from routine.cli.charts.report_text import report_text

    return report_text(reply, look)
