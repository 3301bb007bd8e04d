"""What a notifier shows, as a value: plain text and at most three buttons; escaping is the notifier's."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from routine.core.state import Button

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
