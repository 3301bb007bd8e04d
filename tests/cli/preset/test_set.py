"""Keys of a preset changed from the command line, and set back."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_set_says_what_it_was_and_is_and_writes_an_overlay(run: Run, presets: Path) -> None:
    """The shipped file stays as it is."""
    result = run("preset", "set", "egg-mask", "steps.lie-flat.timer", "9m")
    assert "steps.lie-flat.timer is 9m (was 8m)" in result.stdout
    assert 'extends = "egg-mask"' in (presets / "egg-mask.toml").read_text()
    changes = json.loads(run("preset", "diff", "egg-mask", "--json").stdout)["changes"]
    assert changes == [{"key": "steps.lie-flat.timer", "old": "8m", "new": "9m"}]


def test_set_of_a_routine_that_is_off_says_so(run: Run, presets: Path) -> None:
    """Otherwise a person waits for what will not come."""
    assert "routine preset enable egg-mask" in run("preset", "set", "egg-mask", "schedule.at", "21:00").stdout


def test_set_refuses_nonsense_and_changes_nothing(run: Run, presets: Path) -> None:
    """No half-changed file."""
    result = run("preset", "set", "egg-mask", "steps.lie-flat.timer", "9x")
    assert result.exit_code == 1
    assert "not a length of time" in result.stderr
    assert not (presets / "egg-mask.toml").exists()


def test_set_of_a_key_that_is_not_there_names_the_nearest(run: Run, presets: Path) -> None:
    """And exits 3: there was nothing to act on."""
    result = run("preset", "set", "egg-mask", "steps.lie-flt.timer", "9m")
    assert result.exit_code == 3
    assert "lie-flat" in result.stderr


def test_unset_and_reset_go_back_to_what_is_shipped(run: Run, presets: Path) -> None:
    """Reset keeps the user's file under another name."""
    run("preset", "set", "egg-mask", "steps.lie-flat.timer", "9m")
    assert "is 8m (was 9m)" in run("preset", "unset", "egg-mask", "steps.lie-flat.timer").stdout
    run("preset", "set", "egg-mask", "steps.lie-flat.timer", "7m")
    assert run("preset", "reset", "egg-mask").exit_code == 0
    assert "You have not changed egg-mask. It is the original." in run("preset", "diff", "egg-mask").stdout
    assert [path.name for path in presets.iterdir()] == ["egg-mask.toml.bak-1"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("schedule.weekdays fri", "schedule.on fri"),
        ("step.lie-flat.timer 9m", "steps.lie-flat.timer 9m"),
        ("steps.lieflat.timer 9m", "steps.lie-flat.timer 9m"),
        ("remind.expire '2 hours'", "remind.expires '2 hours'"),
    ],
)
def test_a_key_that_is_nearly_one_is_answered_with_the_command_that_works(run: Run, typed: str, meant: str) -> None:
    """Pasted as it stands, it does what was meant."""
    refused = run("preset", "set", "egg-mask", *shlex.split(typed))
    assert refused.exit_code == 3
    assert refused.stderr.splitlines()[-1] == f"Did you mean this: routine preset set egg-mask {meant}"
    assert run("preset", "set", "egg-mask", *shlex.split(meant)).exit_code == 0


def test_a_value_that_begins_with_a_dash_is_taken_behind_two(run: Run, presets: Path) -> None:
    """And the refusal of one without them says so."""
    assert "Put “--” before a value" in run("preset", "show", "-x").stderr
    assert "title is -x" in run("preset", "set", "egg-mask", "title", "--", "-x").stdout
