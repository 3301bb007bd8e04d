"""Writes the near plan into the state: what a rule moves has its new instant, what has no room is known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from routine.core.draft import Draft
from routine.core.spacing.household_rules import Household, household
from routine.core.spacing.near_places import Places, near_places
from routine.core.spacing.near_plan_length import HORIZON
from routine.core.spacing.who_waited_longest import came
from routine.core.spacing.without_moves import any_moved, moved_back
from routine.core.state.reminder import Armed

#: What was chosen is known for so long after.
_CHOSEN_FOR = timedelta(days=2)


def settle(draft: Draft) -> None:
    """Move what is to be moved within the next weeks, from where it would be by itself; note what has no room."""
    home = household(draft.setup, draft.state, draft.now)
    if home is None and not draft.state.spacing.clashes and not any(map(any_moved, draft.state.routines.values())):
        return
    _forget_choices(draft)
    places = near_places(draft.setup, draft.state, draft.now, home) if home else []
    _take_up_moves(draft, places)
    clashes = sorted((clash for group in places for clash in group.clashes), key=lambda one: (one.instant, one.id))
    if tuple(clashes) != draft.state.spacing.clashes:
        draft.change_spacing(clashes=tuple(clashes))
    _remember_turns(draft, home)


def catch_up(draft: Draft) -> None:
    """Settle before anything comes due, where so much time passed since the last tick that not all of it was settled.

    Every decision settles the next weeks; only a machine that slept longer finds times that no rule has seen yet.
    """
    mark = draft.before.clocks
    if mark is None or draft.now.instant - mark.instant > HORIZON / 2:
        settle(draft)


def _take_up_moves(draft: Draft, places: Iterable[Places]) -> None:
    """What a rule moves has its new instant; what none moves any more, its own again."""
    moves: dict[str, list[Armed]] = {id: [] for id, routine in draft.state.routines.items() if any_moved(routine)}
    for id, moved in (one for group in places for one in group.moves):
        moves.setdefault(id, []).append(moved)
    for id, new in moves.items():
        preset, routine = draft.known(id), draft.routine(id)
        if preset is None:
            continue
        keys = {armed.key for armed in new}
        bare = moved_back(preset, routine, draft.calendar(id), draft.now)
        armed = (*(one for one in bare.armed if one.key not in keys), *new)
        if armed != routine.armed:
            draft.change_routine(id, armed=armed)


def _remember_turns(draft: Draft, home: Household | None) -> None:
    """Answers are kept for days alone: whose turn it is hangs on weeks."""
    turns = came([draft.preset(id) for id in sorted(home.tags)] if home else [], draft.state)
    if turns != draft.state.spacing.came:
        draft.change_spacing(came=turns)


def _forget_choices(draft: Draft) -> None:
    kept = tuple(one for one in draft.state.spacing.chosen if one.instant > draft.now.instant - _CHOSEN_FOR)
    if kept != draft.state.spacing.chosen:
        draft.change_spacing(chosen=kept)
