"""Two times that cannot both be, and neither may move: a notice asks, in good time, which of them it shall be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from routine.core.draft import Draft, title_of
from routine.core.spacing.settle import settle
from routine.core.state.keys import routine_of
from routine.core.state.model import State
from routine.core.state.notice import OK_BUTTONS, Button, Card
from routine.core.state.spacing import Chosen, Clash

#: So long before the first of the two it asks.
AHEAD = timedelta(hours=2)
#: The id of such a notice begins so; then comes the time that would be left out.
_CARD = "clash:"
_THIS, _OTHER = "this", "other"


def ask(draft: Draft) -> None:
    """Show the question for every pair whose time has come, and take away what no longer is one."""
    pairs = {_CARD + one.id: one for one in draft.state.spacing.clashes if _is_due(draft, one)}
    for card in draft.state.notices.cards:
        if card.id.startswith(_CARD) and card.id not in pairs:
            draft.drop_card(card.id)
    shown = {card.id for card in draft.state.notices.cards}
    for id, one in pairs.items():
        if id not in shown:
            draft.show(_card(draft, id, one))


def wakes(state: State, now: datetime) -> Iterator[datetime]:
    """When (UTC) a question is to be asked that is not due yet."""
    yield from (_asks_at(one) for one in state.spacing.clashes if one.other and _asks_at(one) > now)


def choose(draft: Draft, card: Card, button: str) -> list[str]:
    """Take up the answer, and say it: the one that was chosen comes, the other is left out."""
    clash = next((one for one in draft.state.spacing.clashes if _CARD + one.id == card.id), None)
    if clash is None or clash.other_at is None:
        return []
    this = button == _THIS
    chosen = Chosen(clash.id, clash.instant) if this else Chosen(clash.other, clash.other_at)
    draft.change_spacing(chosen=(*draft.state.spacing.chosen, chosen))
    settle(draft)
    comes, waits = (clash.id, clash.other) if this else (clash.other, clash.id)
    titles = [title_of(draft, routine_of(one)) for one in (comes, waits)]
    return [f"{titles[0]} it is. {titles[1]} is left out this time."] if button in (_THIS, _OTHER) else []


def _is_due(draft: Draft, clash: Clash) -> bool:
    decided = {one.id for one in draft.state.spacing.chosen} & {clash.id, clash.other}
    return bool(clash.other) and not decided and _asks_at(clash) <= draft.now.instant < clash.instant


def _asks_at(clash: Clash) -> datetime:
    return min(clash.instant, clash.other_at or clash.instant) - AHEAD


def _card(draft: Draft, id: str, clash: Clash) -> Card:
    this, other = (title_of(draft, routine_of(one)) for one in (clash.id, clash.other))
    ahead = clash.other_at is not None and clash.other_at > draft.now.instant
    if clash.ask and ahead:
        title, body = f"{other} or {this}?", f"{this} is {clash.why}.\nUnless you choose otherwise, it is {other}."
        both = (Button(_OTHER, other), Button(_THIS, this))
        skip = (f"routine skip {routine_of(clash.other)}",)
        return Card(id=id, kind="clash", title=title, body=body, buttons=both, commands=skip, ends=clash.instant)
    why = f"{clash.why[:1].upper()}{clash.why[1:]}."
    return Card(id=id, kind="clash", title=f"{this}: not this time", body=why, buttons=OK_BUTTONS, ends=clash.instant)
