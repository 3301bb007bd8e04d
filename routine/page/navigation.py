"""Which screens there are, in the order in which the navigation shows them. A new screen is one line here."""

from __future__ import annotations

from typing import NamedTuple


class Screen(NamedTuple):
    """One screen: its module in `routine/page/screens/`, which is its address too, and what the navigation says.

    `bar`: it stands in the bar of a small window; the others are under More. `shown`: the navigation leads to it.
    """

    name: str
    title: str
    bar: bool = False
    shown: bool = True

    @property
    def icon(self) -> str:
        """The name of its symbol in `templates/symbols.html`."""
        return self.name


SCREENS = (
    Screen("today", "Today", bar=True),
    Screen("plan", "Plan", bar=True),
    Screen("routines", "Routines", bar=True),
    Screen("progress", "Progress", bar=True),
    Screen("visits", "Visits"),
    Screen("supplies", "Supplies"),
    Screen("report", "Report"),
    Screen("settings", "Settings"),
    Screen("session", "Session", shown=False),
)  # fmt: skip

BY_NAME = {screen.name: screen for screen in SCREENS}
