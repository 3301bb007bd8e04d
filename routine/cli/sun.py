"""sun: sunrise, sunset and the clear-sky UV index of a day, at your location or another; without the daemon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from routine.cli.charts.sun_chart import BLOCKS, chart
from routine.cli.shell import connection
from routine.cli.shell.colours import Look, painted
from routine.cli.shell.command import Command
from routine.cli.shell.output import emit, json_option
from routine.cli.shell.table import cells, fold
from routine.cli.shell.terminal_characters import drawable

if TYPE_CHECKING:
    from routine.core.requests.replies.sun import SunMoment, SunPlace, SunReply

_LABEL = 12
_SET_IT = 'routine config set place "CITY or LATITUDE, LONGITUDE"'
_CAUTION = (
    "This is an estimate for a clear sky. Snow, water, sand and altitude raise it. So does thin ozone, as in the "
    "tropics ({ozone} Dobson units are assumed). Clouds are not counted. The official forecast comes from your weather "
    "service."
)


@click.command(
    "sun",
    cls=Command,
    examples=["routine sun", "routine sun --date tomorrow", 'routine sun --place "33.87 S, 151.21 E"'],
)
@click.option("--date", "when", metavar="DATE", help="Show another day, for example 2027-06-21.")
@click.option("--place", metavar="PLACE", help="Show another location: a city or coordinates.")
@json_option
def sun(when: str | None, place: str | None) -> None:
    """Show sunrise, sunset and the UV index of the day, and when to protect your skin.

    The UV index says how strong the sun's ultraviolet light is, for a clear sky. Your location is the one in the
    settings. Without it, Routine guesses from the time zone of this computer. It uses no network.
    """
    from routine.wiring.places import sun

    found = sun(connection.paths(), when, place)
    emit(found, lambda value, look: told(value, look, drawable=drawable(BLOCKS)))


def told(reply: SunReply, look: Look, *, drawable: bool = True) -> str:
    """The day of the sun as people read it."""
    lines = [painted(line, "1", look) for line in fold(_heading(reply), look.width)]
    lines += _rows(_facts(reply), look.width)
    drawn = chart(reply.through_day, look.width, drawable=drawable)
    if drawn:
        lines += ["", *drawn, ""]
    for text in (*_remarks(reply.place), _CAUTION.format(ozone=f"{reply.ozone_du:g}")):
        lines += fold(text, look.width)
    return "\n".join(lines)


def _heading(reply: SunReply) -> str:
    return f"{reply.place.name}, {_day(reply.date)}"


def _day(text: str) -> str:
    """An ISO date as people read it: `Friday 4 December 2026`."""
    from datetime import date

    from routine.core.when.format import MONTHS, WEEKDAYS

    day = date.fromisoformat(text)
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def _facts(reply: SunReply) -> list[tuple[str, str]]:
    place = reply.place
    north, east = f"{abs(place.latitude):.2f}", f"{abs(place.longitude):.2f}"
    where = f"{north} {'S' if place.latitude < 0 else 'N'}, {east} {'W' if place.longitude < 0 else 'E'}"
    high = f", {place.altitude_m:g} m" if place.altitude_m else ""
    return [
        ("Location", f"{where}{high} ({_KNOWN[place.origin]})"),
        ("Time zone", reply.zone),
        ("Sunrise", _clock(reply.sunrise, reply.date) or _none(reply, reply.sunset)),
        ("Solar noon", _clock(reply.solar_noon, reply.date)),
        ("Sunset", _clock(reply.sunset, reply.date) or _none(reply, None)),
        ("UV index", f"at most {reply.uv_max:.1f}, {reply.band}"),
        ("Protect", _protect(reply)),
    ]


_KNOWN = {"given": "entered by you", "guessed": "a guess", "contradicted": "entered by you, but doubtful"}


def _clock(moment: SunMoment | None, day: str) -> str:
    """The local time, with its date where that is another."""
    if moment is None:
        return ""
    date_, _, clock = moment.nominal.partition("T")
    return clock if date_ == day else f"{clock} ({_day(date_)})"


def _none(reply: SunReply, later: SunMoment | None) -> str:
    """Why there is no sunrise or no sunset; `later` is what may still come on that day."""
    return f"none, the sun {'is up already' if later else f'stays {reply.stays}'}"


def _protect(reply: SunReply) -> str:
    spans = [f"from {_clock(s.from_, reply.date)} to {_clock(s.until, reply.date)}" for s in reply.protect]
    sure = "" if reply.place.origin == "given" else ", if the location is right"
    return " and ".join(spans) or f"not needed, the UV index stays below {reply.protect_from:g}{sure}"


def _remarks(place: SunPlace) -> list[str]:
    if place.origin == "guessed":
        return [
            "The location is a guess from this computer's time zone and may be far from you. Routine leaves out no "
            f"reminder because of it. Set your location: {_SET_IT}"
        ]
    if place.origin == "contradicted":
        doubt = f"Is this still your location? {place.doubt}. Until they match, Routine leaves out no reminder."
        return [f"{doubt} Set your location: {_SET_IT}"]
    return []


def _rows(facts: list[tuple[str, str]], width: int) -> list[str]:
    """Aligned where they fit; otherwise each folded on its own."""
    rows = [f"{label:<{_LABEL}}{text}" for label, text in facts]
    if max(map(cells, rows)) <= width:
        return rows
    return [line for label, text in facts for line in fold(f"{label}: {text}", width)]
