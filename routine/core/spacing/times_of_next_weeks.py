"""One routine's times of the next weeks as the rules of spacing see them: those that stay, and those that may move.

Links of chains that hang on answers not given yet have no identity, and are not among them.
"""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from routine.core.config.setup import Setup
from routine.core.memo import Memo, MemoUntil
from routine.core.occurrences.calendar import Calendar
from routine.core.occurrences.due import ahead
from routine.core.occurrences.irritation_rest import holding
from routine.core.occurrences.pauses import paused_at
from routine.core.preset.model import Preset
from routine.core.schedule.clock import Occurrence
from routine.core.spacing.contents import Tags
from routine.core.spacing.nights import pauses_with_rests
from routine.core.spacing.times_to_place import RoutineItems
from routine.core.spacing.types import Item
from routine.core.spacing.without_moves import moved_back, until_one_stays
from routine.core.state.keys import Planned
from routine.core.state.model import State
from routine.core.state.pause import Pause
from routine.core.when.moment import Now, wall


class Coming(Struct, frozen=True):
    """`stays`: what was done of late, waits, or was moved by hand. `free`: what a rule may move, where it would be.

    What is answered when it comes is the same before and after, so that nothing is to be placed anew.

    `until` (UTC): so long it holds, if nothing but time changes; None: whatever the time.
    """

    stays: tuple[Item, ...]
    free: tuple[Item, ...]
    until: datetime | None


_MEMO: MemoUntil[Coming] = MemoUntil()


#: From when until when (UTC), several times.
Spans = tuple[tuple[datetime, datetime], ...]


def coming(
    setup: Setup, state: State, now: Now, id: str, tags: Tags, until: datetime, spans: Spans | None = None
) -> Coming:
    """The times of one routine up to `until` (UTC), or those of them that lie in `spans`.

    Worked out anew when it, or what it hangs on, changed.
    """
    preset, routine, ends = setup.presets[id], state.routines[id], setup.settings.day_ends
    pauses = pauses_with_rests(setup, state, preset)
    around = (now.zone, ends, state.pauses, state.irritations, setup.spacing, setup.profile, until, spans)
    hangs_on = (preset, routine, pauses, tags, around)
    return _MEMO.of(id, hangs_on, now.instant, lambda: _coming(setup, state, now, preset, pauses, tags, until, spans))


def _coming(
    setup: Setup,
    state: State,
    now: Now,
    preset: Preset,
    pauses: tuple[Pause, ...],
    tags: Tags,
    until: datetime,
    spans: Spans | None,
) -> Coming:
    nights = Calendar(preset.schedule.zone or now.zone, pauses, None, setup.settings.day_ends)
    moved = state.routines[preset.id]
    routine = moved_back(preset, moved, nights, now)
    items = RoutineItems(setup, preset, routine, nights, tags, until)
    found = ahead(preset, routine, nights, wall(until, nights.zone))
    if spans is not None:
        found = [one for one in found if any(start <= one.instant < end for start, end in spans)]
    sure = not (moved.held or state.pauses or state.irritations)
    times = found if sure else [one for one in found if _counts(state, preset, nights, one.instant)]
    waits: list[Planned] = [routine.raised] if routine.raised else []
    by_hand = [one for one in times if one.key in items.by_hand] if items.by_hand else []
    free = [one for one in times if one not in by_hand] if by_hand else times
    return Coming(
        stays=(*items.done(), *(items.of(one) for one in (*waits, *by_hand))),
        free=_items_of(items, preset.id, free),
        until=until_one_stays(moved, nights, now),
    )


_MADE: Memo[dict[Occurrence, Item]] = Memo()


def _items_of(items: RoutineItems, id: str, times: list[Occurrence]) -> tuple[Item, ...]:
    """Most of them are the same as at the answer before."""
    known = _MADE.of(id, items.made_of, dict[Occurrence, Item])
    made = {one: known.get(one) or items.of(one) for one in times}
    _MADE.found(id, items.made_of, made)
    return tuple(made[one] for one in times)


def _counts(state: State, preset: Preset, calendar: Calendar, instant: datetime) -> bool:
    """Whether a time will come: not in a pause, nor on hold, nor while skin is irritated."""
    held = state.routines[preset.id].held or holding(state, preset, instant, calendar.zone)
    return not held and paused_at(state.pauses, preset.id, instant) is None
