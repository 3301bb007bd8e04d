"""The plan before the rules of spacing move any of it: every open occurrence of a span, with its reason."""

from __future__ import annotations

from collections.abc import Set
from datetime import date, datetime

from routine.core.config.setup import Setup
from routine.core.occurrences.calendar import Calendar, calendar_of
from routine.core.occurrences.chain_projection import follow, follow_other
from routine.core.occurrences.course import course_end
from routine.core.occurrences.due import ahead
from routine.core.occurrences.irritation_rest import holding
from routine.core.occurrences.night_words import reasons
from routine.core.occurrences.pauses import paused_at
from routine.core.occurrences.plan_line import Cause, PlanLine, Status
from routine.core.preset.model import Preset
from routine.core.schedule.clock import Occurrence
from routine.core.schedule.types import AfterRoutine, Clock
from routine.core.schedule.why_this_day import reason
from routine.core.spacing.nights import pauses_with_rests
from routine.core.state.model import State
from routine.core.state.reminder import Reminder
from routine.core.state.routine import RoutineState
from routine.core.when.format import format_when
from routine.core.when.moment import Now, instant_of, wall


def unspaced(setup: Setup, state: State, now: Now, until: datetime, only: Set[str] | None = None) -> list[PlanLine]:
    """Every open occurrence up to `until` (UTC), of every enabled routine or of those named; by instant, then id."""
    found: list[PlanLine] = []
    for id, r in state.routines.items():
        preset = setup.presets.get(id) if r.enabled and (only is None or id in only) else None
        if preset:
            found += open_times(setup, state, now, preset, until)
    found += _after_others(setup, state, now, found, until, only)
    return sorted(found, key=lambda p: (p.instant, p.routine, p.nominal))


def _after_others(
    setup: Setup, state: State, now: Now, planned: list[PlanLine], until: datetime, only: Set[str] | None
) -> list[PlanLine]:
    """What comes so long after another routine, as far as that one is planned."""
    found: list[PlanLine] = []
    for id, r in state.routines.items():
        preset = setup.presets.get(id) if r.enabled else None
        base = preset.schedule.base if preset else None
        if preset and isinstance(base, AfterRoutine) and (only is None or id in only):
            anchor, other = setup.presets.get(base.routine), state.routines.get(base.routine)
            before = [p for p in planned if p.routine == base.routine]
            # It is not asked about, but what follows it hangs on it.
            if only is not None and base.routine not in only and anchor and other and other.enabled:
                before = open_times(setup, state, now, anchor, until)
            found += follow_other(preset, base, calendar_of(setup, state, now).of(preset), before, now, until)
    return found


def open_times(setup: Setup, state: State, now: Now, preset: Preset, until: datetime) -> list[PlanLine]:
    """One routine's open occurrences up to `until` (UTC): what waits, what is ahead, and what would follow that."""
    r, calendar = state.routines[preset.id], calendar_of(setup, state, now).of(preset)
    zone, end = calendar.zone, wall(until, calendar.zone)
    with_rests = calendar.with_pauses(pauses_with_rests(setup, state, preset))
    nights = reasons(preset, r, with_rests, end.date()) if preset.schedule.nights else {}
    found = [_raised(setup, preset, r.raised, zone, now)] if r.raised else []
    found += [_open_time(state, preset, calendar, one, nights) for one in ahead(preset, r, with_rests, end)]
    last = course_end(preset, r, calendar)
    return found + follow(preset, r, calendar, found, now, min(until, instant_of(last, zone)) if last else until)


def _open_time(state: State, preset: Preset, calendar: Calendar, one: Occurrence, nights: dict[date, str]) -> PlanLine:
    r = state.routines[preset.id]
    pause = paused_at(state.pauses, preset.id, one.instant)
    held = f"on hold. {r.held.why}" if r.held else holding(state, preset, one.instant, calendar.zone)
    off = "paused" if pause else held
    why = off or _why(preset, r, one, calendar, nights)
    moved = next((armed.moved for armed in r.armed if armed.key == one.key), "")
    status: Status = "excused" if off else "planned"
    cause: Cause | None
    if off:
        cause = Cause(kind="paused" if pause else "held" if r.held else "irritation", why=off)
    else:
        cause = Cause(kind="by-hand" if moved == "hand" else "moved", why=why) if moved else None
    return PlanLine(preset.id, one.key, one.nominal, one.instant, calendar.zone, status, why, bool(moved), cause)


def _raised(setup: Setup, preset: Preset, raised: Reminder, zone: str, now: Now) -> PlanLine:
    later = raised.snoozed_until is not None and raised.snoozed_until > now.instant
    why = "waiting for your answer"
    if later and raised.snoozed_until:
        at, here = wall(raised.snoozed_until, zone), wall(now.instant, zone)
        why = f"later, {format_when(at, here, setup.settings.day_ends)}"
    status: Status = "snoozed" if later else "raised"
    return PlanLine(preset.id, raised.key, raised.nominal, raised.instant, zone, status, why)


def _why(preset: Preset, r: RoutineState, one: Occurrence, calendar: Calendar, nights: dict[date, str]) -> str:
    """Why this occurrence is when it is; said for the clock schedule, known for what hangs on an answer.

    `nights`: the reasons of nights.
    """
    armed = next((a for a in r.armed if a.key == one.key), None)
    if armed is not None:
        return armed.reason
    base = preset.schedule.base
    if not isinstance(base, Clock):
        return nights.get(one.nominal.date(), "planned")
    return reason(base, one, anchor=r.anchor, zone=calendar.zone)
