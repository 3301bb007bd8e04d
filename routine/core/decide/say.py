"""The words of a decision, from what was done and the finished draft: replies, and notices that tell of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from msgspec.structs import replace

from routine.core.decide import outcomes as done
from routine.core.decide.after import Aftermath
from routine.core.decide.confirmation import confirm
from routine.core.draft import Draft, News, Outcome
from routine.core.requests.replies import commands as reply
from routine.core.routines import outcomes as routine
from routine.core.state.cards import Card, Confirmation

#: What is replied to whoever gave a command: by the name of the outcome, that of a function of the core, which takes
#: the draft and the outcome.
#: By name, so that a process that answers one command imports the words of no other.
REPLIES = {
    "Answered": "reminders.lines.answered.answered",
    "StayedIn": "reminders.lines.answered.stayed_in",
    "Snoozed": "reminders.lines.snoozed.snoozed",
    "Moved": "reminders.lines.snoozed.moved",
    "TakenBack": "reminders.lines.answered.taken_back",
    "NotPutOff": "reminders.lines.snoozed.not_put_off",
    "Paused": "reminders.lines.paused.paused",
    "PauseTakenBack": "reminders.lines.paused.pause_taken_back",
    "Resumed": "reminders.lines.paused.resumed",
    "Rated": "reminders.lines.rated.rated",
    "Reported": "irritation.lines.reported",
    "Over": "irritation.lines.over",
    "WentOn": "irritation.lines.went_on",
    "ReportTakenBack": "irritation.lines.report_taken_back",
    "TooLateToTakeBack": "irritation.lines.too_late_to_take_back",
    "StockRefilled": "supply.stock.refilled",
    "RefillTakenBack": "supply.stock.refill_taken_back",
    "Chose": "spacing.ask_which_of_two.chose",
    "ProductOpened": "supply.shelf_life.product_opened",
    "ProductTakenBack": "supply.shelf_life.product_taken_back",
    "Booked": "visits.reply_lines.booked",
    "Cancelled": "visits.reply_lines.cancelled",
    "Attended": "visits.reply_lines.attended",
    "NotAttended": "visits.reply_lines.not_attended",
    "Begun": "session.lines.begun",
    "Acted": "session.lines.acted",
    "OutputsMissing": "session.lines.outputs_missing",
    "Enabled": "routines.lines.enabled",
    "FactsAnswered": "review.lines.facts_answered",
    "Disabled": "routines.lines.disabled",
    "LoginTold": "decide.say.login_told",
    "PageNotOpened": "decide.say.page_not_opened",
    "Greeted": "decide.say.greeted",
    "NoticeTried": "routines.welcome_lines.tried",
}

#: What the notice says once one of its buttons was pressed; without words here, it only goes.
CONFIRMATIONS = {
    "Answered": "reminders.lines.answered.answered_notice",
    "StayedIn": "reminders.lines.answered.stayed_in_notice",
    "DoneAfterAll": "reminders.lines.answered.done_after_all_notice",
    "FreshStart": "reminders.lines.answered.fresh_start_notice",
    "PutOff": "reminders.lines.snoozed.put_off_notice",
    "Paused": "reminders.lines.paused.paused_notice",
    "Resumed": "reminders.lines.paused.resumed_notice",
    "CannotStart": "session.lines.cannot_start_notice",
    "Attended": "visits.reply_lines.attended_notice",
    "NotAttended": "visits.reply_lines.not_attended_notice",
    "DoctorAsked": "visits.reply_lines.doctor_asked_notice",
    "Chose": "spacing.ask_which_of_two.chose_notice",
    "Freed": "spacing.free_evening.freed_notice",
    "Enabled": "routines.welcome_lines.enabled_notice",
    "CourseAnswered": "routines.lines.course_answered_notice",
    "NotesDecided": "review.lines.notes_decided_notice",
    "ProfileConfirmed": "review.lines.profile_confirmed_notice",
    "WaitAnswered": "review.lines.wait_answered_notice",
    "QuestionsAnswered": "review.lines.questions_answered_notice",
}

_NOTHING_DONE = {
    "answered": "You have already answered this.",
    "all enabled": "There is nothing more to add without safety questions.",
    "more waits": "More reminders are waiting here now. Nothing was answered.",
}
_NOTHING_LEFT = {"to plan": "There is nothing left to plan.", "to answer": "There is nothing left to answer."}


def say(draft: Draft, outcome: Outcome, found: Aftermath) -> reply.Reply:
    """The reply; notices that tell of what happened on the way are shown with it."""
    for news in draft.news:
        _tell(draft, news)
    said = _reply(draft, outcome, found)
    if found.ended is None:
        return said
    from routine.core.session.lines import ended_unsafe_line

    return replace(said, said=(ended_unsafe_line(found.ended), *said.said))


def _tell(draft: Draft, news: News) -> None:
    from routine.core.reminders import clock_ahead, zone_change
    from routine.core.reminders.lines.clock_was_ahead import clock_was_ahead_notice
    from routine.core.session import lines as session
    from routine.core.session.outcomes import SessionEnded

    match news:
        case SessionEnded():
            draft.show(session.ended_notice(draft, news))
        case zone_change.ZoneChanged():
            draft.show(zone_change.zone_changed_notice(draft, news))
        case clock_ahead.ClockWasAhead():
            draft.show(clock_was_ahead_notice(draft, news))


def _reply(draft: Draft, outcome: Outcome, found: Aftermath) -> reply.Reply:
    match outcome:
        case done.TimePassed():
            return reply.SilentReply()
        case done.Pressed(outcome=done.LoginAsked() | done.PageAsked()):
            return reply.SilentReply()  # told once it is done
        case done.NothingDone():
            return _lines(_NOTHING_DONE.get(outcome.why))
        case done.PutAway():
            return _lines(_NOTHING_LEFT.get(outcome.nothing_left))
        case done.Pressed():
            words = CONFIRMATIONS.get(type(outcome.outcome).__name__)
            if words is None:
                return _reply(draft, outcome.outcome, found)
            return confirm(draft, outcome.notice, _told(draft, outcome, words))
        case routine.Reloaded() | routine.Welcomed():
            return _of_files(draft, outcome, found)
        case _:
            said: reply.Reply = by_name(REPLIES[type(outcome).__name__])(draft, outcome)
            return said


def _of_files(draft: Draft, outcome: routine.Reloaded | routine.Welcomed, found: Aftermath) -> reply.Reply:
    if isinstance(outcome, routine.Reloaded):
        from routine.core.routines.lines import reloaded

        return reloaded(draft, outcome, found.no_room)
    from routine.core.routines.welcome_lines import welcome_notice, welcomed

    if outcome.first:
        draft.show(_with_choices(draft, welcome_notice(draft, outcome)))
    return welcomed(draft, outcome)


def _told(draft: Draft, outcome: done.Pressed, words: str) -> Confirmation:
    told: Confirmation = by_name(words)(draft, outcome.outcome)
    if outcome.last_of:
        told = replace(told, lines=(*told.lines, f"This was the last of {outcome.last_of}."))
    return told


def page_not_opened(draft: Draft, outcome: routine.PageNotOpened) -> reply.Reply:
    """Why the page does not show, in a notice: nobody sees a terminal."""
    from routine.core.routines.welcome_lines import page_notice

    card = page_notice(draft, outcome)
    draft.show(card)
    return _lines(card.title)


def login_told(draft: Draft, outcome: routine.LoginTold) -> reply.Reply:
    """Whether Routine starts at login now, in a notice."""
    from routine.core.routines.welcome_lines import login_notice

    card = login_notice(draft, outcome)
    draft.show(card)
    return _lines(card.title)


def greeted(draft: Draft, outcome: routine.Greeted) -> reply.Reply:
    """What comes next, in a notice with what there is to do."""
    from routine.core.routines.welcome_lines import greeting

    card = greeting(draft, outcome)
    draft.show(_with_choices(draft, card))
    return _lines(*card.body.splitlines())


def _with_choices(draft: Draft, card: Card) -> Card:
    from routine.core.decide.welcome_choices import with_choices  # here: once in the life of a home

    return with_choices(draft, card)


@cache
def by_name(words: str) -> Callable[[Draft, Any], Any]:
    """A function of the core, imported when the first outcome needs it: most processes say one thing."""
    module, _, name = words.rpartition(".")
    found: Callable[[Draft, Any], Any] = getattr(import_module(f"routine.core.{module}"), name)
    return found


def _lines(*lines: str | None) -> reply.AnswersReply:
    return reply.AnswersReply(said=tuple(line for line in lines if line))
