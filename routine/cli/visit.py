"""visit: the appointments at clinics: book, move, say what became of them, look at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from routine.cli import help_lines
from routine.cli.shell.colours import Look, painted
from routine.cli.shell.command import Command, LazyGroup
from routine.cli.shell.completions import series_ids
from routine.cli.shell.output import emit, json_option, said
from routine.cli.shell.requests import change, query
from routine.cli.shell.table import fold, table

if TYPE_CHECKING:
    from routine.core.requests.replies.visits import SeriesView, VisitListReply, VisitView


@click.group(
    "visit",
    cls=LazyGroup,
    verbs=help_lines.VISIT,
    examples=['routine visit book sculptra "3 Dec 10:00"', "routine visit attended sculptra", "routine visit list"],
)
def visit() -> None:
    """Book, move and record your visits to a clinic."""


@click.command("list", cls=Command, examples=["routine visit list", "routine visit list sculptra --json"])
@click.argument("routine", required=False, shell_complete=series_ids)
@json_option
def list_visits(routine: str | None) -> None:
    """List your visits, when the next one is due, and how long the effect should last."""
    emit(query("visit-list", routine=routine), listing)


def listing(reply: VisitListReply, look: Look) -> str:
    """The visits, series by series."""
    if not reply.series:
        return "No series of visits is enabled. Choose one: routine preset list"
    return "\n\n".join("\n".join(_series(series, look)) for series in reply.series)


def _series(series: SeriesView, look: Look) -> list[str]:
    of = f": {series.attended} of {series.of} visits" if series.of else ""
    apart = f", {series.apart} apart" if series.apart else ""
    rows = [(f"Visit {one.visit}", one.when, _status(one, series.routine)) for one in series.visits]
    return [
        painted(f"{series.title} ({series.routine}){of}{apart}", "1", look),
        *table(rows, look.width, 1, "  "),
        *(line for note in series.notes for line in fold(note, look.width, "  ")),
    ]


def _status(one: VisitView, routine: str) -> str:
    moved = f"moved, enter its date: routine visit move {routine} WHEN"
    words = {"attended": "you went", "missed": "you did not go", "moved": moved}
    asked = f", with {', '.join(one.asked)}" if one.asked else ""
    return f"{words.get(one.status, one.status)}{asked}"


_which = click.option(
    "--visit", "number", type=click.IntRange(1), metavar="N", help="Choose the visit, if there are several."
)


@click.command(
    "book", cls=Command, examples=['routine visit book sculptra "3 Dec 10:00"', 'routine visit book bbl "fri 16:30"']
)
@click.argument("routine", shell_complete=series_ids)
@click.argument("when", nargs=-1, required=True)
@json_option
def book(routine: str, when: tuple[str, ...]) -> None:
    """Enter the date of a visit. Its reminders are planned from there."""
    emit(change("visit", action="book", routine=routine, when=" ".join(when)), said)


@click.command("move", cls=Command, examples=['routine visit move sculptra "10 Dec 10:00"'])
@click.argument("routine", shell_complete=series_ids)
@click.argument("when", nargs=-1, required=True)
@_which
@json_option
def move(routine: str, when: tuple[str, ...], number: int | None) -> None:
    """Change the date of a visit. Its reminders move too."""
    emit(change("visit", action="move", routine=routine, when=" ".join(when), visit=number), said)


@click.command(
    "attended",
    cls=Command,
    examples=[
        "routine visit attended sculptra",
        "routine visit attended sculptra --asked massage",
        "routine visit attended sculptra 2026-11-02",
        'routine visit attended sculptra --visit 2 "yesterday 16:00"',
    ],
)
@click.argument("routine", shell_complete=series_ids)
@click.argument("when", nargs=-1)
@click.option("--asked", multiple=True, metavar="NAME", help="Name after-care that your doctor asked for.")
@_which
@json_option
def attended(routine: str, when: tuple[str, ...], asked: tuple[str, ...], number: int | None) -> None:
    """Record that you went. After-care reminders start.

    With WHEN, it records a visit that you had not booked. With WHEN and --visit, it corrects when that visit was.
    """
    at = " ".join(when) or None
    emit(change("visit", action="attended", routine=routine, when=at, visit=number, asked=list(asked)), said)


@click.command("missed", cls=Command, examples=["routine visit missed sculptra"])
@click.argument("routine", shell_complete=series_ids)
@_which
@json_option
def missed(routine: str, number: int | None) -> None:
    """Record that you did not go. There is no after-care."""
    emit(change("visit", action="missed", routine=routine, visit=number), said)


@click.command("cancel", cls=Command, examples=["routine visit cancel sculptra"])
@click.argument("routine", shell_complete=series_ids)
@_which
@json_option
def cancel(routine: str, number: int | None) -> None:
    """Cancel a visit and its reminders."""
    emit(change("visit", action="cancel", routine=routine, visit=number), said)
