"""sun: sunrise, sunset and the clear-sky UV index of a day, at your place or another; without the daemon."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from routine.cli.shell import connection
from routine.cli.shell.group import Command
from routine.cli.shell.output import emit, json_option
from routine.cli.shell.render import Look, painted
from routine.cli.shell.table import cells, fold
from routine.cli.sun_chart import BLOCKS, chart

if TYPE_CHECKING:
    from routine.core.when.moment import Now

Json = dict[str, Any]
_LABEL = 12
_SET_IT = 'routine config set place "CITY or LATITUDE, LONGITUDE"'
_CAUTION = (
    "A clear-sky estimate: snow, water, sand and altitude raise it, and so does thin ozone, as in the tropics "
    "({ozone} Dobson units are assumed). Clouds give no credit. The official forecast is your weather service's."
)


@click.command(
    "sun",
    cls=Command,
    examples=["routine sun", "routine sun --date tomorrow", 'routine sun --place "33.87 S, 151.21 E"'],
)
@click.option("--date", "when", metavar="DATE", help="Another day than today, such as 2027-06-21.")
@click.option("--place", metavar="PLACE", help='Another place: a city, or coordinates such as "52.52, 13.40".')
@json_option
def sun(when: str | None, place: str | None) -> None:
    """Sunrise, sunset and the clear-sky UV index through the day, and when to protect your skin.

    Your place is the one in the settings; until you set it, it is guessed from this computer's time zone. Nothing is
    asked of a network.
    """
    emit(_found(when, place), lambda value, look: told(value, look, drawable=_drawable()))


def _found(when: str | None, named: str | None) -> Json:
    from routine.core.errors import NotFoundError
    from routine.core.sun.place import contradiction
    from routine.core.sun.view import sun_view
    from routine.wiring.places import whereabouts

    place, now = whereabouts(connection.paths(), named)
    if place is None:
        raise NotFoundError(f"where you are is not known, and the time zone {now.zone} does not tell", _SET_IT)
    zone = place.zone or now.zone
    doubt = contradiction(place, now.zone, now.instant) if place.origin == "contradicted" else None
    return sun_view(place, _day(when, now, zone), zone, doubt)


def _day(when: str | None, now: Now, zone: str) -> date:
    if when is None:
        return now.wall(zone).date()
    from datetime import time  # here: what reads dates is only needed for a date

    from routine.core.when.parse import parse_date

    return parse_date(when, now, time(), zone=zone)


def _drawable() -> bool:
    """Whether what reads the output can show blocks; old Windows consoles cannot."""
    try:
        BLOCKS.encode(sys.stdout.encoding or "ascii")
    except (UnicodeError, LookupError):
        return False
    return True


def told(reply: Json, look: Look, *, drawable: bool = True) -> str:
    """The day of the sun as people read it."""
    lines = [painted(line, "1", look) for line in fold(_heading(reply), look.width)]
    lines += _rows(_facts(reply), look.width)
    drawn = chart(reply["through_day"], look.width, drawable=drawable)
    if drawn:
        lines += ["", *drawn, ""]
    for text in (*_remarks(reply["place"]), _CAUTION.format(ozone=f"{reply['ozone_du']:g}")):
        lines += fold(text, look.width)
    return "\n".join(lines)


def _heading(reply: Json) -> str:
    from datetime import datetime

    from routine.core.when.format import MONTHS, WEEKDAYS

    day = datetime.fromisoformat(reply["date"])
    return f"{reply['place']['name']}, {WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def _facts(reply: Json) -> list[tuple[str, str]]:
    place = reply["place"]
    north, east = f"{abs(place['latitude']):.2f}", f"{abs(place['longitude']):.2f}"
    where = f"{north} {'S' if place['latitude'] < 0 else 'N'}, {east} {'W' if place['longitude'] < 0 else 'E'}"
    high = f", {place['altitude_m']:g} m" if place["altitude_m"] else ""
    return [
        ("Place", f"{where}{high}; {_KNOWN[place['origin']]}"),
        ("Time zone", reply["zone"]),
        ("Sunrise", _clock(reply["sunrise"], reply["date"]) or _none(reply, "sunset")),
        ("Solar noon", _clock(reply["solar_noon"], reply["date"])),
        ("Sunset", _clock(reply["sunset"], reply["date"]) or _none(reply, "")),
        ("UV index", f"at most {reply['uv_max']:.1f}, {reply['band']}"),
        ("Protect", _protect(reply)),
    ]


_KNOWN = {"given": "given", "guessed": "guessed", "contradicted": "given, but doubtful"}


def _clock(moment: Json | None, day: str) -> str:
    """The local time, with its date where that is another."""
    if moment is None:
        return ""
    date_, _, clock = moment["nominal"].partition("T")
    return clock if date_ == day else f"{clock} ({date_})"


def _none(reply: Json, later: str) -> str:
    """Why there is no sunrise or no sunset; `later` is what may still come on that day."""
    return f"none: the sun {'is up already' if reply.get(later) else 'stays ' + reply['stays']}"


def _protect(reply: Json) -> str:
    spans = [
        f"from {_clock(s['from'], reply['date'])} to {_clock(s['until'], reply['date'])}" for s in reply["protect"]
    ]
    sure = "" if reply["place"]["origin"] == "given" else ", if the place is right"
    return " and ".join(spans) or f"the index stays below {reply['protect_from']:g}{sure}"


def _remarks(place: Json) -> list[str]:
    if place["origin"] == "guessed":
        return [
            "The place is a guess from this computer's time zone and may be far from you: it never spares you a "
            f"reminder. Say where you are: {_SET_IT}"
        ]
    if place["origin"] == "contradicted":
        doubt = f"Is that still your place? {place['doubt']}. While they do not fit, it never spares you a reminder."
        return [f"{doubt} Say where you are: {_SET_IT}"]
    return []


def _rows(facts: list[tuple[str, str]], width: int) -> list[str]:
    """Aligned where they fit; otherwise each folded on its own."""
    rows = [f"{label:<{_LABEL}}{text}" for label, text in facts]
    if max(map(cells, rows)) <= width:
        return rows
    return [line for label, text in facts for line in fold(f"{label}: {text}", width)]
