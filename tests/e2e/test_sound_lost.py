"""The sound server is killed, or its device taken away, while somebody lies flat: said, and its return too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.daemon.processes import DaemonHome, until
from tests.e2e.sound_server import SoundServer
from tests.preset_texts import a_test_mask

GONE, BACK = "The sound has stopped, so read each step here.", "The sound works again."


@pytest.fixture
def sound_server(tmp_path: Path) -> Iterator[SoundServer]:
    folder = tmp_path / "studio"
    folder.mkdir()
    made = SoundServer(folder)
    yield made
    made.close()


@pytest.fixture
def house(tmp_path: Path, sound_server: SoundServer) -> Iterator[DaemonHome]:
    nothing = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}
    made = DaemonHome(tmp_path / "home", **{**sound_server.environ, **nothing})
    mask = a_test_mask('after_done = "5 days"', longest="30m", auto="1s", lead_in="1s", timer="20m")
    made.with_presets(test_mask=mask)
    yield made
    made.close()


def session(house: DaemonHome) -> dict[str, Any]:
    found: dict[str, Any] = house.ask("session-status")["session"]
    return found


@pytest.mark.parametrize("what", ["server", "device"])
def test_lost_in_a_silent_minute_it_is_said_and_its_return_too(
    house: DaemonHome, sound_server: SoundServer, what: str
) -> None:
    house.ready(house.daemon(module="routine.wiring.run_daemon"))
    house.ask("session-start", routine="test-mask")
    for _ in range(4):
        house.ask("session", action="no" if session(house)["phase"] == "asking" else "next")
    until(lambda: session(house)["phase"] == "running" and session(house)["step"]["posture"] == "lie-flat", 30)
    before = session(house)
    assert (before["sound"], "sound" in before["missing"][0]) == ("", False)
    sound_server.lose(what)
    until(lambda: session(house)["sound"] == GONE, 60)
    [shown] = [one for one in house.ask("notices")["notices"] if one["notice"] == "session"]
    assert shown["lines"][-1] == GONE
    assert "session: parts missing by now (sound: no sound device can be used" in house.log()
    sound_server.bring_back(what)
    until(lambda: session(house)["sound"] == BACK, 60)
    assert session(house)["missing"] == before["missing"]
