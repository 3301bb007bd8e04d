"""What programs may rely on: the keys of every --json object, and the exit status of every kind of failure."""

from __future__ import annotations

import json

import pytest

from routine.core.errors import (
    AmbiguousError,
    DaemonError,
    NotFoundError,
    NothingToDoError,
    RefusedError,
    RoutineError,
    UsageError,
)
from tests.cli.conftest import Run
from tests.cli.fake_connection import FakeService, a_stopped_status, finding

OCCURRENCE = {"id", "routine", "nominal", "instant", "zone", "status", "why"}
REMINDER = {"id", "routine", "nominal", "raised_at", "delivered_at", "snoozed_until", "nags"}
ENTRY = {"seq", "id", "routine", "nominal", "answer", "at", "recorded_at", "replaces"}
STATUS = {"running", "pid", "since", "version", "routines", "next", "jobs", "session", "notifier", "problems"}

LISTS = [
    ("today", {"zone", "occurrences"}, "occurrences", OCCURRENCE),
    ("plan", {"zone", "occurrences"}, "occurrences", OCCURRENCE),
    ("pending", {"reminders"}, "reminders", REMINDER),
    ("log", {"entries"}, "entries", ENTRY),
]


@pytest.mark.parametrize(("command", "keys", "items", "item_keys"), LISTS)
def test_a_list_has_the_keys_that_the_contract_names(
    run: Run, fake: FakeService, command: str, keys: set[str], items: str, item_keys: set[str]
) -> None:
    """Keys may be added, never taken away."""
    value = json.loads(run(command, "--json").stdout)
    assert keys <= value.keys()
    assert value[items]
    assert all(item_keys <= item.keys() for item in value[items])


def test_status_has_every_key_with_a_daemon_and_without(run: Run, fake: FakeService) -> None:
    """A stopped daemon is no reason for a program to trip over a missing key."""
    assert json.loads(run("status", "--json").stdout).keys() >= STATUS
    fake.replies["status"], fake.running = a_stopped_status(), False
    value = json.loads(run("status", "--json").stdout)
    assert value.keys() >= STATUS
    assert value["running"] is False
    assert value["notifier"].keys() >= {"name", "last_delivery", "last_failure"}


@pytest.mark.parametrize("command", ["done", "skip", "snooze", "undo", "pause", "resume"])
def test_an_answering_command_prints_one_object(run: Run, fake: FakeService, command: str) -> None:
    """Programs answer reminders too."""
    result = run(command, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["answers"] == [{"id": "spf@k", "answer": "done"}]


def test_the_bare_command_prints_an_object_too(run: Run, fake: FakeService) -> None:
    """`routine --json` is a reading command like the rest."""
    assert {"pending", "next"} <= json.loads(run("--json").stdout).keys()


FAILURES = [
    (UsageError("Not a time", "write 20:30"), 2, "usage"),
    (AmbiguousError("Fits several"), 2, "ambiguous"),
    (NotFoundError("No such routine"), 3, "not-found"),
    (NothingToDoError("Nothing waits"), 3, "nothing"),
    (RefusedError("Not enabled"), 1, "refused"),
    (DaemonError("Does not answer"), 1, "daemon"),
]


@pytest.mark.parametrize(("error", "status", "code"), FAILURES)
def test_a_failure_has_its_exit_status_and_one_object_on_stdout(
    run: Run, fake: FakeService, error: RoutineError, status: int, code: str
) -> None:
    """The same failure for a program: code, message, hint."""
    fake.replies["done"] = error
    result = run("done", "--json")
    assert result.exit_code == status
    assert json.loads(result.stdout)["error"] == {"code": code, "message": error.message, "hint": error.hint}
    assert result.stderr == ""


def test_a_failure_is_told_on_stderr_with_its_hint_below(run: Run, fake: FakeService) -> None:
    """Stdout stays empty: what is piped on is never an error text."""
    fake.replies["done"] = NothingToDoError("Nothing waits.", "routine today")
    result = run("done")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == "Nothing waits.\nTry: routine today\n"


def test_a_refusal_carries_its_findings_beside_the_error(run: Run, fake: FakeService) -> None:
    """`preset enable` has the same keys whether it succeeds or not."""
    fake.replies["enable"] = RefusedError("Not enabled", "fix", {"enabled": [], "findings": [finding()]})
    result = run("preset", "enable", "egg-mask", "--json")
    value = json.loads(result.stdout)
    assert result.exit_code == 1
    assert value["enabled"] == []
    assert value["findings"][0].keys() >= {"level", "rule", "why", "fix", "source"}


def test_wrong_usage_is_an_object_too(run: Run, fake: FakeService) -> None:
    """Also where click notices it, before any command runs."""
    result = run("plan", "--days", "soon", "--json")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["error"]["code"] == "usage"
