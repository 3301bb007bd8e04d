"""The end of a course, and when, after the break that the user set, it is asked whether to begin again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from routine.core.draft import Draft
from routine.core.occurrences.calendar import Calendar
from routine.core.occurrences.course import course_end
from routine.core.occurrences.pauses import paused_at
from routine.core.preset.model import Preset, times_of_course
from routine.core.schedule.types import MINUTES_A_DAY
from routine.core.snapshot import Snapshot
from routine.core.state.cards import Card, card_id
from routine.core.state.notice import OK_BUTTONS
from routine.core.state.routine import RoutineState
from routine.core.when.moment import instant_of, wall

#: Minute of the day at which is asked about a routine that has no clock time of its own.
_WITHOUT_A_CLOCK_TIME = 9 * 60
_DAY = timedelta(days=1)
#: For so long a notice tells that a course is over: after a week, or at a later start, that is no longer news.
_TOLD_FOR = timedelta(days=7)


def end_courses(draft: Draft) -> None:
    """Say once that a course is over; once, after its break, ask whether to begin again: it never does so itself."""
    for id in draft.enabled():
        preset = draft.preset(id)
        if preset.course is None or draft.routine(id).held or paused_at(draft.state.pauses, id, draft.now.instant):
            continue
        routine, calendar, here = draft.routine(id), draft.calendar(id), draft.wall(id)
        end, asks = course_end(preset, routine, calendar), asks_at(preset, routine, calendar)
        if not routine.course.ended:
            if end is not None and here > end and routine.raised is None:
                _over(draft, preset, asks)
        elif asks and asks <= here and not routine.course.asked_again:
            from routine.core.routines.begin_again import ask  # here: what it needs concerns hardly any process

            ask(draft, preset)


def settle_counts(draft: Draft) -> None:
    """A course of so many times is over with the last answer to them, and goes on where that one is taken back."""
    for id, routine in list(draft.state.routines.items()):
        preset = draft.known(id)
        if preset is None or not routine.enabled or times_of_course(preset) is None:
            continue
        day = _over_on(draft, preset)
        if day and not routine.course.ended:
            told = routine.course.over_on == day
            draft.change_course(id, ended=True, over_on=day, asked_again=routine.course.asked_again and told)
            if not told:
                _over(draft, preset, asks_at(preset, draft.routine(id), draft.calendar(id)))
        elif routine.course.over_on and not day:
            draft.change_course(id, ended=False, over_on=None)
            draft.drop_card(card_id("course", id))


def _over_on(draft: Snapshot, preset: Preset) -> date | None:
    """The day of the last answer, where nothing waits and nothing is ahead any more."""
    routine = draft.routine(preset.id)
    answered = [entry.at for entry in routine.recent if entry.recorded_at >= routine.since]
    if routine.raised or not answered or draft.upcoming(preset.id):
        return None
    return wall(max(answered), draft.zone(preset.id)).date()


def _over(draft: Draft, preset: Preset, asks: datetime | None) -> None:
    from routine.core.routines.lines import course_over_words

    count = draft.routine(preset.id).course.done_count
    draft.change_course(preset.id, ended=True)
    title, body = course_over_words(preset, count, asks.date() if asks else None, draft.now.wall().date())
    id, ends = card_id("course", preset.id), draft.now.instant + _TOLD_FOR
    again = () if asks else (f"routine preset enable {preset.id}",)
    draft.show(Card(id=id, kind="course", title=title, body=body, buttons=OK_BUTTONS, ends=ends, commands=again))


def asks_at(preset: Preset, routine: RoutineState, calendar: Calendar) -> datetime | None:
    """When, naive wall, the break after the course is over and it asks: at the routine's first time of that day."""
    rest = preset.course.rest if preset.course else None
    end = course_end(preset, routine, calendar)
    begins = end + timedelta(minutes=1) if end else None
    if times_of_course(preset) and routine.course.over_on:
        begins = datetime.combine(routine.course.over_on, time())
    return _usual_time(preset, rest.after_wall(begins).date()) if rest and begins else None


def _usual_time(preset: Preset, day: date) -> datetime:
    """The routine's first clock time of a day: an hour at which the person is used to hear of it."""
    minute = next(iter(preset.schedule.clock_times), _WITHOUT_A_CLOCK_TIME) % MINUTES_A_DAY
    return datetime.combine(day, time(minute // 60, minute % 60))


def next_wakes(snapshot: Snapshot) -> Iterator[datetime]:
    """When (UTC) to look at each course next: after its end, and after its break; again a day later, if that waits."""
    for id, routine in snapshot.state.routines.items():
        preset = snapshot.known(id) if routine.enabled else None
        if preset is None or preset.course is None:
            continue
        at = _next_look(preset, routine, snapshot.calendar(id))
        if at is not None:
            here = snapshot.wall(id)
            at += max(0, -((at - here) // _DAY)) * _DAY
            yield instant_of(at if at > here else at + _DAY, snapshot.zone(id))


def _next_look(preset: Preset, routine: RoutineState, calendar: Calendar) -> datetime | None:
    if routine.course.ended:
        return None if routine.course.asked_again else asks_at(preset, routine, calendar)
    end = course_end(preset, routine, calendar)
    return _usual_time(preset, (end + timedelta(minutes=1)).date()) if end else None
