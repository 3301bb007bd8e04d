"""What is to come, and why: every open occurrence of a span, with its reason, assuming answers on time."""

from __future__ import annotations

from collections.abc import Set
from datetime import date, datetime, time, timedelta

from routine.core import nights
from routine.core.course import course_end, paused_at
from routine.core.due import ahead
from routine.core.now import Now, day_of, instant_of, wall
from routine.core.preset import Preset
from routine.core.projection import Planned, Status, follow, follow_other
from routine.core.schedule import Occurrence, reason
from routine.core.schedule_types import AfterRoutine, Clock
from routine.core.setup import Setup
from routine.core.skin_rest import holding
from routine.core.spacing.bare import span_to_look_at, without_moves
from routine.core.spacing.household import household
from routine.core.spacing.rests import pauses_with_rests
from routine.core.spacing.spaced import spaced
from routine.core.state import Entry, Reminder, RoutineState, State


def plan(setup: Setup, state: State, now: Now, until: datetime, routine: str | None = None) -> list[Planned]:
    """Every open occurrence up to `until` (UTC) of the enabled routines (or one), spaced out; by instant, then id."""
    home = household(setup, state, now)
    if home is None or (routine is not None and routine not in home.tags):
        return unspaced(setup, state, now, until, None if routine is None else {routine})
    far, state = span_to_look_at(state, now, until), without_moves(setup, state, now)
    concerned = None if routine is None else home.tags.keys()
    drawn = unspaced(setup, state, now, far, concerned)
    inside = {one.id for one in drawn if one.instant <= until}
    found = [one for one in spaced(setup, state, now, drawn, home, far) if one.instant <= until or one.id in inside]
    return found if routine is None else [one for one in found if one.routine == routine]


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


def today(setup: Setup, state: State, now: Now) -> list[Planned]:
    """Every occurrence of the day as people count it, answered or not."""
    begin, end = day_span(now, setup.settings.day_ends)
    found: list[Planned] = []
    open_ones: list[Planned] = []
    home = household(setup, state, now)
    until = _instant(end, now)
    far = span_to_look_at(state, now, until) if home else until
    state = without_moves(setup, state, now) if home else state
    for id, r in state.routines.items():
        found += [_answered(entry, now, setup) for entry in r.recent if _in_day(entry.instant, now, begin, end)]
        if r.enabled and id in setup.presets:
            concerned = home is not None and id in home.tags
            open_ones += _ahead(setup.presets[id], r, state, now, far if concerned else until, setup)
    open_ones = spaced(setup, state, now, open_ones, home, far) if home else open_ones
    found += [p for p in open_ones if p.status in ("raised", "snoozed") or _in_day(p.instant, now, begin, end)]
    return sorted(found, key=lambda p: (p.instant, p.routine, p.nominal))


def day_span(now: Now, day_ends: time) -> tuple[datetime, datetime]:
    """Beginning (included) and end of the present day as people count it, naive wall clock."""
    begin = datetime.combine(day_of(now.wall(), day_ends), day_ends)
    return begin, begin + timedelta(days=1)


def _in_day(instant: datetime, now: Now, begin: datetime, end: datetime) -> bool:
    return begin <= wall(instant, now.zone) < end


def _instant(wall_time: datetime, now: Now) -> datetime:
    return now.instant + (wall_time - now.wall()) + timedelta(hours=2)


def _ahead(preset: Preset, r: RoutineState, state: State, now: Now, until: datetime, setup: Setup) -> list[Planned]:
    zone = preset.schedule.zone or now.zone
    found = [_raised(preset, r.raised, zone, now)] if r.raised else []
    pauses = pauses_with_rests(setup, state, preset)
    whys = nights.reasons(preset, r, zone, pauses, wall(until, zone).date()) if nights.by_night(preset) else {}
    for one in ahead(preset.id, preset, r, now, wall(until, zone), pauses):
        pause = paused_at(state.pauses, preset.id, one.instant)
        held = f"on hold: {r.held}" if r.held else holding(state, preset, one.instant, zone)
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
