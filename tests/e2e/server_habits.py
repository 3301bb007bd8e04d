"""What the nine real notification servers were measured to do, as tables, for the stub server to do the same."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Habits(NamedTuple):
    """How one server treats a notification.

    `after_press`: what a later Notify under the number of a pressed one does: shows it, shows nothing, or keeps what
    stood there with its old buttons. `replacing`: what happens to the buttons of one that is replaced while it stands:
    new ones, the old ones, none. `folds`: at normal urgency it has no buttons after a few seconds. `draws_buttons`:
    else only `default` can be pressed. `closes`: whether CloseNotification takes it off. `drops_at_0`: an expiry of 0
    takes it off at once. `icon_by_name`: finds an icon by its name. `one_at_a_time`: the others wait unseen, and come
    as they were sent. `rows`: of
    a text that show. `refuses_repeats`: a text that it has just shown, even in its own place, is refused.
    `loses_what_expires`: what comes under the pointer that pressed goes with it, if it has an expiry. `most`: so many
    of the newest are seen, 0 for all. `body_click`: what a click beside the buttons tells where `default` was offered,
    or not.
    """

    name: str
    vendor: str
    version: str
    capabilities: tuple[str, ...]
    after_press: Literal["shows", "nothing", "keeps-old"] = "shows"
    replacing: Literal["new", "old", "none"] = "new"
    folds: bool = False
    draws_buttons: bool = True
    closes: bool = True
    drops_at_0: bool = False
    one_at_a_time: bool = False
    rows: int = 40
    draws_default: bool = False
    says_dismissed_by_default: bool = False
    closed_twice: bool = False
    sends_twice: bool = False
    refuses_repeats: bool = False
    loses_what_expires: bool = False
    most: int = 0


_USUAL = ("actions", "body", "body-markup", "persistence")
_SYNCHRONOUS = "x-canonical-private-synchronous"
_DUNST = "x-dunst-stack-tag"

STUB = Habits("stub", "tests", "1.0", _USUAL)
GNOME = Habits(
    "gnome-shell", "GNOME", "43.9", (*_USUAL, "icon-static", "sound"),
    replacing="none", folds=True, rows=6, sends_twice=True,
)  # fmt: skip
KDE = Habits(
    "Plasma", "KDE", "5.27.5", (*_USUAL, "inhibitions", "icon-static"), after_press="nothing", refuses_repeats=True
)
XFCE = Habits(
    "Xfce Notify Daemon", "Xfce", "0.7.3", ("actions", "body", "body-markup", "icon-static"), draws_default=True
)
MATE = Habits("Notification Daemon", "MATE", "1.26.0", ("actions", "body", "body-markup", "icon-static", "sound"))
LXQT = Habits(
    "lxqt-notificationd", "lxqt.org", "1.2.0", _USUAL,
    after_press="keeps-old", replacing="old", draws_default=True, loses_what_expires=True,
)  # fmt: skip
DUNST = Habits(
    "dunst", "knopwob", "1.9.0 (2022-06-27)", ("actions", "body", _SYNCHRONOUS, _DUNST), draws_buttons=False, rows=14
)
NOTIFICATION_DAEMON = Habits(
    "Notification Daemon", "GNOME", "3.20.0", (*_USUAL, "icon-static", "sound"),
    closes=False, one_at_a_time=True, says_dismissed_by_default=True,
)  # fmt: skip
MAKO = Habits(
    "mako",
    "emersion",
    "0.0.0",
    ("body", "body-markup", "actions", _SYNCHRONOUS, _DUNST),
    draws_buttons=False,
    rows=4,
    most=5,
)
SWAYNC = Habits(
    "SwayNotificationCenter", "ErikReider", "0.7.3", (*_USUAL, _SYNCHRONOUS), drops_at_0=True, closed_twice=True
)

NINE = (GNOME, KDE, XFCE, MATE, LXQT, DUNST, NOTIFICATION_DAEMON, MAKO, SWAYNC)
