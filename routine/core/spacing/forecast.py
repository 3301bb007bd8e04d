"""Every open occurrence of a span with its reason, before the rules of spacing move any."""

from __future__ import annotations

from collections.abc import Set
from datetime import date, datetime, timedelta

from routine.core.config.setup import Setup
from routine.core.occurrences import ramp_nights
from routine.core.occurrences.course import course_end, paused_at
from routine.core.occurrences.due import ahead
from routine.core.occurrences.irritation_rest import holding
from routine.core.occurrences.projection import Planned, Status, follow, follow_other
from routine.core.preset.model import Preset
from routine.core.schedule import Occurrence, reason
from routine.core.schedule.types import AfterRoutine, Clock
from routine.core.spacing.rests import pauses_with_rests
from routine.core.state.log import Entry
from routine.core.state.model import State
from routine.core.state.reminder import Reminder
from routine.core.state.routine import RoutineState
from routine.core.when.moment import Now, instant_of, wall


def unspaced(setup: Setup, state: State, now: Now, until: datetime, only: Set[str] | None = None) -> list[Planned]:
    """The same as the schedules alone would have it, of every enabled routine or of those named."""
    found: list[Planned] = []
    for id, r in state.routines.items():
        if r.enabled and id in setup.presets and (only is None or id in only):
            found += _ahead(setup.presets[id], r, state, now, until, setup)
    found += _after_others(setup, state, found, now, until, only)
    return sorted(found, key=lambda p: (p.instant, p.routine, p.nominal))


def _after_others(
    setup: Setup, state: State, planned: list[Planned], now: Now, until: datetime, only: Set[str] | None
) -> list[Planned]:
    """What comes so long after another routine, as far as that one is planned."""
    found: list[Planned] = []
    for id, r in state.routines.items():
        preset = setup.presets.get(id) if r.enabled else None
        base = preset.schedule.base if preset else None
        if preset and isinstance(base, AfterRoutine) and (only is None or id in only):
            anchor, other = setup.presets.get(base.routine), state.routines.get(base.routine)
            before = [p for p in planned if p.routine == base.routine]
            if only is not None and base.routine not in only and anchor and other and other.enabled:
                before = _ahead(anchor, other, state, now, until, setup)
            found += follow_other(preset, base, before, now, until, setup)
    return found


def _instant(wall_time: datetime, now: Now) -> datetime:
    return now.instant + (wall_time - now.wall()) + timedelta(hours=2)


def _ahead(preset: Preset, r: RoutineState, state: State, now: Now, until: datetime, setup: Setup) -> list[Planned]:
    zone = preset.schedule.zone or now.zone
    found = [_raised(preset, r.raised, zone, now)] if r.raised else []
    pauses = pauses_with_rests(setup, state, preset)
    whys = (
        ramp_nights.reasons(preset, r, zone, pauses, wall(until, zone).date()) if ramp_nights.by_night(preset) else {}
    )
    for one in ahead(preset.id, preset, r, now, wall(until, zone), pauses):
        pause = paused_at(state.pauses, preset.id, one.instant)
        held = f"on hold: {r.held.why}" if r.held else holding(state, preset, one.instant, zone)
        off = "paused" if pause else held
        why = off or why_then(preset, r, one, zone, whys)
        status: Status = "excused" if off else "planned"
        moved = any(armed.moved for armed in r.armed if armed.key == one.key)
        found.append(Planned(preset.id, one.key, one.nominal, one.instant, zone, status, why, moved))
    last = course_end(preset, r, zone, state.pauses)
    return found + follow(preset, r, found, now, min(until, instant_of(last, zone)) if last else until, setup)


def _raised(preset: Preset, raised: Reminder, zone: str, now: Now) -> Planned:
    later = raised.snoozed_until is not None and raised.snoozed_until > now.instant
    why = (
        f"later, at {wall(raised.snoozed_until, zone):%H:%M}" if later and raised.snoozed_until else "awaits an answer"
    )
    status: Status = "snoozed" if later else "raised"
    return Planned(preset.id, raised.key, raised.nominal, raised.instant, zone, status, why)


def _answered(entry: Entry, now: Now, setup: Setup) -> Planned:
    preset = setup.presets.get(entry.routine)
    zone = (preset.schedule.zone if preset else None) or now.zone
    answer = entry.answer
    none = answer == "undone" or answer == "rehearsal" or answer == "refilled" or answer == "accepted"
    status: Status = "missed" if none else answer  # type: ignore[assignment]  # what answers nothing is no status
    return Planned(entry.routine, entry.key, entry.nominal, entry.instant, zone, status, entry.reason or status)


def why_then(preset: Preset, r: RoutineState, one: Occurrence, zone: str, whys: dict[date, str]) -> str:
    """Why this occurrence is when it is; said for the clock schedule, known for what hangs on an answer.

    `whys`: the reasons of nights.
    """
    armed = next((a for a in r.armed if a.key == one.key), None)
    if armed is not None:
        return armed.reason
    base = preset.schedule.base
    if not isinstance(base, Clock):
        return whys.get(one.nominal.date(), "planned")
    return reason(base, one, anchor=r.anchor, zone=zone)
