"""Which time a done or skip means: the one that waits, the last of today, one that is near, a named one, an extra one.

Nothing is guessed twice: what was just answered is not answered again, and no time ahead is answered unless it is near
or was named. What was done at a time that nobody planned is an occurrence of its own.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from routine.core.errors import NothingToDoError, UsageError
from routine.core.occurrences.sunscreen_renewal import STAYING_IN
from routine.core.reminders.next_time import next_line
from routine.core.reminders.nothing_to_answer import nothing_waits, recorded_already
from routine.core.reminders.open_times import (
    Open,
    excused_on,
    excused_today,
    in_the_past,
    moved_from,
    nearest_at,
    open_on,
)
from routine.core.reminders.typed_time import instant_at
from routine.core.schedule.types import AfterDone
from routine.core.snapshot import Snapshot
from routine.core.state.keys import Extra, is_extra, is_question, print_key
from routine.core.state.log import Entry
from routine.core.state.reminder import Armed
from routine.core.when.moment import day_of, wall

#: The reason of what a person says was done in addition.
IN_ADDITION = "in addition"
#: The same answer again within this changes nothing, whatever has come due meanwhile.
_AGAIN = timedelta(minutes=1)
#: Answered so lately, an older time that is open is not what is meant.
_JUST_NOW = timedelta(minutes=15)


# --- nothing named ------------------------------------------------------------------------------------------------


def at_hand(draft: Snapshot, id: str, verb: str) -> Open:
    """What an answer without a time means. Raises NothingToDoError, with the choices, where that is unsure."""
    routine, now = draft.routine(id), draft.now.instant
    if routine.raised:
        return routine.raised, None
    just = _last_answer(draft, id, _AGAIN)
    if just is None:
        if found := _behind(draft, id) or _near(draft, id):
            return found
        if verb == "done" and (found := _whenever(draft, id, now)):
            return found
    raise nothing_waits(draft, id, verb, just or _last_answer(draft, id, _JUST_NOW))


def at_hand_or_excused(draft: Snapshot, id: str, verb: str) -> Open:
    """What is at hand; where nothing is, today's time that was not counted: it was done in the pause, or in spite."""
    try:
        found = at_hand(draft, id, verb)
    except NothingToDoError:
        if verb == "done" and (excused := excused_today(draft, id)):
            return excused
        raise
    excused = excused_today(draft, id) if is_extra(found[0].key) and not draft.preset(id).schedule.when_needed else None
    return excused or found


def _behind(draft: Snapshot, id: str) -> Open | None:
    """Today's last open time that has passed; of what comes so long after it was done, the last, of any day."""
    now, routine = draft.now.instant, draft.routine(id)
    opened = open_on(draft, id, draft.today(id), routine.recent) or moved_from(draft, id, draft.today(id))
    passed = [one for one in opened if one[0].instant <= now or one[0].nominal <= draft.wall(id)]
    last = max(passed, key=lambda one: one[0].instant, default=None) or _lost_link(draft, id)
    just = _last_answer(draft, id, _JUST_NOW)
    return None if last is None or (just and just.instant >= last[0].instant) else last


def _lost_link(draft: Snapshot, id: str) -> Open | None:
    """The last time of a chain that nobody answered: it was done later than planned."""
    newest = max(draft.routine(id).recent, key=lambda entry: entry.instant, default=None)
    chain = isinstance(draft.preset(id).schedule.base, AfterDone)
    return (newest, newest) if chain and newest and newest.answer == "missed" else None


def _near(draft: Snapshot, id: str) -> Open | None:
    """The next time, where it is near, and nearer than when it was last done."""
    # The link of a chain that passed unseen is what was done, only later; any other time that passed is over.
    chain, now = isinstance(draft.preset(id).schedule.base, AfterDone), draft.now.instant
    upcoming = draft.upcoming(id) if chain else draft.ahead(id)
    if upcoming is None or is_question(upcoming.key):
        return None
    near = draft.preset(id).remind.early.after(now, draft.zone(id)) >= upcoming.instant
    return (upcoming, None) if near and _nearer_than_the_last(draft, id, upcoming.instant) else None


def _nearer_than_the_last(draft: Snapshot, id: str, instant: datetime) -> bool:
    last, now = draft.routine(id).last_done, draft.now.instant
    return last is None or instant - now <= now - last


def _whenever(draft: Snapshot, id: str, now: datetime) -> Open | None:
    """Where the schedule runs from when it was done, it is done whenever it is done: a time of its own."""
    schedule, upcoming = draft.preset(id).schedule, draft.upcoming(id)
    if schedule.when_needed:
        return extra(draft, id, now)
    if isinstance(schedule.base, AfterDone):
        early = upcoming is None or _nearer_than_the_last(draft, id, upcoming.instant)
        return extra(draft, id, now) if early else None
    if schedule.again is None or (upcoming and draft.day_on(id, upcoming.instant) == draft.today(id)):
        return None
    answered = [entry for entry in draft.routine(id).recent if draft.day_on(id, entry.at) == draft.today(id)]
    free = all(entry.answer != "done" and entry.reason != STAYING_IN for entry in answered)
    return extra(draft, id, now) if free else None


def _last_answer(draft: Snapshot, id: str, within: timedelta) -> Entry | None:
    """The last answer that a person gave to this routine, where that was so lately, and for about now."""
    given = [e for e in draft.routine(id).recent if e.by == "person" and e.answer in ("done", "skipped")]
    last = max(given, key=lambda entry: entry.seq, default=None)
    now = draft.now.instant
    lately = last is not None and timedelta() <= now - last.recorded_at < within and now - last.at < within
    return last if lately else None


def just_answered(draft: Snapshot) -> str | None:
    """The routine that was answered last, where that was so lately that an answer without a name may mean it."""
    found = [(one.seq, id) for id in draft.enabled() if (one := _last_answer(draft, id, _JUST_NOW))]
    return max(found)[1] if found else None


def given_lately(draft: Snapshot, id: str, verb: str) -> tuple[Open, datetime] | None:
    """Where nothing waits, a note belongs to today's last answer of this kind, which stays as it was; and when."""
    kind = "done" if verb == "done" else "skipped"
    mine = [entry for entry in draft.routine(id).recent if entry.answer == kind and entry.by == "person"]
    last = max(mine, key=lambda entry: entry.seq, default=None)
    if last is None or draft.routine(id).raised or draft.day_on(id, last.at) != draft.today(id):
        return None
    # One given by a clock that was ahead is given now: nothing is done in time to come.
    return (last, last), min(last.at, draft.now.instant)


# --- named --------------------------------------------------------------------------------------------------------


def one_time(draft: Snapshot, id: str, at: str | None, verb: str = "rate") -> tuple[Open, datetime | None]:
    """The occurrence of one named routine, and when the answer happened."""
    if at is None:
        return at_hand(draft, id, verb), None
    instant = instant_at(draft, id, at, verb)
    if verb == "done":
        return at_time(draft, id, instant), instant
    raised, there = draft.routine(id).raised, wall(instant, draft.zone(id))
    if raised and day_of(wall(raised.instant, draft.zone(id)), draft.day_ends) == day_of(there, draft.day_ends):
        return (raised, None), instant
    return nearest_at(draft, id, there), instant


def extra(draft: Snapshot, id: str, at: datetime) -> Open:
    """A time of its own at `at` (UTC)."""
    _no_visit(draft, id)
    there = wall(at, draft.zone(id)).replace(microsecond=0)
    taken = {entry.key for entry in draft.routine(id).recent}
    nominal = there.replace(second=0)
    # Keys are to the minute: a second one within it carries its seconds.
    while print_key(Extra(nominal)) in taken:
        nominal = max(nominal + timedelta(seconds=1), there)
        there += timedelta(seconds=1)
    return Armed(print_key(Extra(nominal)), nominal, at, ""), None


def in_addition(draft: Snapshot, id: str, at: datetime) -> Open:
    """A time of its own, said to be in addition. Said again of the same minute, it changes nothing."""
    minute = wall(at, draft.zone(id)).replace(second=0, microsecond=0)
    last = _last_answer(draft, id, _AGAIN)
    said = [entry for entry in in_the_past(draft, id) if entry.reason == IN_ADDITION]
    same = [
        entry
        for entry in said
        if entry.nominal.replace(second=0) == minute or (entry is last and abs(at - last.at) < _AGAIN)
    ]
    if same:
        raise recorded_already(draft, id, same[-1])
    return extra(draft, id, at)


def _no_visit(draft: Snapshot, id: str) -> None:
    if draft.preset(id).schedule.series:
        raise UsageError(
            f"{draft.title(id)} takes place at the clinic, so it cannot be recorded as an extra.",
            f"If you went: routine visit attended {id}",
        )


def next_one(draft: Snapshot, id: str) -> Open:
    """The next time ahead, whatever waits now. Said again within a minute, it changes nothing."""
    just, upcoming = _last_answer(draft, id, _AGAIN), draft.ahead(id)
    if just and just.instant > draft.now.instant:
        raise recorded_already(draft, id, just)
    if upcoming is None:
        raise NothingToDoError(f"{draft.title(id)} has no time ahead. {next_line(draft, id)}")
    if is_question(upcoming.key):
        raise UsageError("Your visit has not taken place yet.", f"See your visits: routine visit list {id}")
    return upcoming, None


def at_time(draft: Snapshot, id: str, at: datetime) -> Open:
    """What was done at `at` (UTC): the nearest open time of that day, or a time of its own.

    A time that counts as done already is meant only where its planned minute is named; else it was done once more.
    """
    zone = draft.zone(id)
    there = _minute(wall(at, zone))
    day = draft.day_on(id, at)
    known = in_the_past(draft, id)
    done = [e for e in known if e.answer == "done" and draft.day_on(id, e.instant) == day]
    same = next((e for e in done if _minute(wall(e.at, zone)) == there), None)
    if same:
        raise recorded_already(draft, id, same)
    opened = [one for one in open_on(draft, id, day, known) if _can_be_meant(draft, id, one, at)]
    opened += [(e, e) for e in known if e.answer == "skipped" and draft.day_on(id, e.instant) == day]
    opened += excused_on(draft, id, day, known)
    opened += _waiting_link(draft, id, at)
    open_one = min(opened, key=lambda one: abs(one[0].instant - at), default=None)
    # Where clocks went forward, or a rule moved it, it is called by the time at which it came.
    named = next((entry for entry in done if there in (entry.nominal, _minute(wall(entry.instant, zone)))), None)
    if named:
        return named, named
    nearest_done = min(done, key=lambda entry: abs(entry.instant - at), default=None)
    if open_one and (nearest_done is None or abs(open_one[0].instant - at) <= abs(nearest_done.instant - at)):
        return open_one
    moved = moved_from(draft, id, day) if not done else []
    return moved[0] if moved else extra(draft, id, at)


def _minute(there: datetime) -> datetime:
    return there.replace(second=0, microsecond=0)


def _can_be_meant(draft: Snapshot, id: str, one: Open, at: datetime) -> bool:
    """Whether an open time may be what was done at `at`: not one that is ahead, unless it is near."""
    instant = one[0].instant
    return instant <= draft.now.instant or instant <= draft.preset(id).remind.early.after(at, draft.zone(id))


def _waiting_link(draft: Snapshot, id: str, at: datetime) -> list[Open]:
    """Of what comes so long after it was done: the one that waits, or that nobody answered, of any day before."""
    raised = draft.routine(id).raised
    if not isinstance(draft.preset(id).schedule.base, AfterDone):
        return []
    if raised:
        return [(raised, None)]
    lost = _lost_link(draft, id)
    return [lost] if lost and lost[0].instant <= at else []
