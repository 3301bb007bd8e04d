"""What cards and answers say: short, calm, with what happens next and when."""

from __future__ import annotations

from datetime import date

from routine.core.draft import Draft, title_of
from routine.core.occurrences.course import paused_at
from routine.core.occurrences.due import next_due
from routine.core.occurrences.irritation_rest import holding
from routine.core.preset.model import Preset, series_of
from routine.core.spacing.check import left_out
from routine.core.state.log import Entry
from routine.core.when.format import format_day, format_when
from routine.core.when.moment import wall


def next_line(draft: Draft, id: str) -> str:
    """`Next: tomorrow 08:00.`, or why there is no next time."""
    routine, preset = draft.state.routines.get(id), draft.setup.presets.get(id)
    if routine is None or preset is None or not routine.enabled:
        return "It is not enabled: nothing more will come."
    if routine.held:
        return f"On hold: {routine.held.why} It goes on only by: routine preset enable {id}"
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
