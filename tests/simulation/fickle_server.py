"""A notification server that refuses, hangs, lies and restarts, and whose callbacks come late, twice or never."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from msgspec import Struct

from routine.core.state.notice import Notice
from routine.ports.notifier import NotifierError, NotifierSilentError, Shown


class Callback(Struct, frozen=True, order=True):
    """A press, as it will be told: when (UTC), of which handle, which button; `again`: it was told before."""

    at: datetime
    handle: str
    button: str
    again: bool = False


class FickleServer:
    """What is on the screen, by handle.

    `mood`: well, refusing, hanging, lying (it says that it shows, and does not), unsure (it cannot tell).
    """

    name = "fickle"

    def __init__(self) -> None:
        self.mood = "well"
        self.starts = 1
        self.screen: dict[str, Notice] = {}
        self.confirmed: set[str] = set()
        self.callbacks: list[Callback] = []
        self._handles = 0

    @property
    def epoch(self) -> str:
        """Names this start of it."""
        return str(self.starts)

    def restart(self) -> None:
        """It goes, with all that it showed and would have told, and comes back."""
        self.starts += 1
        self.screen.clear()
        self.callbacks.clear()
        self.mood = "well"

    def show(self, notice: Notice, replaces: str) -> Shown:
        """Show a notice, as its mood is."""
        if self.mood == "refusing":
            raise NotifierError("it refused")
        if self.mood == "hanging":
            raise NotifierSilentError("it does not answer")
        if self.mood == "unsure":
            return Shown("", confirmed=False)
        self._handles += 1
        handle = replaces if replaces in self.screen else str(self._handles)
        if self.mood != "lying":
            self.screen[handle] = notice
        self.confirmed.add(notice.id)
        return Shown(handle, confirmed=True)

    def withdraw(self, handle: str) -> None:
        """Take it off the screen; one that is gone is no error."""
        if self.mood in ("refusing", "hanging"):
            raise NotifierError("it did not withdraw")
        self.screen.pop(handle, None)

    def press(self, dice: random.Random, handle: str, button: str, now: datetime) -> None:
        """A person presses: told at once, mostly; or later, twice, or never."""
        self.screen.pop(handle, None)
        chance = dice.random()
        if chance < 0.06:
            return
        late = timedelta(minutes=dice.randint(1, 2000)) if chance < 0.14 else timedelta()
        self.callbacks.append(Callback(now + late, handle, button))
        if chance > 0.9:
            more = timedelta(seconds=dice.choice((0, 1, 90, 40_000)))
            self.callbacks.append(Callback(now + late + more, handle, button, again=True))
        self.callbacks.sort()

    def due(self, now: datetime) -> list[Callback]:
        """The callbacks that are told by now."""
        due = [one for one in self.callbacks if one.at <= now]
        self.callbacks = [one for one in self.callbacks if one.at > now]
        return due
