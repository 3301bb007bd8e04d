"""Which routines run no longer: what waits of them is excused."""

from __future__ import annotations

from routine.core.draft import Draft
from routine.core.errors import NothingToDoError
from routine.core.find_routine import resolve_enabled
from routine.core.occurrences.due import as_occurrence, due, put_off
from routine.core.requests.commands import Disable
from routine.core.review.safety_notes import forget
from routine.core.routines.outcomes import Disabled
from routine.core.snapshot import Snapshot
from routine.core.state.cards import card_id
from routine.core.state.keys import Planned


def disable(draft: Draft, command: Disable) -> Disabled:
    """End routines; what waits is excused, what is behind stays in the log."""
    ids = list(dict.fromkeys(resolve_enabled(draft, text) for text in command.routines))
    if not ids:
        raise NothingToDoError("The name of a routine is missing.", "For example: routine preset disable spf")
    answers = []
    for id in ids:
        answers += [draft.answer(id, one, "excused", by="person", reason="disabled") for one in _waiting(draft, id)]
        draft.change_routine(id, enabled=False, armed=(), held=None)
        draft.drop_card(card_id("ramp", id))
        draft.drop_card(card_id("hold", id))
    forget(draft)
    return Disabled(tuple(ids), tuple(answers))


def _waiting(draft: Snapshot, id: str) -> list[Planned]:
    """What came due and has no answer: raised, behind a snooze, not looked at yet (quiet hours, no daemon), put off."""
    routine, preset = draft.routine(id), draft.known(id)
    found: list[Planned] = [routine.raised] if routine.raised else []
    found += due(preset, routine, draft.calendar(id), draft.now) if preset else []
    known = {one.key for one in found}
    later = (as_occurrence(id, one) for one in put_off(routine, draft.calendar(id), draft.now))
    return found + [one for one in later if one.key not in known]
