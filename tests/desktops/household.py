"""Somebody's home at a real desktop, on a clock that runs fast: its routines come due a few minutes later."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from routine.adapters.clock import SystemClock
from tests.daemon.processes import House, until
from tests.desktops.desktop import RealDesktop
from tests.desktops.person import Person

#: A minute in a second; the desktop's own timers, such as those that fold up a notice, run as ever.
_SPEED = 60
_UNTIL_DUE = timedelta(minutes=4)


class Household:
    """One home, its daemon, and a person before the desktop."""

    def __init__(self, desktop: RealDesktop, house: House) -> None:
        self.desktop, self.house = desktop, house
        self.person = Person(desktop)
        self.due = SystemClock(house.env).now().wall() + _UNTIL_DUE

    def with_routines(self, **texts: str) -> Household:
        """Itself, with these presets enabled; `{due}` in them is a few minutes from the beginning."""
        self.house.with_presets(**{name: text.replace("{due}", f"{self.due:%H:%M}") for name, text in texts.items()})
        return self

    def started(self, speed: int = _SPEED) -> Household:
        """Itself, with the daemon running."""
        self.house.ready(self.house.daemon("--speed", str(speed), module="routine.wiring.run_daemon"))
        return self

    def routine(self, *words: str) -> str:
        """What a command of ours prints."""
        told = self.house.command(*words)
        assert told.returncode == 0, told.stderr or told.stdout
        return told.stdout

    def answers(self) -> list[tuple[str, str]]:
        """What the log holds, in order: routine and answer."""
        entries = json.loads(self.routine("log", "--json"))["entries"]
        return [(one["routine"], one["answer"]) for one in entries]

    def comes_to(self, *answers: tuple[str, str]) -> None:
        """Wait until the log holds these answers, and no others."""
        try:
            until(lambda: self.answers() == list(answers))
        except AssertionError:
            raise AssertionError(self.desktop.failed(f"{list(answers)} in the log, but {self.answers()}")) from None

    def pending(self) -> list[dict[str, Any]]:
        """The reminders that wait."""
        found: list[dict[str, Any]] = self.house.ask("pending")["reminders"]
        return found
