"""A schedule in words that people use: “Fridays at 20:30”."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby, pairwise

from routine.core.schedule.types import (
    MINUTES_A_DAY,
    AfterDone,
    AfterRoutine,
    Again,
    Base,
    Clock,
    CronDays,
    Cycle,
    Days,
    EveryDay,
    EveryNDays,
    EveryNMonths,
    EveryNWeeks,
    MonthDays,
    NightCycle,
    NightsAWeek,
    NthWeekdays,
    Ramp,
    RampWeek,
    Schedule,
    Weekdays,
    WhenNeeded,
)
from routine.core.schedule.visit_series import Visits
from routine.core.text.counts import and_list, counted, ordinal
from routine.core.when.duration import Duration
from routine.core.when.duration_words import apart_words, between_words, duration_words
from routine.core.when.format import MONTHS, WEEKDAYS

_MANY_TIMES = 4
_TOO_MANY_TO_NAME = 8


def schedule_words(schedule: Schedule) -> str:
    """When a routine comes, as a phrase that begins with a capital and ends without a full stop."""
    words = base_words(schedule.base)
    if schedule.again:
        words += f", and {_again(schedule.again)}"
    if schedule.zone:
        words += f" ({schedule.zone} time)"
    return words[:1].upper() + words[1:]


def again_words(schedule: Schedule) -> str | None:
    """When it comes again once it was done; None where it does not."""
    return _again(schedule.again) if schedule.again else None


def base_words(base: Base) -> str:
    """What makes the times, without what hangs on an answer and without the zone; begins in lower case."""
    match base:
        case Clock():
            days, times = _days(base.days), _times(base.times)
            words = times if days == "every day" and times.startswith("every") else f"{days} {times}"
            return words + _cycle(base.cycle) + _bounds(base.first, base.until, base.count)
        case AfterDone(count=1):
            when = "as soon as it is enabled" if base.at is None else f"at {clock_words(base.at)}"
            return f"once, {when}" + _bounds(base.first, base.until, None)
        case AfterDone():
            words = f"{duration_words(base.wait)} after it was last done{_clock_time(base.wait, base.at)}"
            return words + _bounds(base.first, base.until, base.count)
        case AfterRoutine():
            return f"{duration_words(base.wait)} after {base.routine} was done{_clock_time(base.wait, base.at)}"
        case Ramp():
            return f"at {clock_words(base.at)}, {_ramp(base)}{without_words(base.free)}" + _bounds(
                base.first, None, None
            )
        case NightCycle():
            words = f"every night at {clock_words(base.at)}, in turn: {', '.join(base.kinds)}"
            return words + _bounds(base.first, None, None)
        case WhenNeeded():
            return "whenever you need it"
        case Visits():
            return _visits(base)


def _visits(series: Visits) -> str:
    details = []
    if series.sessions:
        details.append(f"{between_words(*map(str, series.sessions))} visit{'' if series.sessions[1] == 1 else 's'}")
    if series.apart:
        details.append(f"{apart_words(series.apart)} apart")
    return f"when you book it: {', '.join(details)}" if details else "when you book it"


def clock_words(minute: int) -> str:
    """Minutes after midnight as `08:00`, its end as `24:00`; a later time says whose night it is in."""
    text = f"{minute // 60 % 24:02d}:{minute % 60:02d}"
    if minute == MINUTES_A_DAY:
        return "24:00"
    return f"{text} in the night after" if minute > MINUTES_A_DAY else text


def week_words(week: RampWeek) -> str:
    """`4 nights a week`, `every third night`, `every night`."""
    if isinstance(week, NightsAWeek):
        return "every night" if week.nights == len(WEEKDAYS) else f"{counted(week.nights, 'night')} a week"
    named = {1: "every night", 2: "every other night", 3: "every third night", 4: "every fourth night"}
    return named.get(week.every, f"every {week.every} nights")


def without_words(free: tuple[int, ...] | None) -> str:
    """`, except on Friday`; nothing where no evening is free."""
    return f", except on {' and '.join(WEEKDAYS[day] for day in sorted(free))}" if free else ""


def _ramp(ramp: Ramp) -> str:
    """`2, 3, 4, 5, 6, then 7 nights a week`, `every third night for 2 weeks, then every night`."""
    if all(isinstance(week, NightsAWeek) for week in ramp.weeks):
        *first, last = [str(week.nights) for week in ramp.weeks if isinstance(week, NightsAWeek)]
        return f"{', '.join(first)}, then {last} nights a week" if first else week_words(ramp.weeks[0])
    runs = [(words, len(list(same))) for words, same in groupby(week_words(week) for week in ramp.weeks)]
    timed = [f"{words} for {counted(weeks, 'week')}" for words, weeks in runs[:-1]]
    return ", ".join([*timed, f"then {runs[-1][0]}" if timed else runs[-1][0]])


# --- which days ---------------------------------------------------------------------------------------------------


def _days(days: Days) -> str:
    match days:
        case EveryDay():
            return "every day"
        case Weekdays():
            return _plural_weekdays(days.days)
        case NthWeekdays():
            return and_list([f"the {ordinal(n)} {WEEKDAYS[day]}" for n, day in days.days]) + " of each month"
        case EveryNDays():
            return _every(days.n, "day")
        case EveryNWeeks():
            return _every(days.n, "week") + (
                f" on {and_list([WEEKDAYS[day] for day in days.days])}" if days.days else ""
            )
        case EveryNMonths():
            return _every(days.n, "month")
        case MonthDays():
            return f"on {_month_days(days.days)} of each month"
        case CronDays():
            return _cron(days)


def _plural_weekdays(days: Sequence[int]) -> str:
    """A run of three or more is a span; the whole week is every day."""
    if len(set(days)) == len(WEEKDAYS):
        return "every day"
    if len(days) > 2 and list(days) == list(range(days[0], days[-1] + 1)):
        return f"{WEEKDAYS[days[0]]} to {WEEKDAYS[days[-1]]}"
    return and_list([f"{WEEKDAYS[day]}s" for day in days])


def _month_days(days: Sequence[int]) -> str:
    from_start = [str(day) for day in days if day > 0]
    words = [f"day{'s' if len(from_start) > 1 else ''} {and_list(from_start)}"] if from_start else []
    words += [f"the {ordinal(day)} day" for day in days if day < 0]
    return and_list(words)


def _cron(days: CronDays) -> str:
    """A field that allows everything says nothing."""
    dates = "" if len(days.month_days) in (0, 31) else f"on {_month_days(days.month_days)} of the month"
    weekdays = "" if len(days.weekdays) in (0, 7) else _plural_weekdays(days.weekdays)
    if weekdays and dates:
        weekdays = f"or {weekdays}" if days.either else f"where that falls on {_plural_weekdays(days.weekdays)}"
    words = " ".join(part for part in (dates, weekdays) if part) or "every day"
    months = "" if len(days.months) in (0, 12) else f" in {and_list([MONTHS[month - 1] for month in days.months])}"
    return words + months


def _every(n: int, noun: str) -> str:
    if n == 1:
        return f"every {noun}"
    return f"every other {noun}" if n == 2 else f"every {n} {noun}s"


# --- which times --------------------------------------------------------------------------------------------------


def _times(times: Sequence[int]) -> str:
    steps = {later - earlier for earlier, later in pairwise(times)}
    if len(times) > _MANY_TIMES and len(steps) == 1:
        every = duration_words(Duration(seconds=steps.pop() * 60))
        return f"every {every.removeprefix('1 ')} from {clock_words(times[0])} to {clock_words(times[-1])}"
    if len(times) > _TOO_MANY_TO_NAME:
        return f"{len(times)} times from {clock_words(times[0])} to {clock_words(times[-1])}"
    return f"at {and_list([clock_words(minute) for minute in times])}"


def _clock_time(wait: Duration, at: int | None) -> str:
    if at is not None:
        return f", at {clock_words(at)}"
    return "" if wait.is_elapsed else ", at the same time of day"


def _cycle(cycle: Cycle | None) -> str:
    return f", {counted(cycle.on, 'day')} on and {counted(cycle.off, 'day')} off" if cycle else ""


def _bounds(first: date | None, until: date | None, count: int | None) -> str:
    words = f", from {_date(first)}" if first else ""
    words += f", until {_date(until)}" if until else ""
    return words + (f", {counted(count, 'time')} in all" if count else "")


def _again(again: Again) -> str:
    span = f"between {clock_words(again.start)} and {clock_words(again.until)}"
    uv = f", while the clear-sky UV index is {again.uv} or more" if again.uv else ""
    return f"once done, again {duration_words(again.every)} later, {span}{uv}"


def _date(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
