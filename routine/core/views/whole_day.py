"""What `today` answers in full: each time with its steps, what became of it, and every answer that it takes."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import asdict

from routine.core.notices import reminder_notice, reminder_text
from routine.core.notices.asked_before_done import first_question
from routine.core.occurrences.irritation_rest import lasting
from routine.core.occurrences.night_words import night_words
from routine.core.occurrences.plan_line import PlanLine
from routine.core.occurrences.ramp_nights import night_on
from routine.core.occurrences.ramp_progress import standing
from routine.core.preset.amount import Amount
from routine.core.preset.dose_words import dose_words
from routine.core.preset.model import Preset
from routine.core.reminders.lines.paused import pause_line
from routine.core.reminders.open_times import can_be_done
from routine.core.reminders.silence import is_silent
from routine.core.requests.replies.today import (
    EnabledView,
    GivenAnswer,
    IrritationView,
    PauseView,
    RestView,
    Waiting,
    WhatToDo,
    WholeDayReply,
    WholeTime,
)
from routine.core.session.step_lines import longest_on_skin_s, step_lines, timed_s
from routine.core.snapshot import Snapshot
from routine.core.spacing.plan import today
from routine.core.state.keys import is_visit, number_of
from routine.core.state.log import Entry
from routine.core.state.note import note_of
from routine.core.state.pause import Pause
from routine.core.state.reminder import Reminder
from routine.core.views.snooze_choices import snooze_choices
from routine.core.views.today_plan_pending import occurrence_view, today_view
from routine.core.views.why_not_as_scheduled import moved_from, reason_view
from routine.core.when.format import minute_text, utc_text
from routine.core.when.moment import day_of, wall


def whole_day_view(draft: Snapshot) -> WholeDayReply:
    """The day in full."""
    plain = asdict(today_view(draft))
    found = tuple(_time(draft, one) for one in today(draft.setup, draft.state, draft.now))
    day = day_of(draft.now.wall(), draft.day_ends)
    return WholeDayReply(
        **{**plain, "occurrences": found},
        now=minute_text(draft.now.wall()),
        ends=minute_text(datetime.combine(day + timedelta(days=1), draft.day_ends)),
        rests=_rests(draft),
        pauses=pause_views(draft),
        irritation=_irritation(draft),
        silent_since=_silent_since(draft),
        enabled=_enabled(draft),
    )


# --- one time -----------------------------------------------------------------------------------------------------


def _time(draft: Snapshot, one: PlanLine) -> WholeTime:
    raised = draft.routine(one.routine).raised
    waits = raised if raised and raised.key == one.key and one.status in ("raised", "snoozed") else None
    preset, moved = draft.known(one.routine), moved_from(one)
    return WholeTime(
        **asdict(occurrence_view(draft, one)),
        answered=_answer(draft, one),
        moved_from=minute_text(one.nominal) if moved else None,
        moved_words=draft.when_in(one.zone, one.nominal) if moved else None,
        reason=reason_view(draft, one) if preset else None,
        visit=number_of(one.key),
        notes=_notes(draft, one, waits) if preset else (),
        what=_what(draft, one, preset) if preset else None,
        waiting=_waiting(draft, one, waits) if preset and waits else None,
        after_all=bool(preset) and _can_be_done(draft, one),
    )


def _notes(draft: Snapshot, one: PlanLine, waits: Reminder | None) -> tuple[str, ...]:
    """What is said beside a reminder; of any other time, which of a course it is."""
    if is_visit(one.key):
        return ()
    if waits:
        return tuple(reminder_text.notes(draft, one.routine, waits, planned=False))
    note = reminder_text.course_note(draft, one.routine, one)
    return (note,) if note else ()


def _what(draft: Snapshot, one: PlanLine, preset: Preset) -> WhatToDo:
    at_home, stock = not is_visit(one.key), draft.routine(one.routine).stock
    tonight = reminder_text.as_tonight(draft, one.routine, one)
    return WhatToDo(
        kind=preset.kind,
        dose=dose_words(preset.dose) if preset.dose else None,
        left=Amount(max(stock.left, 0.0), stock.unit).words() if stock else None,
        needs=preset.needs if at_home else (),
        steps=step_lines(tonight) if at_home else (),
        timed_s=timed_s(tonight) if at_home else 0,
        longest_on_skin_s=longest_on_skin_s(preset),
        guided=at_home and bool(tonight.steps),
        rates=bool(preset.signs),
    )


def _waiting(draft: Snapshot, one: PlanLine, raised: Reminder) -> Waiting:
    id, later = one.routine, raised.snoozed_until if one.status == "snoozed" else None
    question = None if is_visit(raised.key) else first_question(draft, id, raised)
    return Waiting(
        since=utc_text(raised.raised_at),
        since_words=draft.when(id, raised.raised_at),
        later_until=utc_text(later) if later else None,
        later_words=draft.when(id, later) if later else None,
        asks=question.text if question else None,
        buttons=reminder_notice.single(draft, raised.notice, (id, raised), None).buttons,
        later=snooze_choices(draft, id, raised),
    )


def _answer(draft: Snapshot, one: PlanLine) -> GivenAnswer | None:
    entry = _entry(draft, one)
    return given_answer(draft, entry) if entry else None


def _entry(draft: Snapshot, one: PlanLine) -> Entry | None:
    given = [entry for entry in draft.routine(one.routine).recent if entry.key == one.key]
    waits = one.status in ("raised", "snoozed", "planned")
    return None if waits else max(given, key=lambda entry: entry.seq, default=None)


def _can_be_done(draft: Snapshot, one: PlanLine) -> bool:
    """Whether it was missed or not counted, and may have been done all the same."""
    entry = _entry(draft, one)
    return entry is not None and (entry.answer == "missed" or can_be_done(entry))


def given_answer(draft: Snapshot, entry: Entry) -> GivenAnswer:
    """An entry of the log as an answer that was given."""
    return GivenAnswer(
        seq=entry.seq,
        at=utc_text(entry.at),
        when=draft.when(entry.routine, entry.at),
        recorded_at=utc_text(entry.recorded_at),
        recorded=draft.when(entry.routine, entry.recorded_at),
        by=entry.by,
        reason=entry.reason,
        note=note_of(entry),
    )


# --- beside the times ---------------------------------------------------------------------------------------------


def _rests(draft: Snapshot) -> tuple[RestView, ...]:
    """The ramps that leave tonight out."""
    found = (_rest(draft, id) for id in draft.enabled() if draft.preset(id).schedule.nights)
    return tuple(one for one in found if one)


def _rest(draft: Snapshot, id: str) -> RestView | None:
    preset, routine, calendar, day = draft.preset(id), draft.routine(id), draft.calendar(id), draft.today(id)
    at = standing(preset, routine, calendar, day)
    if at is None or routine.held or routine.course.ended or night_on(preset, routine, calendar, day):
        return None
    upcoming = draft.ahead(id)
    return RestView(
        routine=id,
        title=preset.title,
        words=night_words(preset, routine.nights, at),
        next=minute_text(wall(upcoming.instant, draft.zone(id))) if upcoming else None,
        next_when=draft.when(id, upcoming.instant) if upcoming else None,
    )


def pause_views(draft: Snapshot) -> tuple[PauseView, ...]:
    """Every pause that lasts or is ahead."""
    now = draft.now.instant
    return tuple(_pause(draft, pause) for pause in draft.state.pauses if pause.end is None or pause.end > now)


def _pause(draft: Snapshot, pause: Pause) -> PauseView:
    return PauseView(
        routine=pause.routine,
        title=draft.title(pause.routine) if pause.routine else "",
        start=utc_text(pause.start),
        until=utc_text(pause.end) if pause.end else None,
        lasts=pause.covers(draft.now.instant),
        words=pause_line(draft, pause),
    )


def _irritation(draft: Snapshot) -> IrritationView | None:
    one = lasting(draft.state, draft.now.instant)
    if one is None:
        return None
    since, words = utc_text(one.at), draft.when_here(one.at)
    return IrritationView(routine=one.routine, level=one.level, since=since, since_words=words)


def _enabled(draft: Snapshot) -> tuple[EnabledView, ...]:
    """The enabled routines that are done at home, by title."""
    found = [(draft.title(id), id, draft.preset(id)) for id in draft.enabled() if draft.preset(id).kind != "visit"]
    return tuple(
        EnabledView(id=id, title=title, kind=preset.kind, when_needed=preset.schedule.when_needed)
        for title, id, preset in sorted(found, key=lambda one: one[:2])
    )


def _silent_since(draft: Snapshot) -> str | None:
    since = draft.state.silence.waiting_since if is_silent(draft) else None
    return wall(since, draft.now.zone).date().isoformat() if since else None
