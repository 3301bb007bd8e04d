"""rate: the questions on a terminal, the ratings of a script, the diary, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from routine.cli import rate as rate_command
from routine.cli.rate_table import diaries
from routine.cli.shell.render import Look
from routine.core.requests.replies.ratings import RatingsReply
from tests.cli.conftest import Run
from tests.cli.test_days import Day
from tests.cli.test_days import day as day

SPOTS = 16


@pytest.fixture
def check(run: Run, day: Day) -> Run:
    """The self-check is enabled; it is Friday 27 November, 07:00, days before its first time."""
    assert run("preset", "enable", "self-check").exit_code == 0
    return run


@pytest.fixture
def typed(check: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Rate on a terminal, with these lines typed one after the other."""
    monkeypatch.setattr(rate_command, "on_terminal", lambda: True)
    monkeypatch.setattr(rate_command, "_keyboard", lambda: True)
    return lambda *lines: check("rate", "self-check", input="".join(f"{line}\n" for line in lines))


def ratings(run: Run) -> list[dict[str, int]]:
    """The ratings in the diary, time by time."""
    found = json.loads(run("rate", "self-check", "--show", "--json").stdout)
    return [time["ratings"] for time in found["diaries"][0]["times"]]


def test_each_sign_is_asked_and_all_are_recorded_at_once(typed: Callable[..., Any], check: Run) -> None:
    shown = typed(*["2"] * SPOTS)
    assert shown.exit_code == 0
    assert "6/16 Fine wrinkles, forehead >" in shown.stdout
    assert "16 of 16 rated." in shown.stdout
    assert len(ratings(check)[0]) == SPOTS


def test_enter_leaves_a_sign_out(typed: Callable[..., Any], check: Run) -> None:
    typed("3", *[""] * (SPOTS - 1))
    assert ratings(check) == [{"tone": 3}]


def test_back_asks_again_and_shows_what_was_said(typed: Callable[..., Any], check: Run) -> None:
    shown = typed("3", "b", "1", *[""] * (SPOTS - 1))
    assert "1/16 Slack skin (now 3) >" in shown.stdout
    assert ratings(check) == [{"tone": 1}]


def test_back_at_the_first_stays_there(typed: Callable[..., Any], check: Run) -> None:
    assert "This is the first." in typed("b", "q").stdout


def test_a_minus_takes_back_what_was_just_said(typed: Callable[..., Any], check: Run) -> None:
    typed("3", "2", "b", "-", *[""] * (SPOTS - 2))
    assert ratings(check) == [{"tone": 3}]


@pytest.mark.parametrize("wrong", ["5", "-1", "two", "1.5", "²", "22"])
def test_what_is_no_rating_is_asked_again(typed: Callable[..., Any], check: Run, wrong: str) -> None:
    shown = typed(wrong, "2", *[""] * (SPOTS - 1))
    assert "One number from 0 to 4" in shown.stdout
    assert ratings(check) == [{"tone": 2}]


def test_a_question_mark_says_the_scale_and_asks_again(typed: Callable[..., Any], check: Run) -> None:
    shown = typed("?", "q")
    assert "By your own eye: 0 none, 1 slight, 2 clear, 3 marked, 4 strong." in " ".join(shown.stdout.split())


def test_q_keeps_nothing_unless_confirmed(typed: Callable[..., Any], check: Run) -> None:
    assert "Nothing is recorded." in typed("2", "q", "").stdout
    assert ratings(check) == []
    typed("2", "q", "y")
    assert ratings(check) == [{"tone": 2}]


def test_an_end_in_the_middle_records_nothing(typed: Callable[..., Any], check: Run) -> None:
    """Ctrl-D and Ctrl-C arrive alike."""
    shown = typed("2", "3")
    assert shown.exit_code == 130
    assert "Nothing is recorded." in shown.stdout
    assert ratings(check) == []


def test_nothing_but_enter_records_nothing(typed: Callable[..., Any], check: Run) -> None:
    assert "Nothing is recorded." in typed(*[""] * SPOTS).stdout
    assert ratings(check) == []


def test_the_last_rating_stands_beside_each_question(typed: Callable[..., Any], check: Run, day: Day) -> None:
    check("rate", "self-check", "--set", "tone=2")
    day.until(12, day=29)
    assert "1/16 Slack skin (last 2, 27 Nov) >" in typed("q").stdout


def test_on_the_same_day_enter_leaves_what_was_said(typed: Callable[..., Any], check: Run) -> None:
    check("rate", "self-check", "--set", "tone=2")
    shown = typed("", "1", *[""] * (SPOTS - 2))
    assert "1/16 Slack skin (so far 2) >" in shown.stdout
    assert ratings(check) == [{"tone": 2, "moisture": 1}]


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
        (["--set", "tone=9"], 2, "from 0 (none) to 4 (strong)"),
        (["--set", "toen=1"], 3, "did you mean: tone"),
        (["--set", "wrinkles.nose=1"], 3, "no place of wrinkles"),
        (["--set", "tone=1", "--at", "next friday"], 2, ""),
        (["--show", "--set", "tone=1"], 2, "--set and --at rate"),
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


def test_a_diary_without_ratings_is_no_error(check: Run) -> None:
    shown = check("rate", "--show")
    assert shown.exit_code == 0
    assert "No ratings yet" in shown.stdout
    assert "routine rate self-check" in shown.stdout


def test_a_diary_where_nothing_has_signs_is_no_error(run: Run, day: Day) -> None:
    shown = run("rate", "--show")
    assert shown.exit_code == 0
    assert "routine preset enable self-check" in shown.stdout


def test_the_diary_shows_the_newest_last_and_what_changed(check: Run, day: Day) -> None:
    check("rate", "self-check", "--set", "tone=2", "--set", "wrinkles.mouth=1")
    day.until(12, day=29)
    check("rate", "self-check", "--set", "tone=3")
    lines = check("rate", "--show").stdout.splitlines()
    assert lines[2].split() == ["27", "Nov", "29", "Nov", "+/-"]
    assert ["Slack", "skin", "2", "3", "+1"] in [line.split() for line in lines]
    assert ["mouth", "1", "-"] in [line.split() for line in lines]


def four_days(run: Run, day: Day) -> RatingsReply:
    """A diary of four days in a row, as --json says it."""
    for date in (27, 28, 29, 30):
        day.until(12, day=date)
        run("rate", "self-check", "--set", "tone=2", "--set", "wrinkles.between=1")
    return msgspec.json.decode(run("rate", "--show", "--json").stdout, type=RatingsReply)


@pytest.mark.parametrize("width", [40, 60])
@pytest.mark.parametrize("every", [True, False])
def test_the_diary_fits_a_narrow_terminal_with_the_newest_last(check: Run, day: Day, width: int, every: bool) -> None:
    shown = diaries(four_days(check, day), Look(width, False), every=every)
    assert max(len(line) for line in shown.splitlines()) <= width
    assert "30 Nov  +/-" in shown


def test_all_shows_every_time(check: Run, day: Day) -> None:
    found = four_days(check, day)
    last = diaries(found, Look(40, False), every=False)
    assert "27 Nov" not in last
    assert "The last 2 of 4 times." in last
    assert "27 Nov" in diaries(found, Look(40, False), every=True)


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


def test_undo_empties_the_diary(check: Run) -> None:
    check("rate", "self-check", "--set", "tone=2")
    assert check("undo", "self-check").exit_code == 0
    assert ratings(check) == []
