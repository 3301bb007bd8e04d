"""What the welcome says: at the first start, when it is asked for, of today, of more routines, of starting at login."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from routine.core.draft import Draft
from routine.core.preset.medical_advice import ADVICE
from routine.core.reminders.next_time import next_line, until_told, with_next
from routine.core.requests.replies import commands as reply
from routine.core.routines.outcomes import Enabled, Greeted, LoginTold, NoticeTried, PageNotOpened, Welcomed
from routine.core.snapshot import Snapshot
from routine.core.state.cards import Card, Confirmation, card_id
from routine.core.state.notice import OK_BUTTONS, UNDO_BUTTONS, Button
from routine.core.text.counts import plural
from routine.core.text.notice_title import titled

_HOW_TO_ANSWER = "To answer a reminder, press one of its buttons. If you close it, it stays unanswered."
_NEAREST, _OF_TODAY = 3, 6
MORE = Button("more", "Add more")
_STARTS = "Routine starts when you log in", "From your next login on.", UNDO_BUTTONS
_STARTS_NOT = (
    "Routine does not start when you log in",
    "After you log in, no reminders appear until you start Routine.",
    OK_BUTTONS,
)
_TRY, _IT_WORKS = "Notifications work. Press the button to test that too.", (Button("ok", "It works"),)
#: What was only to be tried is not left lying about.
_TRIED = timedelta(minutes=10)
_STATUS = {"done": ", done", "skipped": ", skipped", "missed": ", missed", "excused": ", not counted"}


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
    return Confirmation(titled(draft.title(id), "enabled"), (next_line(draft, id, typed=False),), buttons=(MORE,))


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
