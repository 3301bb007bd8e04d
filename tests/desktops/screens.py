"""Virtual screens of 1280 by 800 with a mouse: one of X11, one of Wayland."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from tests.desktops.frame import Frame, of_framebuffer, of_ppm
from tests.desktops.wayland_pointer import WaylandPointer
from tests.e2e.desktop import Desktop, needed, wait_for

WIDTH, HEIGHT = 1280, 800
COLOUR = "#3b5a76"  # neither the black nor the white of any notice
_BETWEEN_S = 0.3  # for a desktop to see that the pointer came, before it presses
_NOBODY = 65534


class Screen(Protocol):
    """Where a desktop is seen, and what is done on it with a mouse."""

    def environ(self) -> dict[str, str]:
        """What a program needs to be shown on it."""

    def shot(self) -> Frame:
        """What it shows now."""

    def point(self, x: int, y: int) -> None:
        """Move the pointer there."""

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Move the pointer there and press: 1 left, 2 middle, 3 right."""

    def windows(self) -> list[str]:
        """The titles of the windows on it."""

    def close(self) -> None:
        """Let go of it; its programs are the desktop's to end."""


class X11Screen:
    """An X server without a monitor."""

    def __init__(self, desktop: Desktop) -> None:
        needed("Xvfb", "xdotool", "xsetroot")
        self._desktop = desktop
        # What it shows is in a file, without the pointer.
        desktop.start_display("-nocursor", "-fbdir", str(desktop.root))
        desktop.run("xsetroot", "-solid", COLOUR)

    def environ(self) -> dict[str, str]:
        return {"DISPLAY": self._desktop.display, "XDG_SESSION_TYPE": "x11"}

    def shot(self) -> Frame:
        return of_framebuffer(self._desktop.root / "Xvfb_screen0")

    def point(self, x: int, y: int) -> None:
        self._desktop.run("xdotool", "mousemove", str(x - 3), str(y), "mousemove", str(x), str(y))

    def click(self, x: int, y: int, button: int = 1) -> None:
        self.point(x, y)
        time.sleep(_BETWEEN_S)
        self._desktop.run("xdotool", "click", str(button))

    def windows(self) -> list[str]:
        # One that goes meanwhile is an error to xdotool, which has told the others.
        asked = ["xdotool", "search", "--onlyvisible", "--name", "", "getwindowname", "%@"]
        told = subprocess.run(asked, env=self._desktop.environ, capture_output=True, text=True, check=False)
        return told.stdout.splitlines()

    def close(self) -> None:
        """Nothing of its own is left."""


class SwayScreen:
    """A Wayland compositor without a monitor."""

    def __init__(self, desktop: Desktop) -> None:
        needed("sway", "swaymsg", "grim", "setpriv")
        self._desktop = desktop
        folder = desktop.root / "sway"
        folder.mkdir(mode=0o700)
        config = desktop.root / "sway.conf"
        config.write_text(f"output * resolution {WIDTH}x{HEIGHT}\noutput * bg {COLOUR} solid_color\n")
        quiet = {"WLR_BACKENDS": "headless", "WLR_LIBINPUT_NO_DEVICES": "1", "WLR_RENDERER": "pixman"}
        home = {"XDG_RUNTIME_DIR": str(folder), "HOME": str(folder), "LIBSEAT_BACKEND": "noop"}
        settings = [f"{name}={value}" for name, value in (quiet | home).items()]
        desktop.start([*_not_as_root(folder), "env", *settings, "sway", "-c", str(config)], "sway")
        self._socket = folder / "wayland-1"
        wait_for(self._socket.exists, "sway shows a screen", within_s=30)
        self._ipc = next(folder.glob("sway-ipc*"))
        self._pointer = WaylandPointer(self._socket, WIDTH, HEIGHT)

    def environ(self) -> dict[str, str]:
        places = {"WAYLAND_DISPLAY": str(self._socket), "SWAYSOCK": str(self._ipc)}
        return {**places, "XDG_SESSION_TYPE": "wayland", "XDG_CURRENT_DESKTOP": "sway"}

    def shot(self) -> Frame:
        file = self._desktop.root / "screen.ppm"
        self._desktop.run("grim", "-t", "ppm", str(file))
        return of_ppm(file.read_bytes())

    def point(self, x: int, y: int) -> None:
        self._pointer.move(x, y)

    def click(self, x: int, y: int, button: int = 1) -> None:
        self._pointer.move(x, y)
        self._pointer.click(button)

    def windows(self) -> list[str]:
        return list(_names(json.loads(self._desktop.run("swaymsg", "-t", "get_tree"))))

    def close(self) -> None:
        self._pointer.close()


def _names(node: dict[str, Any]) -> Iterator[str]:
    if node.get("pid"):  # a window, not what holds windows
        yield str(node["name"])
    for inner in (*node["nodes"], *node["floating_nodes"]):
        yield from _names(inner)


def _not_as_root(folder: Path) -> list[str]:
    """sway refuses to run as root: then it runs as nobody, in a folder that is nobody's."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, _NOBODY)
    return ["setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups"]
