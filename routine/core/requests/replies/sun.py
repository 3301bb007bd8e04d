"""The reply about the sun of a day."""

from __future__ import annotations

from msgspec import Struct


class SunMoment(Struct, frozen=True, kw_only=True):
    """A local time to the minute, and its instant."""

    nominal: str
    instant: str


class SunSpan(Struct, frozen=True, kw_only=True, rename={"from_": "from"}):
    """From one moment to another."""

    from_: SunMoment
    until: SunMoment


class UvSample(SunMoment, frozen=True, kw_only=True):
    """The UV index at a moment."""

    index: float


class SunPlace(Struct, frozen=True, kw_only=True):
    """Where the sun is told of; `doubt`: what speaks against the place."""

    name: str
    latitude: float
    longitude: float
    altitude_m: float
    origin: str
    doubt: str | None


class SunReply(Struct, frozen=True, kw_only=True):
    """The sun of one day; `stays`: up or down, where it neither rises nor sets."""

    place: SunPlace
    date: str
    zone: str
    sunrise: SunMoment | None
    solar_noon: SunMoment
    sunset: SunMoment | None
    stays: str | None
    uv_max: float
    band: str
    protect_from: float
    protect: tuple[SunSpan, ...]
    through_day: tuple[UvSample, ...]
    kind: str
    ozone_du: float
