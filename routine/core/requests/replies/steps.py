"""A step of a routine, as replies tell it: part of the day, of a session and of a leaflet."""

from __future__ import annotations

from msgspec import Struct


class StepLine(Struct, frozen=True, kw_only=True):
    """One step of a routine, before it is run. Seconds; `words`: all of it in one line.

    `on_skin`: from here it is on the skin (`start`), it comes off here (`end`), or goes on and stays (`stays`).
    """

    id: str
    say: str
    timer_s: int | None
    lead_in_s: int | None
    auto_s: int | None
    posture: str | None
    posture_words: str
    on_skin: str | None
    hands: str
    words: str
