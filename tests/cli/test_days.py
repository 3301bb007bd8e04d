"""Whole days from the command line: the real service, its clock moved by hand, its replies sent as JSON lines."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from routine.adapters.store.memory_store import MemoryStore
from routine.cli.shell import connection
from routine.core.requests.queries import Request
from routine.core.state.model import State
from routine.core.when.moment import Now
from routine.daemon.encode_reply import received
from routine.daemon.protocol import Json, line, request
from routine.daemon.read_request import read_request
from routine.simulate import Simulation
from routine.wiring.files import build_files
from tests.cli.conftest import Run
from tests.nothing_applies import nothing_applies

FRIDAY = datetime(2026, 11, 27, 6, tzinfo=UTC)


class Day:
    """A service and its clock; what a daemon is to the commands."""

    def __init__(self) -> None:
        self.simulation = Simulation(
            MemoryStore(State()), build_files(connection.paths()), Now(FRIDAY, 0.0, "boot", "Europe/Berlin")
        )

    def ask(self, body: dict[str, Any], *, write: bool) -> Json:
        """Answer as `connection.ask` does with a daemon: through the socket's lines, both ways."""
        asked = {key: value for key, value in body.items() if value is not None}
        call = read_request(line(request(asked)))
        assert isinstance(call, Request)
        self.simulation.tick()
        reply = received(self.simulation.service.handle(call))
        self.simulation.show()
        return Json({**reply, "running": True})

    def until(self, hour: int, minute: int = 0, day: int = 27) -> None:
        """Let time pass until a wall-clock time in Berlin, in November."""
        self.simulation.run_to(datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=1))


@pytest.fixture
def day(home: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Day:
    """Friday 27 November 2026, 07:00 in Berlin; sunscreen and the mask are enabled."""
    found = Day()
    monkeypatch.setattr(connection, "ask", found.ask)
    monkeypatch.setattr(connection, "running", lambda: True)
    nothing_applies(home)
    assert run("preset", "enable", "spf", "egg-mask").exit_code == 0
    return found


def statuses(run: Run) -> dict[str, str]:
    """Nominal time -> status, of today."""
    found = json.loads(run("today", "--json").stdout)["occurrences"]
    return {o["nominal"][11:]: o["status"] for o in found}


def planned(run: Run) -> dict[str, set[str]]:
    """Routine -> the statuses of its times, of two days."""
    found: dict[str, set[str]] = {}
    for one in json.loads(run("plan", "--days", "2", "--json").stdout)["occurrences"]:
        found.setdefault(one["routine"], set()).add(one["status"])
    return found


def test_a_reminder_is_answered_and_the_next_is_told(run: Run, day: Day) -> None:
    """The everyday case."""
    day.until(8, 1)
    assert statuses(run)["08:00"] == "raised"
    assert run("done").exit_code == 0
    upcoming = json.loads(run("status", "--json").stdout)["next"]
    assert (upcoming["routine"], upcoming["instant"]) == ("spf", "2026-11-27T09:01:00Z")
    assert statuses(run)["08:00"] == "done"


def test_undo_opens_it_again(run: Run, day: Day) -> None:
    """And what hung on the answer is gone."""
    day.until(8, 1)
    run("done")
    assert run("undo").exit_code == 0
    assert statuses(run)["08:00"] == "raised"
    assert run("log").stdout.count("\n") == 2


def test_a_snoozed_reminder_comes_again(run: Run, day: Day) -> None:
    """Its time stays its time."""
    day.until(8, 1)
    assert json.loads(run("snooze", "--for", "45m", "--json").stdout)["until"] == "2026-11-27T07:46:00Z"
    (waiting,) = json.loads(run("pending", "--json").stdout)["reminders"]
    assert waiting["snoozed_until"] == "2026-11-27T07:46:00Z"
    assert statuses(run)["08:00"] == "snoozed"
    value = json.loads(run("snooze", "--for", "1h", "--json").stdout)
    assert value["id"] == "spf@2026-11-27T08:00"


def test_snooze_until_another_day_moves_that_one(run: Run, day: Day) -> None:
    """The identity stays; rules are checked by the service."""
    day.until(20, 31)
    result = run("snooze", "egg-mask", "--until", "tomorrow 20:30", "--json")
    assert result.exit_code == 0, result.stdout
    assert json.loads(result.stdout)["until"] == "2026-11-28T19:30:00Z"


def test_several_waiting_and_no_name_is_exit_2_with_a_list(run: Run, day: Day) -> None:
    """Which one was meant is not guessed."""
    run("preset", "set", "spf", "schedule.at", "20:30")
    run("preset", "set", "spf", "remind.window", "evening")
    day.until(20, 31)
    result = run("done")
    assert result.exit_code == 2, result.output
    assert "spf" in result.stderr
    assert "egg-mask" in result.stderr
    assert run("done", "spf", "egg-mask").exit_code == 0


def test_nothing_to_answer_is_exit_3(run: Run, day: Day) -> None:
    """A script can tell."""
    run("preset", "disable", "spf", "egg-mask")
    assert run("done").exit_code == 3
    assert run("undo").exit_code == 3
    assert run("snooze").exit_code == 3


def test_a_time_that_is_none_is_exit_2(run: Run, day: Day) -> None:
    """With how times look."""
    day.until(8, 1)
    result = run("done", "--at", "half past moon")
    assert result.exit_code == 2
    assert "20" in result.stderr


def test_paused_times_are_not_counted_until_the_pause_is_over(run: Run, day: Day) -> None:
    """The plan still shows them, as what they are."""
    run("pause", "egg-mask", "--until", "2026-12-06")
    assert planned(run)["egg-mask"] == {"excused"}
    run("resume", "egg-mask")
    assert planned(run)["egg-mask"] == {"planned"}


def test_why_says_the_rule_behind_a_time(run: Run, day: Day) -> None:
    """Also for a day without one."""
    assert "Friday" in run("why", "egg-mask").stdout
    assert run("why", "egg-mask", "yesterday").exit_code == 0


def test_a_missed_time_can_be_done_afterwards(run: Run, day: Day) -> None:
    """Missed is not final."""
    day.until(9, 0, day=28)
    result = run("done", "egg-mask", "--since", "2026-11-27")
    assert result.exit_code == 0, result.stderr
    answers = [(e["routine"], e["answer"]) for e in json.loads(run("log", "--json").stdout)["entries"]]
    assert ("egg-mask", "done") in answers


def test_every_reply_is_json_with_the_contracts_keys(run: Run, day: Day) -> None:
    """From the real service, not from a test's idea of it."""
    day.until(8, 1)
    run("done")
    day.until(11, 0)
    pending = json.loads(run("pending", "--json").stdout)["reminders"]
    assert pending[0].keys() >= {"id", "routine", "nominal", "raised_at", "delivered_at", "snoozed_until", "nags"}
    entry = json.loads(run("log", "--json").stdout)["entries"][0]
    assert entry.keys() >= {"seq", "id", "routine", "nominal", "answer", "at", "recorded_at", "replaces"}
    planned = json.loads(run("plan", "--json").stdout)["occurrences"][0]
    assert planned.keys() >= {"id", "routine", "nominal", "instant", "zone", "status", "why"}
    status = json.loads(run("status", "--json").stdout)
    assert status["next"].keys() >= {"id", "routine", "nominal", "instant"}


def test_of_two_that_are_named_the_one_that_waits_is_answered_and_the_other_is_told(run: Run, day: Day) -> None:
    """Exit 3: of one there was nothing to act on."""
    day.until(8, 1)
    result = run("done", "spf", "egg-mask")
    assert result.exit_code == 3
    assert statuses(run)["08:00"] == "done"
    assert result.stdout.startswith("Sunscreen, today 08:00: done.")
    assert "Egg white mask has nothing to answer now." in result.stderr
    assert "routine done egg-mask --extra" in result.stderr
