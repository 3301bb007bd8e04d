"""[signs.NAME] as files say it: what it means, what cannot be meant, and what changes over it do."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from routine.core.config.setup import Setup
from routine.core.notices.reminder_text import notice_body
from routine.core.preset.json_schema import schema
from routine.core.preset.model import Preset
from routine.core.preset.overlay import merge
from routine.core.preset.rated_signs import spots
from routine.core.preset.read.preset import read_preset
from routine.core.views.leaflet import leaflet
from tests.rows import each

HEAD = """
format = 1
title = "A look"
kind = "check"
summary = "A test."
sources = ["unsourced: a test"]
[schedule]
at = ["11:00"]
[steps.look]
say = "Look."
"""
WHOLE = """
[signs.wrinkles]
say = "Fine wrinkles"
places = ["between the brows", "mouth"]
[signs.tone]
say = "Slack skin"
"""
VALIDATOR = Draft202012Validator(schema())


def raw(body: str, head: str = HEAD) -> dict[str, Any]:
    return tomllib.loads(head + body)


def read(body: dict[str, Any]) -> Preset:
    found, faults = read_preset("look", body)
    assert faults == ()
    assert found is not None
    return found


def faults(body: dict[str, Any]) -> list[str]:
    return [".".join(fault.key) for fault in read_preset("look", body)[1]]


def test_signs_come_in_the_order_of_the_file_place_by_place() -> None:
    keys = [spot.key for spot in spots(read(raw(WHOLE)))]
    assert keys == ["wrinkles.between-the-brows", "wrinkles.mouth", "tone"]


def test_a_preset_without_signs_is_as_before() -> None:
    assert spots(read(raw(""))) == ()


@each(
    ("body", "key"),
    [
        ("[signs.tone]\n", "signs.tone.say"),
        ('[signs.tone]\nsay = ""\n', "signs.tone.say"),
        ('[signs.tone]\nsay = "Tone"\nplaces = []\n', "signs.tone.places"),
        ('[signs.tone]\nsay = "Tone"\nplaces = "mouth"\n', "signs.tone.places"),
        ('[signs.tone]\nsay = "Tone"\nplaces = ["?!"]\n', "signs.tone.places.1"),
        (f'[signs.tone]\nsay = "Tone"\nplaces = ["{"x" * 41}"]\n', "signs.tone.places.1"),
        ('[signs.tone]\nsay = "Tone"\nplaces = ["Outer eye", "outer-eye"]\n', "signs.tone.places.2"),
        ('[signs.tone]\nsay = "Tone"\nscale = 5\n', "signs.tone.scale"),
        ('[signs."Big Tone"]\nsay = "Tone"\n', "signs.Big Tone"),
        ("signs = 3\n", "signs"),
    ],
)
def test_what_cannot_be_meant_is_a_fault_at_its_key(body: str, key: str) -> None:
    text = tomllib.loads(body)
    assert faults({**raw(""), **text}) == [key]


def test_all_faults_are_said_at_once() -> None:
    found = faults(raw('[signs.a]\nplaces = [""]\n[signs.b]\nsay = 3\n'))
    assert found == ["signs.a.places.1", "signs.a.say", "signs.b.say"]


def test_only_a_check_has_signs() -> None:
    assert faults(raw(WHOLE, HEAD.replace('"check"', '"habit"'))) == ["signs"]


def test_too_many_ratings_are_refused() -> None:
    places = ", ".join(f'"p{n}"' for n in range(60))
    many = "".join(f'[signs.s{n}]\nsay = "S"\nplaces = [{places}]\n' for n in range(4))
    assert "signs" in faults(raw(many))


@pytest.mark.parametrize(
    ("body", "valid"),
    [
        (raw(WHOLE), True),
        (raw(WHOLE, HEAD.replace('"check"', '"habit"')), False),
        (raw("[signs.tone]\n"), False),
        ({"extends": "look", "signs": {"tone": {"places": ["neck"]}, "wrinkles": False}}, True),
        ({"extends": "look", "signs": {"tone": {"places": []}}}, False),
    ],
)
def test_the_schema_agrees_with_the_reader(body: dict[str, Any], valid: bool) -> None:
    assert VALIDATOR.is_valid(body) is valid


def test_changes_take_a_sign_out_change_its_places_and_add_one() -> None:
    change = {"signs": {"tone": False, "wrinkles": {"places": ["chin"]}, "mine": {"say": "Mine"}}}
    merged = merge(raw(WHOLE), change)
    assert (merged.faults, merged.dropped) == ((), ())
    assert [spot.key for spot in spots(read(merged.raw))] == ["wrinkles.chin", "mine"]


def test_changes_to_a_sign_that_is_gone_are_left_out_and_said() -> None:
    merged = merge(raw(WHOLE), {"signs": {"tones": {"places": ["chin"]}, "pores": False}})
    assert [".".join(fault.key) for fault in merged.dropped] == ["signs.tones", "signs.pores"]
    assert "tone" in (merged.dropped[0].hint or "")
    assert spots(read(merged.raw)) == spots(read(raw(WHOLE)))


def test_the_leaflet_says_what_is_rated_and_how() -> None:
    text = leaflet(read(raw(WHOLE)), Setup(presets={}))
    assert "Fine wrinkles: between the brows and mouth" in text
    assert "Each from 0 (none) to 4 (strong): routine rate look" in text


def test_the_notice_says_how_to_rate() -> None:
    assert notice_body(read(raw(WHOLE))).endswith("now or later.")
    assert "routine rate" not in notice_body(read(raw("")))
