"""log: an answer with its reason."""

from __future__ import annotations

import json
from datetime import timedelta

from msgspec.structs import replace

from tests.cli.conftest import Run
from tests.cli.fake_connection import FakeService
from tests.cli.test_days import Day
from tests.cli.test_days import day as day


def test_the_log_tells_the_reason_beside_the_answer(run: Run, fake: FakeService) -> None:
    """An answer that time gave has one."""
    assert "not counted: pause" in run("log").stdout


def test_what_was_changed_is_folded_under_what_holds(run: Run, day: Day) -> None:
    day.until(8, 30)
    run("done", "spf")
    run("skip", "spf", "--at", "08:00")
    assert "skipped (changed from done)" in run("log").stdout
    assert run("log", "--all").stdout.count("spf") == 2
    assert run("log").stdout.count("  spf  ") == 1
    assert len(json.loads(run("log", "--json").stdout)["entries"]) == 2


def test_what_a_clock_that_was_ahead_wrote_and_took_back_is_not_shown(run: Run, day: Day) -> None:
    """Nobody answered it, and nothing of it holds: a year of it would hide the rest."""
    clock = day.simulation.clock
    clock.set(replace(clock.now(), instant=clock.now().instant + timedelta(days=400)))
    day.simulation.tick()
    clock.set(replace(clock.now(), instant=clock.now().instant - timedelta(days=400)))
    day.simulation.tick()
    assert run("log").stdout == "Some answers were changed or undone. Show them too: routine log --all\n"
    assert run("log", "--all").stdout.count("  spf  ") > 300
