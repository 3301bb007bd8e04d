"""What a notifier shows, as a value: plain text and at most three buttons; escaping is the notifier's."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from routine.core.state.log import Entry

#: The id of the notice about a hold: this, and the routine's id.
HOLD_CARD = "hold:"

NOTICE = "session"


class Button(Struct, frozen=True):
    """A button of a notice: what pressing it sends, and what it says."""

    id: str
    label: str


#: The id of the card that offers a ramp's next week begins so; then the routine's.
RAMP_CARD = "ramp:"
#: So does the id of the card that says that a course is over, and later asks whether to begin again.
OVER_CARD = "over:"


class Card(Struct, frozen=True, kw_only=True):
    """A notice that is not a reminder: a digest, an answer's confirmation, a problem, a welcome.

    `about`: the seqs of the log entries, or the routine ids, that its buttons act on; `since`: the log from
    then on holds them. `ends`: when it is withdrawn. Both UTC. `commands`: what to type where there are no buttons.
    """

    id: str
    kind: Literal[
        "answered", "missed", "zone", "problem", "welcome", "silent", "course", "session", "stock", "irritation",
        "ramp", "clash", "review", "changes",
    ]  # fmt: skip
    title: str
    body: str
    buttons: tuple[Button, ...] = ()
    about: tuple[str, ...] = ()
    since: datetime | None = None
    ends: datetime | None = None
    critical: bool = False
    revision: int = 0
    commands: tuple[str, ...] = ()


class Delivery(Struct, frozen=True, kw_only=True):
    """What is known of a notice's delivery.

    `epoch` names the connection it went through: another epoch means that it must be sent again (under the same
    `handle`, if it was confirmed). `revision` and `refresh` are the notice's that was sent last. `retry_at` is UTC.
    """

    notifier: str = ""
    epoch: str = ""
    handle: str = ""
    confirmed: bool = False
    revision: str = ""
    refresh: str = ""
    at: datetime | None = None
    attempts: int = 0
    error: str | None = None
    retry_at: datetime | None = None


class NoticesState(Struct, frozen=True, kw_only=True):
    """What shows, and what is known of it: `seq` numbers notices, `cards` are those that are no reminders.

    `deliveries`: what is known of each notice's delivery, by its id; `one_by_one`: ids of the notices of several
    reminders that a person goes through one after the other.
    """

    seq: int = 0
    cards: tuple[Card, ...] = ()
    deliveries: dict[str, Delivery] = {}
    one_by_one: tuple[str, ...] = ()


OK_BUTTONS = (Button("ok", "OK"),)
UNDO_BUTTONS = (Button("undo", "Undo"),)

Urgency = Literal["low", "normal", "critical"]


class Notice(Struct, frozen=True, kw_only=True):
    """One notice. `revision` changes whenever it should be shown (again) in its present form.

    `timeout_s`: seconds until the bubble may go by itself; 0 stays until answered; None is the server's choice.
    `commands`: what to type instead, said where there are no buttons. `progress` is in percent; `refresh` changes when
    only the time left does: worth a change in place, where a notifier can do that, and nothing more.
    """

    id: str
    title: str
    body: str
    buttons: tuple[Button, ...] = ()
    commands: tuple[str, ...] = ()
    urgency: Urgency = "normal"
    timeout_s: int | None = None
    revision: str = "0"
    progress: int | None = None
    refresh: str = ""


class Confirmation(Struct, frozen=True):
    """What a notice says after one of its buttons was pressed: what happened, and what comes next.

    `undo`: the entries that Undo takes back; `snoozed`: ids of the reminders that it shows again. `asks`: what it asks
    in addition, for a day, with `buttons` beside Undo.
    """

    title: str
    lines: tuple[str, ...]
    undo: tuple[Entry, ...] = ()
    snoozed: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()
    asks: str = ""
