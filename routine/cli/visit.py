"""visit: the appointments at clinics: book, move, say what became of them, look at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from routine.cli import verbs
from routine.cli.shell.completions import enabled_ids
from routine.cli.shell.group import Command, LazyGroup
from routine.cli.shell.output import emit, json_option
from routine.cli.shell.render import Look, painted, said
from routine.cli.shell.requests import change, query
from routine.cli.shell.table import fold, table

if TYPE_CHECKING:
    from routine.core.requests.replies.visits import SeriesView, VisitListReply, VisitView


@click.group(
    "visit",
    cls=LazyGroup,
    verbs=verbs.VISIT,
    misplaced=verbs.VISIT_MISPLACED,
    examples=['routine visit book sculptra "3 Dec 10:00"', "routine visit attended sculptra", "routine visit list"],
)
def visit() -> None:
    """Visits to a clinic: what to do before and after each, and when the next one is due."""


@click.command("list", cls=Command, examples=["routine visit list", "routine visit list sculptra --json"])
@click.argument("routine", required=False, shell_complete=enabled_ids)
@json_option
def list_visits(routine: str | None) -> None:
    """Every visit, when the next one is due, and how long the effect is expected to last."""
    emit(query("visit-list", routine=routine), listing)


def listing(reply: VisitListReply, look: Look) -> str:
    """The visits, series by series."""
    if not reply.series:
        return "No series is enabled. See what there is: routine preset list"
    return "\n\n".join("\n".join(_series(series, look)) for series in reply.series)


def _series(series: SeriesView, look: Look) -> list[str]:
    of = f": {series.attended} of {series.of} visits" if series.of else ""
    apart = f", {series.apart} apart" if series.apart else ""
    rows = [(f"Visit {one.visit}", one.when, _status(one)) for one in series.visits]
    return [
        painted(f"{series.title} ({series.routine}){of}{apart}", "1", look),
        *table(rows, look.width, 1, "  "),
        *(line for note in series.notes for line in fold(note, look.width, "  ")),
    ]


def _status(one: VisitView) -> str:
    words = {"attended": "you went", "missed": "you did not go", "moved": "moved; say when: routine visit move"}
    asked = f", with {', '.join(one.asked)}" if one.asked else ""
    return f"{words.get(one.status, one.status)}{asked}"


_which = click.option("--visit", "number", type=click.IntRange(1), metavar="N", help="Which, where several could be.")


@click.command(
    "book", cls=Command, examples=['routine visit book sculptra "3 Dec 10:00"', 'routine visit book bbl "fri 16:30"']
)
@click.argument("routine", shell_complete=enabled_ids)
@click.argument("when", nargs=-1, required=True)
@json_option
def book(routine: str, when: tuple[str, ...]) -> None:
    """A visit has a date: its reminders run back from there."""
    emit(change("visit", action="book", routine=routine, when=" ".join(when)), said)


@click.command("move", cls=Command, examples=['routine visit move sculptra "10 Dec 10:00"'])
@click.argument("routine", shell_complete=enabled_ids)
@click.argument("when", nargs=-1, required=True)
@_which
@json_option
def move(routine: str, when: tuple[str, ...], number: int | None) -> None:
    """A visit has another date: its reminders move along."""
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
@click.argument("routine", shell_complete=enabled_ids)
@click.argument("when", nargs=-1)
@click.option("--asked", multiple=True, metavar="NAME", help="After-care that your doctor asked for, such as massage.")
@_which
@json_option
def attended(routine: str, when: tuple[str, ...], asked: tuple[str, ...], number: int | None) -> None:
    """You went: after-care begins. WHEN enters a visit of the past that was never booked; with --visit, it says when
    that one really took place.
    """
    at = " ".join(when) or None
    emit(change("visit", action="attended", routine=routine, when=at, visit=number, asked=list(asked)), said)


@click.command("missed", cls=Command, examples=["routine visit missed sculptra"])
@click.argument("routine", shell_complete=enabled_ids)
@_which
@json_option
def missed(routine: str, number: int | None) -> None:
    """You did not go: no after-care."""
    emit(change("visit", action="missed", routine=routine, visit=number), said)


@click.command("cancel", cls=Command, examples=["routine visit cancel sculptra"])
@click.argument("routine", shell_complete=enabled_ids)
@_which
@json_option
def cancel(routine: str, number: int | None) -> None:
    """A visit will not take place: its reminders go."""
    emit(change("visit", action="cancel", routine=routine, visit=number), said)
