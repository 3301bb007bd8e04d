"""Writes the near plan into the state: what a rule moves has its new instant, what has no room is known."""

from __future__ import annotations

from datetime import timedelta

from routine.core.draft import Draft
from routine.core.occurrences.plan_line import PlanLine
from routine.core.snapshot import Snapshot
from routine.core.spacing import lines
from routine.core.spacing.breach import Breach, Item
from routine.core.spacing.household_rules import Household, household
from routine.core.spacing.how_far_ahead import HORIZON
from routine.core.spacing.placed import Placed
from routine.core.spacing.spaced_plan import placements
from routine.core.spacing.turns import came
from routine.core.spacing.unspaced_plan import unspaced
from routine.core.spacing.without_moves import any_moved, without_moves
from routine.core.state.keys import LinkAhead, parse_key
from routine.core.state.model import State
from routine.core.state.reminder import Armed
from routine.core.state.spacing import Came, Clash

#: What was chosen is known for so long after.
_CHOSEN_FOR = timedelta(days=2)


def settle(draft: Draft) -> None:
    """Move what is to be moved within the next weeks, from where it would be by itself; note what has no room."""
    home = household(draft.setup, draft.state, draft.now)
    if home is None and not draft.state.spacing.clashes and not any(map(any_moved, draft.state.routines.values())):
        return
    _forget_choices(draft)
    bare = without_moves(draft.setup, draft.state, draft.now)
    placed = _against(draft, bare, home) if home else []
    _take_up_moves(draft, bare, placed)
    clashes = tuple(
        _clash(one.item, breach) for _, one, breach in placed if one.left_out and _to_be_told(one.item, breach)
    )
    if clashes != draft.state.spacing.clashes:
        draft.change_spacing(clashes=clashes)
    _remember_turns(draft, home)


def catch_up(draft: Draft) -> None:
    """Settle before anything comes due, where so much time passed since the last tick that not all of it was settled.

    Every decision settles the next weeks; only a machine that slept longer finds times that no rule has seen yet.
    """
    mark = draft.before.clocks
    if mark is None or draft.now.instant - mark.instant > HORIZON / 2:
        settle(draft)


def _against(draft: Snapshot, bare: State, home: Household) -> list[tuple[PlanLine, Placed, Breach]]:
    """What a rule concerns among the times of the next weeks, those without an identity yet aside."""
    until = draft.now.instant + HORIZON
    drawn = unspaced(draft.setup, bare, draft.now, until, home.tags.keys())
    planned = [one for one in drawn if not isinstance(parse_key(one.key), LinkAhead)]
    found = placements(draft.setup, bare, draft.now, planned, home)
    return [(planned[n], one, one.breach) for n, one in found.items() if one.breach]


def _take_up_moves(draft: Draft, bare: State, placed: list[tuple[PlanLine, Placed, Breach]]) -> None:
    moves: dict[str, list[Armed]] = {}
    for one, where, breach in placed:
        if where.instant != one.instant:
            why = lines.moved(where.item, breach)
            moves.setdefault(one.routine, []).append(Armed(one.key, one.nominal, where.instant, why, "rule"))
    for id, routine in bare.routines.items():
        new = {armed.key: armed for armed in moves.get(id, ())}
        armed = (*(a for a in routine.armed if a.key not in new), *new.values())
        if armed != draft.routine(id).armed:
            draft.change_routine(id, armed=armed)


def _remember_turns(draft: Draft, home: Household | None) -> None:
    """Answers are kept for days alone: whose turn it is hangs on weeks."""
    last = came(draft.state)
    turns = tuple(
        Came(id, last[id]) for id in sorted(home.tags if home else ()) if id in last and _takes_turns(draft, id)
    )
    if turns != draft.state.spacing.came:
        draft.change_spacing(came=turns)


def _takes_turns(draft: Snapshot, id: str) -> bool:
    move = draft.preset(id).safety.may_move
    return move is not None and not move.is_elapsed


# --- what has no room ---------------------------------------------------------------------------------------------


def _to_be_told(item: Item, breach: Breach) -> bool:
    """Nights and the like that wait for a visit are known from the visit; everything else that is left out is noted."""
    return breach.off is None or item.move is not None


def _clash(item: Item, breach: Breach) -> Clash:
    other = None if item.yields else breach.other  # of what yields, nobody is asked
    if other is not None and other.routine == item.routine:
        other = None  # nor which of two times of one routine: the gap between them is its own
    return Clash(
        id=item.id,
        instant=item.instant,
        why=lines.no_room(item, breach),
        other=other.id if other else "",
        other_at=other.instant if other else None,
        ask=other is not None and not other.medicine,
    )


def _forget_choices(draft: Draft) -> None:
    kept = tuple(one for one in draft.state.spacing.chosen if one.instant > draft.now.instant - _CHOSEN_FOR)
    if kept != draft.state.spacing.chosen:
        draft.change_spacing(chosen=kept)
