"""Somebody's home at a real desktop: routines, the daemon, and the person before the screen."""

from __future__ import annotations

import json
import time
from datetime import datetime

from routine.adapters.clock import SystemClock
from tests.daemon.processes import DaemonHome
from tests.desktops.browser import Browser
from tests.desktops.desktop import PATIENCE_S, RealDesktop, end_all_with
from tests.desktops.person import Person


class Household:
    """One home, its daemon, and a person before the desktop."""

    def __init__(self, desktop: RealDesktop, house: DaemonHome) -> None:
        self.desktop, self.house = desktop, house
        self.person = Person(desktop)
        self._browser: Browser | None = None

    def with_routines(self, **texts: str) -> Household:
        """Itself, with these presets enabled."""
        self.house.with_presets(**texts)
        return self

    def started(self, speed: int = 1) -> Household:
        """Itself, with the daemon running: so much faster than the desktop, whose own timers run as ever."""
        self.house.ready(self.house.daemon("--speed", str(speed), module="routine.wiring.run_daemon"), PATIENCE_S)
        return self

    def with_a_browser(self) -> Household:
        """Itself, with a browser chosen."""
        self._browser = Browser(self.desktop.home, wayland=self.desktop.recipe.screen == "wayland")
        return self

    def close(self) -> None:
        """End the daemon, and all that was opened from here."""
        self.house.close()
        if self._browser:
            self._browser.close()
        end_all_with(f"ROUTINE_HOME={self.house.home}")

    def now(self) -> datetime:
        """The wall time here."""
        return SystemClock(self.house.env).now().wall()

    def routine(self, *words: str) -> str:
        """What a command of ours prints."""
        told = self.house.command(*words)
        assert told.returncode == 0, told.stderr or told.stdout
        return told.stdout

    def answers(self) -> list[tuple[str, str]]:
        """The answers that count, in order: routine and answer."""
        entries = json.loads(self.routine("log", "--json"))["entries"]
        replaced = {one["replaces"] for one in entries}
        counts = [one for one in entries if one["seq"] not in replaced and one["answer"] != "undone"]
        return [(one["routine"], one["answer"]) for one in counts]

    def comes_to(self, *answers: tuple[str, str]) -> None:
        """Wait until these are the answers that count, and no others."""
        end = time.monotonic() + PATIENCE_S
        while (found := self.answers()) != list(answers):
            assert time.monotonic() < end, self.desktop.failed(f"{list(answers)} in the log, but {found}")
            time.sleep(0.2)
