"""The reply about the guided session."""

from __future__ import annotations

from msgspec import Struct

from routine.core.state.session import Phase


class StepView(Struct, frozen=True, kw_only=True):
    """The step that a session is at; `index` counts from 1."""

    id: str
    index: int
    of: int
    say: str
    posture: str | None


class SessionView(Struct, frozen=True, kw_only=True):
    """Where a session stands. Seconds are the session's own: a rehearsal's go by faster.

    `left_s` is None where the step waits; `length_s` is the whole of it. `next`: what the step after this one says.
    `missing`: what this machine cannot do, in words; `stopping`: the notice asks whether to stop.
    `take_off`: how what is on the skin comes off, "" where nothing is.
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
    stopping: bool = False
    take_off: str = ""


class EndingView(Struct, frozen=True, kw_only=True):
    """The closing words of the last session, while they show."""

    title: str
    lines: tuple[str, ...]


class SessionReply(Struct, frozen=True, kw_only=True):
    """The session that runs, or how the last one ended."""

    session: SessionView | None
    ending: EndingView | None
