"""The [schedule] table: what each of its keys says."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from routine.core.errors import UsageError
from routine.core.preset.model import Fault
from routine.core.preset.read import days, values
from routine.core.preset.read.cron import parse_cron
from routine.core.preset.read.forms import Faults, Field, Form, Key, leaf, listed, record, required, table
from routine.core.preset.read.schedule_keys import clash_faults
from routine.core.preset.read.values import clock, duration, elapsed, elapsed_interval, identity, interval, whole
from routine.core.preset.read.wrong_value import fault_of, shown
from routine.core.schedule.types import (
    MINUTES_A_DAY,
    MOST_FREE_WEEKDAYS,
    AfterDone,
    AfterRoutine,
    Again,
    Base,
    Clock,
    Cycle,
    Days,
    EveryDay,
    EveryNights,
    NightCycle,
    NightsAWeek,
    Ramp,
    RampWeek,
    Schedule,
    Weekdays,
    WhenNeeded,
)
from routine.core.when.duration import Duration, format_duration


def _read(value: Any, key: Key, faults: Faults) -> Any:
    if type(value) is dict:
        faults.extend(clash_faults([name for name in value if name in _FIELDS], key))
    return _TABLE.read(value, key, faults)


def _build(found: dict[str, Any], key: Key, faults: Faults) -> Schedule | None:
    first, until = found.get("from"), found.get("until")
    if first and until and until < first:
        faults.append(Fault((*key, "until"), f"It would end on {until}, before it begins on {first}.", None))
    if "free" in found and "ramp" not in found:
        faults.append(
            Fault((*key, "free"), "This is only possible with “ramp”.", "Leave it out, or name the days in on.")
        )
    base = _base(found, key, faults)
    return Schedule(base, found.get("again"), found.get("zone")) if base else None


def _base(found: dict[str, Any], key: Key, faults: Faults) -> Base | None:
    bounds: dict[str, Any] = {"first": found.get("from"), "until": found.get("until"), "count": found.get("count")}
    if "when_needed" in found:
        if not found["when_needed"]:
            hint = 'Leave it out and add a time, for example: at = ["20:30"]'
            faults.append(Fault((*key, "when_needed"), "The only value of “when_needed” is true.", hint))
        return WhenNeeded()
    if "after" in found:
        routine, wait = found["after"]
        return AfterRoutine(routine, wait, _single(found, key, faults))
    if "after_done" in found:
        return AfterDone(found["after_done"], _single(found, key, faults), **bounds)
    if "ramp" in found or "nights" in found:
        at = _single(found, key, faults)
        if at is None:
            faults.append(Fault((*key, "at"), "Nights need a time.", 'Add a time, for example: at = "21:00"'))
            return None
        if "ramp" in found:
            return Ramp(at, found["ramp"], found.get("from"), _free(found, key, faults))
        return NightCycle(at, found["nights"], found.get("from"))
    times, which = found["cron"] if "cron" in found else (_times(found), _days(found, key, faults))
    return Clock(times, which, found.get("cycle"), **bounds) if times else None


def _times(found: dict[str, Any]) -> tuple[int, ...]:
    return found.get("window") or tuple(sorted(set(found.get("at", ()))))


def _days(found: dict[str, Any], key: Key, faults: Faults) -> Days:
    try:
        return days.days_from(found.get("on"), found.get("every"), found.get("days"))
    except UsageError as error:
        faults.append(fault_of((*key, "on"), error))
        return EveryDay()


def _single(found: dict[str, Any], key: Key, faults: Faults) -> int | None:
    times = found.get("at", ())
    if len(times) > 1:
        needs = "Only one time is possible with “nights”, “after” or “after_done”."
        faults.append(Fault((*key, "at"), needs, "Use one time.", "20:30"))
    return times[0] if times else None


def _window(found: dict[str, Any], key: Key, faults: Faults) -> tuple[int, ...]:
    start, until, every = found["from"], found["until"], found["every"]
    if start == until:
        faults.append(
            Fault(key, "It begins and ends at the same time.", None, '{from="09:00", until="21:00", every="2h"}')
        )
    if every.seconds % 60:
        faults.append(
            Fault((*key, "every"), f"“{format_duration(every)}” is not a whole number of minutes.", None, "2h")
        )
        return ()
    return tuple(range(start, until + (MINUTES_A_DAY if until < start else 0) + 1, every.seconds // 60))


def _again(found: dict[str, Any], key: Key, faults: Faults) -> Again:
    if found["from"] == found["until"]:
        faults.append(
            Fault(key, "It begins and ends at the same time.", None, '{every="2h", from="08:00", until="18:00"}')
        )
    return Again(found["every"], found["from"], found["until"], found.get("uv"))


def _after(found: dict[str, Any], _key: Key, _faults: Faults) -> tuple[str, Duration]:
    return found["routine"], found["wait"]


def _ramp(found: dict[str, Any], key: Key, faults: Faults) -> tuple[RampWeek, ...]:
    """Week by week: each counts by itself."""
    if len(found) != 1:
        faults.append(Fault(key, "A build-up has either nights or stages.", None, "{ nights = [2, 3, 4, 5, 6, 7] }"))
        return ()
    weeks: list[RampWeek] = [NightsAWeek(n) for n in found.get("nights", ())]
    weeks += [EveryNights(every) for every, count in found.get("stages", ()) for _ in range(count or 1)]
    often = [week.nights if isinstance(week, NightsAWeek) else 7 / week.every for week in weeks]
    if any(later < earlier for earlier, later in pairwise(often)):
        said = "A later week has fewer nights."
        faults.append(Fault((*key, next(iter(found))), said, "Use the same number or more in each week."))
    if any(count is None for _, count in found.get("stages", ())[:-1]):
        faults.append(Fault((*key, "stages"), "Only the last stage has no end.", "Add weeks = 2 to the others."))
    return tuple(weeks)


def _free(found: dict[str, Any], key: Key, faults: Faults) -> tuple[int, ...] | None:
    """The weekdays without it; too many, and its weeks would have no nights left."""
    if "free" not in found:
        return None
    named = tuple(dict.fromkeys(day for one in found["free"] if isinstance(one, Weekdays) for day in one.days))
    if len(named) > MOST_FREE_WEEKDAYS or any(not isinstance(one, Weekdays) for one in found["free"]):
        fault = f"Only weekdays can be free, {MOST_FREE_WEEKDAYS} at most."
        faults.append(Fault((*key, "free"), fault, 'For example: free = "fri"'))
    return named


def _stage(found: dict[str, Any], _key: Key, _faults: Faults) -> tuple[int, int | None]:
    return found["every"], found.get("weeks")


def _days_of(value: int | str) -> int:
    if isinstance(value, str):
        found = values.duration_of(value)
        if found.seconds or found.months:
            raise UsageError(f"{shown(value)} is not a number of days.", "Use days.", example="5 days")
        return found.days
    if not 1 <= value <= 3660:
        raise UsageError(f"“{value}” is not possible here.", "Use 1 to 3660 days.", example="5")
    return value


_SOME_DAYS = leaf("a number of days", (int, str), _days_of, {"type": ["integer", "string"], "minimum": 1})
_CRON = leaf('a cron line in quotes, such as "0 9 * * 1"', (str,), parse_cron, {"type": "string"})
_STAGE = table(
    {"every": required(whole(1, 7)), "weeks": Field(whole(1, 52))}, _stage, "a table: every so many nights, how long"
)
_RAMP = table(
    {
        "nights": Field(listed(whole(1, 7), "a list of nights a week", filled=True)),
        "stages": Field(listed(_STAGE, "a list of stages", filled=True)),
    },
    _ramp,
    "a table: more nights from week to week",
)
_FIELDS = {
    "when_needed": Field(values.flag),
    "ramp": Field(_RAMP),
    "nights": Field(listed(identity, "a list of what each night is", filled=True)),
    "at": Field(listed(clock, "a list of times", or_one=True, filled=True)),
    "on": Field(days.on),
    "free": Field(days.on),
    "every": Field(days.every),
    "days": Field(days.month_days),
    "cron": Field(_CRON),
    "cycle": Field(record({"on": required(_SOME_DAYS), "off": required(_SOME_DAYS)}, Cycle)),
    "window": Field(table({"from": required(clock), "until": required(clock), "every": required(elapsed)}, _window)),
    "from": Field(values.day),
    "until": Field(values.day),
    "count": Field(whole(1, 100_000)),
    "zone": Field(values.zone),
    "after_done": Field(interval),
    "after": Field(table({"routine": required(identity), "wait": required(duration)}, _after)),
    "again": Field(
        table(
            {
                "every": required(elapsed_interval),
                "from": required(clock),
                "until": required(clock),
                "uv": Field(whole(1, 11)),
            },
            _again,
        )
    ),
}
_TABLE = table(_FIELDS, _build, "a table: when it comes")
SCHEDULE = Form(_read, _TABLE.schema, fields=_FIELDS)
