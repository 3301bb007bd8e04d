"""course: courses and supplies: which day it is, what is left, and refills."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from routine.cli import help_lines
from routine.cli.shell.colours import Look, painted
from routine.cli.shell.command import Command, LazyGroup
from routine.cli.shell.completions import stocked_ids
from routine.cli.shell.output import emit, json_option, said, without_running
from routine.cli.shell.requests import change, query
from routine.cli.shell.table import fold, table

if TYPE_CHECKING:
    from routine.core.requests.replies.courses import CourseListReply, CourseView


@click.group(
    "course",
    cls=LazyGroup,
    verbs=help_lines.COURSE,
    examples=["routine course list", "routine course refill collagen 450g"],
)
def course() -> None:
    """Show courses and what is left, and record refills."""


@click.command("list", cls=Command, examples=["routine course list"])
@json_option
def list_courses() -> None:
    """Show each course: its day, the dose, what is left and for how long, and daily limits."""
    emit(without_running(query("course-list")), _listing)


def _listing(reply: CourseListReply, look: Look) -> str:
    if not reply.courses:
        return "No course or supplement is enabled. Choose one: routine preset list"
    lines = [line for row in reply.courses for line in _one(row, look)]
    limits = [line for row in reply.limits for line in fold(f"{row.words} [{row.source}]", look.width, "  ")]
    head = ["", painted("All doses in a day", "1", look)] if limits else []
    return "\n".join([*lines, *head, *limits])


def _one(row: CourseView, look: Look) -> list[str]:
    rows = [("Course:", f"on hold: {row.held}" if row.held else row.course_words)]
    if row.dose or row.stock or row.kind == "supplement":
        rows += [("Dose:", row.dose_words), ("Left:", _left(row))]
    if row.product_words:
        rows += [("Opened:", row.product_words.removeprefix("opened "))]
    return [painted(f"{row.title} ({row.routine})", "1", look), *table(rows, look.width, 1, "  ")]


def _left(row: CourseView) -> str:
    return (
        row.left_words
        if row.stock
        else f"unknown. Enter it, for example: routine course refill {row.routine} --doses 90"
    )


@click.command(
    "refill",
    cls=Command,
    # An amount below zero is not an option: the service says what is wrong with it.
    context_settings={"ignore_unknown_options": True},
    examples=[
        "routine course refill collagen 450g",
        "routine course refill vitamin-c --doses 90",
        "routine course refill collagen --left 120g",
        'routine course refill spf --opened today --keeps "12 months"',
    ],
)
@click.argument("routine", shell_complete=stocked_ids)
@click.argument("amount", nargs=-1)
@click.option("--doses", type=int, metavar="N", help="Add this number of doses.")
@click.option("--left", metavar="AMOUNT", help="Set the amount that is left in all.")
@click.option("--opened", metavar="DATE", help="Set the day on which you opened the product.")
@click.option("--keeps", metavar="LENGTH", help="Set how long it keeps once opened, such as 12M.")
@click.option("--use-by", metavar="DATE", help="Set its use-by date.")
@json_option
def refill(
    routine: str,
    amount: tuple[str, ...],
    doses: int | None,
    left: str | None,
    opened: str | None,
    keeps: str | None,
    use_by: str | None,
) -> None:
    """Add AMOUNT to what is left for ROUTINE. To undo it, type `routine undo ROUTINE`.

    With --opened, --keeps or --use-by it notes how long the product keeps.
    """
    more = " ".join(amount) or None
    shelf = {"opened": opened, "keeps": keeps, "use_by": use_by}
    emit(change("refill", routine=routine, amount=more, doses=doses, left=left, **shelf), said)
