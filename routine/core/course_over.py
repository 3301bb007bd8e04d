"""The end of a course, and, after the break that the user set, the question whether to begin again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from routine.core import texts
from routine.core.course import course_end, paused_at
from routine.core.draft import Draft
from routine.core.enabling import begin
from routine.core.holding import reviewed
from routine.core.now import Now, instant_of
from routine.core.preset import Preset
from routine.core.safety import refusals
from routine.core.schedule_types import MINUTES_A_DAY, Clock
from routine.core.setup import Setup
from routine.core.state import Button, Card, Pause, RoutineState, State

BEGIN_AGAIN, NOT_NOW = Button("begin-again", "Begin again"), Button("not-now", "Not now")
_MORNING = 9 * 60
_DAY = timedelta(days=1)


def end_courses(draft: Draft) -> None:
    """Say once that a course is over; once, after its break, ask whether to begin again: it never does so itself."""
    for id in draft.enabled():
        preset = draft.preset(id)
        if preset.course is None or paused_at(draft.state.pauses, id, draft.now.instant):
            continue
        routine, zone = draft.routine(id), draft.zone(id)
        end = course_end(preset, routine, zone, draft.state.pauses)
        asks = asks_at(preset, routine, zone, draft.state.pauses)
        if not routine.ended:
            if end is not None and draft.now.wall(zone) > end and routine.raised is None:
                _over(draft, preset, asks)
        elif asks and asks <= draft.now.wall(zone) and not routine.asked_again and not routine.held:
            _ask(draft, preset)


def _over(draft: Draft, preset: Preset, asks: datetime | None) -> None:
    count = draft.routine(preset.id).done_count
    draft.change_routine(preset.id, ended=True)
    title, body = texts.course_over(preset, count, asks.date() if asks else None, draft.now.wall().date())
    draft.show(Card(id=draft.next_notice(), kind="course", title=title, body=body, buttons=texts.OK_BUTTONS))


def _ask(draft: Draft, preset: Preset) -> None:
    draft.change_routine(preset.id, asked_again=True)
    title, body = texts.begin_again(preset)
    buttons = (BEGIN_AGAIN, NOT_NOW)
    draft.show(Card(id=draft.next_notice(), kind="course", title=title, body=body, buttons=buttons, about=(preset.id,)))


def asks_at(preset: Preset, routine: RoutineState, zone: str, pauses: tuple[Pause, ...]) -> datetime | None:
    """When, naive wall, the break after the course is over and it asks: at the routine's first time of that day."""
    end = course_end(preset, routine, zone, pauses)
    if end is None or preset.course is None or preset.course.rest is None:
        return None
    day = preset.course.rest.after_wall(end + timedelta(minutes=1)).date()
    return _usual_time(preset, day)


def _usual_time(preset: Preset, day: date) -> datetime:
    """The routine's first clock time of a day: an hour at which the person is used to hear of it."""
    base = preset.schedule.base
    minute = base.times[0] % MINUTES_A_DAY if isinstance(base, Clock) else _MORNING
    return datetime.combine(day, time(minute // 60, minute % 60))


def begin_again(draft: Draft, id: str, button: str) -> tuple[str, list[str]]:
    """What came of the button: the title and lines to say. Beginning anew is reviewed anew."""
    title = texts.title_of(draft, id)
    routine = draft.state.routines.get(id)
    if routine is None or not routine.enabled or id not in draft.setup.presets or not routine.ended:
        return title, [texts.next_line(draft, id)]
    if button == NOT_NOW.id:
        return f"{title}: not now", [f"When you want to: routine preset enable {id}"]
    against = refusals(reviewed(draft, [id]), ())
    if against:
        return f"{title}: not begun", [against[0].why, against[0].fix]
    begin(draft, id, ())
    return f"{title} begins again", [texts.next_line(draft, id)]


def course_wakes(setup: Setup, state: State, now: Now) -> Iterator[datetime]:
    """When (UTC) to look at each course next: after its end, and after its break; again a day later, if that waits."""
    for id, routine in state.routines.items():
        preset = setup.presets.get(id) if routine.enabled else None
        if preset is None or preset.course is None:
            continue
        zone = preset.schedule.zone or now.zone
        at = _next_look(preset, routine, zone, state.pauses)
        if at is not None:
            here = now.wall(zone)
            at += max(0, -((at - here) // _DAY)) * _DAY
            yield instant_of(at if at > here else at + _DAY, zone)


def _next_look(preset: Preset, routine: RoutineState, zone: str, pauses: tuple[Pause, ...]) -> datetime | None:
    if routine.ended:
        return None if routine.asked_again else asks_at(preset, routine, zone, pauses)
    end = course_end(preset, routine, zone, pauses)
    return _usual_time(preset, (end + timedelta(minutes=1)).date()) if end else None
