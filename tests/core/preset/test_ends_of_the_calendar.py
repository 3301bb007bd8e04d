"""Numbers, dates and lengths at the ends of what can be held: an error of the file, or a routine that runs."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date, datetime, time
from typing import Any

import pytest

from routine.core.errors import RoutineError
from routine.core.preset.read.preset import read_preset
from routine.core.requests.commands import Done, Enable
from routine.core.requests.queries import Overview
from tests.builders import World, a_preset
from tests.rows import each

SINCE, UNTIL = date(2026, 11, 1), date(2027, 3, 1)
#: One preset for each way to say when; every value in them is replaced by each of the extremes.
HOUSEHOLD: dict[str, dict[str, Any]] = {
    "clock": {"schedule": {"at": ["20:30"], "on": ["fri"], "from": SINCE, "until": UNTIL, "count": 5, "zone": "UTC"}},
    "cycle": {"schedule": {"at": ["20:30"], "every": "2 weeks", "cycle": {"on": 5, "off": "2 days"}, "from": SINCE}},
    "days": {"schedule": {"at": ["20:30"], "days": [1, -1], "from": SINCE}},
    "months": {"schedule": {"at": ["20:30"], "every": "3 months", "from": SINCE, "count": 3}},
    "cron": {"schedule": {"cron": "0 9 * * 1", "count": 4, "from": SINCE, "until": UNTIL}},
    "window": {"schedule": {"window": {"from": "09:00", "until": "21:00", "every": "2h"}}},
    "again": {
        "kind": "sun",
        "sun": {"spf": 50, "water_resistance": "80m"},
        "schedule": {"at": ["08:00"], "again": {"every": "2h", "from": "08:00", "until": "18:00", "uv": 3}},
    },
    "ramp": {"schedule": {"ramp": {"nights": [2, 3, 4]}, "at": "21:00", "from": SINCE, "free": "fri"}},
    "stages": {"schedule": {"ramp": {"stages": [{"every": 3, "weeks": 2}, {"every": 2}]}, "at": "21:00"}},
    "nights": {"schedule": {"nights": ["a", "b"], "at": "21:00", "from": SINCE}},
    "chain": {"schedule": {"after_done": "3 days", "at": "20:30", "from": SINCE, "until": UNTIL, "count": 5}},
    "hours": {"schedule": {"after_done": "3h"}},
    "needed": {"schedule": {"when_needed": True}, "limit": {"times": 4}, "safety": {"min_gap": "4h"}},
    "visit": {
        "kind": "visit",
        "series": {"sessions": [2, 3], "apart": ["4 weeks", "6 weeks"], "effect": ["18 months", "24 months"]},
        "before": {"x": {"say": "No.", "ahead": "7 days"}},
        "after": {"y": {"say": "Cool it.", "from": "1 day", "for": "5 days", "every": "1 day", "lasts": "5 days"}},
    },
    "course": {
        "schedule": {"at": ["08:00"]},
        "course": {"length": "8 weeks", "rest": "4 weeks"},
        "dose": {"amount": 5, "unit": "mg"},
        "limit": {"amount": "20 mg"},
    },
    "remind": {
        "schedule": {"at": ["08:00"]},
        "remind": {"late": "2h", "nag": {"every": "10m", "times": 3}, "expires": "4h", "early": "2h", "ahead": "5m"},
        "safety": {"min_gap": "5 days", "longest_on_skin": "15m", "may_move": "1 day", "apart": {"aha": "1 day"}},
        "steps": {
            "on": {"say": "On.", "timer": "5m", "lead_in": "10s", "on_skin": "start"},
            "off": {"say": "Off.", "auto": "60s", "on_skin": "end"},
        },
    },
}
COMMON = {"format": 1, "title": "A trial", "kind": "habit", "sources": ["unsourced: a test"]}
DATES = (date.min, date(1, 1, 2), date(1899, 12, 31), date(2201, 1, 1), date(9999, 1, 1), date.max)
EXTREMES = (  # a local date and time has no zone
    *(
        *DATES,
        "0001-01-01",
        "9999-12-31",
        datetime.fromisoformat("9999-12-31T23:59"),
        time.max,
        date(1900, 1, 1),
        date(2200, 12, 31),
    ),
    *(-(2**63), -1, 0, 1, 100_000, 2**63 - 1, 10**18, float("inf"), float("nan"), -0.0, 1e308, 1e-308),
    *("1s", "0.4s", "59s", "36525 days", "100 years", "1200 months", "876600h", "3155760000s", "999999999999 days"),
    *("", "-1", "00:00", "23:59", "0 0 29 2 *", "5th mon", "120 months", "0.0000001 mg", "10000000 g", ["1 day"] * 101),
)


def values(table: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The place of every value in the tables, and of every table and list."""
    for key, value in table.items() if isinstance(table, dict) else enumerate(table):
        yield (*place, key)
        if isinstance(value, dict | list):
            yield from values(value, (*place, key))


def with_value(tables: dict[str, Any], place: tuple[Any, ...], value: Any) -> dict[str, Any]:
    found = deepcopy({**COMMON, **tables})
    inner: Any = found
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    return found


def live(raw: dict[str, Any]) -> None:
    """A day with the routine beside another, which is reminded of all the same."""
    preset, _ = read_preset("trial", raw)
    if preset is None:
        return
    world = World(preset, a_preset("spf"), enabled=False)
    world.ask(Enable(("spf",)))
    try:
        world.ask(Enable(("trial",)))
        world.off_until("12:00")
        world.ask(Done(("trial",)))
    except RoutineError:
        pass
    world.off_until("2026-11-24 12:00")
    assert world.routine("spf").recent or world.routine("spf").raised
    assert not world.ask(Overview())["problems"], raw


@each("kind", HOUSEHOLD)
def test_whatever_a_key_says_is_an_error_or_runs(kind: str) -> None:
    assert read_preset("trial", {**COMMON, **HOUSEHOLD[kind]})[0], "the plain one loads"
    for place in values(HOUSEHOLD[kind]):
        for value in EXTREMES:
            live(with_value(HOUSEHOLD[kind], place, value))


@each("day", [*DATES, *(day.isoformat() for day in DATES)])
@each("key", ["from", "until"])
def test_a_date_at_the_ends_of_the_calendar_is_an_error_of_its_key(key: str, day: date | str) -> None:
    preset, faults = read_preset("trial", {**COMMON, "schedule": {"at": "8:00", key: day}})
    assert preset is None
    assert [fault.key for fault in faults] == [("schedule", key)]
    assert faults[0].hint


@pytest.mark.parametrize(
    ("tables", "key"),
    [
        ({"schedule": {"after_done": "59s"}}, "after_done"),
        ({"schedule": {"at": "8:00", "again": {"every": "1s", "from": "8:00", "until": "9:00"}}}, "every"),
        ({"schedule": {"at": "8:00"}, "remind": {"nag": {"every": "5s", "times": 50}}}, "every"),
    ],
)
def test_what_comes_every_few_seconds_is_an_error(tables: dict[str, Any], key: str) -> None:
    preset, faults = read_preset("trial", {**COMMON, **tables})
    assert preset is None
    assert [fault.key[-1] for fault in faults] == [key]
