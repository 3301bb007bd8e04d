"""plan: the reason of each time."""

from __future__ import annotations

from routine.core.requests.replies.occurrences import PlanReply
from tests.cli.conftest import Run
from tests.cli.fake_connection import FakeService, occurrence


def test_why_follows_each_time_of_the_plan(run: Run, fake: FakeService) -> None:
    """Below the line that it explains."""
    found = (occurrence(why="because A"), occurrence(why="because B"))
    fake.replies["plan"] = PlanReply(zone="UTC", occurrences=found, visits=())
    lines = run("plan", "--why").stdout.splitlines()
    assert [line.strip() for line in lines[1::2]] == ["because A", "because B"]
    assert "because" not in run("plan").stdout
