"""session: look at the guided session that runs, and steer it without its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from routine.cli import help_lines
from routine.cli.live import session_words
from routine.cli.shell.colours import Look, painted
from routine.cli.shell.command import Command, LazyGroup
from routine.cli.shell.output import emit, json_option, said
from routine.cli.shell.requests import change, query
from routine.cli.shell.table import fold
from routine.core.when.format import countdown

if TYPE_CHECKING:
    from routine.core.requests.replies.session import SessionView

_ANSWERS = {
    "asking": "Answer yes or no: routine session yes",
    "sound-check": "If you hear it, type: routine session ready",
    "waiting": "When you are ready, type: routine session ready",
}


@click.group(
    "session",
    cls=LazyGroup,
    verbs=help_lines.SESSION,
    examples=["routine session status", "routine session next", "routine session stop --stinging"],
)
def session() -> None:
    """Show, control or stop the session that is running."""


@click.command("status", cls=Command, examples=["routine session status", "routine session status --json"])
@json_option
def status() -> None:
    """Show the current step, the time left and the time on your skin."""
    emit(query("session-status").session, _standing)


def _standing(found: SessionView | None, look: Look) -> str:
    if found is None:
        return "No session is running. Start one: routine run ROUTINE"
    left = found.left_s
    paused = "Paused, " if found.paused else ""
    lines = [
        painted(f"{found.title} ({found.routine}) · {session_words.where(found)}", "1", look),
        session_words.instruction(found),
        f"{paused}{countdown(left)} left" if left is not None else _ANSWERS.get(found.phase, ""),
        session_words.alert(found) or session_words.on_skin(found),
        session_words.coming(found),
    ]
    return "\n".join(part for line in lines for part in fold(line, look.width))


def _action(name: str, about: str, more: tuple[str, ...] = ()) -> click.Command:
    """The command of one action."""

    @click.command(name, cls=Command, help=about, examples=[f"routine session {name}", *more])
    @json_option
    def act() -> None:
        _act(name)

    return act


ready = _action("ready", "Continue from a step that waits until you are ready.")
next_step = _action("next", "Go to the next step. After the last one, the session ends.")
back = _action("back", "Go back to the step before. The time on your skin continues.")
pause = _action("pause", "Pause the timer. The time on your skin continues.")
resume = _action("resume", "Resume the timer.")
yes = _action("yes", "Answer yes to the question.")
no = _action("no", "Answer no to the question.")


@click.command("stop", cls=Command, examples=["routine session stop", "routine session stop --stinging"])
@click.option("--stinging", is_flag=True, help="Say that it stings or burns, and see what to do.")
@json_option
def stop(stinging: bool) -> None:
    """Stop the session and show what to do now."""
    _act("stinging" if stinging else "stop")


def _act(action: str) -> None:
    emit(change("session", action=action), said)
