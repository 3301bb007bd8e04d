"""Where the times of the next weeks go, group by group: each is placed anew only when something in it changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from routine.core.config.setup import Setup
from routine.core.kept import KeptUntil
from routine.core.spacing import lines
from routine.core.spacing.breach import Breach, Item
from routine.core.spacing.coming import Coming, coming
from routine.core.spacing.groups import Group
from routine.core.spacing.household_rules import Household
from routine.core.spacing.how_far_ahead import day_began, horizon
from routine.core.spacing.may_move import allowed_in
from routine.core.spacing.placed import Placed
from routine.core.spacing.placing import place
from routine.core.spacing.turns import came
from routine.core.state.model import State
from routine.core.state.reminder import Armed
from routine.core.state.spacing import Came, Clash
from routine.core.when.moment import Now


class Places(Struct, frozen=True):
    """What a rule moves of a group's times, each with its routine, and what it leaves out; in order of instant.

    `until` (UTC): so long it holds, if nothing but time changes; None: whatever the time.
    """

    moves: tuple[tuple[str, Armed], ...]
    clashes: tuple[Clash, ...]
    until: datetime | None


_ALL_AS_PLANNED = Places((), (), None)
_KEPT: KeptUntil[Places] = KeptUntil()
#: The same before it is looked at closely: mostly, the very same times as at the decision before.
_UNCHANGED: KeptUntil[Places] = KeptUntil()


def near_places(setup: Setup, state: State, now: Now, home: Household) -> list[Places]:
    """Those of every group, up to the horizon, as if no rule had moved anything yet."""
    until = horizon(now, setup.settings.day_ends)
    found = {id: coming(setup, state, now, id, tags, until) for id, tags in home.tags.items()}
    return [_of_group(setup, state, now, home, group, [found[id] for id in group]) for group in home.groups]


def _of_group(setup: Setup, state: State, now: Now, home: Household, group: Group, times: list[Coming]) -> Places:
    presets = [setup.presets[id] for id in group]
    around = (setup.settings, state.pauses, state.irritations, state.spacing.chosen)
    turns, today = came(presets, state), day_began(now, setup.settings.day_ends)

    def looked_at() -> Places:
        free = tuple(item for one in times for item in one.free)
        stays = _near(home, [item for one in times for item in one.stays], free, today)
        hangs_on = (presets, home.rules, around, stays, free, turns)
        return _KEPT.of(group[0], hangs_on, now.instant, lambda: _places(setup, state, now, home, stays, free, turns))

    return _UNCHANGED.of(group[0], (presets, home.rules, around, times, turns, today), now.instant, looked_at)


def _near(home: Household, stays: list[Item], free: Iterable[Item], today: datetime) -> list[Item]:
    """What stays, in order, but for what is so long ago that nothing is kept from it any more."""
    since = min((item.instant for item in free), default=today)
    found = [item for item in stays if item.instant + home.rules.of(item).reach > min(since, today)]
    return sorted(found, key=lambda item: (item.instant, item.routine, item.nominal))


def _places(
    setup: Setup,
    state: State,
    now: Now,
    home: Household,
    stays: Iterable[Item],
    free: tuple[Item, ...],
    turns: Iterable[Came],
) -> Places:
    if home.rules.all_free(free):
        return _ALL_AS_PLANNED
    board = home.board(setup)
    for item in stays:
        board.add(item)
    preferred = frozenset(one.id for one in state.spacing.chosen)
    placed = place(free, board, preferred, allowed_in(setup, state), now.instant, turns)
    moved = [one for one in placed if one.instant != one.item.instant]
    left_out = [one for one in placed if one.left_out]
    return Places(
        moves=tuple((one.item.routine, _armed(one, one.breach)) for one in moved if one.breach),
        clashes=tuple(
            _clash(one.item, one.breach) for one in left_out if one.breach and _to_be_told(one.item, one.breach)
        ),
        # Nothing is moved to what is past.
        until=min((one.instant for one in moved if one.instant > now.instant), default=None),
    )


def _armed(one: Placed, breach: Breach) -> Armed:
    return Armed(one.item.key, one.item.nominal, one.instant, lines.moved(one.item, breach), "rule")


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
