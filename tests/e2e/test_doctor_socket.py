"""The doctor, the sun and a test notice over the daemon's socket: probed beside the worker, by the daemon's own way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from routine.daemon.protocol import AnsweredError
from tests.daemon.processes import DaemonHome


@pytest.fixture
def house(tmp_path: Path) -> Iterator[DaemonHome]:
    """A home whose real daemon runs, without a desktop."""
    made = DaemonHome(tmp_path / "home")
    made.up(module="routine.wiring.run_daemon")
    yield made
    made.close()


def test_the_doctor_looks_at_everything_and_says_what_to_do(house: DaemonHome) -> None:
    """Without a desktop nothing can be shown, and that is said with a remedy."""
    found = house.ask("doctor", v=1, timeout_s=60)
    checks = {one["name"]: one for one in found["checks"]}
    assert checks.keys() >= {"daemon", "time zone", "notices", "presets", "python", "data", "disk", "voice", "sound"}
    assert checks["presets"]["ok"]
    assert not checks["notices"]["ok"]
    assert checks["notices"]["remedy"]
    assert not found["ok"]


def test_the_sun_of_a_day_at_a_place(house: DaemonHome) -> None:
    """Another day, another place; a place that there is not is refused."""
    found = house.ask("sun", v=1, when="2026-06-21", place="Berlin", timeout_s=60)
    assert (found["date"], found["place"]["name"]) == ("2026-06-21", "Berlin, Germany")
    with pytest.raises(AnsweredError):
        house.ask("sun", v=1, place="Nowhereville", timeout_s=60)


def test_a_test_notice_is_one_that_waits_for_its_button(house: DaemonHome) -> None:
    """It goes the way of every notice, and a press puts it away."""
    assert house.ask("try-notice", v=1)["said"]
    found = {one["kind"]: one for one in house.ask("notices", v=1)["notices"]}
    assert [button["id"] for button in found["try"]["buttons"]] == ["ok"]
    house.ask("press", v=1, notice="try", button="ok")
    assert "try" not in {one["kind"] for one in house.ask("notices", v=1)["notices"]}
