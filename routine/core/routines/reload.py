"""What the files say now: schedules, the profile, problems."""

from __future__ import annotations

from routine.core.config.setup import Problem, why_left_out
from routine.core.draft import Draft
from routine.core.reminders.sunscreen import arm_by_the_sun
from routine.core.requests.reports import Reload
from routine.core.review.on_hold import on_hold
from routine.core.review.profile_change import by_command
from routine.core.review.safety_notes import look_again
from routine.core.routines.begins_from_now import take_up_schedule
from routine.core.routines.outcomes import Reloaded
from routine.core.state.cards import Card, card_id
from routine.core.state.notice import OK_OR_OPEN
from routine.core.text.counts import plural


def reload(draft: Draft, command: Reload) -> Reloaded:
    """Take up what changed in the files: schedules, findings of a changed profile, problems."""
    by_command(draft, command)
    _excuse_gone(draft)
    changed = tuple(id for id in draft.enabled() if take_up_schedule(draft, id))
    arm_by_the_sun(draft)
    held = tuple(on_hold(draft))
    look = look_again(draft)
    _tell_problems(draft)
    return Reloaded(command.confirmed, changed, held, look)


def _excuse_gone(draft: Draft) -> None:
    """What waits for an answer although its preset is gone, kept copy and all, is not counted.

    One that is only left out for now waits until its file is put right.
    """
    for id, routine in sorted(draft.state.routines.items()):
        gone = id not in draft.setup.presets and why_left_out(draft.setup, id) is None
        if routine.enabled and routine.raised and gone:
            draft.answer(id, routine.raised, "excused", by="time", reason="its preset is gone")


def _tell_problems(draft: Draft) -> None:
    """One notice for file problems not told before."""
    before, problems = draft.state.known_problems, draft.setup.problems
    ids = tuple(problem.id for problem in problems)
    if ids == before:
        return
    draft.change(known_problems=ids)
    new = [p for p in problems if p.id not in before]
    if new:
        _show_problems(draft, new)
    elif {*before} - {*ids} and problems and draft.card(card_id("files")):
        # One that it tells of is mended: the rest is left.
        _show_problems(draft, list(problems))


def _show_problems(draft: Draft, problems: list[Problem]) -> None:
    lines = [p.text for p in problems[:3]]
    if more := len(problems) - len(lines):
        lines.append(plural(more, one="And 1 more error.", other="And {count} more errors."))
    draft.show(
        Card(
            id=card_id("files"),
            kind="files",
            title="A file has an error",
            body="\n".join(lines),
            buttons=OK_OR_OPEN,
            commands=("routine preset check",),
        )
    )
