"""What is said while skin is irritated, when it is over, and when a ramp may go on."""

from __future__ import annotations

from routine.core.irritation.outcomes import Over, Reported, ReportTakenBack, TooLateToTakeBack, WentOn
from routine.core.irritation.ramp_stays import at_week, ramp
from routine.core.occurrences.irritation_rest import lasting, since_day
from routine.core.preset.medical_advice import BURNING, EMERGENCY
from routine.core.reminders.lines.answered import taken_back_line
from routine.core.reminders.next_time import next_line, with_next
from routine.core.requests.replies.commands import AnswersReply, Given, given
from routine.core.schedule.types import Ramp
from routine.core.schedule.words import week_words
from routine.core.snapshot import Snapshot
from routine.core.state.irritation import Irritation, Level
from routine.core.state.notice import Button
from routine.core.text.counts import listed, plural

#: The buttons of the notice while it lasts, and of the question whether a ramp goes on.
IT_IS_OVER, IT_IS_STRONG = Button("over", "It is over"), Button("strong", "It is strong")
CONTINUE_OR_STAY = (Button("go-on", "Continue"), Button("ok", "Stay"))
HOW_TO_END = "When it is over: routine irritated --over"
_WAITING = "No reminders for masks, retinoids and acids until you say that the irritation is over."
_ASK = "If one of them was prescribed for you, ask your prescriber."


def lasting_title(draft: Snapshot, one: Irritation) -> str:
    """Of the notice while it lasts."""
    return f"Irritated skin since {since_day(one, draft.now.zone)}"


def reported_lines(draft: Snapshot, level: Level) -> list[str]:
    """What waits from now on; what to do at once, where it is strong."""
    return [*((BURNING, EMERGENCY) if level == "strong" else ()), _WAITING, *_ramp_lines(draft), _ASK]


def _ramp_lines(draft: Snapshot) -> list[str]:
    ramps = [draft.title(id) for id in draft.enabled() if ramp(draft.preset(id))]
    if not ramps:
        return []
    one = f"{listed(ramps)} then repeats its week, and continues only when you say so."
    other = f"{listed(ramps)} then repeat their week, and continue only when you say so."
    return [plural(len(ramps), one=one, other=other)]


def lasting_lines(draft: Snapshot) -> list[str]:
    """What `routine` and `status` say while it lasts."""
    return [f"{line} {HOW_TO_END}" for line in waiting_lines(draft)]


def waiting_lines(draft: Snapshot) -> list[str]:
    """What waits while it lasts, where there are buttons instead of commands."""
    one = lasting(draft.state, draft.now.instant)
    return (
        [f"Your skin has been irritated since {draft.when_here(one.at)}. Masks, retinoids and acids are on hold."]
        if one
        else []
    )


def offer(base: Ramp, week: int) -> str:
    """The text of the question whether a ramp goes on after a whole week."""
    now, more = week_words(base.weeks[week]), week_words(base.weeks[week + 1])
    return (
        f"You have done a whole week as planned ({now}). Your skin was irritated before, "
        "so nothing changes by itself.\n"
        f"Continue: from next week on, {more}. {_ASK}\n"
        f"Stay: {now}, as now."
    )


# --- replies ------------------------------------------------------------------------------------------------------


def reported(draft: Snapshot, outcome: Reported) -> AnswersReply:
    """What waits, and how to end it."""
    return AnswersReply(said=(*reported_lines(draft, outcome.level), HOW_TO_END), answers=given(*outcome.excused))


def over(draft: Snapshot, _: Over) -> AnswersReply:
    """What comes next, and which ramps stay at their week until the person says more."""
    ids = [id for id in draft.enabled() if draft.preset(id).irritant]
    lines = ["Saved: the irritation is over.", *with_next(draft, ids, typed=True)]
    for id in ids:
        base, at = ramp(draft.preset(id)), at_week(draft, id)
        if base and at and at.index < len(base.weeks) - 1:
            words = week_words(base.weeks[at.index])
            lines.append(
                f"{draft.title(id)} stays at {words}. To continue with the next week: routine irritated --go-on {id}"
            )
    return AnswersReply(said=tuple(lines))


def went_on(draft: Snapshot, outcome: WentOn) -> AnswersReply:
    """What comes once this week's nights are done."""
    id = outcome.routine
    base = ramp(draft.preset(id))
    then = f"{draft.title(id)} continues after this week: {week_words(base.weeks[outcome.week])}." if base else ""
    return AnswersReply(said=(f"{then} {next_line(draft, id)}".strip(),))


def report_taken_back(draft: Snapshot, outcome: ReportTakenBack) -> AnswersReply:
    """What waits again."""
    lines = (taken_back_line(draft, entry, back) for entry, back in outcome.parts)
    answers = tuple(Given(entry.id, back.answer) for entry, back in outcome.parts)
    return AnswersReply(
        said=("Undone: your skin is not irritated. Masks, retinoids and acids continue as before.", *lines),
        answers=answers,
    )


def too_late_to_take_back(_: Snapshot, __: TooLateToTakeBack) -> AnswersReply:
    """How to end it instead."""
    return AnswersReply(said=(f"It is too late to undo this. {HOW_TO_END}",))
