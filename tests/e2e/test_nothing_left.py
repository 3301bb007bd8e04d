"""The last notices: after a stop none is left that looks alive, after a crash the next start puts it right."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from routine.adapters.clock import SystemClock
from tests.adapters.audio.programs import run
from tests.daemon.processes import DaemonHome, until
from tests.e2e.desktop import Desktop
from tests.e2e.stub_server import StubServer

_WATER = """format = 1
title = "Drink a glass of water"
kind = "habit"
area = ["face"]
summary = "One glass."
sources = ["unsourced: a test"]
[schedule]
at = ["{at:%H:%M}"]
[remind]
late = "6h"
expires = "6h"
[steps.drink]
say = "Drink it."
"""


@pytest.fixture
def house(tmp_path: Path, bus: Desktop) -> Iterator[DaemonHome]:
    """A home whose daemon finds the private bus, and whose start at login would lie in a place of its own."""
    made = DaemonHome(
        tmp_path / "home", **{**bus.environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "c")}
    )
    yield made
    made.close()


async def shows(stub: StubServer, *titles: str) -> None:
    """Wait until exactly these show."""
    async with asyncio.timeout(60):
        while sorted(notify.title for notify in stub.showing.values()) != sorted(titles):
            await asyncio.sleep(0.02)


async def up(house: DaemonHome) -> None:
    await asyncio.to_thread(lambda: house.ready(house.daemon("--speed", "60", module="routine.wiring.run_daemon")))


async def command(house: DaemonHome, *words: str) -> None:
    ended = await asyncio.to_thread(house.command, *words)
    assert ended.returncode == 0, ended.stderr


async def waits(true: Callable[[], bool]) -> None:
    await asyncio.to_thread(until, true)


def number(stub: StubServer, title: str) -> int:
    return next(number for number, notify in stub.showing.items() if notify.title == title)


def a_home_with_water(house: DaemonHome) -> None:
    at = SystemClock(house.env).now().wall() + timedelta(minutes=3)
    house.with_presets(water=_WATER.format(at=at))


def test_a_stop_takes_everything_away_and_the_next_start_shows_what_is_still_due(
    house: DaemonHome, bus: Desktop
) -> None:
    async def scenario() -> None:
        a_home_with_water(house)
        stub = await StubServer(bus.environ["DBUS_SESSION_BUS_ADDRESS"]).start()
        await up(house)
        await shows(stub, "Drink a glass of water")
        await command(house, "stop")
        assert stub.showing == {}
        await up(house)
        await shows(stub, "Drink a glass of water")
        await stub.press(number(stub, "Drink a glass of water"), "done")
        await waits(lambda: not house.ask("pending")["reminders"])
        await command(house, "stop")
        assert stub.showing == {}

    run(scenario(), within_s=90)


def test_after_a_crash_the_next_start_withdraws_what_was_answered_meanwhile(house: DaemonHome, bus: Desktop) -> None:
    async def scenario() -> None:
        a_home_with_water(house)
        stub = await StubServer(bus.environ["DBUS_SESSION_BUS_ADDRESS"]).start()
        await up(house)
        await shows(stub, "Drink a glass of water")
        await waits(lambda: bool(house.ask("pending")["reminders"][0]["delivered_at"]))
        house.newest.kill()
        house.newest.wait()
        await command(house, "done", "water")
        assert len(stub.showing) == 1
        await up(house)
        await shows(stub)

    run(scenario(), within_s=90)


def test_a_server_that_hangs_does_not_keep_routine_from_stopping(house: DaemonHome, bus: Desktop) -> None:
    async def scenario() -> None:
        a_home_with_water(house)
        stub = await StubServer(bus.environ["DBUS_SESSION_BUS_ADDRESS"]).start()
        await up(house)
        await shows(stub, "Drink a glass of water")
        stub.silent.add("CloseNotification")
        await command(house, "stop")
        stub.silent.clear()
        await up(house)
        await shows(stub, "Drink a glass of water")

    run(scenario(), within_s=90)


def test_the_welcome_switches_start_at_login_by_mouse_and_comes_once(
    house: DaemonHome, bus: Desktop, tmp_path: Path
) -> None:
    async def scenario() -> None:
        entry = tmp_path / "c/autostart/routine.desktop"
        stub = await StubServer(bus.environ["DBUS_SESSION_BUS_ADDRESS"]).start()
        await up(house)
        await shows(stub, "Routine is running")
        await stub.press(number(stub, "Routine is running"), "at-login")
        await shows(stub, "Routine starts when you log in")
        assert entry.exists()
        await asyncio.to_thread(bus.looks)
        await stub.press(number(stub, "Routine starts when you log in"), "undo")
        await shows(stub, "Routine does not start when you log in")
        assert not entry.exists()
        await command(house, "stop")
        assert stub.showing == {}
        notified = len(stub.notified)
        await up(house)
        await command(house, "start", "--greet")
        await shows(stub, "Routine is running")
        assert len(stub.notified) == notified + 1  # nothing came by itself

    run(scenario(), within_s=90)
