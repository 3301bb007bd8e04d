"""A person at a desktop: reads a notice and answers it, with the mouse alone, as that desktop lets them."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from tests.desktops.bus_log import Notified, Pressed
from tests.desktops.desktop import OUT_OF_THE_WAY, PATIENCE_S, RealDesktop
from tests.desktops.picture import Picture, Spot

_MOST_CLICKS = 3  # to any answer, and to any word of a text
_IN_LIST = "Do Not Disturb"  # stands under GNOME's list
_LINES_OF_NAMES = 35  # pixels of a text that names the buttons below it
_ONE_CLICK_S = 8.0  # for what it does, before another one


class Person:
    """At this desktop."""

    def __init__(self, desktop: RealDesktop) -> None:
        self.desktop = desktop
        self._came = self._last_press = desktop.log.mark()

    def gets(self, title: str) -> None:
        """Wait until a notice of this title is on the desktop, whether anybody looks or not."""
        self._waits(lambda: any(one.title.startswith(title) for one in self._standing()), f"a notice “{title}”")

    def follows(self) -> str:
        """The title of the notice that came after the last press."""
        self._waits(lambda: bool(self._answerable()), "a notice after the press")
        return self._answerable()[-1].title

    def _answerable(self) -> list[Notified]:
        """Since the last press; where a click on a notice is an answer, that is a part of one (“Undo: Skipped”)."""
        standing = [one for one in self.desktop.log.standing(self._last_press) if one.body and one.buttons]
        titles = [one.title for one in standing]
        return [one for one in standing if not any(one.title.endswith(f": {title}") for title in titles)]

    def _standing(self) -> list[Notified]:
        return self.desktop.log.standing(self._came)

    def _waits(self, condition: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < end, self.desktop.failed(what)
            time.sleep(0.1)

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
            before = self.desktop.log.mark()
            if spot is None or not self._clicks(picture, spot, self.desktop.recipe.opens_with):
                return False
            self._last_press = before
            return self._was_heard(before)

        self._looks(of, pressed, lambda: f"“{label}” of “{of}”", clicks=1)

    def _was_heard(self, before: int) -> bool:
        """Whether the click did something; where the notice moved away under the hand, a person clicks again."""
        end = time.monotonic() + _ONE_CLICK_S
        while not any(isinstance(event, Pressed) for event in self.desktop.log.since(before)):
            if time.monotonic() > end:
                return False
            time.sleep(0.05)
        return True

    def guided(self, step: str, answer: str = "") -> None:
        """Read this step in the session's notice, the newest there is, and answer it; its title tells the time left."""
        self._waits(lambda: any(one.body.startswith(step) for one in self._standing()), f"a step “{step}”")
        title = next(one.title for one in self._standing() if one.body.startswith(step)).partition(": ")[0]
        self.reads(title, step)
        if answer:
            self.presses(answer, of=title)

    def sees_nothing(self) -> None:
        """No notice is left, neither on the screen nor in the desktop's list."""
        self.desktop.waits_until(lambda picture: not picture.area, "an empty screen")

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
            answer = f"{label}: {of}"
            came = any(one.title.startswith(answer) for one in self._standing())  # else there is nothing to look for
            return next(iter(picture.titles(answer)), None) if came else None
        titles = [spot.y for spot in picture.titles(of)]
        labels, above = picture.buttons(label), titles[:1]
        if self.desktop.recipe.cuts_labels and (
            named := picture.spots("The buttons")
        ):  # “One b...”, and the whole label
            labels, above = picture.titles(label.split()[0]), [named[0].y + _LINES_OF_NAMES]
        below = [spot for spot in labels if above and spot.y > above[0]]
        return min(below, key=lambda spot: spot.y, default=None)

    def _opens(self, picture: Picture, title: str) -> bool:
        """Click the notice beside its buttons; where it waits behind what followed a press, put that away.

        Where it has folded up, fetch it from the desktop's list.
        """
        if not (spots := picture.titles(title)):
            if picture.buttons("Undo") and (ok := picture.buttons("OK")):
                return self._clicks(picture, ok[0])
            return self.desktop.name == "gnome" and self._opens_list(picture)
        clicked = self._clicks(picture, spots[0], self.desktop.recipe.opens_with)
        if clicked and self.desktop.name == "gnome" and picture.says(_IN_LIST):
            self._closes_list()
        return clicked

    def _opens_list(self, picture: Picture) -> bool:
        """GNOME's list of notices is under its clock."""
        if self.desktop.look() is not picture:
            return False  # something came meanwhile
        now = datetime.now().astimezone()  # the desktop's clock shows this machine's zone
        clock = picture.in_panel(f"{now:%b}")  # the 1 of "Dec 1" is not always read
        return bool(clock) and self._clicks(picture, clock[0])

    def _closes_list(self) -> None:
        """While it is open GNOME shows nothing else; a click beside it closes it."""

        def closed(picture: Picture) -> bool:
            if picture.says(_IN_LIST):
                self.desktop.click(*OUT_OF_THE_WAY)
                return False
            return True

        self.desktop.waits_until(closed, "GNOME's list closed")

    def _clicks(self, picture: Picture, spot: Spot, button: int = 1) -> bool:
        """Click there, unless something else has come there since it was looked at."""
        now = self.desktop.look()
        if now is not picture and now.around(spot) != picture.around(spot):
            return False
        self.desktop.click(*spot, button)
        self.desktop.park()
        return True
