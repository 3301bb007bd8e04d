"""Times, and lengths of time, as people read them."""

from __future__ import annotations

import pytest

from routine.core.when.format import countdown, format_when
from tests.core.schedule.schedule_reading import at
from tests.core.when.typed import FOUR, MONDAY, NIGHT

TIMES = [(0, "0:00"), (0.2, "0:01"), (59.1, "1:00"), (462, "7:42"), (3723, "1:02:03"), (-5, "0:00")]


@pytest.mark.parametrize(("seconds", "shown"), TIMES)
def test_a_countdown_ends_at_zero_and_not_before(seconds: float, shown: str) -> None:
    """What is left of a second counts as one."""
    assert countdown(seconds) == shown


@pytest.mark.parametrize(
    ("wall", "said"),
    [
        ("2026-11-23T20:30", "today 20:30"),
        ("2026-11-24T08:00", "tomorrow 08:00"),
        ("2026-11-22T08:00", "yesterday 08:00"),
        ("2026-11-27T20:30", "Fri 27 Nov 20:30"),
        ("2026-01-05T00:05", "Mon 5 Jan 00:05"),
        ("2027-01-03T20:30", "Sun 3 Jan 2027 20:30"),
    ],
)
def test_a_time_is_said_by_the_day_and_with_the_year_where_it_is_another(wall: str, said: str) -> None:
    assert format_when(at(wall), at(MONDAY), FOUR) == said


@pytest.mark.parametrize(
    ("wall", "said"),
    [
        ("2026-11-24T08:00", "tomorrow 08:00"),
        ("2026-11-23T20:30", "today 20:30"),
        ("2026-11-24T00:10", "today 00:10"),
        ("2026-11-24T02:00", "tonight 02:00"),
        ("2026-11-25T02:00", "Wed 25 Nov 02:00"),
        ("2026-11-25T08:00", "Wed 25 Nov 08:00"),
        ("2026-11-23T02:00", "Mon 23 Nov 02:00"),
    ],
)
def test_after_midnight_today_is_still_the_day_that_people_live_in(wall: str, said: str) -> None:
    assert format_when(at(wall), at(NIGHT), FOUR) == said
