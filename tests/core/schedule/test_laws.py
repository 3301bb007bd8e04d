"""What holds for every clock schedule, in every window and zone, and a slow definition of each rule to compare with."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from routine.core.schedule.clock import Occurrence, next_occurrence, occurrences
from routine.core.schedule.types import (
    Clock,
    CronDays,
    Cycle,
    Days,
    EveryDay,
    EveryNDays,
    EveryNMonths,
    EveryNWeeks,
    MonthDays,
    NthWeekdays,
    Weekdays,
)
from routine.core.when.moment import instant_of, wall
from tests.core.schedule.schedule_reading import midnight

DAY = timedelta(days=1)
ZONES = (
    "UTC", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca",
    "America/Santiago", "Antarctica/Troll", "Asia/Kolkata", "Africa/Cairo",
)  # fmt: skip
ANCHORS = st.dates(date(2008, 1, 1), date(2012, 6, 30))


def distinct(elements: st.SearchStrategy[int], most: int) -> st.SearchStrategy[tuple[int, ...]]:
    return st.lists(elements, min_size=1, max_size=most, unique=True).map(lambda found: tuple(sorted(found)))


WEEKDAYS = distinct(st.integers(0, 6), 7)
MONTH_DAYS = distinct(st.integers(1, 31), 6)
RULES: st.SearchStrategy[Days] = st.one_of(
    st.just(EveryDay()),
    st.builds(Weekdays, WEEKDAYS),
    st.builds(EveryNDays, st.integers(1, 40)),
    st.builds(EveryNWeeks, st.integers(1, 9), st.one_of(st.just(()), WEEKDAYS)),
    st.builds(EveryNMonths, st.integers(1, 25)),
    st.builds(MonthDays, distinct(st.integers(-31, 31).filter(bool), 5)),
    st.builds(
        NthWeekdays,
        st.lists(
            st.tuples(st.integers(-5, 5).filter(bool), st.integers(0, 6)), min_size=1, max_size=4, unique=True
        ).map(tuple),
    ),
    st.builds(CronDays, MONTH_DAYS, distinct(st.integers(1, 12), 12), WEEKDAYS, st.booleans()),
)
CLOCKS = st.builds(
    Clock,
    distinct(st.integers(0, 3 * 24 * 60 - 1), 5),
    RULES,
    st.one_of(st.none(), st.builds(Cycle, st.integers(1, 30), st.integers(1, 30))),
    st.one_of(st.none(), ANCHORS),
    st.one_of(st.none(), st.dates(date(2010, 1, 1), date(2012, 12, 31))),
    st.one_of(st.none(), st.integers(1, 60)),
)
WALLS = st.datetimes(datetime.fromisoformat("2010-06-01"), datetime.fromisoformat("2012-12-31"))
SPANS = st.tuples(WALLS, st.integers(0, 400)).map(lambda pair: (pair[0], pair[0] + pair[1] * DAY))
CASES = st.tuples(CLOCKS, ANCHORS, st.sampled_from(ZONES))
Case = tuple[Clock, date, str]


def listed(case: Case, after: datetime, until: datetime) -> list[Occurrence]:
    clock, anchor, zone = case
    return list(occurrences("r", clock, anchor=anchor, zone=zone, after=after, until=until))


# --- a definition of each rule, one day at a time -----------------------------------------------------------------


def names_day(rule: Days, start: date, day: date) -> bool:
    days_in_month = calendar.monthrange(day.year, day.month)[1]
    months = (day.year - start.year) * 12 + day.month - start.month
    match rule:
        case EveryDay():
            return True
        case Weekdays(days):
            return day.weekday() in days
        case EveryNDays(n):
            return (day - start).days % n == 0
        case EveryNWeeks(n, days):
            weeks = (day - day.weekday() * DAY - (start - start.weekday() * DAY)).days // 7
            return weeks % n == 0 and day.weekday() in (days or (start.weekday(),))
        case EveryNMonths(n):
            return months % n == 0 and day.day == min(start.day, days_in_month)
        case MonthDays(days):
            return day.day in days or day.day - days_in_month - 1 in days
        case NthWeekdays(days):
            from_end = -((days_in_month - day.day) // 7 + 1)
            return ((day.day + 6) // 7, day.weekday()) in days or (from_end, day.weekday()) in days
        case CronDays(month_days, months_named, weekdays, either):
            fits = (day.day in month_days, day.weekday() in weekdays)
            return day.month in months_named and (any(fits) if either else all(fits))


def by_definition(case: Case, after: datetime, until: datetime) -> list[tuple[datetime, datetime]]:
    """Walk every day since the start, count every nominal time once, and only then look at the window."""
    clock, anchor, zone = case
    start = clock.first or anchor
    nominals: set[datetime] = set()
    day = start
    while day <= until.date() and (clock.until is None or day <= clock.until):
        in_cycle = clock.cycle is None or (day - start).days % (clock.cycle.on + clock.cycle.off) < clock.cycle.on
        if in_cycle and names_day(clock.days, start, day):
            nominals |= {midnight(day) + timedelta(minutes=minute) for minute in clock.times}
        day += DAY
    counted = sorted(nominals)[: clock.count]
    found = [(instant_of(nominal, zone), nominal) for nominal in counted]
    return sorted(pair for pair in found if after < wall(pair[0], zone) <= until)


@given(CASES, SPANS)
def test_a_window_holds_exactly_what_the_definition_of_the_rule_names(
    case: Case, span: tuple[datetime, datetime]
) -> None:
    assert [(o.instant, o.nominal) for o in listed(case, *span)] == by_definition(case, *span)


# --- laws ---------------------------------------------------------------------------------------------------------


@given(CASES, SPANS)
def test_occurrences_come_by_instant_then_nominal_time_and_none_twice(
    case: Case, span: tuple[datetime, datetime]
) -> None:
    order = [(o.instant, o.nominal) for o in listed(case, *span)]

    assert order == sorted(order)
    assert len({nominal for _, nominal in order}) == len(order)


@given(CASES, SPANS, st.floats(0, 1))
def test_two_windows_that_meet_hold_what_the_whole_window_holds(
    case: Case, span: tuple[datetime, datetime], part: float
) -> None:
    after, until = span
    between = after + (until - after) * part

    assert listed(case, after, between) + listed(case, between, until) == listed(case, after, until)


@given(CASES, SPANS)
def test_a_window_that_begins_late_holds_what_is_left_of_one_that_begins_with_the_schedule(
    case: Case, span: tuple[datetime, datetime]
) -> None:
    after, until = span
    from_start = listed(case, datetime.fromisoformat("2007-12-31"), until)

    assert listed(case, after, until) == [o for o in from_start if wall(o.instant, case[2]) > after]


@given(CASES, WALLS)
def test_the_next_occurrence_is_the_first_of_those_to_come(case: Case, after: datetime) -> None:
    clock, anchor, zone = case
    to_come = occurrences("r", clock, anchor=anchor, zone=zone, after=after, until=after + 3000 * DAY)

    found = next_occurrence("r", clock, anchor=anchor, zone=zone, after=after)

    expected = next(to_come, None)
    assert found == expected if expected else found is None or found.nominal > after + 2990 * DAY
