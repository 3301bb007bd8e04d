"""A ramp that comes every night leaves masks and acids no evening: it is offered to leave one weekday free for them."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from msgspec.structs import replace

from routine.core.draft import Draft, Outcome
from routine.core.occurrences.ramp_nights import free_evenings
from routine.core.schedule.types import MOST_FREE_WEEKDAYS, Ramp
from routine.core.snapshot import Snapshot
from routine.core.spacing import lines
from routine.core.spacing.contents import tags_of
from routine.core.spacing.precedence import is_medicine
from routine.core.state.cards import Card, Confirmation, card_id
from routine.core.state.keys import routine_of
from routine.core.state.spacing import Clash
from routine.core.when.format import WEEKDAYS
from routine.core.when.moment import wall


class Freed(Outcome, frozen=True):
    """A ramp leaves a weekday (Monday is 0) free from now on."""

    routine: str
    weekday: int


def offer(draft: Draft) -> None:
    """Offer once, as soon as something is left out for a ramp alone; after a no, not again until it is a yes."""
    for id, clashes in _left_out_for(draft).items():
        base, nights = draft.preset(id).schedule.base, draft.routine(id).nights
        if not isinstance(base, Ramp) or nights is None:
            continue
        free = free_evenings(base, nights)
        weekday = _weekday(draft, clashes, free)
        if len(free) < MOST_FREE_WEEKDAYS and set(nights.offered) <= set(free) and weekday is not None:
            draft.change_routine(id, nights=replace(nights, offered=(*nights.offered, weekday)))
            draft.show(_card(draft, id, clashes, weekday))


def _left_out_for(draft: Snapshot) -> dict[str, list[Clash]]:
    """Ramp -> the times near ahead that are left out for it; what is prescribed stays as it is."""
    found: dict[str, list[Clash]] = {}
    for clash in draft.state.spacing.clashes:
        id = routine_of(clash.other) if clash.other else ""
        preset = draft.setup.presets.get(id)
        if preset and isinstance(preset.schedule.base, Ramp) and not is_medicine(draft.setup, tags_of(preset)):
            found.setdefault(id, []).append(clash)
    return found


def _weekday(draft: Snapshot, clashes: list[Clash], free: tuple[int, ...]) -> int | None:
    """The weekday on which most of it is planned, the first of several."""
    days = (wall(one.instant, draft.zone(routine_of(one.id))) - timedelta(hours=draft.day_ends.hour) for one in clashes)
    counts = Counter(day.weekday() for day in days if day.weekday() not in free)
    return min(counts, key=lambda day: (-counts[day], day), default=None)


def _card(draft: Snapshot, id: str, clashes: list[Clash], weekday: int) -> Card:
    titles = list(dict.fromkeys(draft.title(routine_of(one.id)) for one in clashes))
    title, body = lines.free_evening(draft.title(id), titles, WEEKDAYS[weekday])
    free = (*free_evenings_now(draft, id), weekday)
    command = f"routine preset set {id} schedule.free {','.join(WEEKDAYS[day][:3].lower() for day in free)}"
    return Card(
        id=card_id("free-evening", id),
        kind="free-evening",
        title=title,
        body=body,
        buttons=lines.free_evening_buttons(WEEKDAYS[weekday]),
        about=(f"{id}/{weekday}",),
        commands=(command,),
    )


def free_evenings_now(draft: Snapshot, id: str) -> tuple[int, ...]:
    """The weekdays that a ramp leaves free at present."""
    base = draft.preset(id).schedule.base
    return free_evenings(base, draft.routine(id).nights) if isinstance(base, Ramp) else ()


def press(draft: Draft, card: Card, button: str) -> Freed | None:
    """Take up the offer; None where it is only put away, or the ramp is gone."""
    id, _, weekday = card.about[0].partition("/")
    routine = draft.state.routines.get(id)
    if button != lines.FREE or routine is None or routine.nights is None:
        return None
    nights = routine.nights
    free = tuple(dict.fromkeys((*nights.free, int(weekday))))
    draft.change_routine(id, nights=replace(nights, free=free))
    return Freed(id, int(weekday))


def freed_notice(draft: Snapshot, outcome: Freed) -> Confirmation:
    """What holds from now on, and how to change it."""
    day = WEEKDAYS[outcome.weekday]
    return Confirmation("Saved", lines.freed(draft.title(outcome.routine), day))
