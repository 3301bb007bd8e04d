"""snooze: how long, or until when."""

from __future__ import annotations

from tests.cli.conftest import Run
from tests.cli.fake_connection import FakeService


def test_snooze_takes_a_length_or_a_time_and_not_both(run: Run, fake: FakeService) -> None:
    """Which of the two was meant is the person's to say."""
    result = run("snooze", "--for", "20m", "--until", "21:00")
    assert result.exit_code == 2
    assert "--for and --until" in result.stderr
    assert not fake.asked
