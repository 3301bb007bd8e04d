"""Why a time moved, or has no room, in words that stay true however late they are read."""

from __future__ import annotations

from datetime import datetime

from routine.core.schedule.words import duration_words
from routine.core.spacing.conflicts import Breach, Item
from routine.core.when.format import MONTHS, WEEKDAYS
from routine.core.when.moment import instant_of, wall


def moment(at: datetime) -> str:
    """`Fri 27 Nov 20:30`, of a wall-clock time."""
    return f"{WEEKDAYS[at.weekday()][:3]} {at.day} {MONTHS[at.month - 1][:3]} {at:%H:%M}"


def moved(item: Item, breach: Breach) -> str:
    """`moved from Fri 27 Nov 20:30: a mask and an active go on different evenings (Retinoid, Fri 27 Nov 21:00)`.

    What was moved already, and is past its own time, is moved on from where it was.
    """
    own = instant_of(item.nominal, item.zone) == item.instant
    return f"moved from {moment(item.nominal if own else wall(item.instant, item.zone))}: {because(breach)}"


def no_room(item: Item, breach: Breach) -> str:
    """Why a time is left out."""
    if breach.off:
        return f"waits: {because(breach)}"
    if item.move is None:
        return f"left out: {because(breach)}"
    return f"left out: {because(breach)}, and no other time within {duration_words(item.move)} is free"


def ask_prescriber(breach: Breach) -> str:
    """Said of a medicine, which is never left out."""
    return f"{because(breach)}; it is prescribed, so nothing moves it: ask your prescriber or pharmacist"


def because(breach: Breach) -> str:
    """The rule, and in brackets the other time or the visit."""
    why = breach.why.rstrip(".")
    return f"{why[:1].lower()}{why[1:]} ({against(breach)})"


def against(breach: Breach) -> str:
    """What it is kept from: `Retinoid, Fri 27 Nov 21:00`."""
    if breach.other:
        return f"{breach.other.title}, {moment(wall(breach.other.instant, breach.other.zone))}"
    return breach.off.visit if breach.off else ""
