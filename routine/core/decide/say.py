"""The words of a decision, from what was done and the finished draft: replies, and notices that tell of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from routine.core.decide import outcomes as done
from routine.core.decide.after import Aftermath
from routine.core.decide.confirmation import confirm
from routine.core.draft import Draft, Outcome
from routine.core.irritation import lines as irritation
from routine.core.irritation import outcomes as irritated
from routine.core.reminders import clock_change
from routine.core.reminders import lines as reminders
from routine.core.reminders import outcomes as answers
from routine.core.requests.replies import commands as reply
from routine.core.review import lines as review
from routine.core.review import outcomes as reviewed
from routine.core.routines import lines as routines
from routine.core.routines import outcomes as routine
from routine.core.session import lines as session
from routine.core.session import outcomes as sessions
from routine.core.spacing import which_of_two
from routine.core.state.cards import Confirmation
from routine.core.supply import RefillTakenBack, StockRefilled, refill_taken_back, refilled
from routine.core.visits import outcomes as visits
from routine.core.visits import reply as visit

#: What is replied to whoever gave a command. Each function takes the draft and an outcome of its type.
REPLIES: dict[type[Outcome], Callable[[Draft, Any], reply.Reply]] = {
    answers.Answered: reminders.answered,
    answers.StayedIn: reminders.stayed_in,
    answers.Snoozed: reminders.snoozed,
    answers.Moved: reminders.moved,
    answers.TakenBack: reminders.taken_back,
    answers.Paused: reminders.paused,
    answers.Resumed: reminders.resumed,
    answers.Rated: reminders.rated,
    irritated.Reported: irritation.reported,
    irritated.Over: irritation.over,
    irritated.WentOn: irritation.went_on,
    irritated.ReportTakenBack: irritation.report_taken_back,
    irritated.TooLateToTakeBack: irritation.too_late_to_take_back,
    StockRefilled: refilled,
    RefillTakenBack: refill_taken_back,
    visits.Booked: visit.booked,
    visits.Cancelled: visit.cancelled,
    visits.Attended: visit.attended,
    visits.NotAttended: visit.not_attended,
    sessions.Begun: session.begun,
    sessions.Acted: session.acted,
    sessions.OutputsMissing: session.outputs_missing,
    routine.Enabled: routines.enabled,
    routine.Disabled: routines.disabled,
}

#: What the notice says once one of its buttons was pressed; without words here, it only goes.
CONFIRMATIONS: dict[type[Outcome], Callable[[Draft, Any], Confirmation]] = {
    answers.Answered: reminders.answered_notice,
    answers.StayedIn: reminders.stayed_in_notice,
    answers.DoneAfterAll: reminders.done_after_all_notice,
    answers.FreshStart: reminders.fresh_start_notice,
    answers.PutOff: reminders.put_off_notice,
    answers.Paused: reminders.paused_notice,
    sessions.CannotStart: session.cannot_start_notice,
    visits.Attended: visit.attended_notice,
    visits.NotAttended: visit.not_attended_notice,
    visits.DoctorAsked: visit.doctor_asked_notice,
    which_of_two.Chose: which_of_two.chose_notice,
    routine.CourseAnswered: routines.course_answered_notice,
    reviewed.NotesDecided: review.notes_decided_notice,
    reviewed.ProfileConfirmed: review.profile_confirmed_notice,
    reviewed.QuestionsAnswered: review.questions_answered_notice,
}

_NOTHING_DONE = {
    "answered": "This notice was answered already.",
    "more waits": "More is waiting in this notice by now; nothing was answered.",
}
_NOTHING_LEFT = {"to plan": "There is nothing left to plan.", "to answer": "Nothing was left to answer."}


def say(draft: Draft, outcome: Outcome, found: Aftermath) -> reply.Reply:
    """The reply; notices that tell of what happened on the way are shown with it."""
    for news in draft.news:
        match news:
            case sessions.SessionEnded():
                draft.show(session.ended_notice(draft, news))
            case clock_change.ZoneChanged():
                draft.show(clock_change.zone_changed_notice(draft, news))
    said = _reply(draft, outcome, found)
    return replace(said, said=(session.ended_unsafe_line(found.ended), *said.said)) if found.ended else said


def _reply(draft: Draft, outcome: Outcome, found: Aftermath) -> reply.Reply:
    match outcome:
        case done.TimePassed():
            return reply.SilentReply()
        case done.NothingDone():
            return _lines(_NOTHING_DONE.get(outcome.why))
        case done.PutAway():
            return _lines(_NOTHING_LEFT.get(outcome.nothing_left))
        case done.Pressed() if type(outcome.outcome) in CONFIRMATIONS:
            return confirm(draft, outcome.notice, CONFIRMATIONS[type(outcome.outcome)](draft, outcome.outcome))
        case done.Pressed():
            return _reply(draft, outcome.outcome, found)
        case routine.Reloaded():
            return routines.reloaded(draft, outcome, found.no_room)
        case routine.Welcomed():
            if outcome.first:
                draft.show(routines.welcome_notice(draft, outcome))
            return routines.welcomed(draft, outcome)
        case _:
            return REPLIES[type(outcome)](draft, outcome)


def _lines(*lines: str | None) -> reply.AnswersReply:
    return reply.AnswersReply(said=tuple(line for line in lines if line))
