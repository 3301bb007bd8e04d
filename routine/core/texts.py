"""What cards and answers say: short, calm, with what happens next and when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from routine.core.course import paused_at
from routine.core.dates import format_day
from routine.core.draft import Draft
from routine.core.due import next_due
from routine.core.now import wall
from routine.core.phrases import format_when
from routine.core.preset import Preset
from routine.core.series import series_of
from routine.core.skin_rest import holding
from routine.core.spacing.standing import left_out
from routine.core.state import Button, Entry

OK_BUTTONS = (Button("ok", "OK"),)
UNDO_BUTTONS = (Button("undo", "Undo"),)
MISSED_BUTTONS = (Button("did-them", "I did them"), Button("ok", "OK"))
MISSED_BUTTON = (Button("did-them", "I did it"), Button("ok", "OK"))
SILENT_BUTTONS = (Button("fresh", "Fresh start"), Button("did-them", "I did them"), Button("pause", "Pause"))
_SHOWN = 5


def title_of(draft: Draft, id: str) -> str:
    """The routine's title; its id where the preset is gone."""
    preset = draft.setup.presets.get(id)
    return preset.title if preset else id


def next_line(draft: Draft, id: str) -> str:
    """`Next: tomorrow 08:00.`, or why there is no next time."""
    routine, preset = draft.state.routines.get(id), draft.setup.presets.get(id)
    if routine is None or preset is None or not routine.enabled:
        return "It is not enabled: nothing more will come."
    if routine.held:
        return f"On hold: {routine.held} It goes on only by: routine preset enable {id}"
    upcoming = next_due(id, preset, routine, draft.now, draft.state.pauses)
    if upcoming is None and series_of(preset) and not any(v.status == "booked" for v in routine.visits):
        return book_line(id)
    if upcoming is None:
        return "No further time is planned."
    zone = draft.zone(id)
    line = f"Next: {format_when(wall(upcoming.instant, zone), draft.now.wall(zone))}."
    if paused_at(draft.state.pauses, id, upcoming.instant):
        return f"{line} It is paused then."
    held = holding(draft.state, preset, upcoming.instant, zone)
    if held:
        return f"{line} It waits: {held}."
    no_room = left_out(draft, id, upcoming)
    return f"{line} Then it is {no_room}." if no_room else line


def book_line(id: str) -> str:
    """What to do where no visit is booked."""
    return f'Nothing is booked. Once you have a date: routine visit book {id} "3 Dec 10:00"'


def missed_digest(draft: Draft, missed: list[Entry], already: int) -> tuple[str, str]:
    """Title and text of the digest of times that were found too late."""
    count = len(missed) + already
    title = "1 time was missed" if count == 1 else f"{count} times were missed"
    lines = _entry_lines(draft, missed)
    if already:
        lines.append(f"and {already} earlier")
    lines.append(f"If you did {'it' if count == 1 else 'them'} after all, say so.")
    return title, "\n".join(lines)


def did_commands(missed: list[Entry]) -> tuple[str, ...]:
    """What to type where no button says that missed times were done after all."""
    first: dict[str, date] = {}
    for entry in missed:
        first[entry.routine] = min(entry.nominal.date(), first.get(entry.routine, entry.nominal.date()))
    return tuple(f"routine done {id} --since {day}" for id, day in list(first.items())[:_SHOWN])


def _entry_lines(draft: Draft, entries: list[Entry]) -> list[str]:
    by_routine: dict[str, list[Entry]] = {}
    for entry in entries:
        by_routine.setdefault(entry.routine, []).append(entry)
    lines = []
    for id, of_it in list(by_routine.items())[:_SHOWN]:
        last = format_when(of_it[-1].nominal, draft.now.wall(draft.zone(id)))
        often = "" if len(of_it) == 1 else f" ({len(of_it)} times)"
        lines.append(f"{title_of(draft, id)}: {last}{often}")
    if len(by_routine) > _SHOWN:
        lines.append(f"and {len(by_routine) - _SHOWN} more routines")
    return lines


def silence(draft: Draft) -> tuple[str, str]:
    """Title and text of the daily notice while nobody answers."""
    since = draft.state.waiting_since or draft.now.instant
    waiting = [id for id in draft.enabled() if draft.routine(id).raised]
    when = format_when(wall(since, draft.now.zone), draft.now.wall())
    body = (
        f"No answer since {when}. Reminders are quiet until you say how to go on.\n"
        "Fresh start: what was missed stays missed, and it goes on from here.\n"
        "I did them: counts everything since then as done.\n"
        "Pause: counts none of it, and stays quiet until you resume."
    )
    if waiting:
        body += f"\nWaiting: {listed(title_of(draft, id) for id in waiting[:_SHOWN])}"
    return "Shall we go on?", body


def course_over(preset: Preset, done: int, asks: date | None, today: date) -> tuple[str, str]:
    """Title and text at the end of a course. `asks`: the day of the question whether to begin again, if any."""
    again = (
        f"After your break, on {format_day(asks, today)}, you are asked whether to begin again."
        if asks
        else f"Whether and when to begin again is yours to decide: routine preset enable {preset.id}"
    )
    often = "once" if done == 1 else f"{done} times"
    return f"{preset.title}: course complete", f"This course is over: done {often}. {again}"


def begin_again(preset: Preset) -> tuple[str, str]:
    """Title and text of the question after the break behind a course."""
    body = f"Your break after the last course is over. Nothing begins by itself: routine preset enable {preset.id}"
    return f"{preset.title}: begin again?", body


def zone_changed(draft: Draft, old: str) -> tuple[str, str]:
    """Title and text after the machine's zone changed: old, new, and the next reminders."""
    upcoming = []
    for id in draft.enabled():
        occurrence = next_due(id, draft.preset(id), draft.routine(id), draft.now, draft.state.pauses)
        if occurrence:
            upcoming.append((occurrence.instant, id))
    lines = [f"{title_of(draft, id)}. {next_line(draft, id)}" for _, id in sorted(upcoming)[:3]]
    return "Your time zone changed", "\n".join([f"From {old} to {draft.now.zone}.", *lines])


def answered_line(draft: Draft, entry: Entry, said: str | None = None) -> str:
    """`Egg white mask, today 20:30: done.` `said`: a better word for the answer."""
    when = format_when(entry.nominal, draft.now.wall(draft.zone(entry.routine)))
    word = {"done": "done", "skipped": "skipped", "missed": "missed", "excused": "not counted", "undone": "open again"}
    return f"{title_of(draft, entry.routine)}, {when}: {said or word[entry.answer]}."


def listed(names: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *most, last = list(names) or [""]
    return f"{', '.join(most)} and {last}" if most else last
