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
    assert "skipped" in run("log").stdout
    assert "done" not in run("log").stdout
    assert "done" in run("log", "--all").stdout
    assert len(json.loads(run("log", "--json").stdout)["entries"]) == 2
