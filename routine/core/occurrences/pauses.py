"""Pauses: whether one covers a time, and how many whole days of a span they take."""

from __future__ import annotations

from datetime import datetime, timedelta

from routine.core.state.pause import Pause
from routine.core.when.moment import wall


def paused_at(pauses: tuple[Pause, ...], id: str, instant: datetime) -> Pause | None:
    """The pause of this routine, or of all, that covers the instant."""
    for pause in pauses:
        if pause.routine in (None, id) and pause.covers(instant):
            return pause
    return None


def paused_days(routine_id: str, pauses: tuple[Pause, ...], zone: str, start: datetime, end: datetime) -> int:
    """Whole days in pauses of this routine (or of all) that began in [start, end), naive wall times.

    A pause that has no end yet counts nothing; days that several pauses cover count once; each moves `end` on.
    """
    total = 0
    for began, ended in _merged(routine_id, pauses, zone, start):
        if began < end + timedelta(days=total):
            total += (ended.date() - began.date()).days
    return total


def _merged(routine_id: str, pauses: tuple[Pause, ...], zone: str, start: datetime) -> list[tuple[datetime, datetime]]:
    """The pauses' wall times from `start` on, in order, those that touch made one."""
    spans: list[tuple[datetime, datetime]] = []
    for pause in sorted(pauses, key=lambda p: p.start):
        if pause.routine not in (None, routine_id) or pause.end is None:
            continue
        began, ended = max(wall(pause.start, zone), start), wall(pause.end, zone)
        if spans and began <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(ended, spans[-1][1]))
        elif ended > began:
            spans.append((began, ended))
    return spans


def before(pause: Pause, at: datetime) -> Pause:
    """The pause as far as it lies before `at` (UTC)."""
    return Pause(pause.routine, pause.start, at if pause.end is None else min(pause.end, at))
