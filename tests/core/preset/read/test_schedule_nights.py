"""Ramps and cycles of nights in a preset's file: what is read, and which contradictions are refused."""

from __future__ import annotations

from typing import Any

import pytest

from routine.core.preset.model import Fault, Preset
from routine.core.preset.read.preset import read_preset
from routine.core.schedule.types import EveryNights, NightCycle, NightsAWeek, Ramp
from routine.core.schedule.words import schedule_words
from tests.rows import each


def read(schedule: dict[str, Any], **fields: Any) -> tuple[Preset | None, tuple[Fault, ...]]:
    """A preset with this [schedule]."""
    raw = {"format": 1, "title": "R", "kind": "treatment", "schedule": schedule, "steps": {"do": {"say": "Do."}}}
    return read_preset("r", {**raw, **fields})


def base_of(schedule: dict[str, Any]) -> object:
    """What makes its times."""
    preset, faults = read(schedule)
    assert faults == ()
    assert preset is not None
    return preset.schedule.base


def test_a_ramp_by_nights_a_week() -> None:
    base = base_of({"at": "21:00", "ramp": {"nights": [2, 3]}})
    assert base == Ramp(21 * 60, (NightsAWeek(2), NightsAWeek(3)))


def test_a_ramp_by_stages_counts_week_by_week() -> None:
    base = base_of({"at": ["21:00"], "ramp": {"stages": [{"every": 3, "weeks": 2}, {"every": 1}]}})
    assert base == Ramp(21 * 60, (EveryNights(3), EveryNights(3), EveryNights(1)))


def test_a_cycle_of_nights() -> None:
    assert base_of({"at": "21:00", "nights": ["retinoid", "recovery"]}) == NightCycle(21 * 60, ("retinoid", "recovery"))


@each(
    ("schedule", "key", "says"),
    [
        (
            {"at": "21:00", "ramp": {"nights": [2]}, "cycle": {"on": 1, "off": 1}},
            "schedule.cycle",
            "“cycle” does not go",
        ),
        ({"at": "21:00", "ramp": {"nights": [2]}, "nights": ["rest"]}, "schedule.nights", "“nights” does not go"),
        ({"at": "21:00", "ramp": {"nights": [2]}, "on": ["mon"]}, "schedule.on", "“on” does not go with “ramp”"),
        ({"at": "21:00", "nights": ["rest"], "count": 4}, "schedule.count", "“count” does not go with “nights”"),
        ({"ramp": {"nights": [2]}}, "schedule.at", "need a time"),
        ({"at": ["20:00", "21:00"], "ramp": {"nights": [2]}}, "schedule.at", "Only one time"),
        ({"at": "21:00", "ramp": {"nights": [3, 2]}}, "schedule.ramp.nights", "later week has fewer nights"),
        ({"at": "21:00", "ramp": {"nights": [8]}}, "schedule.ramp.nights.1", "is not possible here"),
        ({"at": "21:00", "ramp": {}}, "schedule.ramp", "either nights or stages"),
        (
            {"at": "21:00", "ramp": {"stages": [{"every": 3}, {"every": 1}]}},
            "schedule.ramp.stages",
            "Only the last stage",
        ),
    ],
)
def test_contradictions_are_refused_where_they_stand(schedule: dict[str, Any], key: str, says: str) -> None:
    preset, faults = read(schedule)
    assert preset is None
    assert any(".".join(fault.key) == key and says in fault.message for fault in faults), faults


def test_a_step_names_nights_that_there_are() -> None:
    steps = {"do": {"say": "Do.", "nights": ["retinoids"]}}
    _, faults = read({"at": "21:00", "nights": ["retinoid", "recovery"]}, steps=steps)
    assert faults[0].key == ("steps", "do", "nights")
    assert "retinoid, recovery" in (faults[0].hint or "")


def test_every_night_has_something_to_do() -> None:
    steps = {"do": {"say": "Do.", "nights": ["retinoid"]}}
    _, faults = read({"at": "21:00", "nights": ["retinoid", "recovery"]}, steps=steps)
    assert [fault.message for fault in faults] == ["No step says what to do on the night “recovery”."]


@pytest.mark.parametrize(
    ("base", "words"),
    [
        (Ramp(1260, (NightsAWeek(2), NightsAWeek(7))), "At 21:00, 2, then 7 nights a week"),
        (
            Ramp(1260, (EveryNights(3), EveryNights(3), EveryNights(2), EveryNights(1))),
            "At 21:00, every third night for 2 weeks, every other night for 1 week, then every night",
        ),
        (NightCycle(1260, ("a", "b")), "Every night at 21:00, in turn: a, b"),
    ],
)
def test_it_reads_well(base: Ramp | NightCycle, words: str) -> None:
    from routine.core.schedule.types import Schedule

    assert schedule_words(Schedule(base)) == words
