"""How long a screen waits for the daemon: a change is soon there or told not to be, a look may take its time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from routine.core.errors import DaemonError
from routine.page.requests import Daemon
from tests.daemon.processes import DaemonHome, until


@pytest.fixture
def house(tmp_path: Path) -> Iterator[DaemonHome]:
    """A home whose daemon is busy for two seconds with whatever is done."""
    made = DaemonHome(tmp_path / "home")
    made.up(slow_s=2.0)
    yield made
    made.close()


def test_a_look_waits_longer_than_a_change(house: DaemonHome) -> None:
    """As when three months are worked out on a busy machine; one that says nothing at all is told of sooner."""
    other = Thread(target=house.ask, args=("done",), kwargs={"v": 1, "routines": ["spf"]})
    other.start()
    until(lambda: any(line.startswith("begin Done") for line in house.journal()))
    daemon = Daemon(str(house.data), patience_s=1.0)
    assert daemon.query("today") is not None
    other.join()
    with pytest.raises(DaemonError, match="did not answer within 1 seconds"):
        daemon.change("done", routines=["spf"])
    daemon.close()
