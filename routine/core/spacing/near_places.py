"""Where the times of the next weeks go, group by group: each is placed anew only when something in it changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec import Struct

from routine.core.config.setup import Setup
from routine.core.memo import MemoUntil
from routine.core.spacing import lines
from routine.core.spacing.groups import Group
from routine.core.spacing.household_rules import Household
from routine.core.spacing.may_move import allowed_in
from routine.core.spacing.near_plan_length import day_began, horizon
from routine.core.spacing.placed_time import Placed
from routine.core.spacing.placing import in_order, place_firm, place_yielding
from routine.core.spacing.times_of_next_weeks import Coming, Spans, coming
from routine.core.spacing.types import Conflict, Item
from routine.core.spacing.who_waited_longest import came
from routine.core.state.model import State
from routine.core.state.reminder import Armed
from routine.core.state.spacing import Clash
from routine.core.when.moment import Now


class Places(Struct, frozen=True):
    """What a rule moves of a group's times, each with its routine, and what it leaves out; in order of instant.

    `until` (UTC): so long it holds, if nothing but time changes; None: whatever the time.
    """

    moves: tuple[tuple[str, Armed], ...]
    clashes: tuple[Clash, ...]
    until: datetime | None


_DAY = timedelta(days=1)
_ALL_AS_PLANNED = Places((), (), None)
_MEMO: MemoUntil[Places] = MemoUntil()
#: The same before it is looked at closely: mostly, the very same times as at the decision before.
_UNCHANGED: MemoUntil[Places] = MemoUntil()


def near_places(setup: Setup, state: State, now: Now, home: Household) -> list[Places]:
    """Those of every group, up to the horizon, as if no rule had moved anything yet."""
    until = horizon(now, setup.settings.day_ends)
    today = day_began(now, setup.settings.day_ends)
    found = []
    for group in home.groups:
        spans = _around_visits(setup, home, group)
        if spans != ():
            times = [coming(setup, state, now, id, home.tags[id], until, spans) for id in group]
            found.append(_of_group(setup, state, now, home, group, times, today))
    return found


def _around_visits(setup: Setup, home: Household, group: Group) -> Spans | None:
    """Outside of which nothing can come of a group; None: of all its times something can.

    What only waits for visits is moved out of that, if it may move; if not, it is not told of either.
    """
    offs = home.rules.waits_alone(group[0], home.tags[group[0]]) if len(group) == 1 else None
    if offs is None:
        return None
    move = setup.presets[group[0]].safety.may_move
    near = move.delta() + _DAY if move else None
    return tuple((off.start - near, off.end + near) for off in offs) if near else ()


def _of_group(
    setup: Setup, state: State, now: Now, home: Household, group: Group, times: list[Coming], today: datetime
) -> Places:
    around = _around(setup, state, home, group)

    def looked_at() -> Places:
        free = tuple(item for one in times for item in one.free)
        stays = _near(home, [item for one in times for item in one.stays], free, today)
        hangs_on = (around, stays, free)
        return _MEMO.of(group[0], hangs_on, now.instant, lambda: _places(setup, state, now, home, group, stays, free))

    return _UNCHANGED.of(group[0], (around, times, today), now.instant, looked_at)


def _around(setup: Setup, state: State, home: Household, group: Group) -> tuple[object, ...]:
    """What the places of a group hang on besides its times."""
    presets = [setup.presets[id] for id in group]
    what_holds = (setup.settings, state.pauses, state.irritations, state.spacing.chosen)
    return (presets, home.rules, what_holds, came(presets, state))


def _near(home: Household, stays: list[Item], free: Iterable[Item], today: datetime) -> list[Item]:
    """What stays, in order, but for what is so long ago that nothing is kept from it any more."""
    since = min((item.instant for item in free), default=today)
    found = [item for item in stays if item.instant + home.rules.of(item).reach > min(since, today)]
    return sorted(found, key=lambda item: (item.instant, item.routine, item.nominal))


def _places(
    setup: Setup, state: State, now: Now, home: Household, group: Group, stays: list[Item], free: tuple[Item, ...]
) -> Places:
    if home.rules.all_free(free):
        return _ALL_AS_PLANNED
    # A night of rest that stays where it is makes no difference to anything.
    others = tuple(item for item in free if not item.yields and (item.tags or item.move))
    firm = _firm(setup, state, now, home, group, stays, others)
    yielding = [item for item in free if item.yields]
    last: list[Placed] = []
    if yielding:
        board = home.board(setup, (*stays, *firm.settled))
        last = place_yielding(yielding, board, _preferred(state), allowed_in(setup, state), now.instant)
    placed = in_order([*firm.placed, *last])
    moved = [one for one in placed if one.instant != one.item.instant]
    left_out = [one for one in placed if one.left_out]
    return Places(
        moves=tuple((one.item.routine, _armed(one, one.conflict)) for one in moved if one.conflict),
        clashes=tuple(
            _clash(one.item, one.conflict) for one in left_out if one.conflict and _to_be_told(one.item, one.conflict)
        ),
        until=_next(now, [*_moved_to(last), *([firm.until] if firm.until else [])]),
    )


class _Firm(Struct, frozen=True):
    """Where the times of a group go that do not yield; `settled`: what of it is on the board, in order.

    `until` (UTC): so long it holds, if nothing but time changes; None: whatever the time.
    """

    placed: list[Placed]
    settled: list[Item]
    until: datetime | None


_FIRM: MemoUntil[_Firm] = MemoUntil()


def _firm(
    setup: Setup, state: State, now: Now, home: Household, group: Group, stays: list[Item], free: tuple[Item, ...]
) -> _Firm:
    """Most of the work, and the same whatever becomes of what yields: that a wash came due places no mask anew."""
    matters, turns = home.rules.matters_to(free), came([setup.presets[id] for id in group], state)
    known = [item for item in stays if matters(item)]

    def placed() -> _Firm:
        board = home.board(setup, known)
        found = place_firm(free, board, _preferred(state), allowed_in(setup, state), now.instant, turns)
        return _Firm(found, board.settled()[len(known) :], _next(now, [*_moved_to(found), *board.tried]))

    return _FIRM.of(group[0], (_around(setup, state, home, group), known, free), now.instant, placed)


def _preferred(state: State) -> frozenset[str]:
    return frozenset(one.id for one in state.spacing.chosen)


def _moved_to(placed: Iterable[Placed]) -> list[datetime]:
    return [one.instant for one in placed if one.instant != one.item.instant]


def _next(now: Now, instants: Iterable[datetime]) -> datetime | None:
    """The first of the instants (UTC) that something was moved to: once it is past, nothing is moved there."""
    return min((at for at in instants if at > now.instant), default=None)


def _armed(one: Placed, conflict: Conflict) -> Armed:
    return Armed(one.item.key, one.item.nominal, one.instant, lines.moved(one.item, conflict), "rule")


def _to_be_told(item: Item, conflict: Conflict) -> bool:
    """Nights and the like that wait for a visit are known from the visit; everything else that is left out is noted."""
    return conflict.off is None or item.move is not None


def _clash(item: Item, conflict: Conflict) -> Clash:
    other = None if item.yields else conflict.other  # of what yields, nobody is asked
    if other is not None and other.routine == item.routine:
        other = None  # nor which of two times of one routine: the gap between them is its own
    return Clash(
        id=item.id,
        instant=item.instant,
        why=lines.no_room(item, conflict),
        other=other.id if other else "",
        other_at=other.instant if other else None,
        ask=other is not None and not other.medicine,
    )
