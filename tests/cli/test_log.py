"""log: an answer with its reason."""

from __future__ import annotations

import json

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
