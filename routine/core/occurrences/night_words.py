"""A night of a ramp or a cycle in words: which of how many, and why it comes."""

from __future__ import annotations

from datetime import date
from itertools import takewhile

from routine.core.occurrences.calendar import Calendar
from routine.core.occurrences.ramp_nights import Night, free_evenings, planned
from routine.core.preset.model import Preset
from routine.core.schedule.types import NightCycle
from routine.core.schedule.words import week_words, without_words
from routine.core.state.nights import Nights
from routine.core.state.routine import RoutineState


def night_words(preset: Preset, nights: Nights | None, night: Night) -> str:
    """`week 3 of 6: 4 nights a week`, `night 2 of 4: retinoid`."""
    base = preset.schedule.nights
    if isinstance(base, NightCycle):
        return f"night {night.index + 1} of {len(base.kinds)}: {base.kinds[night.index]}"
    if base is None:
        return "planned"
    words = f"week {night.index + 1} of {len(base.weeks)}: {week_words(base.weeks[night.index])}"
    words += without_words(free_evenings(base, nights))
    kept = nights is not None and nights.upto is not None and nights.upto <= night.index < len(base.weeks) - 1
    return f"{words}, and no more until you say so, because of irritation" if kept else words


def reasons(preset: Preset, routine: RoutineState, calendar: Calendar, until: date) -> dict[date, str]:
    """What each night up to a day is, in words."""
    found = takewhile(lambda night: night.day <= until, planned(preset, routine, calendar))
    return {night.day: night_words(preset, routine.nights, night) for night in found}
