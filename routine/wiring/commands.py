"""Builds what only commands need: the doctor's looks at notices, starting at login, a simulation. Cheap to import."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from routine.adapters.paths import Paths
    from routine.core.config.settings import Settings
    from routine.core.requests.replies.occurrences import SimulateReply
    from routine.core.requests.replies.sun import SunReply
    from routine.core.sun.place import Place
    from routine.core.when.moment import Now
    from routine.daemon.notice_check import Found


class Login(NamedTuple):
    """Whether the daemon starts at login: the file that says so, and what keeps it from working (or None)."""

    on: bool
    file: Path
    trouble: str | None = None


def login() -> Login:
    """How it is now."""
    from routine.adapters import autostart

    path = autostart.present(os.environ).path
    return Login(path.exists(), path, autostart.trouble(os.environ))


def set_login(on: bool) -> Login:
    """Start at login from now on, or no longer; raises FileProblemError."""
    from routine.adapters import autostart

    return Login(on, autostart.switch_on(os.environ) if on else autostart.switch_off(os.environ))


def look_at_notices() -> list[Found]:
    """Whether notices can be shown here, and what with; nothing is shown."""
    from routine.daemon.notice_check import probe
    from routine.wiring.outputs import notifier_factories

    return probe(notifier_factories(foreground=False))


def send_test_notice() -> Found:
    """Show a notice and wait for a click on it."""
    from routine.daemon.notice_check import send_test
    from routine.wiring.outputs import notifier_factories

    return send_test(notifier_factories(foreground=False))


def look_at_session_parts(where: Paths) -> list[Found]:
    """Whether a session can be heard here and keeps the machine awake; nothing is heard."""
    from functools import partial

    from routine.daemon.session_check import probe
    from routine.wiring.outputs import build_performer

    return probe(partial(build_performer, _settings(where)))


def send_test_sound(where: Paths) -> Found:
    """Have a chime and one sentence heard."""
    from functools import partial

    from routine.daemon.session_check import send_test
    from routine.wiring.outputs import build_performer

    return send_test(partial(build_performer, _settings(where)))


def _settings(where: Paths) -> Settings:
    from routine.wiring.files import build_files

    return build_files(where, readonly=True).read(()).settings


def simulate(where: Paths, start: str, days: int) -> SimulateReply:
    """What would come in `days` days from the date that `start` means, on a copy; raises RoutineError."""
    from datetime import datetime, time

    from routine.adapters.tinydb_store import TinyDbStore
    from routine.core.when.parse_time import parse_date
    from routine.daemon.replies import received
    from routine.simulate import simulate as run
    from routine.wiring.build import clocks
    from routine.wiring.files import build_files

    state = TinyDbStore(Path(where.data_dir), readonly=True).load()
    files = build_files(where, readonly=True)
    setup = files.read((id for id, routine in state.routines.items() if routine.enabled), sparing=True)
    now = clocks(where)[0].now()
    first = parse_date(start, now, setup.settings.day_ends)
    found: SimulateReply = received(run(setup, state, datetime.combine(first, time()), days, now, files))
    return found


def day_ahead(where: Paths, text: str) -> date:
    """The day that a person means, today or later; raises UsageError."""
    from routine.core.when.parse_time import parse_date
    from routine.wiring.build import clocks

    return parse_date(text, clocks(where)[0].now(), _settings(where).day_ends, "future")


def introduced(where: Paths, named: str) -> list[str]:
    """What is said of a place that was just given."""
    from routine.adapters.place_files import CityFile, find, full_zone_name, read_city_table
    from routine.core.sun.cities import namesakes
    from routine.core.sun.place_lines import introduced as lines_on
    from routine.wiring.build import clocks

    now, cities = clocks(where)[0].now(), read_city_table()
    place, zone = find(named), full_zone_name(now.zone, cities)
    return lines_on(place, cities, zone, now.instant, namesakes(named, place, CityFile()) if place.zone else ())


def whereabouts(where: Paths, named: str | None) -> tuple[Place | None, Now]:
    """The place to tell the sun of, and the present: `named`, else the one in the settings, else the zone's guess.

    A place from the settings is marked where the machine's clock contradicts it. None: nothing is known, as in UTC.
    Raises UsageError, AmbiguousError, NotFoundError for a place that cannot be found.
    """
    from routine.adapters import place_files
    from routine.core.sun.cities import guess_place
    from routine.core.sun.place import checked
    from routine.wiring.build import clocks

    now = clocks(where)[0].now()
    if named is not None:
        return place_files.find(named), now
    chosen = place_files.read_place_setting(Path(where.config_file))
    if chosen is not None:
        return checked(place_files.find(chosen), now.zone, now.instant), now
    cities = place_files.read_city_table()
    return guess_place(place_files.full_zone_name(now.zone, cities), cities), now


def sun(where: Paths, when: str | None, named: str | None) -> SunReply:
    """The sun of a day (today, or what `when` means) at a place (the user's, or `named`). Raises RoutineError."""
    from routine.core.errors import NotFoundError
    from routine.core.sun.place import contradiction
    from routine.core.views.sun import sun_view
    from routine.daemon.replies import received

    place, now = whereabouts(where, named)
    if place is None:
        unknown = f"where you are is not known, and the time zone {now.zone} does not tell"
        raise NotFoundError(unknown, 'routine config set place "CITY or LATITUDE, LONGITUDE"')
    zone = place.zone or now.zone
    doubt = contradiction(place, now.zone, now.instant) if place.origin == "contradicted" else None
    found: SunReply = received(sun_view(place, _day(when, now, zone), zone, doubt))
    return found


def _day(when: str | None, now: Now, zone: str) -> date:
    if when is None:
        return now.wall(zone).date()
    from datetime import time  # here: what reads dates is only needed for a date

    from routine.core.when.parse_time import parse_date

    return parse_date(when, now, time(), zone=zone)
