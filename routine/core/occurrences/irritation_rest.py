"""Which times reported irritation covers: those of masks, retinoids and acids until it is over do not count."""

from __future__ import annotations

from datetime import datetime

from routine.core.preset.model import Preset
from routine.core.state.irritation import Irritation
from routine.core.state.model import State
from routine.core.when.format import MONTHS
from routine.core.when.moment import wall


def lasting(state: State, instant: datetime) -> Irritation | None:
    """The irritation that covers an instant (UTC), the first reported of them, or None."""
    for one in state.irritations:
        if one.at <= instant and (one.over is None or instant < one.over):
            return one
    return None


def since_words(one: Irritation, zone: str) -> str:
    """`irritation since 23 November`."""
    return f"irritation since {since_day(one, zone)}"


def since_day(one: Irritation, zone: str) -> str:
    """`23 November`."""
    day = wall(one.at, zone)
    return f"{day.day} {MONTHS[day.month - 1]}"


def holding(state: State, preset: Preset, instant: datetime, zone: str) -> str | None:
    """Why a time of this preset is not counted: `irritation since 23 November`; None where nothing holds it."""
    one = lasting(state, instant)
    return since_words(one, zone) if one and preset.irritant else None
