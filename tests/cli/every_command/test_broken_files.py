"""Where state or log cannot be read and no daemon runs: the command that finds it says so, and goes on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def state(run: Run, home: Path) -> Path:
    """A state file that was whole a moment ago, with one before it."""
    run("preset", "enable", "spf")
    run("pause", "spf")
    found = home / "data" / "state.json"
    found.write_text('{"half a f')
    return found


def test_a_reader_names_the_broken_state_and_uses_the_last_good_one(run: Run, state: Path) -> None:
    """Silence would pass off a past as the present."""
    read = run("today")
    assert read.exit_code == 0
    assert f"Problem: {state} cannot be read" in read.stderr
    assert "Routine uses the copy before it" in read.stderr


def test_a_writer_says_where_the_broken_state_is_kept(run: Run, state: Path) -> None:
    """It is the only one that ever will: after it, all is whole again."""
    written = run("pause", "spf")
    assert written.exit_code == 0, written.stderr
    assert "It is kept as state.json.unreadable-1." in written.stderr
    assert (state.parent / "state.json.unreadable-1").exists()
    assert run("today").stderr == ""


def test_status_names_it_once(run: Run, state: Path) -> None:
    """Among its problems, and nowhere else."""
    status = run("status")
    assert f"{state} cannot be read" in status.stdout
    assert status.stderr == ""


def test_programs_get_it_beside_the_answer(run: Run, state: Path) -> None:
    """On stdout there is one JSON object still."""
    read = run("pending", "--json")
    assert json.loads(read.stdout)["reminders"] == []
    assert "cannot be read" in read.stderr


def test_a_broken_segment_of_the_log_is_named_although_the_command_is_refused(run: Run, home: Path) -> None:
    """It was set aside all the same."""
    run("preset", "enable", "spf")
    (home / "data" / "log").mkdir()
    (home / "data" / "log" / "000001.json").write_text("[")
    refused = run("done", "spf", "--since", "yesterday")
    assert refused.exit_code == 3
    assert "It is kept as 000001.json.unreadable-1." in refused.stderr
