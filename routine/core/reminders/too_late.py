"""How late a reminder may be: after that, or outside its part of the day, it is missed and told, not shown."""

from __future__ import annotations

from datetime import datetime, timedelta

from routine.core.draft import Draft
from routine.core.preset.model import Preset
from routine.core.schedule.clock import Occurrence
from routine.core.snapshot import Snapshot
from routine.core.state.keys import Planned, is_link
from routine.core.when.moment import wall
from routine.core.when.part_of_day import Window

#: While Routine runs, it looks at the clock far more often than this.
_A_LOOK = timedelta(minutes=5)
#: The reason of what nobody could see, since nothing ran when it came.
OFF = "Routine was not running, or the computer was off"
_QUIET = "it came in your quiet hours"


def why_unseen(draft: Draft, id: str, instant: datetime) -> str | None:
    """Why nobody could see what came at that instant (UTC): quiet hours, or nothing had looked at the clock since."""
    if any(quiet.covers(wall(instant, draft.zone(id))) for quiet in draft.setup.settings.quiet):
        return _QUIET
    mark = draft.before.clocks
    off = mark is not None and mark.instant < instant and draft.now.instant - mark.instant > _A_LOOK
    return OFF if off else None


def too_late(draft: Draft, id: str, occurrence: Occurrence, held_until: datetime | None) -> str | None:
    """Why it is not raised: found later than the preset allows, or outside the part of day it belongs to.

    A time that waited behind a snoozed reminder, or for somebody who lay flat, is counted from the end of that.
    """
    preset, hold = draft.preset(id), draft.state.lay_flat
    since = max(occurrence.instant, held_until or occurrence.instant)
    if hold and hold.end and hold.start <= occurrence.instant <= hold.end:
        since = max(since, hold.end)
    if draft.now.instant - since > preset.remind.late.delta():
        return why_unseen(draft, id, occurrence.instant) or "found too late"
    return outside_window(draft, id, occurrence)


def outside_window(draft: Snapshot, id: str, occurrence: Planned) -> str | None:
    """Why it is not shown now: it belongs to a part of the day that is over, or has yet to come."""
    window = window_of(draft.preset(id), occurrence)
    if window is None or window.covers(draft.wall(id)):
        return None
    return f"outside {window.words}, which it belongs to"


def window_of(preset: Preset, occurrence: Planned) -> Window | None:
    """The part of day that it is never shown outside of. A time that the schedule itself sets outside is as meant."""
    window = preset.remind.window
    by_clock = preset.schedule.by_clock and not is_link(occurrence.key)
    return None if window and by_clock and not window.covers(occurrence.nominal) else window
