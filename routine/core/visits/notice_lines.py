"""What the notices about visits say: the reminder before and after one, the evening's question, and their buttons."""

from __future__ import annotations

from routine.core.config.rules import Finding
from routine.core.occurrences.visit_reminders import moment_of
from routine.core.safety.contraindications import review
from routine.core.snapshot import Snapshot
from routine.core.state.keys import is_question, number_of
from routine.core.state.notice import Button
from routine.core.state.reminder import Reminder
from routine.core.text.notice_title import LONGEST_TITLE
from routine.core.text.safe import one_line
from routine.core.visits.visit_time import visit_time

WENT, MOVED, DID_NOT_GO = Button("went", "Went"), Button("moved", "Moved"), Button("did-not-go", "Did not go")
QUESTION = (WENT, MOVED, DID_NOT_GO)
#: Answers to what is asked every evening until the answer is yes.
UNTIL_YES = (Button("done", "Yes"), Button("skip", "Not yet"))


def visit_title(draft: Snapshot, id: str, raised: Reminder) -> str:
    """The title of a visit's reminder; the text under it names the routine too."""
    if not is_question(raised.key):
        return draft.title(id)
    whole = f"{draft.title(id)}: did you go?"
    return whole if len(whole) <= LONGEST_TITLE else "Did you go to your visit?"


def visit_body(draft: Snapshot, id: str, raised: Reminder) -> str:
    """The text of a visit's reminder."""
    series, visits = draft.preset(id).schedule.series, draft.routine(id).visits
    visit, first = next((v for v in visits if v.n == number_of(raised.key)), None), not_for_you(draft, id)
    if visit and is_question(raised.key):
        planned = f"{draft.title(id)}: your visit was planned for {visit_time(draft, visit)}."
        return "\n".join([*first, planned, "Your answer decides which after-care reminders you get."])
    moment = moment_of(series, visits, raised.key) if series else None
    if moment is None:
        return "\n".join([*first, draft.preset(id).summary])
    says = [one_line(say) for say in moment.says]
    lines = [f"{n}. {say}" for n, say in enumerate(says, 1)] if len(says) > 1 else says
    reason = f"{moment.reason[:1].upper()}{moment.reason[1:]}."
    return "\n".join([*first, *lines, reason, "What your clinic says comes before this."])


def not_for_you(draft: Snapshot, id: str) -> list[str]:
    """Why a series is not for this person, or only once a doctor has agreed; said also where that was accepted.

    It is read before anything else of a visit: what was agreed weeks ago may not hold any more.
    """
    found = review(draft.setup, [id], draft.today(id))
    barred = [one for one in found if one.level in ("final", "block") and not one.asks]
    return [f"{one.why} {doctors_word(draft, one)}" for one in barred]


def doctors_word(draft: Snapshot, finding: Finding) -> str:
    """What to do about it, without the command that overrides the rule."""
    rule = draft.setup.rules.get(finding.rule)
    return rule.fix if rule else finding.advice


def question_commands(id: str) -> tuple[str, ...]:
    """What to type in answer to the evening's question."""
    return (f"routine visit attended {id}", f"routine visit move {id} WHEN", f"routine visit missed {id}")


def until_yes_commands(id: str) -> tuple[str, ...]:
    """What to type in answer to what is asked until the answer is yes: yes, and not yet."""
    return (f"routine done {id}", f"routine skip {id}")
