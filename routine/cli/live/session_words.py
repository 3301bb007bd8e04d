"""A session's status in words: the same ones for the large view and for plain lines. Pure."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from routine.core.when.format import countdown

if TYPE_CHECKING:
    from routine.core.requests.replies.session import SessionView

_POSTURES = {"lie-side": "lie on your side"}


class Scene(NamedTuple):
    """What there is to show: the session's status, a remark, and for how many seconds the daemon has not answered."""

    session: SessionView
    note: str = ""
    away_s: int = 0


def minutes(seconds: float) -> str:
    """`8 min`, and `40 s` below a minute."""
    return f"{ceil(seconds)} s" if seconds < 60 else f"{round(seconds / 60)} min"


def asking(session: SessionView) -> bool:
    """Whether it has not begun yet: questions, or the sound check."""
    return session.phase in ("asking", "sound-check")


def instruction(session: SessionView) -> str:
    """What to do now: the step's text, or the question before the start."""
    return session.question or "" if asking(session) else session.step.say


def where(session: SessionView) -> str:
    """`Step 4 of 7`."""
    if session.phase == "asking":
        return "Before you begin"
    if session.phase == "sound-check":
        return "Sound check"
    return f"Step {session.step.index} of {session.step.of}"


def rehearsal(session: SessionView) -> str:
    """That it is a rehearsal, where it is one."""
    if not session.rehearsal:
        return ""
    return f"rehearsal, {session.speed:g} times as fast"


def posture(session: SessionView) -> str:
    """How to hold oneself, where the step says it."""
    word = None if asking(session) else session.step.posture
    return f"Position: {_POSTURES.get(str(word), str(word).replace('-', ' '))}" if word else ""


def on_skin(session: SessionView) -> str:
    """How long the mask has been on, and how long it may be."""
    worn, longest = session.on_skin_s, session.longest_s
    if worn is None:
        return ""
    at_most = f" (at most {countdown(longest)})" if longest else ""
    return f"On your skin {countdown(worn)}{at_most}"


def on_skin_briefly(session: SessionView) -> str:
    """The same where there is no room: `Skin 4:32/15:00`."""
    longest = session.longest_s
    return f"Skin {countdown(session.on_skin_s or 0)}" + (f"/{countdown(longest)}" if longest else "")


def alert(session: SessionView) -> str:
    """What must not be missed: the time is over, and how it comes off."""
    if not session.overrun:
        return ""
    return " ".join(filter(None, (f"Please take it off now. {on_skin(session)}.", session.take_off)))


def without(session: SessionView) -> str:
    """What it has to do without on this machine, which is said with the first step."""
    return " ".join(session.missing) if session.step.index == 1 and not session.sound else ""


def coming(session: SessionView) -> str:
    """The step after this one; before that, with the first step, what it has to do without."""
    if asking(session):
        return ""
    if lacking := without(session):
        return lacking
    return f"Next: {session.next}" if session.next else "This is the last step."


def in_all(session: SessionView) -> str:
    """What is left of the whole."""
    left = session.total_left_s
    return f"{minutes(left)} left in all" if left and not asking(session) else ""


def waits_for(session: SessionView) -> str:
    """What the present moment waits for, in a line under the instruction."""
    if session.phase == "asking":
        return "Press y for yes, n for no."
    if session.stopping:
        return "Stop was pressed. Press space to continue, q twice to stop."
    if session.phase == "waiting":
        return "Press space when you are ready."
    if session.phase == "lead-in" and not session.paused:
        return "Get ready."
    return "Paused" if session.paused else ""


def needs_key(session: SessionView) -> bool:
    """Whether nothing goes on until a person presses something."""
    return session.phase in ("asking", "sound-check", "waiting") or session.paused or session.stopping
