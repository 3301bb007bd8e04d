"""The whole program on a fast clock: a reminder comes due, survives kill -9, is answered once; the next one comes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from routine.adapters.clock import SystemClock
from tests.daemon.processes import DaemonHome, until

_PRESET = """format = 1
title = "Drink a glass of water"
kind = "habit"
area = ["face"]
summary = "One glass."
sources = ["unsourced: a test"]
[schedule]
at = ["{first:%H:%M}", "{second:%H:%M}"]
[remind]
late = "6h"
expires = "6h"
[steps.drink]
say = "Drink it."
"""
_SPEED = "60"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[DaemonHome]:
    """A home with one routine, due in about three virtual minutes and again in about seven."""
    made = DaemonHome(tmp_path / "home")
    now = SystemClock(made.env).now().wall()
    yield made.with_presets(water=_PRESET.format(first=now + timedelta(minutes=3), second=now + timedelta(minutes=7)))
    made.close()


def test_a_reminder_survives_a_kill_and_is_answered_once(house: DaemonHome) -> None:
    """Laws 1 and 2, with nothing between the test and the program."""
    _start(house)
    first = until(lambda: _pending(house))
    _kill(house)
    _start(house)
    assert [one["id"] for one in _pending(house)] == [one["id"] for one in first]
    assert house.ask("done")
    assert _answers(house) == [(first[0]["id"], "done")]
    second = until(lambda: _pending(house))
    assert second[0]["id"] > first[0]["id"]
    _kill(house)
    assert house.command("skip", "water").returncode == 0  # with no daemon at all
    assert _answers(house) == [(first[0]["id"], "done"), (second[0]["id"], "skipped")]


def test_virtual_time_goes_on_where_it_was_left(house: DaemonHome) -> None:
    """A daemon that starts again in a virtual home must not set its clock back."""
    _start(house)
    raised = until(lambda: _pending(house))[0]["raised_at"]
    _kill(house)
    _start(house)
    assert house.ask("done")
    entry = json.loads(house.command("log", "--json").stdout)["entries"][-1]
    assert datetime.fromisoformat(entry["recorded_at"]) >= datetime.fromisoformat(raised)


def _start(house: DaemonHome) -> None:
    process = house.daemon("--speed", _SPEED, module="routine.wiring.run_daemon")
    house.ready(process)


def _kill(house: DaemonHome) -> None:
    process = house.newest
    process.kill()
    process.wait()


def _pending(house: DaemonHome) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = house.ask("pending")["reminders"]
    return found


def _answers(house: DaemonHome) -> list[tuple[str, str]]:
    entries = json.loads(house.command("log", "--json").stdout)["entries"]
    return [(one["id"], one["answer"]) for one in entries if one["routine"] == "water"]
