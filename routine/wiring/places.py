"""Where the user is, as a command asks for it: a place that was named, the setting, or the zone's guess."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from routine.adapters.paths import Paths
    from routine.core.requests.replies.sun import SunReply
    from routine.core.sun.place import Place
    from routine.core.when.moment import Now


def introduced(where: Paths, named: str) -> list[str]:
    """What is said of a place that was just given."""
    from routine.adapters.city_table import CityFile, find, full_zone_name, read_city_table
    from routine.core.sun.find_place import namesakes
    from routine.core.sun.place_lines import introduced as lines_on
    from routine.wiring.local_service import clocks

    now, cities = clocks(where)[0].now(), read_city_table()
    place, zone = find(named), full_zone_name(now.zone, cities)
    return lines_on(place, cities, zone, now.instant, namesakes(named, place, CityFile()) if place.zone else ())


def whereabouts(where: Paths, named: str | None) -> tuple[Place | None, Now]:
    """The place to tell the sun of, and the present: `named`, else the one in the settings, else the zone's guess.

    A place from the settings is marked where the machine's clock contradicts it. None: nothing is known, as in UTC.
    Raises UsageError, AmbiguousError, NotFoundError for a place that cannot be found.
    """
    from routine.adapters.city_table import find, full_zone_name, read_city_table, read_place_setting
    from routine.core.sun.contradicted_place import checked
    from routine.core.sun.find_place import guess_place
    from routine.wiring.local_service import clocks

    now = clocks(where)[0].now()
    if named is not None:
        return find(named), now
    chosen = read_place_setting(Path(where.config_file))
    if chosen is not None:
        return checked(find(chosen), now.zone, now.instant), now
    cities = read_city_table()
    return guess_place(full_zone_name(now.zone, cities), cities), now


def sun(where: Paths, when: str | None, named: str | None) -> SunReply:
    """The sun of a day (today, or what `when` means) at a place (the user's, or `named`), as a client reads it.

    Raises RoutineError.
    """
    from routine.daemon.encode_reply import received

    found: SunReply = received(sun_of(where, when, named))
    return found


def sun_of(where: Paths, when: str | None, named: str | None) -> SunReply:
    """The same, as a value."""
    from routine.core.errors import NotFoundError
    from routine.core.sun.contradicted_place import contradiction
    from routine.core.views.sun import sun_view

    place, now = whereabouts(where, named)
    if place is None:
        unknown = f"Routine does not know your location, and the time zone {now.zone} does not show it."
        raise NotFoundError(unknown, 'Set it: routine config set place "CITY or LATITUDE, LONGITUDE"')
    zone = place.zone or now.zone
    doubt = contradiction(place, now.zone, now.instant) if place.origin == "contradicted" else None
    return sun_view(place, _day(when, now, zone), zone, doubt)


def _day(when: str | None, now: Now, zone: str) -> date:
    if when is None:
        return now.wall(zone).date()
    from datetime import time  # here: what reads dates is only needed for a date

    from routine.core.when.parse_time import parse_date

    return parse_date(when, now, time(), zone=zone)
