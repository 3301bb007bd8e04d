"""A person at a desktop: reads a notice and answers it, with the mouse alone, as that desktop lets them."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from tests.desktops.desktop import PATIENCE_S, RealDesktop
from tests.desktops.picture import Picture, Spot
from tests.e2e.desktop import wait_for

_MOST_CLICKS = 3  # to any answer, and to any word of a text
_ONE_CLICK_S = 4.0  # for what it does, before another one


class Person:
    """At this desktop."""

    def __init__(self, desktop: RealDesktop) -> None:
        self.desktop = desktop

    def gets(self, title: str, within_s: float = PATIENCE_S) -> None:
        """Wait until a notice of this title was shown, whether anybody looked or not."""
        shown = self.desktop.log.notified
        wait_for(lambda: title in [notice.title for notice in shown()], f"a notice “{title}”", within_s)

    def reads(self, title: str, *texts: str) -> None:
        """All of these in the notice of this title, wherever their lines break; what is not in sight, by clicks."""
        missing = list(texts)

        def nothing_missing(picture: Picture) -> bool:
            missing[:] = [text for text in missing if not picture.says(text)]
            return not missing

        self._looks(title, nothing_missing, lambda: f"{missing} in “{title}”")

    def presses(self, label: str, of: str) -> None:
        """Answer the notice of this title with this button, in no more clicks than a person is asked for."""

        def pressed(picture: Picture) -> bool:
            spot = self._answer(picture, label, of)
            return spot is not None and self._clicks(picture, spot, self.desktop.recipe.opens_with)

        self._looks(of, pressed, lambda: f"“{label}” of “{of}”", clicks=1)

    def _looks(self, title: str, found: Callable[[Picture], bool], what: Callable[[], str], clicks: int = 0) -> None:
        """Look until it is found, opening the notice where it is not in sight; each click is given its time."""
        self.gets(title)
        end, patience = time.monotonic() + PATIENCE_S, time.monotonic()
        while not found(picture := self.desktop.look()):
            assert time.monotonic() < end, self.desktop.failed(what())
            if clicks < _MOST_CLICKS and time.monotonic() > patience and self._opens(picture, title):
                clicks += 1
                patience = time.monotonic() + _ONE_CLICK_S

    def _answer(self, picture: Picture, label: str, of: str) -> Spot | None:
        """Where to click to give this answer, if that is in sight."""
        if not self.desktop.recipe.draws_buttons:
            return next(iter(picture.spots(f"{label}: {of}")), None)
        titles = [spot.y for spot in picture.spots(of, alone=True)]
        below = [spot for spot in picture.spots(label, alone=True) if titles and spot.y > titles[0]]
        return min(below, key=lambda spot: spot.y, default=None)

    def _opens(self, picture: Picture, title: str) -> bool:
        """Click the notice beside its buttons; where it has folded up, fetch it from the desktop's list."""
        if spots := picture.spots(title, alone=True):
            return self._clicks(picture, spots[0], self.desktop.recipe.opens_with)
        if self.desktop.name != "gnome":
            return False
        now = datetime.now().astimezone()  # the desktop's clock shows this machine's zone
        clock = picture.in_panel(f"{now:%b} {now.day}")
        return bool(clock) and self._clicks(picture, clock[0])

    def _clicks(self, picture: Picture, spot: Spot, button: int = 1) -> bool:
        """Click there, unless something else has come there since it was looked at."""
        if self.desktop.look().content != picture.content:
            return False
        self.desktop.click(*spot, button)
        self.desktop.park()
        return True
