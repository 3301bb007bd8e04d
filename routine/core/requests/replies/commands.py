"""What a command replies, as values whose JSON is what programs get: field for field, in this order."""

from __future__ import annotations

from msgspec import Struct

from routine.core.config.rules import Finding
from routine.core.requests.replies.visits import VisitView
from routine.core.state.log import Answer, Entry


class Given(Struct, frozen=True):
    """An answer that was recorded: the occurrence's `ROUTINE@KEY`, what it is now, and the entry's number in the log.

    `undo` takes that number, so that nothing else is taken back.
    """

    id: str
    answer: Answer
    seq: int = 0


def given(*entries: Entry) -> tuple[Given, ...]:
    """The answers that these entries are."""
    return tuple(Given(entry.id, entry.answer, entry.seq) for entry in entries)


class SaidReply(Struct, frozen=True, kw_only=True):
    """What came of it, in lines for people: of whatever records no answer."""

    said: tuple[str, ...] = ()


class SilentReply(SaidReply, frozen=True, kw_only=True, omit_defaults=True):
    """Of what nobody waits for (a tick, a notifier's report): an empty object, unless there is something to say."""


class AnswersReply(SaidReply, frozen=True, kw_only=True):
    """The answers that were recorded, or taken back; none where it was about something else."""

    answers: tuple[Given, ...] = ()


class StillOpen(Struct, frozen=True):
    """One that was named beside those that were answered, and has nothing to answer; `choices` as in a refusal."""

    routine: str
    said: str
    hint: str | None
    choices: tuple[dict[str, str], ...]


class DoneReply(AnswersReply, frozen=True, kw_only=True):
    """The answers that were recorded; `left`: what was named beside them and had nothing to answer."""

    left: tuple[StillOpen, ...] = ()


class SnoozeReply(AnswersReply, frozen=True, kw_only=True):
    """Later, or moved: which occurrence, and until when (UTC)."""

    id: str
    until: str


class RateReply(AnswersReply, frozen=True, kw_only=True):
    """The ratings by spot, and those of the same spots before them."""

    ratings: dict[str, int]
    before: dict[str, int]


class VisitReply(AnswersReply, frozen=True, kw_only=True):
    """The visit as it is now."""

    routine: str
    visit: VisitView


class SessionStartReply(SaidReply, frozen=True, kw_only=True):
    """The routine whose session runs now; `attached`: it ran already."""

    session: str
    attached: bool


class SessionActReply(SaidReply, frozen=True, kw_only=True):
    """Whether the session ended by this."""

    ended: bool


class EnableReply(Struct, frozen=True, kw_only=True):
    """The routines that were named and run now, every finding on all that were named, and those `refused`."""

    enabled: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    said: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


class WelcomeReply(SaidReply, frozen=True, kw_only=True):
    """The routines that the first start enabled; none at any later one."""

    enabled: tuple[str, ...] = ()


class ReloadReply(AnswersReply, frozen=True, kw_only=True):
    """Whose schedule is another now, what is wrong in the files, and the findings that nobody was told of before."""

    changed: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


#: What any command replies. All of them say something.
Reply = (
    SaidReply | SilentReply | AnswersReply | SnoozeReply | RateReply | VisitReply | SessionStartReply | SessionActReply
    | EnableReply | WelcomeReply | ReloadReply
)  # fmt: skip
