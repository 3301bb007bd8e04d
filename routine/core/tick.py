"""What the passing of time does: clocks that changed, what is due, missed, over; digests and the silence of days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from routine.core import texts
from routine.core.checking_in import check_in
from routine.core.clock_change import notice_clock_change
from routine.core.course import paused_at
from routine.core.course_over import end_courses
from routine.core.draft import Draft
from routine.core.guiding import pass_time
from routine.core.irritation import leave_undo_out, offer_next_weeks
from routine.core.nights import settled
from routine.core.now import Now, day_of, instant_of
from routine.core.profile_change import look_daily
from routine.core.reminder import advance, no_silence
from routine.core.series import is_question
from routine.core.setup import Settings
from routine.core.spacing.settle import settle
from routine.core.state import Card, ClockMark, Entry, State

#: Before this a clock was never set (they begin in 1970, 1980 or 2000): nothing is decided by it.
FIRST_POSSIBLE = datetime(2001, 1, 1, tzinfo=UTC)
SILENCE = timedelta(days=3)
_LOOK_AGAIN = timedelta(minutes=1)


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


def lying_flat(state: State) -> bool:
    """Whether somebody lies flat in a session: everything else is held."""
    return state.session is not None and state.session.lying_flat


def clock_unset(now: Now) -> bool:
    """Whether the machine's clock was never set, as after a battery died."""
    return now.instant < FIRST_POSSIBLE


def _mark(draft: Draft) -> None:
    now = draft.now
    draft.change(mark=ClockMark(now.instant, now.elapsed, now.boot_id, now.zone))


def _drop_ended_cards(draft: Draft) -> None:
    kept = tuple(card for card in draft.state.cards if card.ends is None or card.ends > draft.now.instant)
    if len(kept) != len(draft.state.cards):
        draft.change(cards=kept)


def _excuse_paused(draft: Draft) -> None:
    """A reminder raised or snoozed when a pause begins is excused."""
    for id in draft.enabled():
        raised = draft.routine(id).raised
        pause = paused_at(draft.state.pauses, id, draft.now.instant) if raised else None
        if raised and pause:
            draft.answer(id, raised, "excused", by="time", reason="paused")
            no_silence(draft, pause)


def quiet_until(settings: Settings, now: Now) -> datetime | None:
    """When the quiet hours that it is in end (UTC), or None outside of them. They count as machine off."""
    wall = now.wall()
    minute = wall.hour * 60 + wall.minute
    for window in settings.quiet:
        if window.holds(minute):
            end = wall.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(minutes=window.end)
            end = end if end > wall else end + timedelta(days=1)
            # In the hour that clocks show twice, that wall time may have been once already.
            return max(instant_of(end, now.zone), now.instant + _LOOK_AGAIN)
    return None


def is_silent(draft: Draft) -> bool:
    """Whether nobody has answered for three days although something waited."""
    since = draft.state.waiting_since
    return since is not None and draft.now.instant - since >= SILENCE


def tell_missed(draft: Draft, missed: list[Entry]) -> None:
    """One digest for everything found too late, taking over one that is still shown."""
    old = next((card for card in draft.state.cards if card.kind == "missed"), None)
    about = (*(old.about if old else ()), *(str(entry.seq) for entry in missed))
    title, body = texts.missed_digest(draft, missed, already=len(old.about) if old else 0)
    id = old.id if old else draft.next_notice()
    since = (old.since if old else None) or draft.now.instant
    buttons = texts.MISSED_BUTTON if len(about) == 1 else texts.MISSED_BUTTONS
    commands = texts.did_commands([entry for entry in missed if not is_question(entry.key)])
    draft.show(
        Card(
            id=id,
            kind="missed",
            title=title,
            body=body,
            buttons=buttons,
            about=about,
            since=since,
            commands=commands,
        )
    )


def _tell_silence(draft: Draft, *, raised: bool) -> None:
    """At most one notice a day, at the day's first time, while nobody answers."""
    today = day_of(draft.now.wall(), draft.day_ends)
    if not raised or draft.state.silent_shown == today:
        return
    title, body = texts.silence(draft)
    draft.change(silent_shown=today)
    for card in draft.state.cards:
        if card.kind == "missed":
            draft.drop_card(card.id)
    old = next((card for card in draft.state.cards if card.kind == "silent"), None)
    id = old.id if old else draft.next_notice()
    draft.show(Card(id=id, kind="silent", title=title, body=body, buttons=texts.SILENT_BUTTONS))


def _settle_nights(draft: Draft) -> None:
    """Weeks of a ramp that nobody corrects any more need not be walked again."""
    for id in draft.enabled():
        known, zone = draft.routine(id).nights, draft.zone(id)
        kept = settled(draft.preset(id), draft.routine(id), zone, draft.now.wall(zone).date()) if known else None
        if kept is not known:
            draft.change_routine(id, nights=kept)
