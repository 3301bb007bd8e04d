"""The sun of a day anywhere, for the tests of how it is shown."""

from __future__ import annotations

from datetime import date

from routine.core.requests.replies.sun import SunReply
from routine.core.sun.place import Place
from routine.core.views.sun import sun_view

JUNE, DECEMBER = "2026-06-21", "2026-12-21"


def view(latitude: float, longitude: float, day: str) -> SunReply:
    """What `sun` shows of it."""
    where = Place(name="Somewhere", latitude=latitude, longitude=longitude, origin="guessed")
    return sun_view(where, date.fromisoformat(day), "Europe/Berlin")
