"""rate --show: the diary, the newest last, as wide as the terminal."""

from __future__ import annotations

import msgspec
import pytest

from routine.cli.charts.rate_table import diaries
from routine.cli.shell.colours import Look
from routine.core.requests.replies.ratings import RatingsReply
from tests.cli.conftest import Run
from tests.cli.self_check import check as check
from tests.cli.self_check import ratings
from tests.cli.test_days import Day
from tests.cli.test_days import day as day


def test_a_diary_without_ratings_is_no_error(check: Run) -> None:
    shown = check("rate", "--show")
    assert shown.exit_code == 0
    assert "no ratings yet" in shown.stdout
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
    assert "The last 2 of 4 times" in last
    assert "27 Nov" in diaries(found, Look(40, False), every=True)


def test_undo_empties_the_diary(check: Run) -> None:
    check("rate", "self-check", "--set", "tone=2")
    assert check("undo", "self-check").exit_code == 0
    assert ratings(check) == []
