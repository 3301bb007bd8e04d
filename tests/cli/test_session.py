"""`routine session …`: looking at the session that runs, and steering it."""

from __future__ import annotations

import json

import pytest

from routine.core.errors import NothingToDoError
from routine.core.requests.replies.commands import SessionActReply
from routine.core.requests.replies.session import SessionReply, SessionView
from tests.cli.conftest import Run
from tests.cli.fake_connection import FakeService
from tests.cli.sessions import a_question, a_session, waiting


@pytest.fixture
def guided(fake: FakeService) -> FakeService:
    """A service in which an egg mask is worn."""
    fake.replies["session-status"] = SessionReply(session=a_session(), ending=None)
    fake.replies["session"] = SessionActReply(said=("Paused.",), ended=False)
    return fake


def test_status_has_the_keys_that_the_contract_names(run: Run, guided: FakeService) -> None:
    """More may be there, none may be missing."""
    found = json.loads(run("session", "status", "--json").stdout)
    assert found.keys() >= {"routine", "step", "left_s", "on_skin_s", "paused", "overrun"}
    assert found["step"].keys() >= {"id", "index", "of", "say", "posture"}


def test_without_a_session_status_is_null_and_no_failure(run: Run, guided: FakeService) -> None:
    """A program asks without knowing."""
    guided.replies["session-status"] = SessionReply(session=None, ending=None)
    result = run("session", "status", "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, None)
    assert "routine run ROUTINE" in run("session", "status").stdout


def test_status_is_said_in_words(run: Run, guided: FakeService) -> None:
    """Step, time left, time on skin, what comes."""
    shown = run("session", "status").stdout
    for part in (
        "egg-mask",
        "Step 4 of 6",
        "Lie flat",
        "7:42 left",
        "On your skin 4:32 (at most 15:00)",
        "Next: Rinse",
    ):
        assert part in shown


@pytest.mark.parametrize(
    ("session", "part"),
    [
        (waiting(), "When you are ready, type: routine session ready"),
        (a_question(), "Is your skin open today?"),
        (a_question(), "Answer yes or no: routine session yes"),
        (a_session(paused=True), "Paused, 7:42 left"),
        (waiting(overrun=True, on_skin_s=901.0), "Please take it off now. On your skin 15:01"),
    ],
)
def test_status_says_what_it_waits_for(run: Run, guided: FakeService, session: SessionView, part: str) -> None:
    """In each phase."""
    guided.replies["session-status"] = SessionReply(session=session, ending=None)
    assert part in run("session", "status").stdout


ACTIONS = [(verb, verb) for verb in ("pause", "resume", "next", "back", "ready", "yes", "no", "stop")]


@pytest.mark.parametrize(("words", "action"), [*ACTIONS, ("stop --stinging", "stinging")])
def test_a_verb_is_the_key_of_its_name(run: Run, guided: FakeService, words: str, action: str) -> None:
    """What a key does, a command does."""
    result = run("session", *words.split())
    assert guided.asked[-1] == ({"do": "session", "action": action}, True)
    assert (result.exit_code, result.stdout) == (0, "Paused.\n")


@pytest.mark.parametrize("verb", ["pause", "resume", "next", "back", "ready", "yes", "no", "stop"])
def test_a_verb_without_a_session_has_nothing_to_act_on(run: Run, guided: FakeService, verb: str) -> None:
    """Exit 3, and how to begin one."""
    guided.replies["session"] = NothingToDoError("No session is running.", "routine run ROUTINE")
    result = run("session", verb)
    assert result.exit_code == 3
    assert "routine run ROUTINE" in result.stderr


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("session quit", "routine session stop"),
        ("session continue", "routine session resume"),
        ("session start egg-mask", "routine run egg-mask"),
        ("guide egg-mask", "routine run egg-mask"),
        ("stinging", "routine session stop --stinging"),
    ],
)
def test_a_misplaced_word_names_the_right_command(run: Run, guided: FakeService, words: str, meant: str) -> None:
    """People guess."""
    result = run(*words.split())
    assert result.exit_code == 2
    assert meant in result.stderr
