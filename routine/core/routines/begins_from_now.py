"""A routine begins, or goes on by another schedule: from now on, and nothing from before exists."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from routine.core.draft import Draft
from routine.core.occurrences.due import put_off
from routine.core.occurrences.first_time import first_time
from routine.core.occurrences.ramp_nights import fresh, shape
from routine.core.preset.model import Preset
from routine.core.schedule.clock import next_occurrence
from routine.core.schedule.types import AfterRoutine, Base, Clock, Schedule
from routine.core.snapshot import Snapshot
from routine.core.state.cards import card_id
from routine.core.state.fingerprint import fingerprint as mark
from routine.core.state.keys import is_link
from routine.core.state.nights import Nights
from routine.core.state.routine import RoutineState, SafetyState
from routine.core.state.visit import Visit
from routine.core.when.moment import furthest_wall


def fingerprint(schedule: Schedule) -> str:
    """Tells whether a schedule is still the one that a watermark belongs to."""
    return mark(msgspec.json.encode(schedule))


def begin(draft: Draft, id: str, accepted: tuple[str, ...]) -> None:
    """Start a routine now: nothing from before exists."""
    preset, wall = draft.preset(id), draft.now.wall(draft.zone(id))
    old = draft.state.routines.get(id)
    draft.put(
        id,
        RoutineState(
            enabled=True,
            anchor=_anchor(preset.schedule.base, wall, draft.zone(id)),
            since=draft.now.instant,
            through=furthest_wall(draft.now.instant, draft.zone(id)),
            schedule=fingerprint(preset.schedule),
            # What was asked once for good stays answered; what was accepted earlier is not accepted now.
            safety=SafetyState(accepted=accepted, confirmed=old.safety.confirmed if old else ()),
            # Gaps and limits of a day count from what was done, whenever it was enabled.
            recent=old.recent if old else (),
            last_done=old.last_done if old else None,
            stock=old.stock if old else None,
            nights=_fresh_nights(draft, id),
            visits=_planned_anew(old.visits) if old else (),
        ),
    )
    _arm_first(draft, id)
    draft.plan_visits(id)
    draft.drop_card(card_id("course", id))


def take_up_schedule(draft: Draft, id: str) -> bool:
    """Have a routine go on by its edited schedule, from now on; whether there was an edit."""
    preset, routine = draft.preset(id), draft.routine(id)
    print_ = fingerprint(preset.schedule)
    if routine.schedule == print_:
        return False
    zone = draft.zone(id)
    waiting, through = put_off(routine, draft.calendar(id), draft.now), furthest_wall(draft.now.instant, zone)
    draft.change_routine(id, schedule=print_, through=through, armed=waiting)
    draft.change_course(id, ended=False)
    _keep_nights(draft, id)
    draft.change_routine(id, visits=_planned_anew(routine.visits))
    draft.plan_visits(id)
    if draft.routine(id).raised is None and not waiting:  # else its answer sets the chain going
        _arm_again(draft, id, preset)
    return True


def _arm_again(draft: Draft, id: str, preset: Preset) -> None:
    """After an edit, a chain goes on from the last answer that it can hang on."""
    base = preset.schedule.base
    if isinstance(base, AfterRoutine):
        other = draft.state.routines.get(base.routine)
        done = [entry for entry in other.recent if entry.answer == "done"] if other else []
        if done:
            draft.arm_follower(id, done[-1])
    elif draft.routine(id).recent:
        draft.arm_own(max(draft.routine(id).recent, key=lambda entry: entry.seq), open_link=True)
    _arm_first(draft, id)


def _planned_anew(visits: tuple[Visit, ...]) -> tuple[Visit, ...]:
    """The visits, so that their reminders are worked out again."""
    return tuple(msgspec.structs.replace(visit, planned=False) for visit in visits)


def _anchor(base: Base, wall: datetime, zone: str) -> date:
    """The day that intervals, cycles, counts and courses run from.

    A count begins with the first time that is still to come: one that is over today must not be one of the ten.
    """
    if not isinstance(base, Clock) or base.count is None or base.first is not None:
        return wall.date()
    endless = msgspec.structs.replace(base, count=None)
    first = next_occurrence("", endless, anchor=wall.date(), zone=zone, after=wall)
    return first.nominal.date() if first else wall.date()


def _fresh_nights(draft: Snapshot, id: str) -> Nights | None:
    """A ramp or a cycle of nights at its beginning; after reported irritation, no ramp goes on by itself."""
    base = draft.preset(id).schedule.nights
    if base is None:
        return None
    return fresh(base, draft.now.wall(draft.zone(id)).date(), upto=0 if draft.state.irritations else None)


def _keep_nights(draft: Draft, id: str) -> None:
    """A ramp whose time of day was changed goes on; one whose weeks were changed begins anew."""
    base, known = draft.preset(id).schedule.nights, draft.routine(id).nights
    if base is None or known is None or known.shape != shape(base):
        draft.change_routine(id, nights=_fresh_nights(draft, id))


def _arm_first(draft: Draft, id: str) -> None:
    """A routine that comes so long after it was done needs a first time, unless all its times are over."""
    routine = draft.routine(id)
    if any(is_link(armed.key) for armed in routine.armed):
        return
    first = first_time(draft.preset(id), routine, draft.calendar(id), draft.now)
    if first:
        draft.change_routine(id, armed=(*routine.armed, first))
