"""Answers to reminders: done, skip."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from routine.cli.shell.command import Command
from routine.cli.shell.completions import enabled_ids
from routine.cli.shell.failure import describe, report
from routine.cli.shell.output import emit, json_option, said, wants_json
from routine.cli.shell.requests import change
from routine.core.errors import NothingToDoError, RoutineError

if TYPE_CHECKING:
    from routine.core.requests.replies.commands import DoneReply, StillOpen

_NOTE = "Add your own words, kept with the answer."


@click.command(
    "done",
    cls=Command,
    examples=[
        "routine done",
        "routine done egg-mask spf",
        'routine done spf --at "08:15"',
        "routine done spf --since monday",
        "routine done spf --extra",
        'routine done egg-mask --note "stung a little"',
        "routine done spf --swim",
    ],
)
@click.argument("routines", nargs=-1, metavar="[ROUTINE]...", shell_complete=enabled_ids)
@click.option("--at", metavar="TIME", help="Enter when you did it, if not now.")
@click.option("--since", metavar="DATE", help="Answer every missed time since this date.")
@click.option("--extra", is_flag=True, help="Record it in addition to the planned times.")
@click.option("--next", "as_next", is_flag=True, help="Count it as the next planned time.")
@click.option("--note", metavar="TEXT", help=_NOTE)
@click.option("--swim", is_flag=True, help="For swimming: remind again when the label says, or at once.")
@click.option("--sweat", is_flag=True, help="For sweating: remind again when the label says, or at once.")
@json_option
def done(as_next: bool, **given: Any) -> None:
    """Record that you did it.

    This answers the reminder that is waiting. If there is none, it answers the last open time of today, or one that is
    near. If none of these fits, nothing is recorded. Say what you did with --extra, --next or --at.
    """
    _answer("done", {**given, "next": as_next})


def _answer(do: str, given: Mapping[str, Any]) -> None:
    """Record and print an answer; then what was named beside it and had nothing to answer, asked about one by one."""
    reply = _recorded(do, given)
    emit(reply, said)
    left = getattr(reply, "left", ())  # a daemon of an older version says none
    for one in left:
        _left(do, given, one)
    if left:
        click.get_current_context().exit(NothingToDoError.status)


def _recorded(do: str, given: Mapping[str, Any], because: RoutineError | None = None) -> DoneReply:
    """Record an answer; on a terminal, ask what cannot be known, or what is too soon, before that.

    `because`: why the last try recorded nothing.
    """
    from routine.cli.shell.ask_which import can_ask, what_to_send

    sent = {**given, "routines": list(given["routines"]), **({"ask": can_ask()} if do == "done" else {})}
    sent |= what_to_send(because) if because else {}
    while True:
        try:
            return change(do, **sent)  # type: ignore[call-overload, no-any-return]  # done or skip, by name
        except RoutineError as error:
            sent |= what_to_send(error)


def _left(do: str, given: Mapping[str, Any], one: StillOpen) -> None:
    """One that had nothing to answer: asked on a terminal, else told; nothing of it is recorded unless it is chosen."""
    error = NothingToDoError(one.said, one.hint, {"choices": one.choices, "routine": one.routine})
    try:
        reply = _recorded(do, {**given, "routines": [one.routine]}, because=error)
    except NothingToDoError:
        if not wants_json():
            report(describe(error), as_json=False)
    except SystemExit:  # nothing was chosen: the next one may be
        return
    else:
        emit(reply, said)


@click.command("skip", cls=Command, examples=["routine skip", "routine skip egg-mask", "routine skip spf --staying-in"])
@click.argument("routines", nargs=-1, metavar="[ROUTINE]...", shell_complete=enabled_ids)
@click.option("--at", metavar="TIME", help="Choose the time, if not the one that is waiting.")
@click.option("--since", metavar="DATE", help="Answer every missed time since this date.")
@click.option("--next", "as_next", is_flag=True, help="Skip the next planned time.")
@click.option("--extra", is_flag=True, hidden=True, help="Use it with done instead.")
@click.option("--note", metavar="TEXT", help=_NOTE)
@click.option("--staying-in", is_flag=True, help="For sunscreen: stay indoors, so today does not count.")
@json_option
def skip(as_next: bool, **given: Any) -> None:
    """Skip it this time. The next time stays as planned."""
    _answer("skip", {**given, "next": as_next})
