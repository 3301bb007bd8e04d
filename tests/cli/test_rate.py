"""rate --set: the ratings of a script, what is refused, and where ratings show elsewhere."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from tests.cli.conftest import Run
from tests.cli.self_check import check as check
from tests.cli.self_check import ratings
from tests.cli.test_days import Day
from tests.cli.test_days import day as day


def test_where_nobody_can_be_asked_set_is_named(check: Run) -> None:
    shown = check("rate", "self-check")
    assert shown.exit_code == 2
    assert "--set: tone, moisture" in shown.stderr
    assert "routine rate self-check --set tone=2" in shown.stderr


def test_a_script_rates_with_set(check: Run) -> None:
    shown = check("rate", "self-check", "--set", "tone=2", "--set", "wrinkles.forehead=1", "--json")
    reply = json.loads(shown.stdout)
    assert reply["ratings"] == {"tone": 2, "wrinkles.forehead": 1}
    assert reply["before"] == {}


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["--set", "tone=9"], 2, "0 (none) to 4 (strong)"),
        (["--set", "toen=1"], 3, "Did you mean tone"),
        (["--set", "wrinkles.nose=1"], 3, "no area of wrinkles"),
        (["--set", "tone=1", "--at", "next friday"], 2, ""),
        (["--show", "--set", "tone=1"], 2, "do not go with --set, --at and --note"),
        (["--all"], 2, "--show and --all"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_recorded(check: Run, words: list[str], status: int, said: str) -> None:
    shown = check("rate", "self-check", *words)
    assert shown.exit_code == status
    assert said in shown.stderr
    assert ratings(check) == []


def test_a_routine_without_signs_says_which_have_some(check: Run) -> None:
    shown = check("rate", "egg-mask")
    assert shown.exit_code == 2
    assert "no signs to rate" in shown.stderr
    assert "self-check" in shown.stderr


def test_a_done_without_ratings_can_have_them_added_by_rate(check: Run, day: Day) -> None:
    day.simulation.run_to(datetime(2026, 12, 6, 11, tzinfo=UTC))
    assert check("done", "self-check").exit_code == 0
    assert ratings(check) == []
    check("rate", "self-check", "--set", "tone=2")
    assert ratings(check) == [{"tone": 2}]


def test_a_leaflet_lists_what_is_rated(check: Run) -> None:
    shown = " ".join(check("preset", "show", "self-check").stdout.split())
    assert "Fine wrinkles: forehead, between the brows, mouth and outer eye corners" in shown
    assert "Each from 0 (none) to 4 (strong)" in shown


def test_the_log_counts_what_was_rated(check: Run) -> None:
    check("rate", "self-check", "--set", "tone=2", "--set", "fat=0")
    assert "done (2 rated)" in check("log").stdout
    entries = json.loads(check("log", "--json").stdout)["entries"]
    assert [one["ratings"] for one in entries if one["routine"] == "self-check"] == [{"tone": 2, "fat": 0}]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("self-check tone 2", "routine rate self-check --set tone=2"),
        ("self-check tone=2 moisture=1", "routine rate self-check --set tone=2 --set moisture=1"),
    ],
)
def test_a_rating_without_its_option_names_the_command_that_was_meant(check: Run, typed: str, meant: str) -> None:
    result = check("rate", *typed.split())
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (2, f"Type: {meant}")


def test_one_more_word_is_one_too_many(check: Run) -> None:
    assert "“tone” is one word too many here." in check("rate", "self-check", "tone").stderr
