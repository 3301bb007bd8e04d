"""The part of the day that a reminder belongs to, and is never shown outside of."""

from __future__ import annotations

from routine.core.preset.model import Preset
from routine.core.state.keys import Planned, is_link
from routine.core.when.part_of_day import Window


def window_of(preset: Preset, occurrence: Planned) -> Window | None:
    """The part of day that it is never shown outside of. A time that the schedule itself sets outside is as meant."""
    window = preset.remind.window
    by_clock = preset.schedule.by_clock and not is_link(occurrence.key)
    return None if window and by_clock and not window.covers(occurrence.nominal) else window
