"""The notice of one reminder: its title, its text, its buttons, and what to type where there are none."""

from __future__ import annotations

from routine.core.notices.dates_near import coming_up
from routine.core.notices.digest import times_shown
from routine.core.notices.last_today import last_today
from routine.core.occurrences import ramp_nights
from routine.core.occurrences.course import course_day, course_time
from routine.core.occurrences.night_words import night_words
from routine.core.preset.model import Preset
from routine.core.preset.words import dose_words, step_words
from routine.core.reminders.sunscreen import day_note
from routine.core.safety.lying_posture import fitted
from routine.core.snapshot import Snapshot
from routine.core.state.cards import Card
from routine.core.state.keys import is_question, is_visit
from routine.core.state.notice import Button, Notice
from routine.core.state.reminder import Reminder
from routine.core.visits.lines import QUESTION, question_commands, visit_body, visit_title
from routine.core.when.moment import day_of, wall

ANSWERS = (Button("done", "Done"), Button("later", "Later"), Button("skip", "Skip"))
INDOORS = (Button("done", "Done"), Button("later", "Later"), Button("staying-in", "Staying in"))
GUIDED = (Button("start", "Start"), Button("later", "Later"), Button("skip", "Skip"))
TREATMENT = (Button("done", "Done"), Button("later", "Later"), Button("irritated", "Irritated"))
Member = tuple[str, Reminder]


def single(draft: Snapshot, id: str, members: list[Member], card: Card | None) -> Notice:
    """One reminder with its steps; what was just answered in the same notice is said first."""
    routine_id, raised = members[0]
    body = _body(draft, routine_id, raised)
    if card is not None:
        body = f"{card.title}. {card.body}\n\n{body}"
    left = f" (1 of {len(members)})" if len(members) > 1 else ""
    return Notice(
        id=id,
        title=f"{_title(draft, routine_id, raised)}{left}",
        body=body,
        buttons=_buttons(draft, routine_id, raised),
        commands=_commands(draft, routine_id, raised),
        timeout_s=0,
        revision=f"{routine_id}@{raised.key}/{times_shown(raised)}",
    )


def _title(draft: Snapshot, id: str, raised: Reminder) -> str:
    return visit_title(draft, id, raised) if is_visit(raised.key) else draft.title(id)


def _body(draft: Snapshot, id: str, raised: Reminder) -> str:
    if is_visit(raised.key):
        return visit_body(draft, id, raised)
    tonight = ramp_nights.tonight(draft.preset(id), draft.routine(id), draft.calendar(id), raised.nominal.date())
    return notice_body(
        fitted(tonight, draft.setup, draft.now.wall(draft.zone(id)).date()), note=_note(draft, id, raised)
    )


def _buttons(draft: Snapshot, id: str, raised: Reminder) -> tuple[Button, ...]:
    """A visit's reminder has no steps to be guided through; its question has answers of its own."""
    if is_question(raised.key):
        return QUESTION
    return ANSWERS if is_visit(raised.key) else answers_to(draft.preset(id))


def _commands(draft: Snapshot, id: str, raised: Reminder) -> tuple[str, ...]:
    return question_commands(id) if is_question(raised.key) else commands(id, draft.preset(id))


def answers_to(preset: Preset) -> tuple[Button, ...]:
    """The buttons of one reminder; a treatment with a retinoid or an acid has one for skin that does not bear it."""
    if preset.kind == "treatment" and preset.irritant:
        return TREATMENT
    if preset.timed:
        return GUIDED
    return INDOORS if preset.kind == "sun" else ANSWERS


def commands(id: str, preset: Preset) -> tuple[str, ...]:
    """What to type where there are no buttons."""
    if answers_to(preset) is TREATMENT:
        return (f"routine done {id}", f"routine snooze {id}", "routine irritated")
    verb = "run" if preset.timed else "rate" if preset.signs else "done"
    indoors = " --staying-in" if preset.kind == "sun" and not preset.timed else ""
    return (f"routine {verb} {id}", f"routine snooze {id}", f"routine skip {id}{indoors}")


def _when(draft: Snapshot, id: str, raised: Reminder) -> str:
    return draft.when_nominal(id, raised.nominal)


def _note(draft: Snapshot, id: str, raised: Reminder) -> str | None:
    """`Day 12 of 84` of a course; `planned today 08:00` when it is shown well after its time."""
    parts = []
    preset, routine, zone = draft.preset(id), draft.routine(id), draft.zone(id)
    if course := course_note(draft, id, raised):
        parts.append(course)
    if last := last_today(draft, id, raised):
        parts.append(last)
    if night := ramp_nights.night_on(preset, routine, draft.calendar(id), raised.nominal.date()):
        words = night_words(preset, routine.nights, night)
        parts.append(words[:1].upper() + words[1:])
    if (raised.raised_at - raised.instant).total_seconds() >= 15 * 60:
        parts.append(f"Planned {draft.when_in(zone, wall(raised.instant, zone))}")
    if times := day_note(draft, id, raised):
        parts.append(times)
    if date_near := coming_up(draft, id):
        parts.append(date_near)
    return ". ".join(parts) or None


def course_note(draft: Snapshot, id: str, raised: Reminder) -> str | None:
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
        lines.append(f"Rate what you see in a terminal, now or later: routine rate {preset.id}")
    return "\n".join([*lines, note] if note else lines)
