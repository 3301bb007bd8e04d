"""The whole program beside a real notification server: do-not-disturb goes on, reminders come, it goes off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from routine.adapters.clock import SystemClock
from tests.daemon.processes import DaemonHome, until
from tests.e2e.desktop import Desktop

_PRESET = """format = 1
title = "{title}"
kind = "habit"
summary = "One glass."
sources = ["unsourced: a test"]
[schedule]
at = ["{at:%H:%M}"]
[remind]
late = "6h"
[steps.drink]
say = "Drink it."
"""


@pytest.fixture
def house(screen: Desktop) -> Iterator[DaemonHome]:
    """A home on a desktop with dunst; four glasses of water within eight virtual minutes."""
    screen.start_dunst()
    made = DaemonHome(screen.root / "home", **screen.environ)
    now = SystemClock(made.env).now().wall()
    glasses = {
        f"glass_{n}": _PRESET.format(title=f"Glass {n}", at=now + timedelta(minutes=3 + 2 * n)) for n in range(1, 4)
    }
    yield made.with_presets(**glasses)
    made.close()


def test_what_comes_in_do_not_disturb_is_shown_together_when_it_is_over(house: DaemonHome, screen: Desktop) -> None:
    screen.run("dunstctl", "set-paused", "true")
    house.ready(house.daemon("--speed", "60", module="routine.wiring.run_daemon"))
    until(lambda: house.ask("status")["presence"]["away"] == ["do-not-disturb"])
    until(lambda: len(pending(house)) == 3)
    assert [one["delivered_at"] for one in pending(house)] == [None] * 3
    screen.run("dunstctl", "set-paused", "false")
    until(lambda: all(one["delivered_at"] for one in pending(house)))
    assert house.ask("status")["unseen_since"] is None
    assert len({one["raised_at"] for one in pending(house)}) == 1
    shown = [one for one in screen.shown_by_dunst() if "Glass" in one["body"] or "Glass" in one["summary"]]
    assert [sum(f"Glass {n}" in one["body"] for n in (1, 2, 3)) for one in shown][:1] == [3]


def pending(house: DaemonHome) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = house.ask("pending")["reminders"]
    return found
