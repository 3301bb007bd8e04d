"""A desktop of one's own for tests: a private session bus, a virtual screen, and real notification servers."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.socket_folder import new_socket_folder

BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  {services}
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
_A_LOOK_S = 0.6
_DUNST_CONFIG = """[global]
    width = (320, 460)
    height = 400
    origin = top-right
    offset = 24x24
    padding = 14
    horizontal_padding = 18
    frame_width = 1
    frame_color = "#b9c7bd"
    corner_radius = 8
    font = DejaVu Sans 11
    line_height = 3
    format = "<b>%s</b>\\n%b"
    markup = full
    ellipsize = end
    show_indicators = yes
    show_age_threshold = -1
    mouse_left_click = do_action
    mouse_right_click = close_current
    dmenu = {dmenu}
[urgency_low]
    background = "#fbfaf6"
    foreground = "#2c3a33"
    timeout = {timeout}
[urgency_normal]
    background = "#fbfaf6"
    foreground = "#2c3a33"
    timeout = {timeout}
[urgency_critical]
    background = "#fbfaf6"
    foreground = "#7a2e1d"
    timeout = 0
"""
NOTIFICATION_DAEMON = Path("/usr/lib/notification-daemon/notification-daemon")


def needed(*programs: str) -> None:
    """Skip where a program is missing; on CI that is a failure: there everything must be tried."""
    missing = [name for name in programs if not shutil.which(name)]
    if not missing:
        return
    if os.environ.get("CI"):
        pytest.fail(f"CI must have {', '.join(missing)}")
    pytest.skip(f"needs {', '.join(missing)}")


def wait_for(condition: object, what: str, within_s: float = 60) -> None:
    """Ask again and again until `condition()` is true; another process gives no other sign."""
    assert callable(condition)
    end = time.monotonic() + within_s
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"not within {within_s:g} s: {what}")
        time.sleep(0.02)


class Program:
    """A program that is ended with the test."""

    def __init__(
        self, command: list[str], environ: Mapping[str, str], log: Path, pass_fds: tuple[int, ...] = ()
    ) -> None:
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                command, env=dict(environ), stdin=subprocess.DEVNULL, stdout=output, stderr=output, pass_fds=pass_fds
            )
        self.log = log

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it and wait."""
        if self.running:
            self._process.send_signal(how)
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def freeze(self) -> None:
        """Stop it where it stands, as a server that hangs."""
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._process.send_signal(signal.SIGCONT)


class Desktop:
    """Everything but sockets under `root`; programs are started when asked for and all ended by `close`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.runtime = new_socket_folder()
        self.home = root / "home"
        (self.home / ".config/dunst").mkdir(parents=True)
        self.socket = self.runtime / "bus"
        self.address = f"unix:path={self.socket}"
        self.display = ""
        self._services = ""
        self._programs: list[Program] = []

    @property
    def environ(self) -> dict[str, str]:
        """What a program of this desktop has in its environment."""
        environ = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "XDG_RUNTIME_DIR": str(self.runtime),
            "DBUS_SESSION_BUS_ADDRESS": self.address,
            "NO_AT_BRIDGE": "1",
        }
        return environ | ({"DISPLAY": self.display} if self.display else {})

    def start(self, command: list[str], name: str, pass_fds: tuple[int, ...] = ()) -> Program:
        """Start a program of this desktop."""
        program = Program(command, self.environ, self.root / f"{name}.log", pass_fds)
        self._programs.append(program)
        return program

    def run(self, *command: str) -> str:
        """Run a program of this desktop to its end; its output."""
        done = subprocess.run(command, env=self.environ, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, f"{command}: {done.stderr or done.stdout}"
        return done.stdout

    def start_bus(self) -> Program:
        """A session bus of its own; it starts only servers that `offer_server` named."""
        needed("dbus-daemon")
        config = self.root / "bus.conf"
        config.write_text(BUS_CONFIG.format(socket=self.socket, services=self._services))
        self.runtime.mkdir(mode=0o700, exist_ok=True)  # after `close`, as a session that ended and another
        self.socket.unlink(missing_ok=True)
        bus, _address = self._start_telling(
            lambda fd: ["dbus-daemon", f"--config-file={config}", "--nofork", f"--print-address={fd}"], "bus"
        )
        return bus

    def offer_server(self, command: str = "") -> None:
        """Let the bus start a server, the stub if none is named, when somebody needs one (D-Bus activation)."""
        folder = self.root / "services"
        folder.mkdir()
        command = command or f"{sys.executable} -m tests.e2e.stub_server {self.address}"
        (folder / "stub.service").write_text(f"[D-BUS Service]\nName=org.freedesktop.Notifications\nExec={command}\n")
        self._services = f"<servicedir>{folder}</servicedir>"

    def start_stub(self) -> Program:
        """The stub server as a process of its own."""
        stub = self.start([sys.executable, "-m", "tests.e2e.stub_server", self.address], "stub")
        self._until_served()
        return stub

    def start_display(self, *options: str) -> None:
        """A virtual screen with a free number."""
        needed("Xvfb")
        screen = ["-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset", *options]
        _, number = self._start_telling(lambda fd: ["Xvfb", "-displayfd", str(fd), *screen], "xvfb")
        self.display = f":{number}"

    def start_dunst(self, timeout: str = "0", dmenu: str = "/bin/true") -> Program:
        """dunst, with a calm look; `timeout` of its bubbles, `dmenu` asked which button when there are several."""
        needed("dunst", "dunstctl")
        config = self.home / ".config/dunst/dunstrc"
        config.write_text(_DUNST_CONFIG.format(timeout=timeout, dmenu=dmenu))
        dunst = self.start(["dunst", "-config", str(config)], "dunst")
        self._until_served()
        return dunst

    def start_notification_daemon(self) -> Program:
        """GNOME's old server: a window with real buttons."""
        needed(str(NOTIFICATION_DAEMON))
        server = self.start([str(NOTIFICATION_DAEMON)], "notification-daemon")
        self._until_served()
        return server

    def _start_telling(self, command: Callable[[int], list[str]], name: str) -> tuple[Program, str]:
        """Start a program that writes one line to a descriptor as soon as it can be used; that line."""
        read, write = os.pipe()
        program = self.start(command(write), name, (write,))
        os.close(write)
        with os.fdopen(read) as told:
            line = told.readline().strip()
        assert line, f"{name} did not start: {program.log.read_text()}"
        return program, line

    def _until_served(self) -> None:
        wait_for(lambda: "true" in self._has_server(), "a notification server has the name", within_s=90)

    def _has_server(self) -> str:
        return self.run(
            "dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus",
            "org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.Notifications",
        )  # fmt: skip

    def menu_that_picks(self, label: str) -> str:
        """A program for dunst's menu of buttons, in which a person would pick `label`."""
        menu = self.root / "menu"
        menu.write_text(f"#!/bin/sh\ngrep -F -m 1 '#{label} '\n")
        menu.chmod(0o755)
        return str(menu)

    def shown_by_dunst(self) -> list[dict[str, str]]:
        """Everything that dunst shows or showed, newest first: `summary`, `body`, `appname` ... It closes them."""
        self.run("dunstctl", "close-all")
        history = json.loads(self.run("dunstctl", "history"))
        return [{key: str(value["data"]) for key, value in one.items()} for one in history["data"][0]]

    def count_displayed(self) -> int:
        """How many notices dunst shows now."""
        return int(self.run("dunstctl", "count", "displayed"))

    def window(self, name: str) -> tuple[int, int, int, int]:
        """Place and size of a window: x, y, width, height."""
        needed("xdotool")
        number = self.run("xdotool", "search", "--sync", "--onlyvisible", "--name", name).split()[0]
        shape = dict(line.split("=") for line in self.run("xdotool", "getwindowgeometry", "--shell", number).split())
        return int(shape["X"]), int(shape["Y"]), int(shape["WIDTH"]), int(shape["HEIGHT"])

    def screenshot(self, file: Path) -> None:
        """What the screen shows, as PNG."""
        needed("import")
        self.run("import", "-window", "root", str(file))

    def looks(self) -> None:
        """As long as a person takes to see what came and to press it: a quicker press was meant for what went."""
        time.sleep(_A_LOOK_S)

    def click(self, x: int, y: int) -> None:
        """A real click of the left mouse button."""
        needed("xdotool")
        self.run("xdotool", "mousemove", str(x), str(y), "click", "1")

    def close(self) -> None:
        """End everything, the last started first."""
        while self._programs:
            self._programs.pop().end()
        shutil.rmtree(self.runtime, ignore_errors=True)
