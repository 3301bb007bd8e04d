"""rate on a terminal: the questions, the way back, and the way out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from routine.cli import rate as rate_command
from tests.cli.conftest import Run
from tests.cli.self_check import SPOTS, ratings
from tests.cli.self_check import check as check
from tests.cli.test_days import Day
from tests.cli.test_days import day as day


@pytest.fixture
def typed(check: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Rate on a terminal, with these lines typed one after the other."""
    monkeypatch.setattr(rate_command, "on_terminal", lambda: True)
    monkeypatch.setattr(rate_command, "_keyboard", lambda: True)
    return lambda *lines: check("rate", "self-check", input="".join(f"{line}\n" for line in lines))


def test_each_sign_is_asked_and_all_are_recorded_at_once(typed: Callable[..., Any], check: Run) -> None:
    shown = typed(*["2"] * SPOTS)
    assert shown.exit_code == 0
    assert "6/16 Fine wrinkles, forehead >" in shown.stdout
    assert "You rated 16 of 16." in shown.stdout
    assert len(ratings(check)[0]) == SPOTS


def test_enter_leaves_a_sign_out(typed: Callable[..., Any], check: Run) -> None:
    typed("3", *[""] * (SPOTS - 1))
    assert ratings(check) == [{"tone": 3}]


def test_back_asks_again_and_shows_what_was_said(typed: Callable[..., Any], check: Run) -> None:
    shown = typed("3", "b", "1", *[""] * (SPOTS - 1))
    assert "1/16 Slack skin (now 3) >" in shown.stdout
    assert ratings(check) == [{"tone": 1}]


def test_back_at_the_first_stays_there(typed: Callable[..., Any], check: Run) -> None:
    assert "This is the first question." in typed("b", "q").stdout


def test_a_minus_takes_back_what_was_just_said(typed: Callable[..., Any], check: Run) -> None:
    typed("3", "2", "b", "-", *[""] * (SPOTS - 2))
    assert ratings(check) == [{"tone": 3}]


@pytest.mark.parametrize("wrong", ["5", "-1", "two", "1.5", "²", "22"])
def test_what_is_no_rating_is_asked_again(typed: Callable[..., Any], check: Run, wrong: str) -> None:
    shown = typed(wrong, "2", *[""] * (SPOTS - 1))
    assert "a number from 0 to 4" in shown.stdout
    assert ratings(check) == [{"tone": 2}]


def test_a_question_mark_says_the_scale_and_asks_again(typed: Callable[..., Any], check: Run) -> None:
    shown = typed("?", "q")
    assert "Rate what you see: 0 none, 1 slight, 2 clear, 3 marked, 4 strong." in " ".join(shown.stdout.split())


def test_q_keeps_nothing_unless_confirmed(typed: Callable[..., Any], check: Run) -> None:
    assert "Nothing was recorded." in typed("2", "q", "").stdout
    assert ratings(check) == []
    typed("2", "q", "y")
    assert ratings(check) == [{"tone": 2}]


def test_an_end_in_the_middle_records_nothing(typed: Callable[..., Any], check: Run) -> None:
    """Ctrl-D and Ctrl-C arrive alike."""
    shown = typed("2", "3")
    assert shown.exit_code == 130
    assert "Nothing was recorded." in shown.stdout
    assert ratings(check) == []


def test_nothing_but_enter_records_nothing(typed: Callable[..., Any], check: Run) -> None:
    assert "Nothing was recorded." in typed(*[""] * SPOTS).stdout
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
