"""rate: rate the signs of a self-check, and look at how they changed."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from routine.cli.shell.command import Command, MisplacedError
from routine.cli.shell.completions import check_ids, spot_names
from routine.cli.shell.output import emit, json_option, look, on_terminal, said, wants_json
from routine.cli.shell.requests import change, query
from routine.core.errors import RoutineError, UsageError

if TYPE_CHECKING:
    from routine.core.requests.replies.ratings import RatingsReply

_INTERRUPTED = 130
_NOTHING = "Nothing was recorded."


@click.command(
    "rate",
    cls=Command,
    examples=[
        "routine rate self-check",
        'routine rate self-check --at "sun 11:00"',
        "routine rate self-check --set tone=2 --set wrinkles.forehead=1",
        "routine rate self-check --show",
    ],
)
@click.argument("words", nargs=-1, metavar="[ROUTINE]", shell_complete=check_ids)
@click.option("--at", metavar="TIME", help="Enter when you looked, if not now.")
@click.option(
    "--set",
    "ratings",
    multiple=True,
    metavar="SIGN=0-4",
    shell_complete=spot_names,
    help="Rate this sign. With an area: SIGN.AREA=0-4.",
)
@click.option("--note", metavar="TEXT", help="Add your own words, kept with the ratings.")
@click.option("--show", is_flag=True, help="Show your diary, the newest last.")
@click.option("--all", "every", is_flag=True, help="With --show: show every time, not only the last.")
@json_option
def rate(
    words: tuple[str, ...], at: str | None, ratings: tuple[str, ...], note: str | None, show: bool, every: bool
) -> None:
    """Rate each sign of ROUTINE from 0 (none) to 4 (strong). This records it as done.

    To correct a rating, rate again on the same day. To undo it, type `routine undo ROUTINE`. Ratings are not a
    diagnosis.
    """
    routine = _one_name(words)
    if (show and (ratings or at or note)) or (every and not show):
        raise click.UsageError("--show and --all do not go with --set, --at and --note.")
    if show:
        _show(routine, every)
    elif ratings:
        emit(change("rate", routine=routine, ratings=list(ratings), at=at, note=note), said)
    else:
        _ask(routine, at, note)


def _one_name(words: tuple[str, ...]) -> str | None:
    """The name of a check; what stands after it is a rating whose --set is missing: `tone 2`, `tone=2`."""
    name, rest = (words[0] if words else None), words[1:]
    if not rest:
        return name
    pairs = zip(rest[::2], rest[1::2], strict=False)
    rated = [word for word in rest if "=" in word] or ["=".join(pair) for pair in pairs]
    if not rated:
        raise click.UsageError(f"“{rest[0]}” is one word too many here.", click.get_current_context())
    typed = " ".join(["routine", "rate", str(name), *(f"--set {one}" for one in rated)])
    raise MisplacedError(f"“{' '.join(rest)}” needs --set.", f"Type: {typed}", click.get_current_context())


def _show(routine: str | None, every: bool) -> None:
    from routine.cli.charts.rate_table import diaries

    emit(query("ratings", routine=routine), lambda value, how: diaries(value, how, every=every))


def _ask(routine: str | None, at: str | None, note: str | None) -> None:
    """Ask for each rating, and record them all at once, or nothing."""
    reply = query("ratings", routine=routine, to_rate=True, at=at)
    ask = reply.ask
    if ask is None:
        raise RoutineError("Routine did not send the signs to rate.", "Restart it: routine stop; routine start")
    if not on_terminal() or not _keyboard() or wants_json():
        keys = [spot.key for spot in ask.spots]
        example = f"routine rate {ask.routine} --set {keys[0]}=2"
        raise UsageError(
            f"Routine can only ask on a terminal. Rate these with --set: {', '.join(keys)}.", f"For example: {example}"
        )
    given = _given(reply)
    if not given:
        click.echo(_NOTHING)
        return
    _record(ask.routine, at, note, given)


def _keyboard() -> bool:
    return sys.stdin.isatty()


def _given(reply: RatingsReply) -> Mapping[str, int]:
    from routine.cli.rate_questions import Questions
    from routine.cli.shell.safe_text import scrub

    try:
        return Questions(scrub(reply), look()).ask()
    except (click.Abort, KeyboardInterrupt):
        click.echo(f"\n{_NOTHING}")
        raise SystemExit(_INTERRUPTED) from None


def _record(routine: str, at: str | None, note: str | None, given: Mapping[str, int]) -> None:
    sets = [f"{key}={rating}" for key, rating in given.items()]
    try:
        emit(change("rate", routine=routine, ratings=sets, at=at, note=note), said)
    except RoutineError as error:  # what was typed is not lost
        words = ["routine", "rate", routine, *(["--at", at] if at else []), *(["--note", note] if note else [])]
        command = shlex.join([*words, *(part for one in sets for part in ("--set", one))])
        error.hint = f"Try again: {command}"
        raise
