"""Puts the rules of spacing into effect near ahead: what moves has its new instant, what has no room is known."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from routine.core.draft import Draft
from routine.core.now import instant_of
from routine.core.plan import unspaced
from routine.core.projection import Planned
from routine.core.spacing import words
from routine.core.spacing.household import Household, household
from routine.core.spacing.placing import Placed
from routine.core.spacing.spaced import space
from routine.core.state import Armed, Clash, State

#: So far ahead times are moved for good; further on, the plan alone says where they will go.
HORIZON = timedelta(days=21)
#: What was chosen is known for so long after.
_CHOSEN_FOR = timedelta(days=2)
#: The key of a link that hangs on an answer not given yet: it has no identity before that.
_NOT_YET = "if:"


def settle(draft: Draft) -> None:
    """Move what is to be moved within the next weeks, from where it would be by itself; note what has no room."""
    home = household(draft.setup, draft.state, draft.now)
    if home is None and not draft.state.clashes and not _any_moved(draft.state):
        return
    _forget_choices(draft)
    bare = _without_moves(draft)
    placed = _placed(draft, bare, home) if home else []
    _take_up_moves(draft, bare, placed)
    clashes = tuple(_clash(one) for _, one in placed if one.left_out and _to_be_told(draft, one))
    if clashes != draft.state.clashes:
        draft.change(clashes=clashes)


def _placed(draft: Draft, bare: State, home: Household) -> list[tuple[Planned, Placed]]:
    """What a rule concerns among the times of the next weeks, those without an identity yet aside."""
    until = draft.now.instant + HORIZON
    planned = unspaced(draft.setup, bare, draft.now, until, home.tags.keys())
    found = space(draft.setup, bare, draft.now, planned, home)
    return [(planned[n], one) for n, one in found.items() if one.breach and not one.item.key.startswith(_NOT_YET)]


def _any_moved(state: State) -> bool:
    return any(armed.moved == "rule" for routine in state.routines.values() for armed in routine.armed)


def _without_moves(draft: Draft) -> State:
    """The state as if nothing that is still ahead had been moved by a rule."""
    routines = dict(draft.state.routines)
    for id, routine in routines.items():
        if any(armed.moved == "rule" for armed in routine.armed) and id in draft.setup.presets:
            armed = tuple(one for old in routine.armed for one in _bare(draft, id, old))
            routines[id] = replace(routine, armed=armed)
    return replace(draft.state, routines=routines, clashes=())


def _bare(draft: Draft, id: str, armed: Armed) -> list[Armed]:
    """What it would be without the move: itself where that is past, nothing where the clock yields it again."""
    if armed.moved != "rule" or armed.instant <= draft.now.instant:
        return [armed]
    if draft.is_yielded(id, armed):
        return []
    instant = instant_of(armed.nominal, draft.zone(id))
    return [Armed(armed.key, armed.nominal, instant, "as planned")] if instant > draft.now.instant else [armed]


def _take_up_moves(draft: Draft, bare: State, placed: list[tuple[Planned, Placed]]) -> None:
    moves: dict[str, list[Armed]] = {}
    for one, where in placed:
        if where.instant != one.instant and where.breach:
            why = words.moved(where.item, where.breach)
            moves.setdefault(one.routine, []).append(Armed(one.key, one.nominal, where.instant, why, "rule"))
    for id, routine in bare.routines.items():
        new = {armed.key: armed for armed in moves.get(id, ())}
        armed = (*(a for a in routine.armed if a.key not in new), *new.values())
        if armed != draft.routine(id).armed:
            draft.change_routine(id, armed=armed)


# --- what has no room ---------------------------------------------------------------------------------------------


def _to_be_told(draft: Draft, one: Placed) -> bool:
    """Nights and the like that wait for a visit are known from the visit; everything else that is left out is noted."""
    return one.breach is not None and (one.breach.off is None or one.item.move is not None)


def _clash(one: Placed) -> Clash:
    item, breach = one.item, one.breach
    other = breach.other if breach else None
    why = words.no_room(item, breach) if breach else ""
    return Clash(
        id=item.id,
        instant=item.instant,
        why=why,
        other=other.id if other else "",
        other_at=other.instant if other else None,
        ask=other is not None and not other.medicine,
    )


def _forget_choices(draft: Draft) -> None:
    kept = tuple(one for one in draft.state.chosen if one.instant > draft.now.instant - _CHOSEN_FOR)
    if kept != draft.state.chosen:
        draft.change(chosen=kept)
