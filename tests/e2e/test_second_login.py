"""Logged out and in again: a daemon of the earlier session shows its notices in the new one, and doctor is honest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.daemon.processes import DaemonHome, until
from tests.e2e.desktop import Desktop, wait_for

OFTEN = 'format = 1\ntitle = "Stretch"\nkind = "habit"\nsources = ["unsourced: a test"]\n[schedule]\nat = "18:00"\n'


class Login:
    """One session: a bus at a place of its own, a screen, a real notification server."""

    def __init__(self, root: Path) -> None:
        self.desktop = Desktop(root)
        self.desktop.start_bus()
        self.desktop.start_display()
        self.desktop.start_dunst()

    @property
    def environ(self) -> dict[str, str]:
        """What a command of this session has, but for where its files are."""
        names = ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "XDG_RUNTIME_DIR")
        return {name: self.desktop.environ[name] for name in names}

    @property
    def shows(self) -> int:
        """How many notifications stand on its screen."""
        counted = self.desktop.run("dunstctl", "count", "displayed")
        return int(counted)

    def out(self) -> None:
        self.desktop.close()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[DaemonHome]:
    made = DaemonHome(tmp_path / "home")
    made.with_presets(stretch=OFTEN)
    yield made
    made.command("stop")
    made.close()


@pytest.fixture
def first(tmp_path: Path, house: DaemonHome) -> Iterator[Login]:
    """A session in which Routine was started, and shows something."""
    made = Login(tmp_path / "first")
    house.env.update(made.environ)
    assert house.command("start").returncode == 0
    house.ask("try-notice")
    wait_for(lambda: made.shows == 1, "a notification stands there", 30)
    yield made
    made.out()


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Login]:
    made = Login(tmp_path / "second")
    yield made
    made.out()


def notifications(house: DaemonHome) -> str:
    """What doctor says of them."""
    lines = house.command("doctor").stdout.splitlines()
    return next(line for line in lines if "notifications: " in line)


def test_after_a_new_login_doctor_says_that_nothing_is_shown_and_start_brings_it_there(
    house: DaemonHome, first: Login, second: Login
) -> None:
    first.out()
    house.env.update(second.environ)
    told = notifications(house)
    assert told.startswith("problem"), "the command could show notices here, the daemon cannot"
    started = house.command("start")
    assert "Its notifications appear here now." in started.stdout, started
    wait_for(lambda: second.shows == 1, "the notification stands on the new screen", 30)
    assert notifications(house).startswith("ok")
    assert "moved" not in house.command("start").stdout + house.command("status").stdout


def test_while_the_earlier_session_lasts_its_notices_are_taken_along(
    house: DaemonHome, first: Login, second: Login
) -> None:
    house.env.update(second.environ)
    house.command("start")
    wait_for(lambda: (first.shows, second.shows) == (0, 1), "it moved", 30)


def test_whoever_opens_the_page_there_brings_them_too(house: DaemonHome, first: Login, second: Login) -> None:
    """The desktop's menu does that: nobody has to know of `start`."""
    first.out()
    house.env.update(second.environ)
    assert house.command("open", "--print").returncode == 0
    wait_for(lambda: second.shows == 1, "the notification stands on the new screen", 30)


def test_a_command_without_a_desktop_takes_nothing_away(house: DaemonHome, first: Login) -> None:
    """As over ssh."""
    for name in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS"):
        del house.env[name]
    assert "appear here" not in house.command("start").stdout
    assert first.shows == 1
    assert notifications(house).startswith("ok")


def test_a_bus_that_comes_back_where_desktops_put_it_is_found_without_a_command(
    house: DaemonHome, first: Login, tmp_path: Path
) -> None:
    """Started over a bus that is gone for good; the next login has its own at $XDG_RUNTIME_DIR/bus."""
    first.out()
    until(lambda: house.ask("status")["notifier"]["name"] != "freedesktop", 60)
    again = Login(first.desktop.root / "again")
    first.desktop.runtime.mkdir(mode=0o700)  # it went with the first login
    first.desktop.socket.symlink_to(again.desktop.socket)
    wait_for(lambda: again.shows == 1, "it was found", 90)
    again.out()


def test_what_showed_nothing_when_its_session_ended_shows_in_the_next_one(house: DaemonHome, tmp_path: Path) -> None:
    first = Login(tmp_path / "first")
    house.env.update(first.environ)
    assert house.command("start").returncode == 0
    until(lambda: house.ask("status")["notifier"]["name"] == "freedesktop", 60)
    first.out()
    second = Login(tmp_path / "second")
    house.env.update(second.environ)
    assert "Its notifications appear here now." in house.command("start").stdout
    house.ask("try-notice")
    wait_for(lambda: second.shows == 1, "the notification stands on the new screen", 30)
    second.out()
    assert house.command("stop").returncode == 0
    assert "internal error" not in house.log()
