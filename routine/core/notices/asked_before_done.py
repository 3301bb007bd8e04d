"""What a reminder's notice asks before it can be answered, where no session asks it: such as broken skin today."""

from __future__ import annotations

from msgspec.structs import replace

from routine.core.config.rules import SafetyQuestion
from routine.core.draft import Draft
from routine.core.reminders.outcomes import Answered
from routine.core.snapshot import Snapshot
from routine.core.state.keys import is_visit
from routine.core.state.reminder import Reminder

#: The ids of the buttons that answer it, and the answers.
BUTTONS = {"say-no": "no", "say-yes": "yes"}


def first_question(draft: Snapshot, id: str, raised: Reminder) -> SafetyQuestion | None:
    """The next question that this reminder asks before Done; None where none is left, or a session asks them."""
    preset, routine = draft.preset(id), draft.routine(id)
    if preset.timed or is_visit(raised.key):
        return None
    answered = {*raised.cleared, *routine.safety.confirmed}
    asked = (draft.setup.questions.get(name) for name in preset.safety.ask if name not in answered)
    return next((question for question in asked if question), None)


def answer_question(draft: Draft, id: str, raised: Reminder, button: str) -> Answered | None:
    """A button of the question: a good answer leads to the reminder's own buttons (None), a bad one leaves it out."""
    question = first_question(draft, id, raised)
    if question is None:
        return None
    if BUTTONS[button] == question.stops_on:
        entry = draft.answer(id, raised, "skipped", by="person", reason=question.why)
        return Answered((entry,), because=question.why)
    draft.change_routine(id, raised=replace(raised, cleared=(*raised.cleared, question.name)))
    if question.once:
        draft.change_safety(id, confirmed=(*draft.routine(id).safety.confirmed, question.name))
    return None
