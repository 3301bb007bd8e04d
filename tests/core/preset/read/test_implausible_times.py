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
