"""Clock times in words, and as they are written in much of Europe. It is Monday 23 November 2026, 18:40."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from routine.core.errors import UsageError
from routine.core.when.moment import Now
from routine.core.when.parse_clock import parse_clock
from routine.core.when.parse_relative import Direction
from routine.core.when.parse_time import parse_time
from tests.core.schedule.schedule_reading import at, utc
from tests.rows import each

MONDAY = Now(utc("2026-11-23T18:40"), 0.0, "boot", "UTC")


def read(text: str, direction: Direction = "future") -> datetime:
    return parse_time(text, MONDAY, day_ends=time(4), direction=direction)


@each(
    ("text", "expected"),
    [
        ("half past eight pm", "2026-11-23T20:30"),
        ("tomorrow at half past eight in the evening", "2026-11-24T20:30"),
        ("a quarter to nine in the morning", "2026-11-24T08:45"),
        ("quarter to one pm", "2026-11-24T12:45"),
        ("quarter to 12 pm", "2026-11-24T11:45"),
        ("half past twelve in the afternoon", "2026-11-24T12:30"),
        ("ten past eight p.m.", "2026-11-23T20:10"),
        ("5 minutes to 8 pm", "2026-11-23T19:55"),
        ("half past 20", "2026-11-23T20:30"),
        ("11 at night", "2026-11-23T23:00"),
        ("2 at night", "2026-11-24T02:00"),
        ("12 at night", "2026-11-24T00:00"),
        ("eight o'clock pm", "2026-11-23T20:00"),
        ("fri at 21 o’clock", "2026-11-27T21:00"),
        ("20h30", "2026-11-23T20:30"),
        ("fri 20h", "2026-11-27T20:00"),
        ("20 uhr", "2026-11-23T20:00"),
        ("in three weeks at half past eight pm", "2026-12-14T20:30"),
        ("1h30m", "2026-11-23T20:10"),
        ("tonight midnight", "2026-11-24T00:00"),
    ],
)
def test_a_clock_time_in_words_is_read_as_it_is_said(text: str, expected: str) -> None:
    assert read(text) == at(expected)


@each(
    ("text", "direction", "message", "hint"),
    [
        ("half past eight", "past", "“half past eight” may mean 08:30 or 20:30.", "for example: 08:30"),
        ("tomorrow 8 o'clock", "future", "“tomorrow 8 o'clock” may mean 08:00 or 20:00.", "example: tomorrow 20:00"),
        ("quarter to one", "future", "“quarter to one” may mean 00:45 or 12:45.", "for example: 12:45"),
        ("20h", "past", "“20h” may mean 20:00 or 20 hours ago.", "“20h ago”"),
        ("20 h", "future", "“20 h” may mean 20:00 or 20 hours from now.", "for example: 20:00"),
        ("1h", "any", "“1h” may mean 01:00 or 1 hour from now.", "“in 1h”"),
        ("this morning", "past", "“morning” is not an exact time.", "for example: today 8:00"),
        ("yesterday evening", "past", "“evening” is not an exact time.", "for example: yesterday 20:00"),
        ("2030", "past", "“2030” is not a time.", "for example: 20:30"),
    ],
)
def test_what_may_mean_two_times_is_asked_about(text: str, direction: Direction, message: str, hint: str) -> None:
    """Nothing is recorded, or booked, for half a day before or after what was meant."""
    with pytest.raises(UsageError) as refused:
        read(text, direction)
    assert refused.value.message == message
    assert hint in (refused.value.hint or "")


@pytest.mark.parametrize(
    ("text", "minute"), [("midnight", 0), ("20h", 1200), ("8h05", 485), ("half past eight pm", 1230), ("7 am", 420)]
)
def test_a_preset_or_a_setting_takes_the_same_times(text: str, minute: int) -> None:
    assert parse_clock(text) == minute
