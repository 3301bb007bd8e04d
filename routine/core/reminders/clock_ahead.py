"""A clock that was ahead and is right again: what it wrote ahead of now goes back with it, and one notice says so."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from msgspec.structs import replace

from routine.core.draft import Draft, News
from routine.core.occurrences.course import course_end
from routine.core.reminders.expiry import EXPIRED
from routine.core.reminders.lifecycle import NEWER_CAME
from routine.core.reminders.missed import let_go_of
from routine.core.reminders.raise_reminder import raise_again
from routine.core.reminders.silence import is_silent
from routine.core.reminders.sunscreen import arm_by_the_sun
from routine.core.schedule.relative import first_after_done
from routine.core.schedule.types import AfterDone
from routine.core.state.cards import card_id
from routine.core.state.clocks import ahead_by, set_back_by
from routine.core.state.fold import effective
from routine.core.state.keys import ClockTime, link_key, parse_key, print_key
from routine.core.state.log import Entry
from routine.core.state.model import ClockMark
from routine.core.state.reminder import Armed
from routine.core.state.routine import RoutineState
from routine.core.state.turn_back import Ahead, noted, turned_back
from routine.core.when.moment import instant_of, wall

_SET_BACK = "the clock was set back"
#: A clock that was ahead by less has hardly moved a reminder: no notice tells of it.
_WORTH_TELLING = timedelta(hours=1)
#: The watermark follows no zone: it may be ahead by as much as zones differ.
_ZONES_APART = timedelta(hours=26)


class ClockWasAhead(News, frozen=True):
    """The clock had said `said` (UTC), which was ahead of the present."""

    said: datetime


def put_right(draft: Draft) -> None:
    """Put right what a clock ahead of now has written; nothing where it was not ahead.

    Lower every watermark, have what was noted then be noted now, and reopen what time, not a person, had closed.
    """
    back = ahead_by(draft.state, draft.now)
    if not back:
        return
    stepped = set_back_by(draft.state, draft.now)
    before = dict(draft.state.routines)
    ahead = Ahead(draft.now.instant, back, draft.now.zone)
    # While `since` still tells who was begun ahead of now: `turned_back` brings it to now.
    for id in before:
        _set_back(draft, id, stepped)
    draft.state = turned_back(draft.state, ahead)
    for id, routine in before.items():
        _put_routine_right(draft, id, routine, ahead)
    reopened = _reopen(draft)
    # Once what time had closed is open again: that is not an answer any more.
    _remember_answers(draft)
    let_go_of(draft, reopened)
    for id in before:
        _plan_visits_anew(draft, id)
        _open_course(draft, id)
    arm_by_the_sun(draft)
    for id in before:
        _renew(draft, id, ahead)
    draft.change_silence(shown=draft.state.silence.shown if is_silent(draft) else None)
    mark, now = draft.state.clocks, draft.now
    # Marked, so that it is put right once. The zone stays: that it changed is for the next tick to tell.
    if mark and stepped:
        draft.change(clocks=ClockMark(now.instant, now.elapsed, now.boot_id, mark.zone))
    if back >= _WORTH_TELLING:
        draft.tell(ClockWasAhead(now.instant + back))


# --- routine by routine -------------------------------------------------------------------------------------------


def _set_back(draft: Draft, id: str, stepped: timedelta) -> None:
    """Turn one routine's watermark back, and what waits of it. What is left of a snooze stays as long as it was."""
    routine, zone, now = draft.routine(id), draft.zone(id), draft.now.instant
    # `through` is written only when something was decided; nothing was due between it and the last tick.
    marked = draft.state.clocks.instant if draft.state.clocks and stepped else now
    through = max(routine.through, wall(marked, zone)) if stepped else routine.through
    lowered = wall(instant_of(through, zone) - stepped, zone)
    if routine.since > now or lowered > wall(now + _ZONES_APART, zone):
        lowered = min(lowered, wall(now, zone))
    ahead = routine.raised if routine.raised and routine.raised.instant > now else None
    draft.change_routine(id, through=lowered, raised=None if ahead else routine.raised)
    if ahead:
        draft.open_again(id, ahead, _SET_BACK)


def _put_routine_right(draft: Draft, id: str, before: RoutineState, ahead: Ahead) -> None:
    """What hangs on the routine's schedule: the day it counts from, its first time, its nights."""
    routine, today = draft.routine(id), wall(ahead.now, draft.zone(id)).date()
    began_ahead = before.since > ahead.now
    if began_ahead and routine.anchor > today:
        draft.change_routine(id, anchor=today)
    armed = tuple(_armed_right(draft, id, one, ahead, began_ahead=began_ahead) for one in routine.armed)
    if armed != routine.armed:
        draft.change_routine(id, armed=armed)
    _put_nights_right(draft, id, today)


def _armed_right(draft: Draft, id: str, one: Armed, ahead: Ahead, *, began_ahead: bool) -> Armed:
    """A link to an answer of that time comes as long after it; the first time of a chain is found anew."""
    now, zone = ahead.now, draft.zone(id)
    recent = (entry for routine in draft.state.routines.values() for entry in routine.recent)
    if one.instant > now and one.key in {link_key(entry.seq) for entry in recent if entry.recorded_at > now}:
        return replace(one, instant=one.instant - ahead.back)
    preset = draft.known(id)
    base = preset.schedule.base if preset else None
    first = isinstance(parse_key(one.key), ClockTime) and not one.moved
    if (
        preset is None
        or not isinstance(base, AfterDone)
        or not first
        or not (began_ahead or one.instant > now + ahead.back)
    ):
        return one
    nominal = first_after_done(base, wall(now, zone), draft.day_ends, preset.remind.window)
    return Armed(print_key(ClockTime(nominal)), nominal, instant_of(nominal, zone), one.reason)


def _renew(draft: Draft, id: str, ahead: Ahead) -> None:
    """What is to be put on again counts from now where the wrong clock had dated the answer: it was given just now.

    By that clock it may have been evening, or the sun down, so that nothing more was to come today.
    """
    routine, preset = draft.routine(id), draft.known(id)
    last = max(routine.recent, key=lambda entry: entry.seq, default=None)
    if preset is None or preset.schedule.again is None or last is None or last.recorded_at <= ahead.now:
        return
    if routine.raised is None and last.by == "person":
        given = replace(last, at=noted(last.at, ahead), instant=noted(last.instant, ahead))
        draft.arm_own(given, open_link=False)


def _put_nights_right(draft: Draft, id: str, today: date) -> None:
    """A ramp whose weeks were settled ahead of now stands where it stood, from today on."""
    preset, nights = draft.known(id), draft.routine(id).nights
    base = preset.schedule.nights if preset else None
    if nights is None or base is None:
        return
    first = max(today, base.first or today)
    asked = nights.asked if nights.asked and nights.asked <= today else None
    kept = replace(nights, done=tuple(day for day in nights.done if day <= today), asked=asked)
    if nights.start > first:
        last = nights.last if nights.last and nights.last <= today else None
        kept = replace(kept, start=first, last=last)
    if kept != nights:
        draft.change_routine(id, nights=kept)


def _plan_visits_anew(draft: Draft, id: str) -> None:
    """What looked too late to be told before a visit is ahead again."""
    now, visits = draft.now, draft.routine(id).visits
    if any(visit.status == "booked" and instant_of(visit.at, visit.zone) > now.instant for visit in visits):
        draft.change_routine(id, visits=tuple(replace(visit, planned=False) for visit in visits))
        draft.plan_visits(id)


def _open_course(draft: Draft, id: str) -> None:
    """A course that was over by the wrong clock alone goes on; the question after its break comes in its time."""
    preset, routine = draft.known(id), draft.routine(id)
    if preset is None or preset.course is None or not routine.enabled or not routine.course.ended:
        return
    end = course_end(preset, routine, draft.calendar(id))
    if end is not None and draft.wall(id) <= end:
        draft.change_course(id, ended=False, asked_again=False)
        draft.drop_card(card_id("course", id))


# --- answers ------------------------------------------------------------------------------------------------------


def _reopen(draft: Draft) -> list[Entry]:
    """Reopen what time, not a person, had closed ahead of now; the newest first, for what hung on it goes with it."""
    reopened = []
    for entry in reversed(effective(draft.history)):
        if entry.routine not in draft.state.routines or not _closed_by_time(entry):
            continue
        if entry.instant > draft.now.instant:
            draft.answer(entry.routine, entry, "undone", by="time", reason=_SET_BACK, replaces=entry)
            draft.open_again(entry.routine, entry, _SET_BACK)
            reopened.append(entry)
        elif entry.recorded_at > draft.now.instant and _wait_again(draft, entry):
            reopened.append(entry)
    return reopened


def _closed_by_time(entry: Entry) -> bool:
    """Whether nobody answered it. A fresh start leaves missed what time had left open; what is still to come is not."""
    return entry.answer == "missed" or (entry.answer == "excused" and entry.by == "time")


def _wait_again(draft: Draft, entry: Entry) -> bool:
    """What waited when the clock ran ahead waits again, unless a newer one does; what was found late is judged anew."""
    id = entry.routine
    routine = draft.routine(id)
    newer = [one.instant for one in (routine.raised, *routine.armed) if one and one.instant <= draft.now.instant]
    # Who started fresh wants nothing of what was.
    if (
        entry.answer != "missed"
        or entry.by != "time"
        or not routine.enabled
        or any(at >= entry.instant for at in newer)
    ):
        return False
    draft.answer(id, entry, "undone", by="time", reason=_SET_BACK, replaces=entry)
    if entry.reason in (EXPIRED, NEWER_CAME) and draft.routine(id).raised is None:
        raise_again(draft, id, entry)
    else:
        draft.open_again(id, entry, _SET_BACK)
    return True


def _remember_answers(draft: Draft) -> None:
    """Have the state know every answer to a time that the clock brings once more, so that it is not asked again.

    The state forgets answers behind the watermark after some days; the watermark may have gone back further.
    """
    answered: dict[str, dict[int, Entry]] = {}
    for entry in effective((*draft.history, *draft.state.outbox)):
        answered.setdefault(entry.routine, {})[entry.seq] = entry
    for id, routine in list(draft.state.routines.items()):
        known = {entry.seq: entry for entry in routine.recent}
        again = {
            seq: entry
            for seq, entry in answered.get(id, {}).items()
            if seq not in known and max(entry.nominal, wall(entry.instant, draft.zone(id))) > routine.through
        }
        if again:
            everything = sorted({**known, **again}.items())
            draft.change_routine(id, recent=tuple(entry for _, entry in everything))
