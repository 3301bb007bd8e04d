"""A page follows the daemon over its socket: many at once, none in the way of an answer, none of them kept for ever."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from routine.daemon.change_watchers import MOST
from tests.daemon.processes import DaemonHome, until


@pytest.fixture
def house(tmp_path: Path) -> Iterator[DaemonHome]:
    """A home whose real daemon runs."""
    made = DaemonHome(tmp_path / "home")
    made.up(module="routine.wiring.run_daemon")
    yield made
    made.close()


def _watching(house: DaemonHome, revision: int, found: list[dict[str, Any]]) -> threading.Thread:
    def watch() -> None:
        found.append(house.ask("watch", v=1, revision=revision, timeout_s=60))

    thread = threading.Thread(target=watch)
    thread.start()
    return thread


def test_an_answer_by_command_wakes_every_watcher(house: DaemonHome) -> None:
    """All the same revision, and what it is about."""
    first = house.ask("watch", v=1)
    assert first["all"]
    found: list[dict[str, Any]] = []
    threads = [_watching(house, first["revision"], found) for _ in range(5)]
    house.ask("pause", v=1)
    for thread in threads:
        thread.join(20)
    assert len(found) == 5
    assert {one["revision"] > first["revision"] for one in found} == {True}
    assert all("today" in one["subjects"] for one in found)


def test_more_watchers_than_there_is_room_for_hold_up_no_command(house: DaemonHome) -> None:
    """Some of them never read their reply."""
    address = house.address()
    assert address is not None
    revision = house.ask("watch", v=1)["revision"]
    line = json.dumps({"v": 1, "do": "watch", "revision": revision}).encode() + b"\n"
    crowd = []
    for _ in range(3 * MOST):
        one = socket.socket(socket.AF_UNIX)
        one.connect(address.where.removeprefix("unix:"))
        one.sendall(line)
        crowd.append(one)
    assert house.ask("pause", v=1)["said"]
    assert house.ask("hello")["pid"] == house.newest.pid
    for one in crowd:
        one.close()


def test_it_stops_at_once_with_watchers_open(house: DaemonHome) -> None:
    """They are answered as it ends."""
    revision = house.ask("watch", v=1)["revision"]
    found: list[dict[str, Any]] = []
    threads = [_watching(house, revision, found) for _ in range(3)]
    house.ask("stop")
    assert house.newest.wait(15) == 0
    for thread in threads:
        thread.join(20)
    until(lambda: house.address() is None)
