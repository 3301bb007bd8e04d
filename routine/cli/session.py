"""session: look at the guided session that runs, and steer it without its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from routine.cli import verbs
from routine.cli.live import words
from routine.cli.shell import render
from routine.cli.shell.group import Command, LazyGroup
from routine.cli.shell.output import emit, json_option
from routine.cli.shell.render import Look, painted
from routine.cli.shell.requests import change, query
from routine.cli.shell.table import fold

if TYPE_CHECKING:
    from routine.core.requests.replies.session import SessionView

_ANSWERS = {
    "asking": "Answer it: routine session yes (or no)",
    "sound-check": "Answer it: routine session ready",
    "waiting": "When you are ready: routine session ready",
}


@click.group(
    "session",
    cls=LazyGroup,
    verbs=verbs.SESSION,
    misplaced=verbs.SESSION_MISPLACED,
    examples=["routine session status", "routine session next", "routine session stop --stinging"],
)
def session() -> None:
    """The guided session that runs: look at it, and steer it."""


@click.command("status", cls=Command, examples=["routine session status", "routine session status --json"])
@json_option
def status() -> None:
    """Where the session stands: the step, the time left, the time on skin."""
    emit(query("session-status").session, _standing)


def _standing(found: SessionView | None, look: Look) -> str:
    if found is None:
        return "No session runs. Begin one: routine run ROUTINE"
    left = found.left_s
    paused = "Paused, " if found.paused else ""
    lines = [
        painted(f"{found.title} ({found.routine}) · {words.where(found)}", "1", look),
        words.instruction(found),
        f"{paused}{words.clock(left)} left" if left is not None else _ANSWERS.get(found.phase, ""),
        words.alert(found) or words.on_skin(found),
        words.coming(found),
    ]
    return "\n".join(part for line in lines for part in fold(line, look.width))


def _action(name: str, about: str, more: tuple[str, ...] = ()) -> click.Command:
    """The command of one action."""

    @click.command(name, cls=Command, help=about, examples=[f"routine session {name}", *more])
    @json_option
    def act() -> None:
        _act(name)

    return act


ready = _action("ready", "You are ready: the step that waits for you is over.")
next_step = _action("next", "On to the next step; after the last, the session is over.")
back = _action("back", "Back to the step before; the time on skin goes on.")
pause = _action("pause", "Stop the step's timer; the time on skin goes on.")
resume = _action("resume", "Let the step's timer go on.")
yes = _action("yes", "Yes: the answer to the question before the start.")
no = _action("no", "No: the answer to the question before the start.")


@click.command("stop", cls=Command, examples=["routine session stop", "routine session stop --stinging"])
@click.option("--stinging", is_flag=True, help="It stings or burns: says how to take it off, and records irritation.")
@json_option
def stop(stinging: bool) -> None:
    """End the session here. It says what to do now."""
    _act("stinging" if stinging else "stop")


def _act(action: str) -> None:
    emit(change("session", action=action), render.said)
