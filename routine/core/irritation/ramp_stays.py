"""Ramps and irritated skin: from a report on, none goes further than its week by itself."""

from __future__ import annotations

from msgspec.structs import replace

from routine.core.draft import Draft
from routine.core.occurrences.ramp_nights import Night
from routine.core.occurrences.ramp_progress import standing
from routine.core.preset.model import Preset
from routine.core.schedule.types import Ramp
from routine.core.snapshot import Snapshot


def ramp(preset: Preset) -> Ramp | None:
    """The ramp that a routine goes by, if it goes by one."""
    base = preset.schedule.base
    return base if isinstance(base, Ramp) else None


def at_week(draft: Snapshot, id: str) -> Night | None:
    """The night of a ramp that it is at, or None for what is not a ramp."""
    if ramp(draft.preset(id)) is None:
        return None
    return standing(draft.preset(id), draft.routine(id), draft.calendar(id), draft.today(id))


def reach(draft: Snapshot) -> tuple[tuple[str, int | None], ...]:
    """How far each ramp may go."""
    kept = ((id, routine.nights) for id, routine in draft.state.routines.items())
    return tuple((id, nights.upto) for id, nights in kept if nights is not None)


def keep_at_week(draft: Draft) -> None:
    """From now on no ramp goes further than the week it is in, unless the person says so."""
    for id in draft.state.routines:
        kept = draft.routine(id).nights
        if kept is None:
            continue
        at = at_week(draft, id) if id in draft.setup.presets else None
        # Nights are walked from `index` on, and no further than `upto`: the week that it is in lies between them.
        draft.change_routine(id, nights=replace(kept, upto=kept.index if at is None else at.index))
