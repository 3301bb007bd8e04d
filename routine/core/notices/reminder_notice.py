"""The notice of one reminder: its buttons, and what to type where there are none; its text is `reminder_text`."""

from __future__ import annotations

from routine.core.notices import reminder_text
from routine.core.notices.asked_before_done import first_question
from routine.core.notices.one_notice_at_a_time import Member
from routine.core.notices.several_reminders import times_shown
from routine.core.preset.model import Preset
from routine.core.snapshot import Snapshot
from routine.core.state.cards import Card
from routine.core.state.keys import asked_again_step, is_question, is_visit
from routine.core.state.notice import Button, Notice
from routine.core.state.reminder import Reminder
from routine.core.visits.notice_lines import QUESTION, UNTIL_YES, question_commands, until_yes_commands

ANSWERS = (Button("done", "Done"), Button("later", "Later"), Button("skip", "Skip"))
INDOORS = (Button("done", "Done"), Button("later", "Later"), Button("staying-in", "Staying in"))
GUIDED = (Button("start", "Start"), Button("later", "Later"), Button("skip", "Skip"))
TREATMENT = (Button("done", "Done"), Button("later", "Later"), Button("irritated", "Irritated"))


BEFORE = (Button("say-no", "No"), Button("later", "Later"), Button("say-yes", "Yes"))


def single(draft: Snapshot, id: str, member: Member, card: Card | None) -> Notice:
    """All that one reminder says; what was just answered in the same notice is said first."""
    routine_id, raised = member
    parts = [reminder_text.body(draft, routine_id, raised)]
    if question := first_question(draft, routine_id, raised):
        parts.insert(0, f"{question.text}\n")
    if card is not None:
        parts.insert(0, f"{card.title}. {card.body}\n")
    return Notice(
        id=id,
        title=reminder_text.title(draft, routine_id, raised),
        body="\n".join(parts),
        buttons=_buttons(draft, routine_id, raised),
        commands=_commands(draft, routine_id, raised),
        timeout_s=0,
        sound=True,
        revision=f"{routine_id}@{raised.key}/{times_shown(raised)}{''.join(f'/{name}' for name in raised.cleared)}",
    )


def _buttons(draft: Snapshot, id: str, raised: Reminder) -> tuple[Button, ...]:
    """A visit's reminder has no steps to be guided through; its question has answers of its own."""
    if is_question(raised.key):
        return QUESTION
    if asked_again_step(raised.key):
        return UNTIL_YES
    if first_question(draft, id, raised):
        return BEFORE
    return ANSWERS if is_visit(raised.key) else answers_to(draft.preset(id))


def _commands(draft: Snapshot, id: str, raised: Reminder) -> tuple[str, ...]:
    if is_question(raised.key):
        return question_commands(id)
    return until_yes_commands(id) if asked_again_step(raised.key) else commands(id, draft.preset(id))


def answers_to(preset: Preset) -> tuple[Button, ...]:
    """The buttons of one reminder; a treatment with a retinoid or an acid has one for skin that does not bear it."""
    if preset.kind == "treatment" and preset.irritant:
        return TREATMENT
    if preset.timed:
        return GUIDED
    return INDOORS if preset.kind == "sun" else ANSWERS


def commands(id: str, preset: Preset) -> tuple[str, ...]:
    """What to type where there are no buttons."""
    if answers_to(preset) is TREATMENT:
        return (f"routine done {id}", f"routine snooze {id}", "routine irritated")
    verb = "run" if preset.timed else "rate" if preset.signs else "done"
    indoors = " --staying-in" if preset.kind == "sun" and not preset.timed else ""
    return (f"routine {verb} {id}", f"routine snooze {id}", f"routine skip {id}{indoors}")
