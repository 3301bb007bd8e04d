"""A treatment's notice on a real server: Irritated pressed by hand holds it, Undo takes it back, Skip is a command."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from routine.adapters.clock import SystemClock
from tests.daemon.processes import DaemonHome, until
from tests.e2e.desktop import Desktop

_ACID = """format = 1
title = "An acid"
kind = "treatment"
area = ["face"]
summary = "A thin layer."
contains = ["aha"]
sources = ["unsourced: a test"]
[schedule]
at = ["{at:%H:%M}"]
[remind]
late = "6h"
expires = "6h"
[steps.apply]
say = "A thin layer."
"""


@pytest.fixture
def house(tmp_path: Path, screen: Desktop) -> Iterator[DaemonHome]:
    """A home with one acid, due in about three virtual minutes, its daemon on a desktop with dunst."""
    made = DaemonHome(tmp_path / "home", **screen.environ)
    now = SystemClock(made.env).now().wall()
    made.with_presets(acid=_ACID.format(at=now + timedelta(minutes=3)))
    screen.start_dunst(dmenu=screen.menu_that_picks("Irritated"))
    made.ready(made.daemon("--speed", "60", module="routine.wiring.run_daemon"))
    yield made
    made.close()


def test_irritated_pressed_on_dunst_holds_it_undo_takes_it_back_and_skip_is_a_command(
    house: DaemonHome, screen: Desktop
) -> None:
    until(lambda: _pending(house) and _pending(house)[0]["delivered_at"])
    screen.run("dunstctl", "context")
    until(lambda: "has been irritated since" in house.command("status").stdout)
    assert _answer(house) == "excused"

    screen.menu_that_picks("Undo")
    until(lambda: screen.count_displayed() == 1)
    screen.looks()
    screen.run("dunstctl", "context")
    until(lambda: _pending(house))

    assert house.command("skip", "acid").returncode == 0
    assert _answer(house) == "skipped"


def _pending(house: DaemonHome) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = house.ask("pending")["reminders"]
    return found


def _answer(house: DaemonHome) -> str:
    entries = json.loads(house.command("log", "--json").stdout)["entries"]
    return str(entries[-1]["answer"])
