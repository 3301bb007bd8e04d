"""A schedule in words, for every type of schedule and for cron lines."""

from __future__ import annotations

from datetime import date

from routine.core.preset.read.cron import parse_cron
from routine.core.schedule.types import (
    AfterDone,
    AfterRoutine,
    Again,
    Base,
    Clock,
    CronDays,
    Cycle,
    EveryNDays,
    EveryNMonths,
    EveryNWeeks,
    MonthDays,
    NightsAWeek,
    NthWeekdays,
    Ramp,
    Schedule,
    Weekdays,
)
from routine.core.schedule.words import schedule_words
from routine.core.when.duration import Duration
from tests.rows import each

MORNING = (480,)


MONTH, YEAR, WEEK = tuple(range(1, 32)), tuple(range(1, 13)), tuple(range(7))


EVERY_TYPE = [
    (Clock(MORNING), "Every day at 08:00"),
    (Clock((480, 1230)), "Every day at 08:00 and 20:30"),
    (Clock(MORNING, Weekdays((4,))), "Fridays at 08:00"),
    (Clock(MORNING, Weekdays((0, 3))), "Mondays and Thursdays at 08:00"),
    (Clock(MORNING, Weekdays((0, 1, 2, 3, 4))), "Monday to Friday at 08:00"),
    (Clock(MORNING, Weekdays(WEEK)), "Every day at 08:00"),
    (Clock(MORNING, NthWeekdays(((2, 1), (-1, 4)))), "The second Tuesday and the last Friday of each month at 08:00"),
    (Clock(MORNING, EveryNDays(1)), "Every day at 08:00"),
    (Clock(MORNING, EveryNDays(2)), "Every other day at 08:00"),
    (Clock(MORNING, EveryNDays(3)), "Every 3 days at 08:00"),
    (Clock(MORNING, EveryNWeeks(2)), "Every other week at 08:00"),
    (Clock(MORNING, EveryNWeeks(3, (0, 4))), "Every 3 weeks on Monday and Friday at 08:00"),
    (Clock(MORNING, EveryNMonths(1)), "Every month at 08:00"),
    (Clock(MORNING, EveryNMonths(3)), "Every 3 months at 08:00"),
    (Clock(MORNING, MonthDays((1,))), "On day 1 of each month at 08:00"),
    (Clock(MORNING, MonthDays((1, 15, -1))), "On days 1 and 15 and the last day of each month at 08:00"),
    (Clock(MORNING, MonthDays((-2,))), "On the last but one day of each month at 08:00"),
    (Clock(MORNING, CronDays(MONTH, YEAR, WEEK, False)), "Every day at 08:00"),
    (Clock(MORNING, CronDays(MONTH, YEAR, (0,), False)), "Mondays at 08:00"),
    (Clock(MORNING, CronDays((1,), (1, 7), WEEK, False)), "On day 1 of the month in January and July at 08:00"),
    (Clock(MORNING, CronDays((1,), YEAR, (0,), True)), "On day 1 of the month or Mondays at 08:00"),
    (Clock(MORNING, CronDays((13,), YEAR, (4,), False)), "On day 13 of the month where that falls on Fridays at 08:00"),
    (Clock(tuple(range(480, 1081, 120))), "Every 2 hours from 08:00 to 18:00"),
    (Clock(tuple(range(480, 1081, 60)), Weekdays((4,))), "Fridays every hour from 08:00 to 18:00"),
    (Clock((0, 20, 60, 80, 120, 140, 180, 200, 240)), "Every day 9 times from 00:00 to 04:00"),
    (Clock((1470,)), "Every day at 00:30 in the night after"),
    (Clock((1440,)), "Every day at 24:00"),
    (Clock(MORNING, cycle=Cycle(21, 7)), "Every day at 08:00, 21 days on and 7 days off"),
    (Clock(MORNING, first=date(2027, 1, 5), until=date(2027, 2, 1)), "Every day at 08:00, from 5 January 2027, until 1 "
     "February 2027"),
    (Clock(MORNING, count=10), "Every day at 08:00, 10 times in all"),
    (AfterDone(Duration(days=56), at=1230), "8 weeks after it was last done, at 20:30"),
    (AfterDone(Duration(days=3), count=4), "3 days after it was last done, at the same time of day, 4 times in all"),
    (AfterDone(Duration(days=1), count=1), "Once, as soon as it is enabled"),
    (AfterDone(Duration(days=1), at=1230, count=1), "Once, at 20:30"),
    (AfterDone(Duration(seconds=5400)), "1 hour 30 minutes after it was last done"),
    (AfterRoutine("egg-mask", Duration(days=1), 480), "1 day after egg-mask was done, at 08:00"),
    (Ramp(1260, (NightsAWeek(7),)), "At 21:00, every night"),
]  # fmt: skip


@each(("base", "words"), EVERY_TYPE, ids=[words for _, words in EVERY_TYPE])
def test_each_type_of_schedule_has_its_words(base: Base, words: str) -> None:
    assert schedule_words(Schedule(base)) == words


def test_what_hangs_on_an_answer_and_a_pinned_zone_are_said() -> None:
    again = Again(Duration(seconds=7200), 480, 1080)
    words = schedule_words(Schedule(Clock(MORNING), again, "Asia/Tokyo"))
    assert words == "Every day at 08:00, and once done, again 2 hours later, between 08:00 and 18:00 (Asia/Tokyo time)"


@each(
    ("line", "words"),
    [
        ("0 9 * * 1", "Mondays at 09:00"),
        ("30 20 * * 1-5", "Monday to Friday at 20:30"),
        ("0 9 * * 0", "Sundays at 09:00"),
        ("0 9 * * *", "Every day at 09:00"),
        ("0 9 1 */3 *", "On day 1 of the month in January, April, July and October at 09:00"),
        ("0 9 13 * 5", "On day 13 of the month or Fridays at 09:00"),
        ("*/15 9-17 * * *", "Every 15 minutes from 09:00 to 17:45"),
        ("0,20 9-17 * * *", "Every day 18 times from 09:00 to 17:20"),
    ],
)
def test_a_cron_line_is_said_as_people_would(line: str, words: str) -> None:
    times, days = parse_cron(line)
    assert schedule_words(Schedule(Clock(times, days))) == words
