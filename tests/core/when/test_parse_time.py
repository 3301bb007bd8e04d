"""Times and dates as people type them. It is Monday 23 November 2026, 18:40, unless a test says otherwise."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routine.core.errors import UsageError
from routine.core.when.format import format_when
from routine.core.when.parse_relative import Direction
from routine.core.when.parse_time import parse_begin, parse_date, parse_time
from tests.core.schedule.schedule_reading import at
from tests.core.when.typed import FOUR, MONDAY, NIGHT, now, read, refusal
from tests.rows import each


@each(
    ("text", "expected"),
    [
        ("21:40", "2026-11-22T21:40"),
        ("9pm", "2026-11-22T21:00"),
        ("9.30", "2026-11-23T09:30"),
        ("noon", "2026-11-23T12:00"),
        ("yesterday 20:30", "2026-11-22T20:30"),
        ("today 8:00", "2026-11-23T08:00"),
        ("fri 20:30", "2026-11-20T20:30"),
        ("Friday at 8:30 PM", "2026-11-20T20:30"),
        ("mon 18:00", "2026-11-23T18:00"),
        ("mon 23:00", "2026-11-16T23:00"),
        ("2026-11-22", "2026-11-22T18:40"),
        ("2026-11-22 08:00", "2026-11-22T08:00"),
        ("2026-11-22T08:00", "2026-11-22T08:00"),
        ("22 Nov 8:00", "2026-11-22T08:00"),
        ("Nov 22nd, 8:00", "2026-11-22T08:00"),
        ("24 Jun 8:00", "2026-06-24T08:00"),
        ("Sun 22 Nov 8:00", "2026-11-22T08:00"),
        ("8:00 yesterday", "2026-11-22T08:00"),
        ("22.11.2026 08:00", "2026-11-22T08:00"),
        ("24.6. 8:00", "2026-06-24T08:00"),
        ("20m ago", "2026-11-23T18:20"),
        ("2 days ago", "2026-11-21T18:40"),
        ("1 month ago", "2026-10-23T18:40"),
        ("20m", "2026-11-23T18:20"),
        ("half an hour ago", "2026-11-23T18:10"),
        ("last friday 20:30", "2026-11-20T20:30"),
        ("last monday", "2026-11-16T18:40"),
        ("midnight", "2026-11-23T00:00"),
        ("2 days ago at 8:00", "2026-11-21T08:00"),
        ("the day before yesterday at 8:00", "2026-11-21T08:00"),
        ("now", "2026-11-23T18:40"),
        ("today", "2026-11-23T18:40"),
        ("12:30am", "2026-11-23T00:30"),
        ("12pm", "2026-11-23T12:00"),
    ],
)
def test_what_happened_is_read_as_the_last_such_time(text: str, expected: str) -> None:
    assert read(text, "past") == at(expected)


@each(
    ("text", "expected"),
    [
        ("21:40", "2026-11-23T21:40"),
        ("8:00", "2026-11-24T08:00"),
        ("18:40", "2026-11-24T18:40"),
        ("tomorrow 8:00", "2026-11-24T08:00"),
        ("tomorrow", "2026-11-24T18:40"),
        ("tonight", "2026-11-23T20:00"),
        ("tonight 22:00", "2026-11-23T22:00"),
        ("tonight 1:00", "2026-11-24T01:00"),
        ("today 1:00", "2026-11-24T01:00"),
        ("fri 20:30", "2026-11-27T20:30"),
        ("mon 8:00", "2026-11-30T08:00"),
        ("24 Dec 8:00", "2026-12-24T08:00"),
        ("1 Jan 8:00", "2027-01-01T08:00"),
        ("29 Feb 2028 8:00", "2028-02-29T08:00"),
        ("in three weeks 10:00", "2026-12-14T10:00"),
        ("in 20m", "2026-11-23T19:00"),
        ("in 3 days", "2026-11-26T18:40"),
        ("in 3 weeks 10:00", "2026-12-14T10:00"),
        ("10am in 2 months", "2027-01-23T10:00"),
        ("24.12.2026 10:00", "2026-12-24T10:00"),
        ("10:00 24.12.", "2026-12-24T10:00"),
        ("24. 12. 2026, 10:00", "2026-12-24T10:00"),
        ("20m", "2026-11-23T19:00"),
        ("1h 30m", "2026-11-23T20:10"),
        ("in an hour", "2026-11-23T19:40"),
        ("half an hour", "2026-11-23T19:10"),
        ("next monday", "2026-11-30T18:40"),
        ("this friday at 8:00", "2026-11-27T08:00"),
        ("next week", "2026-11-30T18:40"),
        ("in 3 days at 10:00", "2026-11-26T10:00"),
        ("the day after tomorrow, 8:00", "2026-11-25T08:00"),
        ("4th of December 8:00", "2026-12-04T08:00"),
        ("midnight", "2026-11-24T00:00"),
    ],
)
def test_what_is_to_come_is_read_as_the_next_such_time(text: str, expected: str) -> None:
    assert read(text, "future") == at(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("21:40", "2026-11-23T21:40"),
        ("8:00", "2026-11-23T08:00"),
        ("1:00", "2026-11-24T01:00"),
        ("22 Nov", "2026-11-22T18:40"),
    ],
)
def test_where_either_will_do_a_clock_time_is_today_s_and_a_date_the_nearest(text: str, expected: str) -> None:
    assert read(text, "any") == at(expected)


@pytest.mark.parametrize(
    ("text", "direction", "expected"),
    [
        ("today 20:30", "past", "2026-11-23T20:30"),
        ("yesterday 20:30", "past", "2026-11-22T20:30"),
        ("21:40", "past", "2026-11-23T21:40"),
        ("today 00:15", "past", "2026-11-24T00:15"),
        ("tomorrow 8:00", "future", "2026-11-24T08:00"),
        ("today 8:00", "future", "2026-11-24T08:00"),
        ("tonight 1:00", "future", "2026-11-24T01:00"),
    ],
)
def test_half_an_hour_past_midnight_the_evening_is_still_today(text: str, direction: Direction, expected: str) -> None:
    assert read(text, direction, NIGHT) == at(expected)


def test_hours_ago_elapse_when_the_clocks_change() -> None:
    after_change = now("2026-03-08T08:00", "America/New_York")

    assert parse_time("2h ago", after_change, day_ends=FOUR, direction="past") == at("2026-03-08T01:00")


def test_times_are_read_in_the_zone_of_the_routine() -> None:
    found = parse_time("19:00", now(), day_ends=FOUR, zone="Pacific/Auckland", direction="future")

    assert found == at("2026-11-24T19:00")  # it is 07:40 on the 24th there


@each(
    ("text", "says", "hint"),
    [
        ("25:00", "“25:00” is not a time", "00:00 to 23:59"),
        ("9:60", "“9:60” is not a time", "00:00 to 23:59"),
        ("13pm", "“13pm” is not a time", "00:00 to 23:59"),
        ("0am", "“0am” is not a time", "00:00 to 23:59"),
        ("24:00", "“24:00” is not a time", "00:00 of the next day"),
        ("9", "“9” is not a time", "9:00"),
        ("31 February 8:00", "no 31 February", "February has 29 days"),
        ("29 Feb 2027", "no 29 February 2027", "February has 28 days"),
        ("31 November", "no 31 November", "November has 30 days"),
        ("2026-13-01", "no month 13", "year-month-day"),
        ("0026-11-22", "year 26", "1900 to 2200"),
        ("fryday 20:30", "“fryday” is not a day", "“friday”"),
        ("tomorow 8:00", "“tomorow” is not a day", "“tomorrow”"),
        ("22 Novembre", "“novembre” is not a month", "“november”"),
        ("soon", "“soon” is not a day", "Write it like one of these"),
        ("", "not a time", "Write it like one of these"),
        ("20:30:10", "not a time", "Write it like one of these"),
        ("Fri 22 Nov 2026", "22 November 2026 is a Sunday", "Write it like one of these"),
        ("in 20 parsecs", "not a length of time", "Write it like one of these"),
        ("20m", "may lie ahead or behind", "“in 20m” or “20m ago”"),
        ("friday at 8", "“8” is not a time", "8:00"),
        ("friday at 20", "“20” is not a time", "20:00"),
        ("tomorrow morning", "“morning” is not an exact time", "Add the time"),
        ("tomorrow sometime", "“sometime” is not a day", "Write it like one of these"),
        ("4/12", "which number is the month", "4 Dec"),
        ("31/12/2026", "which number is the month", "year-month-day"),
    ],
)
def test_what_is_no_time_is_refused_with_what_is_wrong_and_what_to_write(text: str, says: str, hint: str) -> None:
    refused = refusal(text)

    assert says in refused.message
    assert refused.hint is not None
    assert hint in refused.hint


@pytest.mark.parametrize("text", ["tomorrow 8:00", "in 20m", "2026-11-24", "tonight"])
def test_what_is_still_to_come_did_not_happen(text: str) -> None:
    assert refusal(text, "past").message.startswith("You cannot answer for ")


@pytest.mark.parametrize("text", ["yesterday 20:30", "20m ago", "2026-11-22 08:00", "now", "today 8:00"])
def test_what_has_passed_is_not_to_come(text: str) -> None:
    assert "has passed" in refusal(text, "future").message


def test_a_time_within_the_next_hour_is_not_taken_for_yesterday_s() -> None:
    assert refusal("19:00", "past").message == "You cannot answer for today 19:00 yet."
    assert read("19:41", "past") == at("2026-11-22T19:41")


@each(
    ("text", "direction", "expected"),
    [
        ("today", "past", "2026-11-23"),
        ("today", "future", "2026-11-23"),
        ("yesterday", "past", "2026-11-22"),
        ("fri", "past", "2026-11-20"),
        ("fri", "future", "2026-11-27"),
        ("mon", "past", "2026-11-23"),
        ("mon", "future", "2026-11-23"),
        ("22 Nov", "past", "2026-11-22"),
        ("22 Sep", "future", "2027-09-22"),
        ("fri", "ahead", "2026-11-27"),
        ("mon", "ahead", "2026-11-23"),
        ("22 Nov", "ahead", "2026-11-22"),
        ("22 Sep", "ahead", "2027-09-22"),
        ("last fri", "ahead", "2026-11-20"),
        ("2 weeks ago", "ahead", "2026-11-09"),
        ("2026-12-01", "future", "2026-12-01"),
        ("in 3 days", "future", "2026-11-26"),
        ("2 weeks ago", "past", "2026-11-09"),
        ("2 weeks", "past", "2026-11-09"),
        ("last week", "past", "2026-11-16"),
        ("next monday", "future", "2026-11-30"),
        ("last monday", "past", "2026-11-16"),
        ("day after tomorrow", "future", "2026-11-25"),
    ],
)
def test_a_date_is_read_in_the_direction_that_is_wanted(text: str, direction: Direction, expected: str) -> None:
    assert parse_date(text, now(), FOUR, direction) == date.fromisoformat(expected)


def test_after_midnight_today_is_still_the_day_before() -> None:
    assert parse_date("today", now(NIGHT), FOUR, "past") == date(2026, 11, 23)
    assert parse_date("1 day ago", now(NIGHT), FOUR, "past") == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "direction", "says"),
    [
        ("20:30", "past", "only a date"),
        ("fri 20:30", "past", "only a date"),
        ("tomorrow", "past", "still to come"),
        ("2026-11-22", "future", "has passed"),
        ("31 feb", "past", "no 31 February"),
        ("half past eight", "past", "only a date"),
        ("fri 20h30", "past", "only a date"),
    ],
)
def test_what_is_no_such_date_is_refused(text: str, direction: Direction, says: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_date(text, now(), FOUR, direction)

    assert says in refused.value.message


@each(
    ("text", "direction", "instant", "expected"),
    [
        ("friday", "future", MONDAY, "2026-11-27T04:00"),
        ("tomorrow", "future", MONDAY, "2026-11-24T04:00"),
        ("in 3 days", "future", MONDAY, "2026-11-26T04:00"),
        ("yesterday", "any", MONDAY, "2026-11-22T04:00"),
        ("noon", "future", MONDAY, "2026-11-24T12:00"),
        ("tonight", "future", MONDAY, "2026-11-23T20:00"),
        ("in 20m", "future", MONDAY, "2026-11-23T19:00"),
        ("tomorrow 8:00", "future", MONDAY, "2026-11-24T08:00"),
        ("tomorrow", "future", NIGHT, "2026-11-24T04:00"),
    ],
)
def test_a_day_alone_begins_as_people_count_days_and_a_clock_time_stays(
    text: str, direction: Direction, instant: str, expected: str
) -> None:
    assert parse_begin(text, now(instant), day_ends=FOUR, direction=direction) == at(expected)


@settings(max_examples=500)
@given(
    st.datetimes(at("2025-01-01"), at("2028-12-31")).map(lambda found: found.replace(second=0, microsecond=0)),
    st.sampled_from((MONDAY, NIGHT)),
)
def test_what_is_said_of_a_time_is_read_back_as_that_time(wall: datetime, now_wall: str) -> None:
    direction: Direction = "past" if wall <= at(now_wall) else "future"

    assert read(format_when(wall, at(now_wall), FOUR), direction, now_wall) == wall


def assert_read_or_refused(text: str, direction: Direction) -> None:
    try:
        read(text, direction)
    except UsageError as refused:
        assert refused.message
    try:
        parse_date(text, now(), FOUR, direction)
    except UsageError as refused:
        assert refused.message


@given(st.text(max_size=40), st.sampled_from(["past", "future", "any"]))
def test_whatever_is_typed_is_a_time_or_a_usage_error(text: str, direction: Direction) -> None:
    assert_read_or_refused(text, direction)


WORDS = st.lists(
    st.sampled_from(
        ["in", "ago", "now", "next", "last", "week", "an", "hour", "midnight", "day after tomorrow", "evening", "8/11",
          "today", "tonight", "tomorrow", "fri", "20", "31", "feb", "2026", "9pm", "20:30", "25:00",
         "3 days", "90 years", "2026-11-22", "0000-00-00", "99:99", "at", "t", "-", "١٢:٣٠"]
    ),
    max_size=5,
).map(" ".join)  # fmt: skip


@given(WORDS, st.sampled_from(["past", "future", "any"]))
def test_whatever_words_come_together_are_a_time_or_a_usage_error(text: str, direction: Direction) -> None:
    assert_read_or_refused(text, direction)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("next friday 16:30", "“next friday 16:30” may mean Fri 27 Nov or Fri 4 Dec.", "for example: fri 16:30"),
        ("12/11 10:00", "“12/11 10:00” does not show which number is the month.", "for example: 4 Dec 10:00"),
        ("friday at 8", "“8” is not a time.", "for example: friday 8:00"),
        ("5 jan 10", "“10” is not a time.", "for example: 5 jan 10:00"),
        ("8 friday", "“8” is not a time.", "for example: friday 8:00"),
        ("fri midnight", "“fri midnight” may mean the beginning or the end of that day.", "for example: fri 00:00"),
        ("30.2. 10:00", "There is no 30 February.", "February has 29 days"),
        ("12.24.2026 10:00", "There is no month 24.", "day.month.year"),
        ("in 3 hours 10:00", "“in” is not a day.", "Write it like one of these"),
    ],
)
def test_what_can_be_read_in_two_ways_is_asked_about(text: str, message: str, hint: str) -> None:
    found = refusal(text)
    assert found.message == message
    assert hint in (found.hint or "")
