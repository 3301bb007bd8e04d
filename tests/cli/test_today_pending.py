"""today and pending: what the day holds, and what waits."""

from __future__ import annotations

from routine.core.requests.replies.occurrences import PendingReply
from tests.cli.conftest import Run
from tests.cli.fake_connection import FakeService, occurrence, reminder, today


def test_today_says_when_nothing_will_be_shown(run: Run, fake: FakeService) -> None:
    """A plan without a daemon reminds nobody."""
    fake.running = False
    assert "routine start" in run("today").stdout
    fake.running = True
    assert "routine start" not in run("today").stdout


def test_a_snoozed_reminder_says_when_it_comes_again(run: Run, fake: FakeService) -> None:
    """It waits, but not now."""
    later = reminder(snoozed_until="2026-11-23T08:00:00Z", later="today 09:00")
    fake.replies["pending"] = PendingReply(reminders=(later,))
    assert "again today 09:00" in run("pending").stdout


def test_nothing_pending_is_a_calm_line_and_no_failure(run: Run, fake: FakeService) -> None:
    """Reading an empty list is not acting on nothing."""
    fake.replies["pending"] = PendingReply(reminders=())
    result = run("pending")
    assert (result.exit_code, result.stdout) == (0, "No reminders are waiting.\n")


def test_statuses_are_said_in_the_words_people_know(run: Run, fake: FakeService) -> None:
    """“Excused” is a word for programs."""
    fake.replies["today"] = today(*(occurrence(status=s) for s in ("raised", "snoozed", "excused", "missed")))
    shown = run("today").stdout
    assert [word for word in ("waiting for your answer", "later", "not counted", "missed") if word not in shown] == []
    assert "excused" not in shown
