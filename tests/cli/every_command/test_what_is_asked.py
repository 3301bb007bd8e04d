"""What each command asks of the service, and which of them ask to write."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run
from tests.cli.fake_connection import FakeService

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
