"""Dates without a year. It is Monday 23 November 2026, 18:40."""

from __future__ import annotations

from datetime import date

import pytest

from routine.core.errors import UsageError
from routine.core.when.parse_time import parse_begin, parse_date, parse_past_date
from tests.core.schedule.schedule_reading import at
from tests.core.when.typed import FOUR, now, refusal


@pytest.mark.parametrize(
    ("text", "year"),
    [("29 Feb 8:00", "29 Feb 2028"), ("22 Nov 8:00", "22 Nov 2027"), ("1 Oct 8:00", "1 Oct 2027")],
)
def test_a_date_that_has_just_passed_or_is_years_away_needs_its_year(text: str, year: str) -> None:
    refused = refusal(text, "future")
    assert year in refused.message
    assert refused.hint and year in refused.hint


@pytest.mark.parametrize(
    ("text", "year"),
    [("24 Dec 8:00", "24 Dec 2025 8:00"), ("29 Feb 8:00", "29 Feb 2024 8:00"), ("23 Nov 23:00", "23 Nov 2025 23:00")],
)
def test_what_was_done_on_a_date_that_is_soon_to_come_needs_its_year(text: str, year: str) -> None:
    """Typed for the coming days by a slip, it is not recorded for a day of last year."""
    refused = refusal(text, "past")
    assert year.rpartition(" ")[0] in refused.message
    assert refused.hint and refused.hint.endswith(year)


def test_answers_are_not_recorded_since_last_year_by_a_slip() -> None:
    """A date alone may be last year's where something is only looked at."""
    with pytest.raises(UsageError, match=r"“3 Dec” means 3 Dec 2025, or Thu 3 Dec, which is still to come\."):
        parse_past_date("3 Dec", now(), FOUR)
    assert parse_past_date("22 Sep", now(), FOUR) == date(2026, 9, 22)
    assert parse_past_date("3 weeks ago", now(), FOUR) == date(2026, 11, 2)
    assert parse_date("3 Dec", now(), FOUR, "past") == date(2025, 12, 3)


def test_an_hour_of_today_that_has_passed_is_not_taken_for_next_year_s() -> None:
    refused = refusal("23 Nov 6:00", "future")
    assert refused.message == "“23 Nov 6:00” means 23 Nov 2027, or today, which has passed."


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("29 Feb", "“29 Feb” means 29 Feb 2028."),
        ("4 Dec", "“4 Dec” means 4 Dec 2027, or Fri 4 Dec, which is before the start."),
    ],
)
def test_an_end_in_another_year_than_the_start_needs_its_year(text: str, says: str) -> None:
    """A pause until then would last for a year, and more."""
    with pytest.raises(UsageError) as refused:
        parse_begin(text, now(), day_ends=FOUR, direction="ahead", after=at("2026-12-11T04:00"))
    assert refused.value.message == says


def test_an_end_after_new_year_is_the_next_one() -> None:
    found = parse_begin("3 Jan", now(), day_ends=FOUR, direction="ahead", after=at("2026-12-24T04:00"))
    assert found == at("2027-01-03T04:00")
