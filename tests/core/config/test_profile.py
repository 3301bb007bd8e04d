"""What a person said about themselves: which week it is by now, and until when a date that they gave counts."""

from __future__ import annotations

from datetime import date

from routine.core.config.profile import dates_in, holds, week_now, week_said
from tests.rows import each

SUNDAY = date(2026, 11, 22)


@each(
    "answer, today, week",
    [
        ("23 on 2026-11-22", "2026-11-22", 23),
        ("23 on 2026-11-22", "2026-11-28", 23),
        ("23 on 2026-11-22", "2026-11-29", 24),
        ("23 on 2026-11-22", "2026-12-05", 24),
        ("23 on 2026-11-22", "2026-12-06", 25),
        ("23 on 2026-11-22", "2026-11-01", 23),  # said ahead of now, by a clock that was wrong
        ("23 on 2026-11-22", None, 23),
        ("23", "2026-11-29", 23),
        (" 7 ", "2026-11-29", 7),
        ("0 on 2026-11-22", "2026-11-29", 1),
        ("100", "2026-11-29", None),
        ("23 on 2026-13-45", "2026-11-29", None),
        ("some", "2026-11-29", None),
        ("", "2026-11-29", None),
    ],
)
def test_a_week_grows_every_seven_days_from_the_day_on_which_it_was_said(
    answer: str, today: str | None, week: int | None
) -> None:
    assert week_now(answer, date.fromisoformat(today) if today else None) == week


def test_a_week_keeps_the_day_on_which_it_was_said_first() -> None:
    assert week_said("23", SUNDAY) == "23 on 2026-11-22"
    assert week_said("23 on 2026-11-01", SUNDAY) == "23 on 2026-11-01"


@each(
    "answer, counts",
    [
        ("2026-11-21", False),
        ("2026-11-22", True),
        ("2026-11-23", True),
        ("2026-11-20, 2026-11-21", False),
        ("2026-11-23, 2026-11-20", True),
        ("2026-11-20, 2026-99-99", True),  # nobody can tell: to be on the safe side
        ("in spring", True),
        ("no", False),
        ("", False),
    ],
)
def test_a_date_counts_until_its_day_is_over(answer: str, counts: bool) -> None:
    assert holds(answer, "dates", SUNDAY) is counts


@each(
    "answer, yes", [("yes", True), ("No", False), (" none ", False), ("0", False), ("nuts", True), ("2026-11-01", True)]
)
def test_a_text_is_a_yes_unless_it_says_no(answer: str, yes: bool) -> None:
    assert holds(answer) is yes
    assert holds(answer, "list", SUNDAY) is yes


@each("answer, dates", [("2026-11-22 and 2027-01-02", [SUNDAY, date(2027, 1, 2)]), ("2026-11-22, 2026-13-01", [])])
def test_where_one_date_cannot_be_read_none_is(answer: str, dates: list[date]) -> None:
    assert list(dates_in(answer)) == dates
