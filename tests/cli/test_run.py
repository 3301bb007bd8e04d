"""`routine run`: how it begins, what it says where there is no terminal, how it ends and is refused."""

from __future__ import annotations

from typing import Any

import pytest

from routine.cli.live import follow as session_guide
from routine.cli.shell import connection
from routine.core.errors import NotFoundError, RefusedError, RoutineError, UsageError
from routine.core.requests.replies.commands import SessionStartReply
from routine.core.requests.replies.session import EndingView, SessionView
from routine.wiring import start_daemon
from tests.cli.conftest import Run
from tests.cli.fake_connection import FakeService
from tests.cli.sessions import FakeDaemon, a_session, waiting

ENDING = EndingView(title="Mask: finished", lines=("11 minutes on your skin, within the limit.", "Next: Fri 20:30."))


@pytest.fixture
def started(fake: FakeService, monkeypatch: pytest.MonkeyPatch) -> FakeService:
    """A daemon that runs, where a session can begin."""
    fake.replies["session-start"] = SessionStartReply(said=("The session begins.",), session="egg-mask", attached=False)
    monkeypatch.setattr(start_daemon, "start", lambda _where: ["Routine runs already (process 1)."])
    return fake


def follows(monkeypatch: pytest.MonkeyPatch, told: FakeDaemon) -> None:
    """Have the daemon tell this about the session."""

    class Link:
        def __init__(self, _data_dir: str) -> None:
            self.ask = told

    monkeypatch.setattr(session_guide, "Link", Link)


def test_without_a_terminal_each_change_is_a_plain_line(
    run: Run, started: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No escape codes, no drawing; the closing words at the end."""
    follows(monkeypatch, FakeDaemon(a_session(), a_session(), None, ending=ENDING))
    result = run("run", "egg-mask", input="\n")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].startswith("Step 4 of 6: Lie flat")
    assert lines[-3:] == ["Mask: finished", *ENDING.lines]
    assert "\x1b" not in result.stdout


def test_a_name_and_a_speed_are_sent_as_given(run: Run, started: FakeService, monkeypatch: pytest.MonkeyPatch) -> None:
    """The service finds the routine."""
    follows(monkeypatch, FakeDaemon(None, ending=ENDING))
    run("run", "egg", "--speed", "20")
    assert started.last == {"do": "session-start", "routine": "egg", "speed": 20.0, "keys": True}


def test_a_session_that_runs_is_joined(run: Run, started: FakeService, monkeypatch: pytest.MonkeyPatch) -> None:
    """And it says so."""
    started.replies["session-start"] = SessionStartReply(session="egg-mask", attached=True)
    follows(monkeypatch, FakeDaemon(a_session(), None, ending=ENDING))
    assert "You are back in your session." in run("run", "egg-mask").stdout


REFUSALS: list[tuple[RoutineError, int]] = [
    (NotFoundError("egg-mask is not enabled", "routine preset enable egg-mask"), 3),
    (UsageError("A session of Clay runs; one at a time", "routine session stop"), 2),
    (RefusedError("No session: you are allergic to egg"), 1),
]


@pytest.mark.parametrize(("error", "status"), REFUSALS)
def test_what_stands_against_it_is_said(run: Run, started: FakeService, error: RoutineError, status: int) -> None:
    """With the exit status of its kind."""
    started.replies["session-start"] = error
    result = run("run", "egg-mask")
    assert result.exit_code == status
    assert error.message in result.stderr
    assert error.hint is None or error.hint in result.stderr


@pytest.mark.parametrize("speed", ["0", "-1", "abc", "1001"])
def test_a_speed_that_cannot_be_is_wrong_usage(run: Run, started: FakeService, speed: str) -> None:
    """Nothing is asked."""
    assert run("run", "egg-mask", "--speed", speed).exit_code == 2
    assert started.asked == []


@pytest.mark.parametrize(("running", "lines"), [(True, 0), (False, 1)])
def test_a_daemon_is_started_if_there_is_none(
    run: Run, started: FakeService, monkeypatch: pytest.MonkeyPatch, running: bool, lines: int
) -> None:
    """And said only then."""
    begun: list[Any] = []

    def start(where: Any) -> list[str]:
        begun.append(where)
        return ["Routine runs in the background now."]

    monkeypatch.setattr(connection, "running", lambda: running)
    monkeypatch.setattr(start_daemon, "start", start)
    follows(monkeypatch, FakeDaemon(None, ending=ENDING))
    shown = run("run", "egg-mask").stdout
    assert len(begun) == 1
    assert shown.count("in the background") == lines


@pytest.mark.parametrize("session", [waiting(), a_session(phase="asking", question="Is your skin calm?")])
def test_without_a_keyboard_it_says_what_it_waits_for_and_ends(
    run: Run, started: FakeService, monkeypatch: pytest.MonkeyPatch, session: SessionView
) -> None:
    """A job of cron's would hang for ever; the session goes on, and is answered elsewhere."""
    follows(monkeypatch, FakeDaemon(session))
    result = run("run", "egg-mask")
    assert result.exit_code == 1
    assert f"It waits for this: {session.question or session.step.say}" in result.stderr
    assert "Stop it: routine session stop" in result.stderr


def test_a_step_that_ends_by_itself_needs_no_keyboard(
    run: Run, started: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    follows(monkeypatch, FakeDaemon(a_session(), a_session(left_s=0.1), None, ending=ENDING))
    result = run("run", "egg-mask")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Mask: finished" in result.stdout
