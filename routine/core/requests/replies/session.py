"""The reply about the guided session."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from routine.core.requests.replies.steps import StepLine
from routine.core.state.notice import Button
from routine.core.state.session import Phase


class StepView(Struct, frozen=True, kw_only=True):
    """The step that a session is at; `index` counts from 1."""

    id: str
    index: int
    of: int
    say: str
    posture: str | None


class SessionStep(StepLine, frozen=True, kw_only=True):
    """A step of a session: whether it is behind, is the one that runs, or is ahead; how long it takes by itself."""

    state: Literal["done", "now", "ahead"]
    length_s: float


class QuestionView(Struct, frozen=True, kw_only=True):
    """A question before the first step; on the answer `stops_on` it ends there, with `why`. `left`: with this one."""

    id: str
    text: str
    stops_on: str
    why: str
    left: int


class SessionView(Struct, frozen=True, kw_only=True):
    """Where a session stands. Seconds are the session's own: a rehearsal's go by faster.

    `left_s` is None where the step waits; `length_s` is the whole of it. `next`: what the step after this one says.
    `missing`: what this machine cannot do, in words; `sound`: what became of the sound meanwhile.
    `stopping`: the notice asks whether to stop.
    `take_off`: how what is on the skin comes off, "" where nothing is. `at` names where it stands, as `session` takes
    it; `actions`: all that can be done there. `alarms`: how many alarms have sounded since it was on for too long.
    """

    routine: str
    title: str
    step: StepView
    left_s: float | None
    on_skin_s: float | None
    paused: bool
    overrun: bool
    phase: Phase
    length_s: float | None
    question: str | None
    next: str | None
    longest_s: float | None
    total_left_s: float
    total_s: float
    speed: float
    rehearsal: bool
    uncertain: bool
    missing: tuple[str, ...]
    sound: str = ""
    stopping: bool = False
    take_off: str = ""
    at: str = ""
    steps: tuple[SessionStep, ...] = ()
    asks: QuestionView | None = None
    actions: tuple[Button, ...] = ()
    alarms: int = 0
    began: str | None = None


class EndingView(Struct, frozen=True, kw_only=True):
    """The closing words of the last session, while they show. `critical`: something has to be done at once.

    `notice` and `buttons`: the notice that says them, for a press.
    """

    title: str
    lines: tuple[str, ...]
    routine: str = ""
    critical: bool = False
    notice: str = ""
    buttons: tuple[Button, ...] = ()


class SessionReply(Struct, frozen=True, kw_only=True):
    """The session that runs, or how the last one ended."""

    session: SessionView | None
    ending: EndingView | None
