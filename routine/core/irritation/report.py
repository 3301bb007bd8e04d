"""Reporting that skin is irritated, and that it is over; the notice while it lasts, and its buttons."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from routine.core.draft import Draft, Outcome
from routine.core.errors import NothingToDoError, UsageError
from routine.core.find_routine import resolve_enabled
from routine.core.irritation.lines import IT_IS_OVER, IT_IS_STRONG, lasting_title, reported_lines
from routine.core.irritation.outcomes import Over, Reported, TooLateToTakeBack, WentOn
from routine.core.irritation.ramp_goes_on import go_on
from routine.core.irritation.ramp_stays import keep_at_week, reach
from routine.core.irritation.undo_report import SLIP, can_be_taken_back, latest, take_back_report
from routine.core.occurrences.held_back import in_session
from routine.core.occurrences.irritation_rest import holding, lasting
from routine.core.requests.commands import Irritated
from routine.core.snapshot import Snapshot
from routine.core.state.cards import Card, card_id
from routine.core.state.irritation import Irritation, Level
from routine.core.state.log import Entry
from routine.core.state.notice import UNDO_BUTTONS


def irritated(draft: Draft, command: Irritated) -> Reported | Over | WentOn:
    """Report irritation, end it, or let a ramp go on after it. Raises NothingToDoError where there is none to end."""
    if sum((command.level is not None, command.over, command.go_on is not None)) > 1:
        raise UsageError("A level, --over and --go-on do not go together.", "For example: routine irritated --over")
    if command.over:
        return end(draft)
    if command.go_on is not None:
        return go_on(draft, resolve_enabled(draft, command.go_on))
    return report(draft, "", command.level or "mild")


def report(draft: Draft, id: str, level: Level) -> Reported:
    """Irritation, under a routine or none in particular: what waits is not counted, ramps stay at their week."""
    known = lasting(draft.state, draft.now.instant)
    if known is None:
        one = Irritation(id, draft.now.instant, level, seq=draft.state.seq, before=reach(draft))
        draft.change(irritations=(*draft.state.irritations, one))
    elif level == "strong":
        strong = tuple(replace(one, level=level) if one is known else one for one in draft.state.irritations)
        draft.change(irritations=strong)
    keep_at_week(draft)
    excused = _excuse_waiting(draft)
    show(draft)
    return Reported(level, tuple(excused))


def end(draft: Draft) -> Over:
    """The skin is calm again: what waited goes on, ramps repeat their week."""
    if lasting(draft.state, draft.now.instant) is None:
        raise NothingToDoError(
            "Your skin is not irritated, as far as Routine knows.", "To report it: routine irritated"
        )
    now = draft.now.instant
    draft.change(irritations=tuple(replace(i, over=now) if i.over is None else i for i in draft.state.irritations))
    draft.drop_card(card_id("irritation"))
    return Over()


def _excuse_waiting(draft: Draft) -> list[Entry]:
    excused = []
    for id in draft.enabled():
        raised = draft.routine(id).raised
        why = holding(draft.state, draft.preset(id), draft.now.instant, draft.zone(id))
        # Its own session ends by this report too, and answers it.
        if raised and why and not in_session(draft.state, id):
            excused.append(draft.answer(id, raised, "excused", by="person", reason=why))
    return excused


def show(draft: Draft) -> None:
    """One notice while it lasts, with the way to end it."""
    one = lasting(draft.state, draft.now.instant)
    if one is None:
        return
    strong = one.level == "strong"
    buttons = (IT_IS_OVER, *(() if strong else (IT_IS_STRONG,)))
    buttons += UNDO_BUTTONS if can_be_taken_back(draft, one) else ()
    body = "\n".join(reported_lines(draft, one.level))
    title = lasting_title(draft, one)
    draft.show(
        Card(id=card_id("irritation"), kind="irritation", title=title, body=body, buttons=buttons, critical=strong)
    )


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


def leave_undo_out(draft: Draft) -> None:
    """Once it is too late to take it back, its notice does not offer that any more."""
    one = lasting(draft.state, draft.now.instant)
    card = draft.card("irritation")
    if (
        one
        and card
        and card.kind == "irritation"
        and UNDO_BUTTONS[0] in card.buttons
        and not can_be_taken_back(draft, one)
    ):
        show(draft)


def next_wakes(snapshot: Snapshot) -> Iterator[datetime]:
    """When (UTC) it is too late to take the report back."""
    one = lasting(snapshot.state, snapshot.now.instant)
    if one and one.at + SLIP > snapshot.now.instant:
        yield one.at + SLIP
