"""What each desktop is made of: its screen, the programs that it needs, and how they are started."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from tests.desktops.frame import Area
from tests.desktops.screens import COLOUR, HEIGHT, WIDTH

_LIB = f"/usr/lib/{platform.machine()}-linux-gnu"
_XFCE = f"{_LIB}/xfce4/notifyd/xfce4-notifyd"
_MATE = "/usr/lib/mate-notification-daemon/mate-notification-daemon"
_OLD_GNOME = "/usr/lib/notification-daemon/notification-daemon"
_NO_GPU = {"LIBGL_ALWAYS_SOFTWARE": "1", "QT_QUICK_BACKEND": "software"}

Commands = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """How to start one desktop.

    `needs`: programs that must be installed. `before`: what runs first, by the name of its log. `settings`: commands
    that set what a fresh home has not; `files`: empty ones in it. `shell`: the server is the whole desktop, and is not
    started anew between tests. `leaves`: it ends when it has shown nothing for a while, and the bus starts it again.
    `panel`: where its clock and its icons are. `draws_buttons`: else a notice is opened, and each answer given, by a
    click of the mouse button `opens_with` (1 left, 2 middle). `cuts_labels`: “One b...” on the button, the whole label
    in the text.
    """

    needs: tuple[str, ...]
    server: tuple[str, ...]
    screen: Literal["x11", "wayland"] = "x11"
    environ: Mapping[str, str] = field(default_factory=dict)
    before: tuple[tuple[str, tuple[str, ...]], ...] = ()
    settings: Commands = ()
    files: tuple[str, ...] = ()
    shell: bool = False
    leaves: bool = False
    panel: Area | None = None
    draws_buttons: bool = True
    opens_with: int = 1
    cuts_labels: bool = False


def _with_openbox(server: str, desktop: str = "", *arguments: str) -> Recipe:
    environ = {"XDG_CURRENT_DESKTOP": desktop} if desktop else {}
    window_manager = ("window-manager", ("openbox",))
    return Recipe(needs=("openbox", server), server=(server, *arguments), before=(window_manager,), environ=environ)


RECIPES: dict[str, Recipe] = {
    "gnome": Recipe(
        needs=("gnome-shell", "gjs", "gsettings"),
        server=("gnome-shell", "--x11"),
        environ={**_NO_GPU, "XDG_CURRENT_DESKTOP": "GNOME", "GNOME_SHELL_SESSION_MODE": "user"},
        settings=(
            ("gsettings", "set", "org.gnome.desktop.background", "picture-options", "none"),
            ("gsettings", "set", "org.gnome.desktop.background", "primary-color", COLOUR),
            ("gsettings", "set", "org.gnome.desktop.session", "idle-delay", "0"),
            # It complains of what a virtual machine has not, and of root: not on the screen, until it has done so.
            ("gsettings", "set", "org.gnome.desktop.notifications", "show-banners", "false"),
        ),
        files=(".local/share/gnome-shell/lock-warning-shown",),
        shell=True,
        panel=Area(WIDTH, 32, 0, 0),
    ),
    "kde": Recipe(
        needs=("kwin_x11", "plasmashell", "kbuildsycoca5"),
        server=("plasmashell",),
        environ={
            **_NO_GPU, "XDG_CURRENT_DESKTOP": "KDE", "KDE_FULL_SESSION": "true", "KDE_SESSION_VERSION": "5",
            "QT_QPA_PLATFORM": "xcb",
        },
        before=(("window-manager", ("kwin_x11",)),),
        settings=(("kbuildsycoca5",),),
        shell=True,
        panel=Area(WIDTH, 44, 0, HEIGHT - 44),
    ),
    "xfce": Recipe(
        needs=("xfwm4", _XFCE),
        server=(_XFCE,),
        environ={"XDG_CURRENT_DESKTOP": "XFCE"},
        before=(("window-manager", ("xfwm4",)),),
    ),
    "mate": replace(_with_openbox(_MATE, "MATE"), leaves=True),
    "lxqt": replace(_with_openbox("lxqt-notificationd", "LXQt"), cuts_labels=True),
    "dunst": replace(_with_openbox("dunst", "", "-conf", "/dev/null"), draws_buttons=False, opens_with=2),
    "notification-daemon": _with_openbox(_OLD_GNOME),
    "mako": Recipe(needs=("mako",), server=("mako",), screen="wayland", draws_buttons=False),
    "swaync": Recipe(needs=("swaync",), server=("swaync",), screen="wayland"),
}  # fmt: skip
