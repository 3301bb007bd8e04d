"""What a notifier shows, as a value: plain text and at most three buttons; escaping is the notifier's."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct


class Button(Struct, frozen=True):
    """A button of a notice: what pressing it sends, and what it says."""

    id: str
    label: str


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


OK_BUTTONS = (Button("ok", "OK"),)
#: Opens the page, where what a notice tells of can be put right.
OPEN = Button("open", "Open Routine")
OK_OR_OPEN = (*OK_BUTTONS, OPEN)
UNDO_BUTTONS = (Button("undo", "Undo"),)
#: Ends the pause of everything that a notice tells of.
RESUME = Button("resume", "Resume")

#: Seconds for which one shows that is to be read and goes by itself; servers of their own accord keep it 5 to 10.
TO_BE_READ_S = 20

Urgency = Literal["normal", "critical"]


class Notice(Struct, frozen=True, kw_only=True):
    """One notice. `revision` changes whenever it should be shown (again) in its present form.

    `timeout_s`: seconds until the bubble may go by itself; 0 stays until answered; None: to be read, for a while.
    `commands`: what to type instead, said where there are no buttons. `progress` is in percent; `refresh` changes when
    only the time left does: worth a change in place, where a notifier can do that, and nothing more. `steady_title`:
    the title where it cannot, without the time left; "" where the title has none. `sound`: worth one when it comes.
    `only_if_whole`: ids of buttons that answer for all that the text says, so that they are offered only where all of
    it can be read. `first`: it is shown before all others, also where a desktop shows one at a time.
    """

    id: str
    title: str
    body: str
    buttons: tuple[Button, ...] = ()
    only_if_whole: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    urgency: Urgency = "normal"
    timeout_s: int | None = None
    revision: str = "0"
    progress: int | None = None
    refresh: str = ""
    steady_title: str = ""
    sound: bool = False
    first: bool = False
