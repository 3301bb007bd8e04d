"""The reply about the log."""

from __future__ import annotations

from msgspec import Struct

from routine.core.state.log import Answer


class EntryView(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the log; `rule`: the safety rule that was overridden, where the answer is that.

    `note`: the person's own words; `said`: the answer, when it really was, why, and the note, for people.
    """

    seq: int
    id: str
    routine: str
    title: str
    nominal: str
    answer: Answer
    at: str
    recorded_at: str
    replaces: int | None
    reason: str | None
    by: str
    ratings: dict[str, int]
    rule: str | None = None
    note: str | None = None
    when: str
    said: str


class LogReply(Struct, frozen=True, kw_only=True):
    """The log, oldest first."""

    entries: tuple[EntryView, ...]
