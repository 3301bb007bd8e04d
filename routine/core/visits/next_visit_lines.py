"""What is said of what comes after a visit: when the next is due, how long the effect lasts, what to ask the clinic."""

from __future__ import annotations

from datetime import date

from routine.core.occurrences.visit_dates import attended_count, effect_end, instant_at, next_window
from routine.core.schedule.visit_series import Visits
from routine.core.snapshot import Snapshot
from routine.core.state.visit import Visit
from routine.core.text.counts import and_list
from routine.core.visits.visit_time import visit_time
from routine.core.when.duration_words import between_words, duration_words
from routine.core.when.format import MONTHS, format_date

#: What only the clinic knows, in the order in which it is asked.
_FROM_CLINIC = (("sessions", "how many visits", "3"), ("apart", "how far apart", '"4 weeks"'))


def next_visit_lines(draft: Snapshot, id: str, *, typed: bool = True) -> list[str]:
    """When the next visit of the series is due, as far as anybody but the clinic can say.

    `typed`: and how to enter it by a command.
    """
    how = [_how_to_book(id)] if typed else ["Enter the date when you have one."]
    series, visits = draft.preset(id).schedule.series, draft.routine(id).visits
    if series is None:
        return []
    went = attended_count(visits)
    if series.sessions and went >= series.sessions[1]:
        return ["That was the last visit of this series."]
    ahead = [v for v in visits if v.status == "booked" and instant_at(v) > draft.now.instant]
    if ahead:
        return [f"The next visit is booked: {visit_time(draft, min(ahead, key=instant_at))}."]
    if window := next_window(series, visits):
        due = f"The next visit is due {window_words(window)}, if your clinic agrees."
        enough = bool(series.sessions and went >= series.sessions[0])
        return [due, *(["You may not need another one: ask your clinic."] if enough else []), *how]
    return ["Your clinic decides when you come again.", *ask_clinic(draft, id, typed=typed), *how]


def _how_to_book(id: str) -> str:
    return f'When you have a date: routine visit book {id} "fri 10:00"'


def window_words(window: tuple[date, date | None]) -> str:
    """`between 21 December 2026 and 4 January 2027`."""
    first, last = window
    return f"between {_day(first)} and {_day(last)}" if last else f"from {_day(first)} on"


def effect_line(series: Visits, visits: tuple[Visit, ...]) -> str | None:
    """When the effect of the last visit is expected to end."""
    found = effect_end(series, visits)
    if found is None or series.effect is None:
        return None
    length = between_words(*(duration_words(one) for one in series.effect))
    months = between_words(*(f"{MONTHS[one.month - 1]} {one.year}" for one in found))
    return f"The effect is expected to last {length}, until about {months}. It differs from person to person."


def _day(day: date) -> str:
    return format_date(day, date.min)


def ask_clinic(draft: Snapshot, id: str, *, typed: bool = True) -> list[str]:
    """Lines that ask for what the clinic alone can say, and nobody told yet; `typed`: and how to enter it."""
    series = draft.preset(id).schedule.series
    if series is None or series.sessions == (1, 1):
        return []
    open_ones = [row for row in _FROM_CLINIC if getattr(series, row[0]) is None]
    if not open_ones:
        return []
    what = and_list([row[1] for row in open_ones])
    how = (f"routine preset set {id} series.{name} {value}" for name, _, value in open_ones if typed)
    return [f"Ask your clinic {what}.", *(f"To enter it, for example: {one}" for one in how)]
