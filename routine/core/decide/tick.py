"""What the passing of time does: clocks that changed, what is due, missed, over; digests and the silence of days."""

from __future__ import annotations

from routine.core.draft import Draft
from routine.core.irritation import leave_undo_out, offer_next_weeks
from routine.core.occurrences.course import paused_at
from routine.core.occurrences.holds import clock_unset, lying_flat, quiet_until
from routine.core.occurrences.ramp_nights import settled
from routine.core.reminders.clock_change import notice_clock_change
from routine.core.reminders.lifecycle import advance, no_silence
from routine.core.reminders.missed import tell_missed
from routine.core.reminders.silence import _tell_silence, is_silent
from routine.core.review.check_in import check_in
from routine.core.review.profile_change import look_daily
from routine.core.routines.course_end import end_courses
from routine.core.session.guide import pass_time
from routine.core.spacing.settle import settle
from routine.core.state.log import Entry
from routine.core.state.model import ClockMark


def tick(draft: Draft, history: tuple[Entry, ...]) -> None:
    """Bring everything up to now. `history`: log entries from a day ago on, given when a clock was set back."""
    if clock_unset(draft.now):
        return
    notice_clock_change(draft, history)
    _mark(draft)
    pass_time(draft)
    _drop_ended_cards(draft)
    _excuse_paused(draft)
    if quiet_until(draft.setup.settings, draft.now) or lying_flat(draft.state):
        return
    _plan_visits(draft)
    settle(draft)
    silent = is_silent(draft)
    steps = {id: advance(draft, id, silent=silent) for id in draft.enabled()}
    missed = [entry for step in steps.values() for entry in step.missed]
    end_courses(draft)
    _settle_nights(draft)
    leave_undo_out(draft)
    offer_next_weeks(draft)
    check_in(draft, silent=silent)
    look_daily(draft)
    if silent:
        _tell_silence(draft, raised=bool(missed) or any(step.raised for step in steps.values()))
    elif missed:
        tell_missed(draft, missed)


def _plan_visits(draft: Draft) -> None:
    """What became of a visit may be known from the log alone, after a crash: its reminders follow now."""
    for id in draft.enabled():
        if any(not visit.planned for visit in draft.routine(id).visits):
            draft.plan_visits(id)


def _mark(draft: Draft) -> None:
    now = draft.now
    draft.change(clocks=ClockMark(now.instant, now.elapsed, now.boot_id, now.zone))


def _drop_ended_cards(draft: Draft) -> None:
    kept = tuple(card for card in draft.state.notices.cards if card.ends is None or card.ends > draft.now.instant)
    if len(kept) != len(draft.state.notices.cards):
        draft.change_notices(cards=kept)


def _excuse_paused(draft: Draft) -> None:
    """A reminder raised or snoozed when a pause begins is excused."""
    for id in draft.enabled():
        raised = draft.routine(id).raised
        pause = paused_at(draft.state.pauses, id, draft.now.instant) if raised else None
        if raised and pause:
            draft.answer(id, raised, "excused", by="time", reason="paused")
            no_silence(draft, pause)


def _settle_nights(draft: Draft) -> None:
    """Weeks of a ramp that nobody corrects any more need not be walked again."""
    for id in draft.enabled():
        known, zone = draft.routine(id).nights, draft.zone(id)
        kept = settled(draft.preset(id), draft.routine(id), zone, draft.now.wall(zone).date()) if known else None
        if kept is not known:
            draft.change_routine(id, nights=kept)
