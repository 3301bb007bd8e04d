"""The buttons of the notice that shows while skin is irritated."""

from __future__ import annotations

from routine.core.draft import Draft, Outcome
from routine.core.irritation.outcomes import TooLateToTakeBack
from routine.core.irritation.report import end, report, show
from routine.core.irritation.take_back import latest, take_back_report
from routine.core.occurrences.irritation_rest import lasting
from routine.core.state.cards import Card


def press(draft: Draft, _: Card, button: str) -> Outcome | None:
    """It is over, it is strong, or it was none; None where there is nothing to do any more."""
    if button == "strong":
        return report(draft, "", "strong")
    if lasting(draft.state, draft.now.instant) is None:
        return None
    if button == "over":
        return end(draft)
    if button != "undo":
        return None
    if one := latest(draft, None):
        return take_back_report(draft, one)
    show(draft)
    return TooLateToTakeBack()
