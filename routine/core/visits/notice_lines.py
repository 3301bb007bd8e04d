"""What is said about visits: the reminder before and after one, the evening's question, the window of the next."""

from __future__ import annotations

from datetime import date

from routine.core.config.rules import Finding
from routine.core.occurrences.visit_dates import attended_count, effect_end, instant_at, next_window
from routine.core.occurrences.visit_reminders import moment_of
from routine.core.safety.contraindications import review
from routine.core.schedule.visit_series import Visits
from routine.core.snapshot import Snapshot
from routine.core.state.keys import is_question, number_of
from routine.core.state.notice import Button
from routine.core.state.reminder import Reminder
from routine.core.state.visit import Visit
from routine.core.text.counts import and_list
from routine.core.text.notice_title import LONGEST_TITLE
from routine.core.text.safe import one_line
from routine.core.visits.visit_time import visit_time
from routine.core.when.duration_words import between_words, duration_words
from routine.core.when.format import MONTHS, format_date

WENT, MOVED, DID_NOT_GO = Button("went", "Went"), Button("moved", "Moved"), Button("did-not-go", "Did not go")
QUESTION = (WENT, MOVED, DID_NOT_GO)
#: Answers to what is asked every evening until the answer is yes.
UNTIL_YES = (Button("done", "Yes"), Button("skip", "Not yet"))
#: What only the clinic knows, in the order in which it is asked.
_FROM_CLINIC = (("sessions", "how many visits", "3"), ("apart", "how far apart", '"4 weeks"'))


def visit_title(draft: Snapshot, id: str, raised: Reminder) -> str:
    """The title of a visit's reminder; the text under it names the routine too."""
    if not is_question(raised.key):
        return draft.title(id)
    whole = f"{draft.title(id)}: did you go?"
    return whole if len(whole) <= LONGEST_TITLE else "Did you go to your visit?"


def visit_body(draft: Snapshot, id: str, raised: Reminder) -> str:
    """The text of a visit's reminder."""
    series, visits = draft.preset(id).schedule.series, draft.routine(id).visits
    visit, first = next((v for v in visits if v.n == number_of(raised.key)), None), not_for_you(draft, id)
    if visit and is_question(raised.key):
        planned = f"{draft.title(id)}: your visit was planned for {visit_time(draft, visit)}."
        return "\n".join([*first, planned, "Your answer decides which after-care reminders you get."])
    moment = moment_of(series, visits, raised.key) if series else None
    if moment is None:
        return "\n".join([*first, draft.preset(id).summary])
    says = [one_line(say) for say in moment.says]
    lines = [f"{n}. {say}" for n, say in enumerate(says, 1)] if len(says) > 1 else says
    reason = f"{moment.reason[:1].upper()}{moment.reason[1:]}."
    return "\n".join([*first, *lines, reason, "What your clinic says comes before this."])


def not_for_you(draft: Snapshot, id: str) -> list[str]:
    """Why a series is not for this person, or only once a doctor has agreed; said also where that was accepted.

    It is read before anything else of a visit: what was agreed weeks ago may not hold any more.
    """
    found = review(draft.setup, [id], draft.today(id))
    barred = [one for one in found if one.level in ("final", "block") and not one.asks]
    return [f"{one.why} {doctors_word(draft, one)}" for one in barred]


def doctors_word(draft: Snapshot, finding: Finding) -> str:
    """What to do about it, without the command that overrides the rule."""
    rule = draft.setup.rules.get(finding.rule)
    return rule.fix if rule else finding.advice


def question_commands(id: str) -> tuple[str, ...]:
    """What to type in answer to the evening's question."""
    return (f"routine visit attended {id}", f"routine visit move {id} WHEN", f"routine visit missed {id}")


def until_yes_commands(id: str) -> tuple[str, ...]:
    """What to type in answer to what is asked until the answer is yes: yes, and not yet."""
    return (f"routine done {id}", f"routine skip {id}")


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
