"""What came of a form: told on the page that comes after it, beside Undo."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Literal, NamedTuple

from routine.page.without_commands import without_commands

if TYPE_CHECKING:
    from routine.core.requests.replies.commands import AnswersReply, SaidReply

_MOST = 32


class Said(NamedTuple):
    """What happened, and what comes next. `undo`: the form fields that take it back; none where nothing does.

    `undo_at`: where that form is sent.
    """

    title: str
    lines: tuple[str, ...] = ()
    undo: tuple[tuple[str, str], ...] = ()
    kind: Literal["done", "info", "warn", "stop"] = "done"
    undo_at: str = "today/undo"


def said_of(reply: SaidReply, *undo: tuple[str, str]) -> Said:
    """What a change replied. `undo`: the form fields that take it back."""
    first, *more = without_commands(reply.said) or ("Done",)
    return Said(first, tuple(more), undo)


def undo_of(reply: AnswersReply) -> tuple[tuple[str, str], ...]:
    """The fields that take back exactly the answer that this reply is about; none where it recorded none."""
    last = max(reply.answers, key=lambda given: given.seq, default=None)
    return (("time", last.id), ("seq", str(last.seq))) if last else ()


class Messages:
    """Keeps the last few, so that an address can name one: who loads the page again reads it again."""

    def __init__(self) -> None:
        self._kept: dict[str, Said] = {}

    def keep(self, said: Said) -> str:
        """Its name, for the address of the page that tells it."""
        name = secrets.token_urlsafe(6)
        self._kept[name] = said
        if len(self._kept) > _MOST:
            del self._kept[next(iter(self._kept))]
        return name

    def named(self, name: str) -> Said | None:
        """The one with this name, if it is not too long ago."""
        return self._kept.get(name)
