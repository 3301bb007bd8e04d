"""Cards: notices that are no reminders; of each kind, what its ids are and whether it stays until it is answered."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from routine.core.state.log import Entry
from routine.core.state.notice import Button, Delivery

Kind = Literal[
    "answered", "missed", "zone", "clock", "problem", "files", "hold", "welcome", "silent", "course", "session",
    "stock", "irritation", "ramp", "clash", "no-room", "free-evening", "review", "changes", "today", "offer", "login",
    "waits", "try", "lost", "use-by",
]  # fmt: skip


class OfKind(Struct, frozen=True):
    """What all cards of a kind have in common.

    `id`: of the only one, or how the ids begin where there is one for each routine or time; "" where they are numbered,
    or take the place of another. `stays`: until it is answered, or ends.
    """

    id: str = ""
    stays: bool = False


#: What their buttons do: `decide.buttons`; until when each is true: `notices.card_untrue`.
KINDS: dict[Kind, OfKind] = {
    "answered": OfKind(),
    "missed": OfKind(stays=True),
    "silent": OfKind(stays=True),
    "zone": OfKind(),
    "clock": OfKind("clock", stays=True),
    "welcome": OfKind("welcome", stays=True),
    "today": OfKind("today", stays=True),
    "offer": OfKind("offer", stays=True),
    "login": OfKind("login"),
    "problem": OfKind(stays=True),
    "files": OfKind("files", stays=True),
    "hold": OfKind("hold", stays=True),
    "course": OfKind("over"),
    "session": OfKind("session", stays=True),
    "stock": OfKind(stays=True),
    "use-by": OfKind("use-by", stays=True),
    "irritation": OfKind("irritation", stays=True),
    "ramp": OfKind("ramp", stays=True),
    "clash": OfKind("clash", stays=True),
    "no-room": OfKind("no-room", stays=True),
    "free-evening": OfKind("free-evening", stays=True),
    "review": OfKind("review", stays=True),
    "changes": OfKind("changes", stays=True),
    "waits": OfKind("waits", stays=True),
    "try": OfKind("try", stays=True),
    "lost": OfKind("lost", stays=True),
}


def card_id(kind: Kind, of: str = "") -> str:
    """The id of the card of a kind; `of`: the routine or time that it is about, where there is one for each."""
    return f"{KINDS[kind].id}:{of}" if of else KINDS[kind].id


class Card(Struct, frozen=True, kw_only=True):
    """A notice that is not a reminder: a digest, an answer's confirmation, a problem, a welcome.

    `about`: the seqs of the log entries, or the routine ids, that its buttons act on; `since`: the log from
    then on holds them. `ends`: when it is withdrawn. Both UTC. `commands`: what to type where there are no buttons.
    `only_while`: it is true only while this lasts (when each kind stops being true: `notices.card_untrue`).
    """

    id: str
    kind: Kind
    title: str
    body: str
    buttons: tuple[Button, ...] = ()
    about: tuple[str, ...] = ()
    since: datetime | None = None
    ends: datetime | None = None
    critical: bool = False
    revision: int = 0
    commands: tuple[str, ...] = ()
    only_while: Literal["irritation"] | None = None

    @property
    def of(self) -> str:
        """The routine or time that it is about, where its kind has a card for each; else ""."""
        return self.id.partition(":")[2]


class Confirmation(Struct, frozen=True):
    """What a notice says after one of its buttons was pressed: what happened, and what comes next.

    `undo`: the entries that Undo takes back; `snoozed`: ids of the reminders that it shows again. `asks`: what it asks
    in addition, for a day, with `buttons` beside Undo; `to_read`: what it says has to be read, so it stays as long.
    """

    title: str
    lines: tuple[str, ...]
    undo: tuple[Entry, ...] = ()
    snoozed: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()
    asks: str = ""
    to_read: bool = False


class NoticesState(Struct, frozen=True, kw_only=True):
    """What shows, and what is known of it: `seq` numbers notices, `cards` are those that are no reminders.

    `deliveries`: what is known of each notice's delivery, by its id; `one_by_one`: ids of the notices whose reminders
    come one after the other, as a person wished; `gone_through`: how many reminders of each notice were answered on the
    screen; `put_away`: ids of notices that a person closed without an answer.
    """

    seq: int = 0
    cards: tuple[Card, ...] = ()
    deliveries: dict[str, Delivery] = {}
    one_by_one: tuple[str, ...] = ()
    gone_through: dict[str, int] = {}
    put_away: tuple[str, ...] = ()
