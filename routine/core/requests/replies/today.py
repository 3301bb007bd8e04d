"""The reply about a day in full: each time with its steps, what became of it, and every answer that it takes."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from routine.core.requests.replies.occurrences import OccurrenceView, TodayReply
from routine.core.requests.replies.reasons import ReasonView
from routine.core.requests.replies.steps import StepLine
from routine.core.state.notice import Button


class GivenAnswer(Struct, frozen=True, kw_only=True):
    """An answer that was given: when it was done (UTC, and for people), when recorded, by whom, why, in whose words."""

    seq: int
    at: str
    when: str
    recorded_at: str
    recorded: str
    by: Literal["person", "time"]
    reason: str | None
    note: str | None


class SnoozeChoice(Struct, frozen=True, kw_only=True, rename={"length": "for"}):
    """One way to say Later, as `snooze` takes it (`for` or `until`), and until when that is: UTC, and for people."""

    length: str | None = None
    until: str | None = None
    at: str
    when: str


class WhatToDo(Struct, frozen=True, kw_only=True):
    """What the routine says of one of its times. `timed_s`: all its timers together. `left`: of the supply.

    `guided`: it can be run step by step; `rates`: its answer is a rating. Of a visit's reminder, the steps are those
    at the clinic, so there are none here.
    """

    kind: str
    dose: str | None
    left: str | None
    needs: tuple[str, ...]
    steps: tuple[StepLine, ...]
    timed_s: int
    longest_on_skin_s: int | None
    guided: bool
    rates: bool


class Waiting(Struct, frozen=True, kw_only=True):
    """A time that came due and awaits an answer, or comes back `later_until` (UTC; `later_words` for people).

    `asks`: the question that stands before its answers. `buttons`: those that it has, as `answer` takes them. `later`:
    the choices of Later that no rule is against.
    """

    since: str
    since_words: str
    later_until: str | None
    later_words: str | None
    asks: str | None
    buttons: tuple[Button, ...]
    later: tuple[SnoozeChoice, ...]


class WholeTime(OccurrenceView, frozen=True, kw_only=True):
    """One time of the day in full. `moved_from`: its own local time, where it is at another now.

    `visit`: the number of the visit that it belongs to. `notes`: what is said beside it, such as `Day 12 of 84`.
    `answered` is None while it is open, `waiting` unless it awaits an answer, `what` where the preset is gone.
    `after_all`: it was missed or not counted, and can still be recorded as done.
    """

    answered: GivenAnswer | None
    moved_from: str | None
    moved_words: str | None
    reason: ReasonView | None
    visit: int | None
    notes: tuple[str, ...]
    what: WhatToDo | None
    waiting: Waiting | None
    after_all: bool


class RestView(Struct, frozen=True, kw_only=True):
    """A routine that rests tonight, although it comes on other nights of the week; `next` is its next time."""

    routine: str
    title: str
    words: str
    next: str | None
    next_when: str | None


class PauseView(Struct, frozen=True, kw_only=True, rename={"start": "from"}):
    """A pause that lasts or is ahead, of one routine or (None) of all; UTC; `until` None: until resumed."""

    routine: str | None
    title: str
    start: str
    until: str | None
    lasts: bool
    words: str


class IrritationView(Struct, frozen=True, kw_only=True):
    """Skin that was reported as irritated, since when (UTC, and for people)."""

    routine: str
    level: str
    since: str
    since_words: str


class EnabledView(Struct, frozen=True, kw_only=True):
    """A routine that is enabled: what can be answered at any time. `when_needed`: no time of it is planned."""

    id: str
    title: str
    kind: str
    when_needed: bool


class WholeDayReply(TodayReply, frozen=True, kw_only=True):
    """The day in full, as `today` gives it where that was asked for. `now`, `ends`: local times.

    `silent_since`: the day since when nobody has answered, so that reminders are quiet.
    """

    occurrences: tuple[WholeTime, ...]
    now: str
    ends: str
    rests: tuple[RestView, ...]
    pauses: tuple[PauseView, ...]
    irritation: IrritationView | None
    silent_since: str | None
    enabled: tuple[EnabledView, ...]
