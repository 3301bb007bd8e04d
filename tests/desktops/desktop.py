"""A real desktop of one's own: its screen, its bus, its notification server; and a person's eyes and hand at it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from tests.desktops.bus_log import BusLog
from tests.desktops.frame import plain
from tests.desktops.picture import Picture, Spot
from tests.desktops.recipes import RECIPES, Recipe
from tests.desktops.screens import COLOUR, HEIGHT, WIDTH, Screen, SwayScreen, X11Screen
from tests.e2e.desktop import BUS_CONFIG, Desktop, Program, needed, wait_for
from tests.users import let_others_in

_SERVICES = Path("/usr/share/dbus-1/services")
_CLOSE = (
    "dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.Notifications", "/org/freedesktop/Notifications",
    "org.freedesktop.Notifications.CloseNotification",
)  # fmt: skip
_BANNERS = ("gsettings", "set", "org.gnome.desktop.notifications", "show-banners")
_STILL_S = 0.25  # a picture that has not changed for so long has settled
_BETWEEN_LOOKS_S = 0.05
_REMEMBERED = 8  # different pictures, to tell how it came to the last
OUT_OF_THE_WAY = 300, 500  # of the pointer: no notice comes there, nor GNOME's list of them
PATIENCE_S = 90.0  # on two busy cores
_BROWSER_S = 240.0  # to begin, for a browser on a machine that has all else to do


class RealDesktop(Desktop):
    """The desktop of this name, started in `root`; `close` ends whatever came of it, and nothing else."""

    def __init__(self, name: str, root: Path) -> None:
        super().__init__(root)
        let_others_in(root)
        self.name = name
        self.recipe: Recipe = RECIPES[name]
        needed("dbus-daemon", "convert", "tesseract", *self.recipe.needs)
        self._screen: Screen | None = None
        self._server: Program | None = None
        self._blank = plain(WIDTH, HEIGHT, COLOUR)
        self._looked: deque[Picture] = deque(maxlen=_REMEMBERED)
        self.system_address = f"unix:path={self.runtime / 'system'}"
        try:
            self.begin()
        except BaseException:
            self.close()
            raise

    @property
    def environ(self) -> dict[str, str]:
        """What a program of this desktop has in its environment."""
        places = {
            "XDG_CONFIG_HOME": str(self.home / ".config"),
            "XDG_DATA_HOME": str(self.home / ".local/share"),
            "DBUS_SYSTEM_BUS_ADDRESS": self.system_address,
        }
        screen = self._screen.environ() if self._screen else {}
        return super().environ | places | screen | dict(self.recipe.environ)

    # --- beginning and end --------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Screen, bus, window manager, server; then wait until it stands still, empty."""
        self._screen = SwayScreen(self) if self.recipe.screen == "wayland" else X11Screen(self)
        self._start_system_bus()
        self._offer_services()
        self.start_bus()
        for name, command in self.recipe.before:
            self.start(list(command), name)
            wait_for(self._has_window_manager, f"{name} manages the windows", within_s=60)
        for file in self.recipe.files:
            (self.home / file).parent.mkdir(parents=True, exist_ok=True)
            (self.home / file).touch()
        for command in self.recipe.settings:
            self.run(*command)
        self.log = BusLog(self.address)
        self._start_server()
        if self.name == "gnome":
            self._close_overview()
        self.park()
        self._blank = self._still(for_s=2.0, at_most_s=20.0).frame
        self._looked.clear()

    def _close_overview(self) -> None:
        """GNOME begins with an overview of all windows, and takes its time to be able to close it."""

        def closed(picture: Picture) -> bool:
            if picture.area:
                self.run("xdotool", "key", "Escape")
            return not picture.area

        self.waits_until(closed, "GNOME without its overview", again=True)
        self.run(*_BANNERS, "true")

    def _start_server(self) -> None:
        self._server = self.start(list(self.recipe.server), "server")
        self._until_served()
        self._still(for_s=2.0 if self.recipe.shell else _STILL_S, at_most_s=8.0)

    def _has_window_manager(self) -> bool:
        """Before, it would paint over what has been looked at already."""
        asked = ["xdotool", "get_desktop"]
        return subprocess.run(asked, env=self.environ, capture_output=True, check=False).returncode == 0

    def _start_system_bus(self) -> None:
        """One that has no services: a desktop must not find this machine's."""
        config = self.root / "system.conf"
        config.write_text(BUS_CONFIG.format(socket=self.runtime / "system", services=""))
        self._start_telling(
            lambda fd: ["dbus-daemon", f"--config-file={config}", "--nofork", f"--print-address={fd}"], "system-bus"
        )

    def _offer_services(self) -> None:
        """All that a desktop's bus starts by itself, but for the notification servers of the other desktops."""
        folder = self.root / "services"
        folder.mkdir()
        for file in _SERVICES.glob("*.service"):
            text = file.read_text()
            own = self.recipe.leaves and f"Exec={self.recipe.server[0]}" in text
            if own or "org.freedesktop.Notifications" not in text:
                (folder / file.name).symlink_to(file)
        self._services = f"<servicedir>{folder}</servicedir>"

    def clear(self) -> None:
        """Nothing on the screen that an earlier test left; the pointer where it disturbs nobody."""
        if self.recipe.shell:
            self.run("xdotool", "key", "Escape")  # whatever is open
            for notice in self.log.standing():
                self.run(*_CLOSE, f"uint32:{notice.id}")
        elif self._server:
            self._server.end()
            self._start_server()
        self.park()
        self.waits_until(lambda picture: not picture.area, "an empty screen")

    def close(self) -> None:
        """End everything that runs in this desktop's runtime folder, also what its bus started."""
        if self._screen:
            self._screen.close()
        super().close()
        end_all_with(f"XDG_RUNTIME_DIR={self.runtime}")

    # --- hand ---------------------------------------------------------------------------------------------------------

    def click(self, x: int, y: int, button: int = 1) -> None:
        """A real click: 1 left, 2 middle, 3 right."""
        assert self._screen
        self._screen.click(x, y, button)

    def point(self, x: int, y: int) -> None:
        """Only move the pointer there."""
        assert self._screen
        self._screen.point(x, y)

    def park(self) -> None:
        """The pointer where it disturbs nobody: over a notice it keeps that, and others away."""
        self.point(*OUT_OF_THE_WAY)

    # --- eyes ---------------------------------------------------------------------------------------------------------

    def shot(self) -> Picture:
        """What is on the screen now."""
        assert self._screen
        return Picture(self._screen.shot(), self._blank, self.recipe.panel)

    def look(self) -> Picture:
        """What is on the screen once nothing moves; something that always moves is looked at as it is."""
        picture = self._still()
        picture = next((seen for seen in self._looked if seen.frame == picture.frame), picture)  # and what was read
        if not self._looked or self._looked[-1] is not picture:
            self._looked.append(picture)
        return picture

    def find(self, words: str, within_s: float = PATIENCE_S) -> Spot:
        """Where these words are to be read, wherever that is."""
        picture = self.waits_until(lambda picture: bool(picture.spots(words)), f"“{words}”", within_s)
        return picture.spots(words)[0]

    def reads(self, text: str, within_s: float = PATIENCE_S) -> None:
        """Wait until this can be read on the screen."""
        self.waits_until(lambda picture: picture.says(text), f"“{text}”", within_s)

    def shows_window(self, title: str) -> None:
        """Wait until there is a window of a title that begins so."""
        assert self._screen
        end, found = time.monotonic() + _BROWSER_S, self._screen.windows()
        while not any(one.startswith(title) for one in found):
            assert time.monotonic() < end, self.failed(f"a window “{title}” among {found}")
            time.sleep(0.2)
            found = self._screen.windows()

    def waits_until(
        self, true: Callable[[Picture], bool], what: str, within_s: float = PATIENCE_S, *, again: bool = False
    ) -> Picture:
        """Look again and again, until what is seen is so; that picture. The last one is kept when it never is.

        `again`: ask also where nothing has changed.
        """
        end, seen = time.monotonic() + within_s, None
        while True:
            picture = self.look()
            if (again or picture is not seen) and true(picture):
                return picture
            seen = picture
            assert time.monotonic() < end, self.failed(f"{what}, within {within_s:g} s")
            time.sleep(0.2)

    def failed(self, what: str) -> str:
        """What to say where this was not to be seen: what was, and what the bus heard."""
        picture = self.shot()
        kept = picture.keep(self.root / f"not-seen-{time.monotonic_ns()}.png")
        for before, looked in enumerate(reversed(self._looked), 1):
            looked.keep(kept.with_name(f"{kept.stem}-before-{before}.png"))
        return f"{self.name}: not seen: {what}\nIt shows ({kept}):\n{picture.text()}\nThe bus heard:\n{self.log.told()}"

    def _still(self, for_s: float = _STILL_S, at_most_s: float = 3.0) -> Picture:
        """A picture that stayed the same for so long."""
        end, since, last = time.monotonic() + at_most_s, time.monotonic(), self.shot()
        while time.monotonic() < end:
            time.sleep(_BETWEEN_LOOKS_S)
            now = self.shot()
            if now.frame != last.frame:
                since = time.monotonic()
            elif time.monotonic() - since >= for_s:
                return now
            last = now
        return last


def end_all_with(setting: str) -> None:
    """End every process that was started with this in its environment."""
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if setting.encode() in (process / "environ").read_bytes().split(b"\0"):
                os.kill(int(process.name), signal.SIGKILL)
