"""What `sun` shows: the sun of one day over a place, in local times and instants."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from math import floor

from routine.core.requests.replies.sun import SunMoment, SunPlace, SunReply, SunSpan, UvSample
from routine.core.sun.place import Place
from routine.core.sun.sunrise import sun_day
from routine.core.sun.uv import OZONE_DU, PROTECT_FROM, UvAt, band, protect_hours, uv_at, uv_through_day
from routine.core.when.moment import wall


def sun_view(place: Place, day: date, zone: str, doubt: str | None = None) -> SunReply:
    """Sunrise to sunset of the local date, the clear-sky UV index through it, and when to protect oneself.

    Times are those of `zone`. `doubt`: what speaks against the place, for people.
    """
    sun = sun_day(place, day, zone)
    highest = uv_at(place, sun.noon, day)
    return SunReply(
        place=SunPlace(
            name=place.name,
            latitude=round(place.latitude, 4),
            longitude=round(place.longitude, 4),
            altitude_m=place.altitude_m,
            origin=place.origin,
            doubt=doubt,
        ),
        date=day.isoformat(),
        zone=zone,
        sunrise=_time(sun.sunrise, zone),
        solar_noon=_moment(sun.noon, zone),
        sunset=_time(sun.sunset, zone),
        stays=sun.stays,
        uv_max=tenths(highest),
        band=band(highest),
        protect_from=PROTECT_FROM,
        protect=tuple(
            SunSpan(from_=_moment(span.start, zone, 0), until=_moment(span.end, zone, 59))
            for span in protect_hours(place, day, zone)
        ),
        through_day=tuple(_sample(uv, zone) for uv in uv_through_day(place, day, zone)),
        kind="clear-sky estimate",
        ozone_du=OZONE_DU,
    )


def tenths(index: float) -> float:
    """With one decimal, cut and not rounded: 2.97 is not yet the 3.0 from which one protects oneself."""
    return floor(index * 10) / 10


def _time(instant: datetime | None, zone: str) -> SunMoment | None:
    return None if instant is None else _moment(instant, zone)


def _sample(uv: UvAt, zone: str) -> UvSample:
    at = _moment(uv.at, zone)
    return UvSample(nominal=at.nominal, instant=at.instant, index=tenths(uv.index))


def _moment(instant: datetime, zone: str, round_s: int = 30) -> SunMoment:
    """The instant, and its local time to the minute; `round_s` 30 to the nearest, 0 to the one before, 59 after."""
    nominal = wall(instant + timedelta(seconds=round_s), zone).isoformat(timespec="minutes")
    return SunMoment(nominal=nominal, instant=f"{instant:%Y-%m-%dT%H:%M:%S}Z")
