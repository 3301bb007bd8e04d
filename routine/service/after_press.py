"""What a press asks of the machine, done once the press is saved: start at login, and the page in the browser."""

from __future__ import annotations

from routine.core.decide.outcomes import LoginAsked, PageAsked, Pressed
from routine.core.draft import Outcome
from routine.core.errors import RoutineError
from routine.core.requests.reports import LoginSet, PageFailed
from routine.ports.desktop import Browser, Login


class AfterPress:
    """None: there is no login, or no browser, here."""

    def __init__(self, login: Login | None, browser: Browser | None) -> None:
        self._login, self._browser = login, browser

    def do(self, outcome: Outcome) -> LoginSet | PageFailed | None:
        """Do it; how that went, where a person has to be told."""
        match outcome:
            case Pressed(outcome=LoginAsked(on=on)) if self._login:
                return self._switch(self._login, on)
            case Pressed(outcome=PageAsked(screen=screen)) if self._browser:
                return self._open(self._browser, screen)
        return None

    def _switch(self, login: Login, on: bool) -> LoginSet:
        try:
            login.switch(on)
        except RoutineError as error:
            return LoginSet(on, _why(error))
        return LoginSet(on)

    def _open(self, browser: Browser, screen: str) -> PageFailed | None:
        """Only what went wrong has to be told: the page is seen."""
        try:
            browser.open_page(screen)
        except RoutineError as error:
            return PageFailed(_why(error))
        return None


def _why(error: RoutineError) -> str:
    return " ".join(part for part in (error.message, error.hint) if part)
