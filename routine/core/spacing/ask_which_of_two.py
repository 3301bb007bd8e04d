"""Two times that cannot both be, and neither may move: a notice asks, in good time, which of them it shall be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from routine.core.draft import Draft, Outcome
from routine.core.errors import NothingToDoError, UsageError
from routine.core.requests.commands import Choose
from routine.core.requests.replies.commands import SaidReply
from routine.core.snapshot import Snapshot
from routine.core.spacing import lines
from routine.core.state.cards import Card, Confirmation, card_id
from routine.core.state.keys import routine_of
from routine.core.state.notice import OK_BUTTONS, Button
from routine.core.state.spacing import Chosen, Clash

#: So long before the first of the two it asks.
AHEAD = timedelta(hours=2)
_THIS, _OTHER = "this", "other"


def ask(draft: Draft) -> None:
    """Show the question for every pair whose time has come, and take away what no longer is one."""
    pairs = {card_id("clash", one.id): one for one in draft.state.spacing.clashes if _is_due(draft, one)}
    for card in draft.state.notices.cards:
        if card.kind == "clash" and card.id not in pairs:
            draft.drop_card(card.id)
    shown = {card.id for card in draft.state.notices.cards}
    for id, one in pairs.items():
        if id not in shown:
            draft.show(_card(draft, id, one))


def next_wakes(snapshot: Snapshot) -> Iterator[datetime]:
    """When (UTC) a question is to be asked that is not due yet."""
    asks = (_asks_at(one) for one in snapshot.state.spacing.clashes if one.other)
    return (at for at in asks if at > snapshot.now.instant)


class Chose(Outcome, frozen=True):
    """Of two times that cannot both be, the one that comes, and the one that is left out: their ids."""

    comes: str
    waits: str


def press(draft: Draft, card: Card, button: str) -> Chose | None:
    """Take up which of two times it shall be; None where there is nothing to choose, or it is only put away."""
    clash = next((one for one in draft.state.spacing.clashes if one.id == card.of), None)
    if clash is None or clash.other_at is None:
        return None
    this = button == _THIS
    chosen = Chosen(clash.id, clash.instant) if this else Chosen(clash.other, clash.other_at)
    # Put away, the plan stands as it is, and is not asked about again: that is a choice too.
    draft.change_spacing(chosen=(*draft.state.spacing.chosen, chosen))
    if button not in (_THIS, _OTHER):
        return None
    return Chose(clash.id, clash.other) if this else Chose(clash.other, clash.id)


def choose(draft: Draft, command: Choose) -> Chose:
    """The same in good time, before it is asked. Raises NothingToDoError where there is no such choice any more."""
    clash = next((one for one in draft.state.spacing.clashes if one.id == command.clash), None)
    decided = {one.id for one in draft.state.spacing.chosen}
    if clash is None or not clash.ask or clash.other_at is None or decided & {clash.id, clash.other}:
        raise NothingToDoError(
            "There is nothing to choose here any more. Nothing was changed.", "See the plan: routine plan --why"
        )
    if command.comes not in (clash.id, clash.other):
        raise UsageError("Choose one of the two times.", "See them: routine plan --why")
    this = command.comes == clash.id
    chosen = Chosen(clash.id, clash.instant) if this else Chosen(clash.other, clash.other_at)
    draft.change_spacing(chosen=(*draft.state.spacing.chosen, chosen))
    return Chose(clash.id, clash.other) if this else Chose(clash.other, clash.id)


def chose(draft: Snapshot, outcome: Chose) -> SaidReply:
    """Which comes, and which is left out."""
    return SaidReply(said=chose_notice(draft, outcome).lines)


def chose_notice(draft: Snapshot, outcome: Chose) -> Confirmation:
    """Which comes, and which is left out."""
    comes, waits = (draft.title(routine_of(one)) for one in (outcome.comes, outcome.waits))
    return Confirmation("Saved", (lines.chosen(comes, waits),))


def _is_due(draft: Snapshot, clash: Clash) -> bool:
    if not clash.other or not _asks_at(clash) <= draft.now.instant < clash.instant:
        return False
    return not {one.id for one in draft.state.spacing.chosen} & {clash.id, clash.other}


def _asks_at(clash: Clash) -> datetime:
    return min(clash.instant, clash.other_at or clash.instant) - AHEAD


def _card(draft: Snapshot, id: str, clash: Clash) -> Card:
    this, other = (draft.title(routine_of(one)) for one in (clash.id, clash.other))
    ahead = clash.other_at is not None and clash.other_at > draft.now.instant
    if clash.ask and ahead:
        title, body = lines.ask_which_of_two(this, other, clash.why)
        both = (Button(_OTHER, other), Button(_THIS, this))
        skip = (f"routine skip {routine_of(clash.other)} --next",)
        return Card(id=id, kind="clash", title=title, body=body, buttons=both, commands=skip, ends=clash.instant)
    title, body = lines.not_this_time(this, clash.why)
    return Card(id=id, kind="clash", title=title, body=body, buttons=OK_BUTTONS, ends=clash.instant)
