"""A question that takes long is answered beside: as it would be otherwise, and in nobody's way."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.daemon.processes import DaemonHome, until

MINUTE = """format = 1
title = "Every minute"
kind = "habit"
sources = ["unsourced: a test"]
[schedule]
window = { from = "00:00", until = "23:59", every = "1m" }
"""
WATER = MINUTE.partition("[schedule]")[0].replace("Every minute", "Water") + "[schedule]\nwhen_needed = true\n"
REAL = "routine.wiring.run_daemon"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[DaemonHome]:
    made = DaemonHome(tmp_path / "home", DBUS_SESSION_BUS_ADDRESS="").with_presets(minute=MINUTE, water=WATER)
    made.ready(made.daemon(module=REAL))
    yield made
    made.close()


def beside(house: DaemonHome) -> list[int]:
    """The processes beside the daemon."""
    children = Path(f"/proc/{house.newest.pid}/task/{house.newest.pid}/children").read_text().split()
    return [int(pid) for pid in children]


def test_it_is_answered_as_it_would_be_otherwise(house: DaemonHome) -> None:
    long = house.ask("plan", v=1, days=3, timeout_s=60)["occurrences"]
    first = house.ask("plan", v=1, days=1, timeout_s=60)["occurrences"]
    assert len(long) > 2 * 1440  # two whole days after what is left of today
    assert [one["id"] for one in long[:100]] == [one["id"] for one in first[:100]]
    assert long[0]["title"] == "Every minute"
    assert len(beside(house)) == 1


def test_an_answer_does_not_wait_for_it(house: DaemonHome) -> None:
    replies: list[Any] = []
    asking = threading.Thread(
        target=lambda: replies.append(house.ask("plan", v=1, days=60, routine="minute", timeout_s=120))
    )
    asking.start()
    until(lambda: beside(house))
    house.ask("done", v=1, routines=["water"])
    assert not replies, "it is still being worked out"
    asking.join()
    assert len(replies[0]["occurrences"]) > 60 * 1400


def test_what_is_wrong_with_a_question_is_said(house: DaemonHome) -> None:
    told = house.command("plan", "--days", "99999")
    assert (told.returncode, "3660" in told.stderr) == (2, True)


def test_a_process_beside_that_dies_is_an_error_and_the_next_question_has_another(house: DaemonHome) -> None:
    house.ask("plan", v=1, days=1, timeout_s=60)
    (pid,) = beside(house)
    os.kill(pid, signal.SIGKILL)
    until(lambda: pid not in beside(house))
    assert house.ask("plan", v=1, days=1, timeout_s=60)["occurrences"]


def test_it_ends_with_the_daemon(house: DaemonHome) -> None:
    asking = threading.Thread(target=lambda: house.command("plan", "--days", "3660"))
    asking.start()
    until(lambda: beside(house))
    (pid,) = beside(house)
    house.ask("stop")
    assert house.newest.wait(10) == 0
    asking.join(30)
    until(lambda: not Path(f"/proc/{pid}").exists() or "Z" in Path(f"/proc/{pid}/stat").read_text().split()[2])
