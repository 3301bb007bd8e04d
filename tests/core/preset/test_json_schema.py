"""The JSON Schema for editors: it lets right files through, and stops what the reader would stop."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from msgspec import to_builtins

from routine.core.preset.json_schema import schema
from routine.core.preset.read.preset import read_preset
from tests.preset_texts import egg_mask
from tests.rows import each

SHIPPED = sorted(path for path in (Path(__file__).parents[3] / "presets").glob("*.toml") if path.stem != "rules")


def valid(raw: dict[str, Any]) -> bool:
    return bool(Draft202012Validator(schema()).is_valid(to_builtins(raw)))


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())


@each("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_presets_fit(path: Path) -> None:
    assert valid(tomllib.loads(path.read_text("utf-8")))


@each(
    "body",
    [
        'at = "9:00"\nfrom = 2026-01-01\nuntil = 2026-02-01\ncount = 3\nzone = "UTC"',
        'at = ["9:00", "20:30"]\non = ["2nd tue", "last fri"]',
        'at = "9:00"\nevery = "2 weeks"\non = "mon"',
        'at = "9:00"\ndays = [1, -1]\ncycle = { on = 5, off = "2 days" }',
        'cron = "0 9 * * 1"',
        'window = { from = "09:00", until = "21:00", every = "1h30m" }',
        'after_done = "5 days"\nat = "20:30"',
        'after = { routine = "spf", wait = "30m" }',
    ],
)
def test_every_schedule_that_reads_fits(body: str) -> None:
    raw = egg_mask() | {"schedule": tomllib.loads(body)}

    assert read_preset("egg-mask", raw)[0]
    assert valid(raw)


@each(
    "change",
    [
        {"titel": "x"},
        {"title": 3},
        {"title": " "},
        {"kind": "maks"},
        {"format": 2},
        {"schedule": {"at": "25:00"}},
        {"schedule": {"at": []}},
        {"schedule": {"at": "9:00", "onn": "fri"}},
        {"remind": {"nag": {"every": "10m"}}},
        {"remind": {"late": 2}},
        {"dose": {"amount": 0, "unit": "g"}},
        {"dose": {"amount": 5, "unit": "grms"}},
        {"steps": {"Lie Flat": {"say": "x"}}},
        {"steps": {"lie-flat": {"timer": "8m"}}},
        {"steps": {"lie-flat": {"say": "x", "before": "y"}}},
        {"contains": ["Egg"]},
    ],
    ids=str,
)
def test_what_the_reader_refuses_does_not_fit(change: dict[str, Any]) -> None:
    raw = egg_mask() | change

    assert read_preset("egg-mask", raw)[0] is None
    assert not valid(raw)


def test_changes_need_nothing_and_may_take_keys_out() -> None:
    steps = {"lie-flat": {"timer": "9m", "music": False}, "cleanse": {"skip": True}, "remove": {"after": "lie-flat"}}

    assert valid({"extends": "egg-mask", "remind": {"nag": False}, "needs": False, "steps": steps})


@pytest.mark.parametrize(
    "change", [{"stepss": {}}, {"steps": {"a": {"timmer": "9m"}}}, {"schedule": {"at": 9}}], ids=str
)
def test_changes_with_unknown_keys_or_wrong_values_do_not_fit(change: dict[str, Any]) -> None:
    assert not valid({"extends": "egg-mask", **change})
