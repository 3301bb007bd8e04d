"""What is said about visits: the reminder before and after one, the evening's question, the window of the next."""

from __future__ import annotations

from datetime import date, time

from msgspec.structs import replace

from routine.core.draft import Draft, title_of
from routine.core.occurrences.visits import (
    attended_count,
    begun,
    care_until,
    effect_end,
    instant_at,
    moment_of,
    next_window,
)
from routine.core.preset.model import series_of
from routine.core.schedule.types import Visits
from routine.core.schedule.words import between_words, duration_words
from routine.core.state.keys import is_question, number_of
from routine.core.state.notice import Button
from routine.core.state.reminder import Reminder
from routine.core.state.visit import Visit
from routine.core.text.counts import and_list
from routine.core.text.safe import one_line
from routine.core.when.format import MONTHS, format_date, format_when

QUESTION = (Button("went", "Went"), Button("moved", "Moved"), Button("did-not-go", "Did not go"))
_OPENS, _CLOSES = time(6), time(22)
#: What only the clinic knows, in the order in which it is asked.
_FROM_CLINIC = (("sessions", "how many visits", "3"), ("apart", "how far apart", '"4 weeks"'))


def when(draft: Draft, visit: Visit) -> str:
    """`Tue 1 Dec 10:00`; with the zone of the clinic where the machine is in another one."""
    here = draft.now.wall(visit.zone)
    return format_when(visit.at, here) + ("" if visit.zone == draft.now.zone else f" ({visit.zone} time)")


def visit_title(draft: Draft, id: str, raised: Reminder) -> str:
    """The title of a visit's reminder."""
    return f"{title_of(draft, id)}: did you go?" if is_question(raised.key) else title_of(draft, id)


def visit_body(draft: Draft, id: str, raised: Reminder) -> str:
    """The text of a visit's reminder."""
    series, visits = series_of(draft.preset(id)), draft.routine(id).visits
    visit = next((v for v in visits if v.n == number_of(raised.key)), None)
    if visit and is_question(raised.key):
        return f"Your visit was planned for {when(draft, visit)}. What comes after it hangs on your answer."
    moment = moment_of(series, visits, raised.key) if series else None
    if moment is None:
        return draft.preset(id).summary
    says = [one_line(say) for say in moment.says]
    lines = [f"{n}. {say}" for n, say in enumerate(says, 1)] if len(says) > 1 else says
    reason = f"{moment.reason[:1].upper()}{moment.reason[1:]}."
    return "\n".join([*lines, reason, "What your clinic says comes before this."])


def question_commands(id: str) -> tuple[str, ...]:
    """What to type in answer to the evening's question."""
    return (f"routine visit attended {id}", f"routine visit move {id} WHEN", f"routine visit missed {id}")


def next_visit_line(draft: Draft, id: str) -> str:
    """When the next visit of the series is due, as far as anybody but the clinic can say."""
    series, visits = series_of(draft.preset(id)), draft.routine(id).visits
    if series is None:
        return ""
    went = attended_count(visits)
    if series.sessions and went >= series.sessions[1]:
        return "That was the last visit of this series."
    ahead = [v for v in visits if v.status == "booked" and instant_at(v) > draft.now.instant]
    if ahead:
        return f"The next visit is booked: {when(draft, min(ahead, key=instant_at))}."
    if window := next_window(series, visits):
        enough = " It may be enough already: ask your clinic." if series.sessions and went >= series.sessions[0] else ""
        return f"The next visit is due {window_words(window)}, if your clinic agrees.{enough} Book it: {_book(id)}"
    return " ".join(["When to come again, your clinic says.", *ask_clinic(draft, id), f"Book it: {_book(id)}"])


def _book(id: str) -> str:
    return f'routine visit book {id} "3 Dec 10:00"'


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
    return f"The effect is expected to last {length}, until about {months}; it differs from person to person."


def _day(day: date) -> str:
    return format_date(day, date.min)


def ask_clinic(draft: Draft, id: str) -> list[str]:
    """A line that asks for what the clinic alone can say, and nobody told yet."""
    series = series_of(draft.preset(id))
    if series is None or series.sessions == (1, 1):
        return []
    open_ones = [row for row in _FROM_CLINIC if getattr(series, row[0]) is None]
    if not open_ones:
        return []
    what = and_list([row[1] for row in open_ones])
    how = "; ".join(f"routine preset set {id} series.{name} {value}" for name, _, value in open_ones)
    return [f"Ask your clinic {what}, and say it here, for example: {how}"]


# --- notes: said, never in the way --------------------------------------------------------------------------------


def notes_on(draft: Draft, id: str, visit: Visit) -> list[str]:
    """What is worth a word about a booked visit: outside the window, beyond the series, near another series."""
    series, visits = series_of(draft.preset(id)), draft.routine(id).visits
    if series is None:
        return []
    near = [*_outside(series, visits, visit), *_too_many(series, visits), *_others(draft, id, visit)]
    return [*_at_night(id, visit), *near]


def _at_night(id: str, visit: Visit) -> list[str]:
    """A clock time at which hardly a clinic is open: mistyped, most likely."""
    if _OPENS <= visit.at.time() < _CLOSES:
        return []
    return [f"Note: that is at night. If another time was meant: routine visit move {id} --visit {visit.n} WHEN"]


def _outside(series: Visits, visits: tuple[Visit, ...], visit: Visit) -> list[str]:
    window = next_window(series, tuple(_as_if_kept(v) for v in visits if v.at < visit.at))
    day = visit.at.date()
    if window is None or (window[0] <= day and (window[1] is None or day <= window[1])):
        return []
    side = "before" if day < window[0] else "after"
    return [f"Note: that is {side} the usual time, {window_words(window)}. Your clinic decides."]


def _as_if_kept(visit: Visit) -> Visit:
    """A visit that is booked counts like one that the person went to: the next is booked before it."""
    return replace(visit, status="attended") if visit.status == "booked" else visit


def _too_many(series: Visits, visits: tuple[Visit, ...]) -> list[str]:
    counted = sum(v.status in ("booked", "moved", "attended") for v in visits)
    if series.sessions is None or counted <= series.sessions[1]:
        return []
    usual = between_words(*map(str, series.sessions))
    return [f"Note: with this one it is {counted} visits; the series has {usual}. Your clinic decides."]


def _others(draft: Draft, id: str, visit: Visit) -> list[str]:
    """Other series with a visit to come, or whose after-care still runs then: the spacing is the clinic's."""
    found = []
    for other in draft.enabled():
        series = series_of(draft.preset(other))
        near = [v for v in draft.routine(other).visits if series and other != id and _overlaps(series, v, visit)]
        found += [f"{title_of(draft, other)} ({when(draft, v)})" for v in near]
    if not found:
        return []
    return [f"Note: another series is under way: {and_list(found)}. Ask the clinic how far apart to keep them."]


def _overlaps(series: Visits, other: Visit, visit: Visit) -> bool:
    if other.status == "booked":
        return True
    until = care_until(series, other) if other.status == "attended" else None
    return until is not None and instant_at(other) <= instant_at(visit) <= until


def still_booked(draft: Draft, id: str) -> list[str]:
    """Visits of a series that is disabled: nobody is reminded of them, and the clinic does not know."""
    ahead = [v for v in draft.routine(id).visits if v.status == "booked" and instant_at(v) > draft.now.instant]
    if not ahead:
        return []
    named = and_list([when(draft, visit) for visit in sorted(ahead, key=instant_at)])
    return [f"Still booked, and without reminders now: {named}. Enabled again, it goes on with that."]


def too_late_for(draft: Draft, id: str, visit: Visit) -> list[str]:
    """Preparations whose time is past already: said at once, since no reminder of them can come."""
    series = series_of(draft.preset(id))
    steps = begun(series, visit, draft.now.instant) if series else []
    return [f"Now already ({duration_words(step.ahead)} before): {one_line(step.say)}" for step in steps]
