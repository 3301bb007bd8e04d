"""The question, after the break behind a course, whether to begin it again; and what its buttons do."""

from __future__ import annotations

from routine.core.draft import Draft
from routine.core.preset.model import Preset
from routine.core.review.on_hold import reviewed
from routine.core.routines.begins_from_now import begin
from routine.core.routines.lines import BEGIN_AGAIN, NOT_NOW, begin_again_words
from routine.core.routines.outcomes import CourseAnswered
from routine.core.safety.contraindications import refusals
from routine.core.state.cards import Card, card_id


def ask(draft: Draft, preset: Preset) -> None:
    """Ask it, once."""
    draft.change_course(preset.id, asked_again=True)
    title, body = begin_again_words(preset)
    buttons = (BEGIN_AGAIN, NOT_NOW)
    id, about = card_id("course", preset.id), (preset.id,)
    commands = (f"routine preset enable {preset.id}",)
    draft.show(Card(id=id, kind="course", title=title, body=body, buttons=buttons, about=about, commands=commands))


def press(draft: Draft, card: Card, button: str) -> CourseAnswered | None:
    """A button of the question; None where it only puts the notice away. Beginning anew is reviewed anew."""
    if not card.about:
        return None
    id = card.about[0]
    routine = draft.state.routines.get(id)
    if routine is None or not routine.enabled or id not in draft.setup.presets or not routine.course.ended:
        return CourseAnswered(id)
    if button == NOT_NOW.id:
        return CourseAnswered(id, not_now=True)
    against = refusals(reviewed(draft, [id]), ())
    if against:
        return CourseAnswered(id, against=against[0])
    begin(draft, id, ())
    return CourseAnswered(id, begun=True)
