"""Routines that state knows no more, because its files could not be read: what is gone, and how to bring it back."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from routine.core.draft import Draft
from routine.core.errors import RefusedError
from routine.core.requests.commands import Enable
from routine.core.routines.outcomes import Enabled
from routine.core.snapshot import Snapshot
from routine.core.state.cards import Card, card_id
from routine.core.state.notice import OK_BUTTONS, OK_OR_OPEN, Button
from routine.core.state.routine import RoutineState
from routine.core.text.counts import and_list, plural
from routine.core.when.moment import furthest_wall

_AGAIN = Button("again", "Enable again")


def tell_lost(draft: Draft, kept: Collection[str]) -> bool:
    """Say so in a notice that stays, where copies of presets are kept that no routine ran; whether there are any."""
    gone = [id for id in sorted(kept) if id not in draft.state.routines and id in draft.setup.presets]
    if gone:
        draft.show(_card(draft, gone))
    return bool(gone)


def tell_behind(draft: Draft) -> None:
    """Say that the last changes may be gone: which, nobody knows; a routine that was enabled before then is known."""
    body = ["Routine could not read its newest data. It uses the copy before it.", "Your history of answers is kept."]
    card = Card(
        id=card_id("lost", "behind"),
        kind="lost",
        title="Your last changes may be missing",
        body="\n".join([*body, "Check which routines are enabled, paused or on hold."]),
        buttons=OK_OR_OPEN,
        commands=("routine preset list",),
        critical=True,
    )
    draft.show(card)


def follow(draft: Draft) -> None:
    """Name only those that are not enabled yet, once some of them are."""
    card = draft.card(card_id("lost"))
    left = [id for id in card.about if id not in draft.enabled()] if card else []
    if card and 0 < len(left) < len(card.about):
        draft.show(_card(draft, left, asked=card.buttons[0] != _AGAIN))


def press(draft: Draft, card: Card, button: str) -> Enabled | None:
    """Enable them again, as far as nothing stands against it; the others ask safety questions first."""
    if button == OK_BUTTONS[0].id:
        _leave_off(draft, card.about)
    if button != _AGAIN.id:
        return None
    from routine.core.routines.enable import enable  # here: every start looks whether something is lost

    try:
        outcome = enable(draft, Enable(card.about))
    except RefusedError:
        draft.show(_card(draft, card.about, asked=True))
        return None
    if outcome.refused:
        draft.show(_card(draft, outcome.refused, asked=True))
    return outcome


def _leave_off(draft: Draft, ids: Iterable[str]) -> None:
    """They are known from now on, as disabled: no later start tells of them again."""
    for id in ids:
        if id not in draft.state.routines:
            now, zone = draft.now, draft.zone(id)
            through = furthest_wall(now.instant, zone)
            off = RoutineState(
                enabled=False, anchor=now.wall(zone).date(), since=now.instant, through=through, schedule=""
            )
            draft.put(id, off)


def lost_lines(draft: Snapshot) -> list[str]:
    """What is said wherever problems are, until it is answered."""
    lines = []
    if card := draft.card(card_id("lost")):
        lines = [f"{card.body.splitlines()[0]} To enable them again: routine preset enable {' '.join(card.about)}"]
    if behind := draft.card(card_id("lost", "behind")):
        lines += [f"{behind.title}. {behind.body.splitlines()[0]} See what is enabled: routine preset list"]
    return lines


def _card(draft: Snapshot, ids: Iterable[str], *, asked: bool = False) -> Card:
    about = tuple(ids)
    body = [
        _gone(draft, about),
        "Your history of answers is kept." if not asked else "Each asks safety questions first.",
    ]
    return Card(
        id=card_id("lost"),
        kind="lost",
        title="Routines are no longer enabled",
        body="\n".join(body),
        buttons=(OK_OR_OPEN if asked else (_AGAIN, *OK_BUTTONS)),
        commands=(f"routine preset enable {' '.join(about)}",),
        about=about,
        critical=True,
        revision=2 * len(about) + int(asked),
    )


def _gone(draft: Snapshot, ids: Collection[str]) -> str:
    names = and_list([draft.title(id) for id in ids])
    return plural(
        len(ids),
        one=f"Routine could not read all of its data, so 1 routine is not enabled any more: {names}.",
        other=f"Routine could not read all of its data, so {len(ids)} routines are not enabled any more: {names}.",
    )
