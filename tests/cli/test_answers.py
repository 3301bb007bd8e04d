"""What each answering command asks of the service, and what it prints."""

from __future__ import annotations

import pytest

from routine.core.requests.replies.commands import AnswersReply
from routine.core.requests.replies.occurrences import PendingReply, PlanReply
from tests.cli.conftest import Run
from tests.cli.fake_connection import FakeService, an_overview, occurrence, reminder, today

REQUESTS = [
    (["done"], {"do": "done", "routines": []}),
    (["done", "spf", "egg", "--at", "08:15"], {"do": "done", "routines": ["spf", "egg"], "at": "08:15"}),
    (["done", "spf", "--since", "monday"], {"do": "done", "routines": ["spf"], "since": "monday"}),
    (["done", "spf", "--swim"], {"do": "done", "routines": ["spf"], "swim": True}),
    (["done", "--sweat"], {"do": "done", "routines": [], "sweat": True}),
    (["skip", "spf", "--staying-in"], {"do": "skip", "routines": ["spf"], "staying_in": True}),
    (["today", "--take-along"], {"do": "today"}),
    (["skip", "spf"], {"do": "skip", "routines": ["spf"]}),
    (["snooze"], {"do": "snooze"}),
    (["snooze", "spf", "--for", "45m"], {"do": "snooze", "routine": "spf", "for": "45m"}),
    (["snooze", "--until", "tomorrow 20:30"], {"do": "snooze", "until": "tomorrow 20:30"}),
    (["undo"], {"do": "undo"}),
    (["undo", "spf"], {"do": "undo", "routine": "spf"}),
    (["pause", "--until", "sunday"], {"do": "pause", "until": "sunday"}),
    (
        ["pause", "spf", "--from", "monday", "--until", "sunday"],
        {"do": "pause", "routine": "spf", "from": "monday", "until": "sunday"},
    ),
    (["resume", "spf"], {"do": "resume", "routine": "spf"}),
    (["preset", "disable", "spf", "egg"], {"do": "disable", "routines": ["spf", "egg"]}),
    (
        ["preset", "enable", "egg", "--accept", "a", "--accept", "b"],
        {"do": "enable", "routines": ["egg"], "accept": ["a", "b"]},
    ),
    (["today"], {"do": "today"}),
    (["plan", "--days", "3"], {"do": "plan", "days": 3}),
    (["pending"], {"do": "pending"}),
    (["why", "spf", "yesterday", "08:00"], {"do": "why", "routine": "spf", "when": "yesterday 08:00"}),
    (["log", "--since", "monday"], {"do": "log", "since": "monday"}),
    (["status"], {"do": "status"}),
    ([], {"do": "overview"}),
]


@pytest.mark.parametrize(
    ("words", "request_"), REQUESTS, ids=lambda value: " ".join(value) if type(value) is list else ""
)
def test_a_command_asks_for_what_its_words_say(
    run: Run, fake: FakeService, words: list[str], request_: dict[str, object]
) -> None:
    """Times and durations go as they were typed: the service reads them with its own clock."""
    result = run(*words)
    assert result.exit_code == 0, result.stderr
    assert fake.last == request_


def test_only_commands_that_change_something_ask_to_write(run: Run, fake: FakeService) -> None:
    """A reader never waits for, or takes, the lock."""
    for words, _ in REQUESTS:
        run(*words)
    changing = {"done", "skip", "snooze", "undo", "pause", "resume", "disable", "enable", "reload"}
    assert all(write == (request["do"] in changing) for request, write in fake.asked)


def test_snooze_takes_a_length_or_a_time_and_not_both(run: Run, fake: FakeService) -> None:
    """Which of the two was meant is the person's to say."""
    result = run("snooze", "--for", "20m", "--until", "21:00")
    assert result.exit_code == 2
    assert "--for and --until" in result.stderr
    assert not fake.asked


def test_an_answer_prints_what_the_service_says(run: Run, fake: FakeService) -> None:
    """The service says what happens next, with its clock."""
    assert run("done").stdout == "Done: Title of spf. Next: tomorrow 08:00.\n"


def test_today_says_when_nothing_will_be_shown(run: Run, fake: FakeService) -> None:
    """A plan without a daemon reminds nobody."""
    fake.running = False
    assert "routine start" in run("today").stdout
    fake.running = True
    assert "routine start" not in run("today").stdout


def test_the_bare_command_shows_what_waits_and_how_to_answer(run: Run, fake: FakeService) -> None:
    """One line each."""
    shown = run().stdout
    assert "Title of spf" in shown
    assert "routine done spf" in shown
    assert "Fri 27 Nov 20:30" in shown


def test_the_bare_command_says_problems_and_notes(run: Run, fake: FakeService) -> None:
    """What the daemon noticed reaches the next command."""
    told = an_overview(problems=("egg.toml:3: no such key",), notes=("Everything: paused until Sunday",))
    fake.replies["overview"] = told
    shown = run().stdout
    assert "Problem: egg.toml:3: no such key" in shown
    assert "Everything: paused until Sunday" in shown


def test_why_follows_each_time_of_the_plan(run: Run, fake: FakeService) -> None:
    """Below the line that it explains."""
    found = (occurrence(why="because A"), occurrence(why="because B"))
    fake.replies["plan"] = PlanReply(zone="UTC", occurrences=found)
    lines = run("plan", "--why").stdout.splitlines()
    assert [line.strip() for line in lines[1::2]] == ["because A", "because B"]
    assert "because" not in run("plan").stdout


def test_a_snoozed_reminder_says_when_it_comes_again(run: Run, fake: FakeService) -> None:
    """It waits, but not now."""
    later = reminder(snoozed_until="2026-11-23T08:00:00Z", later="today 09:00")
    fake.replies["pending"] = PendingReply(reminders=(later,))
    assert "again today 09:00" in run("pending").stdout


def test_nothing_pending_is_a_calm_line_and_no_failure(run: Run, fake: FakeService) -> None:
    """Reading an empty list is not acting on nothing."""
    fake.replies["pending"] = PendingReply(reminders=())
    result = run("pending")
    assert (result.exit_code, result.stdout) == (0, "Nothing waits for you.\n")


def test_statuses_are_said_in_the_words_people_know(run: Run, fake: FakeService) -> None:
    """“Excused” is a word for programs."""
    fake.replies["today"] = today(*(occurrence(status=s) for s in ("raised", "snoozed", "excused", "missed")))
    shown = run("today").stdout
    assert [word for word in ("waits for you", "later", "not counted", "missed") if word not in shown] == []
    assert "excused" not in shown


def test_the_log_tells_the_reason_beside_the_answer(run: Run, fake: FakeService) -> None:
    """An answer that time gave has one."""
    assert "not counted: pause" in run("log").stdout


IRRITATED = [
    ([], {}),
    (["strong"], {"level": "strong"}),
    (["--over"], {"over": True}),
    (["--go-on", "retinoid-a"], {"go-on": "retinoid-a"}),
]


@pytest.mark.parametrize(("words", "said"), IRRITATED)
def test_irritated_asks_for_one_thing(run: Run, fake: FakeService, words: list[str], said: dict[str, object]) -> None:
    """Reported, over, or a ramp that may go on."""
    fake.replies["irritated"] = AnswersReply(said=("Noted.",))
    result = run("irritated", *words)
    assert (result.exit_code, result.stdout) == (0, "Noted.\n")
    assert fake.asked[-1] == ({"do": "irritated", **said}, True)


def test_irritated_takes_no_two_things_at_once(run: Run, fake: FakeService) -> None:
    """Is it strong, or over?"""
    assert run("irritated", "strong", "--over").exit_code == 2
    assert not fake.asked


def test_irritated_prints_one_object_for_programs(run: Run, fake: FakeService) -> None:
    """As every answering command does."""
    fake.replies["irritated"] = AnswersReply(said=("Noted.",))
    assert run("irritated", "--json").stdout.startswith("{")
