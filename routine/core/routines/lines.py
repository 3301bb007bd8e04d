"""What is said when routines are enabled, disabled or edited, when a course is over, and at the first start."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from routine.core.config.rules import Finding
from routine.core.draft import Draft
from routine.core.preset.medical_advice import ADVICE, at_the_beginning
from routine.core.preset.model import Preset
from routine.core.reminders.next_time import next_line, until_told, with_next
from routine.core.requests.replies import commands as reply
from routine.core.requests.replies.commands import given
from routine.core.review.lines import confirmed_line, look_lines, may_go_on_lines
from routine.core.routines.outcomes import (
    Became,
    CourseAnswered,
    Disabled,
    Enabled,
    Greeted,
    LoginTold,
    NoticeTried,
    PageNotOpened,
    Reloaded,
    Welcomed,
)
from routine.core.schedule.types import MINUTES_A_DAY
from routine.core.snapshot import Snapshot
from routine.core.spacing.no_room import no_room_lines
from routine.core.state.cards import Card, Confirmation, card_id
from routine.core.state.notice import OK_BUTTONS, UNDO_BUTTONS, Button
from routine.core.text.counts import plural
from routine.core.text.notice_title import LONGEST_TITLE, shortened, titled
from routine.core.visits.booking_notes import still_booked
from routine.core.visits.lines import ask_clinic
from routine.core.when.format import format_whole_day

_HOW_TO_ANSWER = "To answer a reminder, press one of its buttons. If you close it, it stays unanswered."
_NEAREST, _OF_TODAY = 3, 6
_MORE = Button("more", "Add more")
#: The buttons of the question after the break behind a course.
BEGIN_AGAIN, NOT_NOW = Button("begin-again", "Start again"), Button("not-now", "Not now")
_STARTS = "Routine starts when you log in", "From your next login on.", UNDO_BUTTONS
_STARTS_NOT = (
    "Routine does not start when you log in",
    "After you log in, no reminders appear until you start Routine.",
    OK_BUTTONS,
)
_TRY, _IT_WORKS = "Notifications work. Press the button to test that too.", (Button("ok", "It works"),)
#: What was only to be tried is not left lying about.
_TRIED = timedelta(minutes=10)
_BECAME = {
    Became.BEGAN: "{routine} is enabled.",
    Became.RAN_ALREADY: "{routine} is already enabled.",
    Became.GOES_ON: "{routine} is no longer on hold.",
}
_STATUS = {"done": ", done", "skipped": ", skipped", "missed": ", missed", "excused": ", not counted"}


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


def welcomed(draft: Snapshot, outcome: Welcomed) -> reply.WelcomeReply:
    """What the first start enabled, and when it comes."""
    return reply.WelcomeReply(said=tuple(with_next(draft, outcome.enabled, typed=True)), enabled=outcome.enabled)


def welcome_notice(draft: Draft, outcome: Welcomed) -> Card:
    """The notice of the first start."""
    lines = with_next(draft, outcome.enabled)
    body = "\n".join([*lines, _HOW_TO_ANSWER, ADVICE])
    return _greeting(draft, body, outcome.enabled)


def _greeting(draft: Draft, body: str, ids: Iterable[str]) -> Card:
    """The notice; it goes when the time that it names has come."""
    times = (one.instant for id in ids if (one := draft.ahead(id)))
    ends = until_told(draft, times)
    return Card(id=card_id("welcome"), kind="welcome", title="Routine is running", body=body, ends=ends)


def greeting(draft: Draft, outcome: Greeted) -> Card:
    """What is next, for somebody who asked for it in the desktop's menu."""
    lines = with_next(draft, outcome.coming[:_NEAREST])
    return _greeting(draft, "\n".join(lines) or "No reminders are planned.", outcome.coming)


def tried(draft: Draft, _: NoticeTried) -> reply.AnswersReply:
    """A notice with a button, and what to look for."""
    ends = draft.now.instant + _TRIED
    card = Card(id=card_id("try"), kind="try", title="Routine: test", body=_TRY, buttons=_IT_WORKS, ends=ends)
    draft.show(card)
    return reply.AnswersReply(said=("A test notification is on its way. Press its button.",))


def today_lines(draft: Snapshot, times: Iterable[tuple[str, datetime, str]]) -> tuple[str, str]:
    """Title and text of the notice with today's times, each a routine, its nominal time and its status."""
    lines = [f"{nominal:%H:%M} {draft.title(id)}{_STATUS.get(status, '')}" for id, nominal, status in times]
    if len(lines) > _OF_TODAY:
        more = len(lines) - _OF_TODAY + 1
        lines[_OF_TODAY - 1 :] = [plural(more, one="And 1 more.", other="And {count} more.")]
    return "Today", "\n".join(lines) or "No reminders are planned for today."


def offered(draft: Snapshot, ids: Iterable[str]) -> tuple[str, str]:
    """Title and text of the notice that offers routines which need no safety question."""
    lines = [f"{draft.title(id)}. {draft.preset(id).summary}" for id in ids]
    return "Add a routine?", "\n".join([*lines, "Masks and supplements ask safety questions first."])


def enabled_notice(draft: Snapshot, outcome: Enabled) -> Confirmation:
    """What was added by mouse, and when it comes; more can be added from here."""
    (id, *_) = outcome.became
    return Confirmation(titled(draft.title(id), "enabled"), (next_line(draft, id, typed=False),), buttons=(_MORE,))


def login_notice(_: Snapshot, outcome: LoginTold) -> Card:
    """Whether Routine starts at login from now on."""
    title, body, buttons = _STARTS if outcome.on else _STARTS_NOT
    if outcome.problem:
        title, body, buttons = "Start at login was not changed", outcome.problem, OK_BUTTONS
    return Card(id=card_id("login"), kind="login", title=title, body=body, buttons=buttons)


def page_notice(draft: Draft, outcome: PageNotOpened) -> Card:
    """That the page does not show, and why."""
    return Card(
        id=draft.next_notice(), kind="problem", title="The page did not open", body=outcome.problem, buttons=OK_BUTTONS
    )


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
