"""A running daemon's clock is set and its zone changed: it plans anew within a heartbeat."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.daemon.processes import DaemonHome, until

_FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
_HEARTBEAT_S = 20.0
_ZONES = Path("/usr/share/zoneinfo")


@pytest.fixture(scope="module")
def jumping(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[DaemonHome, Path]]:
    """A daemon under libfaketime, one routine due in two hours, and the file that sets its clock."""
    if _FAKETIME is None:
        pytest.skip("libfaketime is not installed")
    folder = tmp_path_factory.mktemp("jumping")
    offset = folder / "offset"
    offset.write_text("+0")
    house = DaemonHome(
        folder / "home",
        LD_PRELOAD=str(_FAKETIME),
        FAKETIME_TIMESTAMP_FILE=str(offset),
        FAKETIME_NO_CACHE="1",
        DONT_FAKE_MONOTONIC="1",
    )
    house.up(wakes={"spf": 7200.0})
    yield house, offset
    house.close()


@pytest.fixture(scope="module")
def travelling(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[DaemonHome, Path]]:
    """A daemon that reads its zone from a private link, and the link."""
    if not (_ZONES / "Asia/Tokyo").exists():
        pytest.skip("no zone files to link to")
    folder = tmp_path_factory.mktemp("travelling")
    link = folder / "localtime"
    link.symlink_to(_ZONES / "Europe/Berlin")
    house = DaemonHome(folder / "home", ROUTINE_LOCALTIME=str(link))
    house.up()
    yield house, link
    house.close()


def test_a_clock_set_forward_fires_what_is_due_by_it_within_a_heartbeat(
    jumping: tuple[DaemonHome, Path], travelling: tuple[DaemonHome, Path]
) -> None:
    """The timer waits on a monotonic clock, which the jump does not move: without the watch it would wait two hours."""
    house, offset = jumping
    _, link = travelling  # changed here already, so that both wait for one heartbeat
    _repoint(link, "Asia/Tokyo")
    assert house.ask("status")["jobs"] == 1
    offset.write_text("+3h")
    until(lambda: len(_ticks(house)) >= 2, _HEARTBEAT_S + 10)
    until(lambda: house.ask("status")["jobs"] == 0, 5)


def test_another_zone_is_noticed_within_a_heartbeat(travelling: tuple[DaemonHome, Path]) -> None:
    """The tick that follows decides by the new zone."""
    house, link = travelling
    _repoint(link, "Asia/Tokyo")
    until(lambda: _ticks(house)[-1].endswith("Asia/Tokyo"), _HEARTBEAT_S + 10)
    assert _ticks(house)[0].endswith("Europe/Berlin")


def test_a_clock_set_back_is_noticed_too(jumping: tuple[DaemonHome, Path]) -> None:
    """What was due by the wrong clock may have to be taken back."""
    house, offset = jumping
    before = len(_ticks(house))
    offset.write_text("-5h")
    until(lambda: len(_ticks(house)) > before, _HEARTBEAT_S + 10)


def _ticks(house: DaemonHome) -> list[str]:
    return [line for line in house.journal() if line.startswith("end Tick")]


def _repoint(link: Path, zone: str) -> None:
    link.unlink(missing_ok=True)
    link.symlink_to(_ZONES / zone)
