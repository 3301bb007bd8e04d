"""Where the sun stands at an instant: declination, equation of time, height over a place."""

from __future__ import annotations

from datetime import UTC, datetime
from math import asin, cos, degrees, radians, sin, tan

from msgspec import Struct

_J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
_CENTURY_S = 36525 * 86400.0


class SunPosition(Struct, frozen=True):
    """`declination` in degrees, north positive; `equation_of_time` in minutes, positive where sundials run ahead."""

    declination: float
    equation_of_time: float


def sun_position(instant: datetime) -> SunPosition:
    """The sun's position, to about 0.01 degrees and a few seconds of time in the years 1900 to 2100.

    The equations of the NOAA Solar Calculator (gml.noaa.gov/grad/solcalc), which are the low-precision ones of Jean
    Meeus, Astronomical Algorithms (1991), chapters 21, 24 and 27. `instant` is UTC; the minute between it and
    dynamical time moves the sun by 0.0007 degrees.
    """
    century = (instant - _J2000).total_seconds() / _CENTURY_S
    mean_longitude = radians((280.46646 + century * (36000.76983 + century * 0.0003032)) % 360)
    anomaly = radians((357.52911 + century * (35999.05029 - century * 0.0001537)) % 360)
    eccentricity = 0.016708634 - century * (0.000042037 + century * 0.0000001267)
    node = radians(125.04 - 1934.136 * century)
    centre = (
        (1.914602 - century * (0.004817 + century * 0.000014)) * sin(anomaly)
        + (0.019993 - century * 0.000101) * sin(2 * anomaly)
        + 0.000289 * sin(3 * anomaly)
    )
    longitude = mean_longitude + radians(centre - 0.00569 - 0.00478 * sin(node))
    tilt = radians(_mean_obliquity(century) + 0.00256 * cos(node))
    return SunPosition(
        declination=degrees(asin(sin(tilt) * sin(longitude))),
        equation_of_time=_equation_of_time(mean_longitude, anomaly, eccentricity, tilt),
    )


def _mean_obliquity(century: float) -> float:
    """Degrees between the equator and the ecliptic."""
    seconds = 21.448 - century * (46.815 + century * (0.00059 - century * 0.001813))
    return 23 + (26 + seconds / 60) / 60


def _equation_of_time(mean_longitude: float, anomaly: float, eccentricity: float, tilt: float) -> float:
    """Minutes; W. M. Smart's series, as Meeus gives it."""
    y = tan(tilt / 2) ** 2
    return 4 * degrees(
        y * sin(2 * mean_longitude)
        - 2 * eccentricity * sin(anomaly)
        + 4 * eccentricity * y * sin(anomaly) * cos(2 * mean_longitude)
        - 0.5 * y * y * sin(4 * mean_longitude)
        - 1.25 * eccentricity * eccentricity * sin(2 * anomaly)
    )


def hour_angle(instant: datetime, longitude: float) -> float:
    """Degrees that the sun has gone past the meridian: 0 at solar noon, from -180 to 180; `longitude` east positive."""
    return _hour_angle(instant, longitude, sun_position(instant))


def cos_zenith(instant: datetime, latitude: float, longitude: float) -> float:
    """The cosine of the sun's zenith angle (0 on the horizon, 1 overhead), refraction left out; places in degrees."""
    sun = sun_position(instant)
    north, declination = radians(latitude), radians(sun.declination)
    turned = radians(_hour_angle(instant, longitude, sun))
    cosine = sin(north) * sin(declination) + cos(north) * cos(declination) * cos(turned)
    return min(1.0, max(-1.0, cosine))


def _hour_angle(instant: datetime, longitude: float, sun: SunPosition) -> float:
    minutes = (instant - _J2000).total_seconds() / 60 + sun.equation_of_time + 4 * longitude
    return (minutes / 4 + 180) % 360 - 180
