"""When sunscreen is put on again: so long after the last time, sooner when wet, not while the sun asks for nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from msgspec import Struct

from routine.core.occurrences.calendar import Calendar
from routine.core.preset.model import Preset
from routine.core.schedule.relative import again_instant, again_window
from routine.core.schedule.types import Again
from routine.core.sun.place import Place
from routine.core.when.moment import wall

#: The reason of what is excused because the user stays indoors: it ends the day's chain.
STAYING_IN = "staying in"
#: The detail of an answer that says that the user gets wet: "swim" or "sweat".
WET = "wet"
#: Sunscreen that is not water-resistant is gone once one is in the water: it is asked for at once.
_AT_ONCE = timedelta(minutes=1)


class Renewal(Struct, frozen=True):
    """The next time (UTC), or None; `sky`: what the sun has to do with that, where it has, for people."""

    at: datetime | None
    sky: str | None = None


def renewal(again: Again, answered_at: datetime, calendar: Calendar, wait: timedelta | None = None) -> Renewal:
    """The next link after an answer at `answered_at` (UTC), within the window of that day.

    `wait`: sooner than `again.every`. At the calendar's place a time when the clear-sky UV index is under `again.uv`
    is put off to the first when it is not. Without a place nothing is put off: a zone is not a place.
    """
    zone, day_ends = calendar.zone, calendar.day_ends
    found = again_instant(again, answered_at, zone, day_ends, wait)
    if found is None or calendar.place is None or again.uv is None:
        return Renewal(found)
    return _by_the_sun(again.uv, found, again_window(again, answered_at, zone, day_ends)[1], zone, calendar.place)


def _by_the_sun(index: int, found: datetime, closes: datetime, zone: str, place: Place) -> Renewal:
    from routine.core.sun.uv import protect_hours, uv_at

    today = wall(found, zone).date()
    if uv_at(place, found, today) >= index:
        return Renewal(found)
    # Where clocks have little to do with the sun, the date's light may belong to its neighbour.
    days = (today + timedelta(days=n) for n in (-1, 0, 1))
    spans = [span for day in days for span in protect_hours(place, day, zone, index)]
    starts = min((span.start for span in spans if span.start >= found), default=None)
    later = wall(starts, zone) if starts else None
    if later is not None and later <= closes:
        return Renewal(starts, f"not before the UV index (clear-sky estimate) is {index}, at {later:%H:%M}")
    later = later if later is not None and later.date() == today else None
    ends = (wall(span.end, zone) for span in spans if span.end <= found)
    over = max((end for end in ends if end.date() == today), default=None)
    since = f"from {over:%H:%M}" if over else f"until {later:%H:%M}" if later else "all day"
    return Renewal(None, f"UV index under {index} (clear-sky estimate) {since}")


def wet_wait(preset: Preset, details: Mapping[str, str]) -> timedelta | None:
    """How soon after an answer that told of swimming or sweating: as the product's label says, at once without it."""
    again = preset.schedule.again
    if WET not in details or again is None:
        return None
    resists = preset.sun.water_resistance if preset.sun else None
    return min(again.every.delta(), resists.delta()) if resists else _AT_ONCE
