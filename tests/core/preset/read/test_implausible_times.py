"""Sunscreen at night, or renewed too late, is refused where it is written."""

from __future__ import annotations

from typing import Any

import pytest

from routine.core.preset.model import Fault
from routine.core.preset.read.preset import read_preset
from tests.preset_texts import sunscreen


def faults_of(raw: dict[str, Any], preset_id: str = "stretch") -> dict[str, Fault]:
    preset, faults = read_preset(preset_id, raw)
    assert preset is None
    return {".".join(fault.key): fault for fault in faults}


def test_sunscreen_in_the_dark_is_not_plausible() -> None:
    raw = {"format": 1, "title": "Sunscreen", "kind": "sun", "schedule": {"at": ["08:00", "02:30"]}}

    assert "dark at 02:30" in faults_of(raw)["schedule.at"].message


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("uv = 3", "uv = 4", "schedule.again.uv"),
        ('every = "2h"', 'every = "2h1m"', "schedule.again.every"),
    ],
)
def test_sunscreen_that_protects_too_rarely_is_refused(old: str, new: str, key: str) -> None:
    assert key in faults_of(sunscreen(old, new))


def minutely(**fields: Any) -> dict[str, Any]:
    schedule = {"window": {"from": "00:00", "until": "23:59", "every": "1m"}}
    return {
        "format": 1,
        "title": "Sips",
        "kind": "habit",
        "schedule": schedule,
        "steps": {"do": {"say": "x"}},
        **fields,
    }


@pytest.mark.parametrize(
    "fields",
    [
        {"safety": {"min_gap": "5 days"}},
        {"safety": {"apart": {"retinoid": "1 day"}}},
        {"contains": ["aha"]},
        {"kind": "mask"},
        {"kind": "supplement", "dose": {"amount": 1, "unit": "tablet", "holds": {"zinc": "5 mg"}}},
    ],
)
def test_what_is_kept_apart_cannot_come_every_minute(fields: dict[str, Any]) -> None:
    """A place is looked for at each of its times, for weeks ahead: 86,400 of them held up every answer for 20 s."""
    assert "1440 times a day" in faults_of(minutely(**fields))["schedule.window"].message


@pytest.mark.parametrize(
    ("schedule", "key"),
    [
        ({"cron": "*/29 * * * *"}, "schedule.cron"),
        ({"after_done": "29m"}, "schedule.after_done"),
        ({"at": ["00:00"], "again": {"every": "29m", "from": "00:00", "until": "23:59"}}, "schedule.again.every"),
    ],
)
def test_nor_by_another_kind_of_schedule(schedule: dict[str, Any], key: str) -> None:
    assert key in faults_of(minutely(schedule=schedule, contains=["aha"]))


def test_every_minute_is_possible_where_nothing_is_kept_apart_and_every_half_hour_where_it_is() -> None:
    often = {"window": {"from": "00:00", "until": "23:30", "every": "30m"}}

    assert read_preset("sips", minutely())[0] is not None
    assert read_preset("sips", minutely(contains=["aha"], schedule=often))[0] is not None
