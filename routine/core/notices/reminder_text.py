"""What the notice of one reminder says: the dose, the steps, and what is said beside them."""

from __future__ import annotations

from collections.abc import Iterator

from routine.core.notices.dates_near import coming_up
from routine.core.notices.last_today import last_today
from routine.core.occurrences import ramp_nights
from routine.core.occurrences.course import course_day, course_time
from routine.core.occurrences.night_words import night_words
from routine.core.preset.dose_words import dose_words
from routine.core.preset.model import Preset
from routine.core.preset.step_words import step_words
from routine.core.reminders.sunscreen import day_note
from routine.core.safety.lying_posture import fitted
from routine.core.snapshot import Snapshot
from routine.core.state.keys import Planned, is_visit
from routine.core.state.reminder import Reminder
from routine.core.supply.shelf_life import past_lines
from routine.core.visits.notice_lines import visit_body, visit_title
from routine.core.when.moment import day_of, wall

_LATE_S = 15 * 60


def title(draft: Snapshot, id: str, raised: Reminder) -> str:
    """What is due."""
    return visit_title(draft, id, raised) if is_visit(raised.key) else draft.title(id)


def body(draft: Snapshot, id: str, raised: Reminder) -> str:
    """All there is to read before acting, in full: what to do or to take first."""
    if is_visit(raised.key):
        return visit_body(draft, id, raised)
    said = notice_body(as_tonight(draft, id, raised), note=". ".join(notes(draft, id, raised)) or None)
    return "\n".join([*past_lines(draft, id), said])


def line(draft: Snapshot, id: str, raised: Reminder) -> str:
    """The same in one line, for a notice of several; what is said of a date near is said once for all of them."""
    if is_visit(raised.key):
        says = [*visit_body(draft, id, raised).splitlines()]
    else:
        told = notice_body(as_tonight(draft, id, raised)).splitlines()
        says = [*past_lines(draft, id), *told, *notes(draft, id, raised, dates=False)]
    return f"• {title(draft, id, raised)}, {draft.when(id, raised.instant)}: {' '.join(map(_sentence, says))}"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…", ":")) else f"{text}."


def as_tonight(draft: Snapshot, id: str, raised: Planned) -> Preset:
    """The preset with its steps as they are that night, for this person."""
    night = ramp_nights.tonight(draft.preset(id), draft.routine(id), draft.calendar(id), raised.nominal.date())
    return fitted(night, draft.setup, draft.now.wall(draft.zone(id)).date())


def notes(draft: Snapshot, id: str, raised: Reminder, *, dates: bool = True, planned: bool = True) -> Iterator[str]:
    """What is said beside the steps: `Day 12 of 84` of a course; `Planned today 08:00` when it is shown late.

    Not `planned`: where its time stands beside it anyway.
    """
    preset, routine, zone = draft.preset(id), draft.routine(id), draft.zone(id)
    if course := course_note(draft, id, raised):
        yield course
    if last := last_today(draft, id, raised):
        yield last
    if night := ramp_nights.night_on(preset, routine, draft.calendar(id), raised.nominal.date()):
        words = night_words(preset, routine.nights, night)
        yield words[:1].upper() + words[1:]
    if planned and (raised.raised_at - raised.instant).total_seconds() >= _LATE_S:
        yield f"Planned {draft.when_in(zone, wall(raised.instant, zone))}"
    if times := day_note(draft, id, raised):
        yield times
    if dates and (date_near := coming_up(draft, id)):
        yield date_near


def course_note(draft: Snapshot, id: str, raised: Planned) -> str | None:
    """`Day 12 of 84`, `Mask 5 of 12`, where the routine is a course."""
    preset, routine, zone = draft.preset(id), draft.routine(id), draft.zone(id)
    if nth := course_time(preset, routine, raised.nominal):
        return f"{'Mask' if preset.kind == 'mask' else 'Time'} {nth[0]} of {nth[1]}"
    today = day_of(draft.now.wall(zone), draft.day_ends)
    day = course_day(preset, routine, draft.calendar(id), today)
    return f"Day {day[0]} of {day[1]}" if day else None


def notice_body(preset: Preset, *, note: str | None = None) -> str:
    """The text under a notice's title: dose, numbered steps, then `note` (such as “week 3 of 12”); plain, no markup."""
    steps = [step_words(step) for step in preset.steps]
    lines = [f"{n}. {step}" for n, step in enumerate(steps, 1)] if len(steps) > 1 else steps
    if preset.dose:
        lines.insert(0, f"{dose_words(preset.dose)}.")
    if preset.signs:
        lines.append("Rate what you see, now or later.")
    return "\n".join([*lines, note] if note else lines)
