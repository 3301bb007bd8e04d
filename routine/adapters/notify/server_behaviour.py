"""How notification servers behave: what each does with a notice, by its capabilities, else by its name."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

Buttons = Literal["drawn", "by-click", "unsure", "none"]
Replacing = Literal["always", "same-buttons", "never"]

_ANSWERED: dict[Buttons, str] = {
    "drawn": "you answer with the buttons of a notification",
    "by-click": "it shows no buttons. {click} to answer, and each answer appears as a notification",
    "unsure": "Routine does not know whether it shows buttons, so notifications also say what to type",
    "none": "it shows no buttons, so notifications say what to type",
}
_BAR = "x-canonical-private-synchronous"
_DRAWS_NO_BUTTONS = "x-dunst-stack-tag"
_HALF_A_DAY_MS = 12 * 60 * 60 * 1000


class ServerBehaviour(Struct, frozen=True, kw_only=True):
    """What a server does with a notice. The defaults are for one that nobody has tried: nothing is relied upon.

    `buttons`: drawn; reached by a click, one notification for each answer; perhaps drawn (so the text also says what
    to type); or not to be had. `replaces`: when a notification may be changed where it stands; otherwise it is closed
    and another sent. `stays_ms`: the expiry of what wants an answer. `asking_urgency`: its urgency (0 to 2).
    `lone_button_anywhere`: whether a click beside the only button presses it. `bar`: whether it draws `value` and
    still shows the text. `reads_tags`: it takes tags in a text for markup although it does not say so. `opens`:
    whether a click beside the buttons is told as `default`, which is given so that such a click does not lose the
    notice. `stacks`: shows several at once. `newest_first`: the newest where it is seen first. `most`: how many it
    shows at once, 0 for enough. `stalls`: what waits behind one that we close is not shown before another is sent.
    `expires`: what has an expiry goes by itself, when it is over; else we take it off. `withdraws`: by
    CloseNotification, or by a replacement that expires at once before it. `rows` and `columns`: how much text one
    notification shows under a title of one row; `rows_in_sight`: without scrolling, 0 for all. `paragraph_rows`: how
    many of a paragraph, 0 for all.
    `rows_per_spare`: after so many an empty one has to follow at the end, 0 for none. `label_columns`: what all its
    buttons together have for their labels, 0 for enough. `click`: how its text says that it is opened.
    """

    buttons: Buttons = "unsure"
    replaces: Replacing = "never"
    stays_ms: int = 0
    asking_urgency: int = 1
    bar: bool = False
    reads_tags: bool = False
    opens: bool = True
    lone_button_anywhere: bool = False
    stacks: bool = True
    most: int = 0
    newest_first: bool = False
    stalls: bool = False
    expires: bool = True
    withdraws: Literal["closing", "expiring"] = "closing"
    rows: int = 20
    columns: int = 40
    rows_in_sight: int = 0
    label_columns: int = 0
    paragraph_rows: int = 0
    rows_per_spare: int = 0
    click: str = "Click here"

    @property
    def puts_away(self) -> bool:
        """Whether a lone button gets one beside it that only puts the notification away.

        Where one shows at a time, the next waits for that; where a click anywhere presses the only button, Undo would
        be done by whoever means to put it away.
        """
        return self.lone_button_anywhere or self.stalls or not self.stacks

    @property
    def how_answered(self) -> str:
        """How a notification is answered there, for status and the doctor."""
        return _ANSWERED[self.buttons].format(click=self.click.replace("here", "a notification"))

    @property
    def refreshes(self) -> bool:
        """Whether a text can be brought up to date without the notification popping up again."""
        return self.replaces != "never"


_DRAWN = ServerBehaviour(buttons="drawn", replaces="same-buttons")
_BY_CLICK = ServerBehaviour(buttons="by-click", replaces="same-buttons")

#: By the name and the vendor that GetServerInformation tells; measured on the real servers.
_KNOWN: dict[tuple[str, str], ServerBehaviour] = {
    # Replaced, an open banner loses its buttons; at normal urgency it folds up after 4 s, an urgent one never goes.
    ("gnome-shell", "GNOME"): replace(
        _DRAWN,
        replaces="never",
        asking_urgency=2,
        stalls=True,
        expires=False,
        rows=6,
        columns=50,
    ),
    # What is longer is scrolled with the wheel.
    ("Plasma", "KDE"): replace(_DRAWN, rows=25, columns=32, rows_in_sight=7),
    # A click beside the buttons is never told, and `default` is one more button.
    ("Xfce Notify Daemon", "Xfce"): replace(_DRAWN, opens=False, rows=30, paragraph_rows=6),
    ("Notification Daemon", "MATE"): _DRAWN,
    # More than three buttons, `default` among them, become one list to choose from; long texts lose their last rows;
    # one with an expiry goes as soon as the pointer leaves it. It cuts a label that is longer than its button.
    ("lxqt-notificationd", "lxqt.org"): replace(
        _DRAWN,
        opens=False,
        lone_button_anywhere=True,
        newest_first=True,
        expires=False,
        columns=28,
        label_columns=24,
        rows_per_spare=4,
    ),
    # An expiry of 0 takes its banner off at once.
    ("SwayNotificationCenter", "ErikReider"): replace(_DRAWN, stays_ms=_HALF_A_DAY_MS),
    # It leaves on the screen what was closed, and tells a click as `default` unasked, which dismisses. It shows one
    # after the other, as they came, whatever their urgency.
    ("Notification Daemon", "GNOME"): replace(
        _DRAWN, replaces="always", opens=False, stacks=False, withdraws="expiring"
    ),
    ("dunst", "knopwob"): replace(
        _BY_CLICK,
        reads_tags=True,
        rows=12,
        click="Click here with the middle mouse button",
    ),
    ("mako", "emersion"): replace(_BY_CLICK, rows=4, columns=26, newest_first=True, most=5),
}


def behaviour_of(name: str, vendor: str, capabilities: Collection[str]) -> ServerBehaviour:
    """The behaviour of the server that calls itself so and says that it can do this."""
    by_click = _DRAWS_NO_BUTTONS in capabilities
    known = _KNOWN.get((name, vendor), _BY_CLICK if by_click else ServerBehaviour())
    bar = _BAR in capabilities
    if "actions" not in capabilities:
        return replace(known, buttons="none", opens=False, bar=bar)
    return replace(known, buttons="by-click" if by_click else known.buttons, bar=bar)
