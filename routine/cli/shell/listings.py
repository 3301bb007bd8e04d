"""Lists of times and reminders as a terminal shows them: today, plan, pending, why. Pure; the texts come safe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeGuard

from routine.cli.shell.colours import MARKED, Look, painted
from routine.cli.shell.table import clip, fold, table

if TYPE_CHECKING:
    from routine.core.requests.replies.occurrences import (
        OccurrenceView,
        OverviewReply,
        PendingReply,
        ReminderView,
        SimulatedView,
        TodayReply,
        VisitTimeView,
        WhyReply,
    )

    Occurrence = OccurrenceView | SimulatedView

_STATUS = {
    "planned": "to come",
    "raised": "waiting for your answer",
    "snoozed": "later",
    "excused": "not counted",
    "undone": "undone",
}
#: Characters across that any phone shows in one line.
_PHONE = 32
_STYLE = {"raised": "1", "snoozed": "1", "missed": MARKED, "done": "2", "skipped": "2", "excused": "2"}
NOT_RUNNING = "Routine is not running, so no reminders appear. Start it: routine start"


def word(status: str) -> str:
    """The word people read for a status or an answer."""
    return _STATUS.get(status, status)


def overview(reply: OverviewReply, look: Look) -> str:
    """What waits and what is next, one line each."""
    waiting = [(r.title, _since(r), f"routine done {r.routine}") for r in reply.pending]
    coming = [(o.when, o.title, o.routine) for o in reply.next]
    lines = [painted("Waiting for your answer", "1", look), *table(waiting, look.width, 0, "  ")] if waiting else []
    if coming:
        lines += [painted("Next", "1", look), *table(coming, look.width, 1, "  ")]
    if not lines:
        lines = ["No reminders are waiting or planned. Choose a routine: routine preset list"]
    elif not waiting:
        lines.insert(0, "No reminders are waiting.")
    return "\n".join([*lines, *remarks(reply.running, look, reply.notes, reply.problems)])


def _since(reminder: ReminderView) -> str:
    return f"again {reminder.later}" if reminder.later else f"since {reminder.raised}"


def remarks(running: bool | None, look: Look, notes: Sequence[str] = (), problems: Sequence[str] = ()) -> list[str]:
    """What stands below a listing: notes, problems, and that nothing appears while Routine is not running."""
    lines = [line for note in notes for line in fold(note, look.width)]
    for problem in problems:
        lines += [painted(line, MARKED, look) for line in fold(f"Problem: {problem}", look.width)]
    if running is False and not any("routine start" in line for line in lines):
        lines += fold(NOT_RUNNING, look.width)
    return lines


def day(reply: TodayReply, look: Look) -> str:
    """Today's times, with what became of each."""
    found = _with_visits(reply.occurrences, reply.visits)
    rows = [(_clock(o), _about(o), o.routine, _visit_word(o) or word(o.status)) for o in found]
    return "\n".join(
        [*_occurrences(found, rows, look, "There are no times today."), *remarks(reply.running, look, reply.notes)]
    )


def _with_visits(found: Sequence[Occurrence], visits: Sequence[VisitTimeView]) -> list[Occurrence | VisitTimeView]:
    """The times of some days with the visits among them, in order."""
    return sorted([*found, *visits], key=lambda one: one.instant) if visits else list(found)


def _is_visit(one: Occurrence | VisitTimeView) -> TypeGuard[VisitTimeView]:
    return hasattr(one, "visit")


def _is_time(one: Occurrence | VisitTimeView) -> TypeGuard[Occurrence]:
    return not _is_visit(one)


def _about(one: Occurrence | VisitTimeView) -> str:
    """What it is: of a visit's reminder, what is due."""
    if _is_visit(one):
        return f"Your visit: {one.title}"
    says: Sequence[str] = getattr(one, "says", ())
    more = f" (and {len(says) - 1} more)" if len(says) > 1 else ""
    return f"{says[0]}{more}" if says else one.title


def _visit_word(one: Occurrence | VisitTimeView) -> str:
    return {"attended": "you went"}.get(one.status, one.status) if _is_visit(one) else ""


def take_along(reply: TodayReply, _look: Look) -> str:
    """Today's open times as plain text no wider than a phone: `08:00 Sunscreen`."""
    found = [o for o in reply.occurrences if o.status in ("planned", "raised", "snoozed")]
    lines = [clip(f"{_clock(o)} {o.title}", _PHONE) for o in found]
    return "\n".join([reply.day, *(lines or ["There are no more times today."])])


def span(
    times: Sequence[Occurrence],
    look: Look,
    *,
    why: bool,
    running: bool | None = None,
    visits: Sequence[VisitTimeView] = (),
) -> str:
    """The times of some days, visits among them; with `why`, the reason of each below it, and all that is due."""
    found = _with_visits(times, visits)
    rows = [(o.when, _about(o), o.routine, _became(o)) for o in found]
    lines = _occurrences(found, rows, look, "Nothing is planned in these days.")
    if why:
        reasons = [[line for text in _reasons(o) for line in fold(text, look.width, "    ")] for o in found]
        lines = [line for line, reason in zip(lines, reasons, strict=False) for line in (line, *reason)]
    elif any(_became(o) for o in found):
        lines += fold("Why it moved, or is not counted: routine plan --why", look.width)
    return "\n".join([*lines, *remarks(running, look)])


def _reasons(one: Occurrence | VisitTimeView) -> Sequence[str]:
    """What stands below a time: all that is due, where it is more than one thing, and why it comes."""
    says: Sequence[str] = getattr(one, "says", ())
    return [*says, one.why] if _is_time(one) else ()


def _became(one: Occurrence | VisitTimeView) -> str:
    """What is to be said beside a time that is planned: mostly nothing."""
    if _is_time(one) and one.status == "planned":
        return "moved" if one.moved else ""
    return _visit_word(one) or word(one.status)


def _occurrences(
    found: Sequence[Occurrence | VisitTimeView], rows: Sequence[Sequence[str]], look: Look, nothing: str
) -> list[str]:
    lines = table(rows, look.width, 1)
    styles = [_STYLE.get(o.status) for o in found]
    return [painted(line, style, look) for line, style in zip(lines, styles, strict=True)] or [nothing]


def _clock(occurrence: Occurrence | VisitTimeView) -> str:
    return occurrence.when.removeprefix("today ")


def pending(reply: PendingReply, look: Look) -> str:
    """The reminders that wait, and how to answer one."""
    reminders = reply.reminders
    if not reminders:
        return "\n".join(["No reminders are waiting.", *remarks(reply.running, look)])
    rows = table([(r.when, r.title, r.routine, _since(r)) for r in reminders], look.width, 1)
    lines = [line for row, one in zip(rows, reminders, strict=True) for line in (row, *_says(one, look))]
    how = f"Answer with done, skip or snooze, for example: routine done {reminders[0].routine}"
    return "\n".join([*lines, how, *remarks(reply.running, look)])


def _says(reminder: ReminderView, look: Look) -> Iterator[str]:
    """What its notification says, under it: nobody need find the notification to read what to do."""
    for says in reminder.says:
        yield from fold(says, look.width, "    ")


def reason(reply: WhyReply, look: Look) -> str:
    """Why a routine comes when it comes."""
    lines = [line for text in reply.lines for line in fold(text, look.width, "  ")]
    return "\n".join([painted(f"{reply.title} ({reply.routine})", "1", look), *lines])
