"""What is said when routines are enabled, disabled or edited, and when a course is over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from routine.core.config.rules import Finding
from routine.core.preset.medical_advice import at_the_beginning
from routine.core.preset.model import Preset
from routine.core.reminders.next_time import next_line
from routine.core.requests.replies import commands as reply
from routine.core.requests.replies.commands import given
from routine.core.review.lines import confirmed_line, look_lines, may_go_on_lines
from routine.core.routines.outcomes import (
    Became,
    CourseAnswered,
    Disabled,
    Enabled,
    Reloaded,
)
from routine.core.schedule.types import MINUTES_A_DAY
from routine.core.snapshot import Snapshot
from routine.core.spacing.no_room import no_room_lines
from routine.core.state.cards import Confirmation
from routine.core.state.notice import Button
from routine.core.text.counts import plural
from routine.core.text.notice_title import LONGEST_TITLE, shortened, titled
from routine.core.visits.booking_notes import still_booked
from routine.core.visits.next_visit_lines import ask_clinic
from routine.core.when.format import format_whole_day

#: The buttons of the question after the break behind a course.
BEGIN_AGAIN, NOT_NOW = Button("begin-again", "Start again"), Button("not-now", "Not now")
_BECAME = {
    Became.BEGAN: "{routine} is enabled.",
    Became.RAN_ALREADY: "{routine} is already enabled.",
    Became.GOES_ON: "{routine} is no longer on hold.",
}


def enabled(draft: Snapshot, outcome: Enabled) -> reply.EnableReply:
    """What became of each, what comes next, and what is owed to a person to say at the beginning."""
    ids = tuple(outcome.became)
    lines = [
        f"{_BECAME[became].format(routine=draft.title(id))} {next_line(draft, id)}"
        for id, became in outcome.became.items()
    ]
    lines += [line for id in ids for line in ask_clinic(draft, id)]
    lines += at_the_beginning(draft.preset(id) for id in ids if outcome.became[id] is Became.BEGAN)
    lines += [*_quiet_warnings(draft, ids), *look_lines(draft, outcome.look)]
    return reply.EnableReply(enabled=ids, findings=outcome.findings, said=tuple(lines), refused=outcome.refused)


def _quiet_warnings(draft: Snapshot, ids: Iterable[str]) -> list[str]:
    """A line for each routine with times in the quiet hours, where nothing is shown."""
    lines = []
    for id in ids:
        times = draft.preset(id).schedule.clock_times
        if any(window.holds(minute % MINUTES_A_DAY) for window in draft.setup.settings.quiet for minute in times):
            lines.append(
                f"{draft.title(id)} has times in your quiet hours. It appears after them, unless it is too late then."
            )
    return lines


def disabled(draft: Snapshot, outcome: Disabled) -> reply.AnswersReply:
    """That they are disabled, and which visits are still booked."""
    lines = [f"{draft.title(id)} is disabled. Your history is kept." for id in outcome.routines]
    lines += [line for id in outcome.routines for line in still_booked(draft, id)]
    return reply.AnswersReply(said=tuple(lines), answers=given(*outcome.excused))


def reloaded(draft: Snapshot, outcome: Reloaded, no_room: tuple[Finding, ...]) -> reply.ReloadReply:
    """What changed with the files: schedules, what may go on, what is held, what is new, what has no room."""
    look, problems = outcome.look, tuple(problem.whole for problem in draft.setup.problems)
    lines = [confirmed_line(draft)] if outcome.confirmed else []
    lines += [f"{draft.title(id)} has a new schedule. {next_line(draft, id)}" for id in outcome.changed]
    lines += [*may_go_on_lines(draft, outcome.were_held), *look_lines(draft, look), *no_room_lines(no_room)]
    return reply.ReloadReply(said=tuple(lines), changed=outcome.changed, problems=problems, findings=look.new)


# --- courses ------------------------------------------------------------------------------------------------------


def course_over_words(preset: Preset, done: int, asks: date | None, today: date) -> tuple[str, str]:
    """Title and text at the end of a course. `asks`: the day of the question whether to begin again, if any."""
    again = (
        f"After your break, on {format_whole_day(asks, today)}, Routine asks whether to start again."
        if asks
        else "You decide whether and when to start again."
    )
    over = plural(
        done, one="This course is over. You did it once.", other="This course is over. You did it {count} times."
    )
    return titled(preset.title, "course complete"), f"{over} {again}"


def begin_again_words(preset: Preset) -> tuple[str, str]:
    """Title and text of the question after the break behind a course."""
    body = "Your break after the last course is over. Nothing starts until you press “Start again”."
    return titled(preset.title, "start again?"), body


def course_answered_notice(draft: Snapshot, outcome: CourseAnswered) -> Confirmation:
    """What came of the question whether to begin again."""
    id, title = outcome.routine, draft.title(outcome.routine)
    if outcome.not_now:
        return Confirmation(titled(title, "not now"), ("You can start again at any time.",))
    if outcome.against:
        return Confirmation(
            titled(title, "not started"), tuple(filter(None, (outcome.against.why, outcome.against.advice)))
        )
    named = titled(title, "started again") if outcome.begun else shortened(title, LONGEST_TITLE)
    return Confirmation(named, (next_line(draft, id, typed=False),))
