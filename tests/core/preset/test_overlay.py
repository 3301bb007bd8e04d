"""The user's changes over a base: what merges, what replaces, what goes, and what loosens."""

from __future__ import annotations

import copy
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from routine.core.preset.loosened_safety import loosenings
from routine.core.preset.model import Dose, Preset
from routine.core.preset.overlay import Merged, merge
from routine.core.preset.read.preset import read_preset
from tests.core.safety.doses import a_multivitamin, a_pill
from tests.preset_texts import egg_mask

ALL_SAFETY = [
    *("safety.never_if", "safety.never_if", "safety.min_gap", "safety.apart.retinoid", "safety.apart.aha"),
    "safety.longest_on_skin",
]


def merged(overlay: str) -> Merged:
    return merge(egg_mask(), tomllib.loads('extends = "egg-mask"\n' + overlay))


def resolved(raw: dict[str, Any]) -> Preset:
    preset, faults = read_preset("egg-mask", raw)
    assert faults == ()
    assert preset is not None
    return preset


def loosened(overlay: str) -> list[str]:
    mine = resolved(merged(overlay).raw)
    return [".".join(fault.key) for fault in loosenings(resolved(egg_mask()), mine)]


def test_one_key_of_one_step_changes_and_the_rest_stays() -> None:
    found = merged('[steps.lie-flat]\ntimer = "9m"')

    expected = egg_mask()
    expected["steps"]["lie-flat"]["timer"] = "9m"
    assert found == Merged(expected)
    assert list(found.raw["steps"]) == list(expected["steps"])


def test_tables_merge_and_lists_replace() -> None:
    found = merged('needs = ["egg"]\n[remind.nag]\ntimes = 5').raw

    assert found["needs"] == ["egg"]
    assert found["remind"]["nag"] == {"every": "10m", "times": 5}


def test_the_schedule_is_replaced_whole() -> None:
    assert merged('schedule = { at = ["21:00"] }').raw["schedule"] == {"at": ["21:00"]}


def test_false_for_a_key_that_must_be_there_is_left_for_the_reader_to_refuse() -> None:
    assert merged("title = false").raw["title"] is False


def test_false_takes_an_optional_key_out() -> None:
    found = merged("needs = false\n[remind]\nnag = false\n[safety.apart]\naha = false").raw

    assert "needs" not in found
    assert "nag" not in found["remind"]
    assert found["safety"]["apart"] == {"retinoid": "1 day"}


def test_false_is_a_value_where_it_can_be_one() -> None:
    assert merged("[steps.lie-flat]\nmusic = false").raw["steps"]["lie-flat"]["music"] is False


@pytest.mark.parametrize("line", ["title = false", "schedule = false", "remnd = false"])
def test_false_does_not_hide_a_required_or_unknown_key(line: str) -> None:
    preset, faults = read_preset("egg-mask", merged(line).raw)

    assert preset is None
    assert faults[0].key == (line.split()[0],)


def test_a_step_is_skipped() -> None:
    assert list(merged("[steps.lie-flat]\nskip = true").raw["steps"]) == ["cleanse", "first-layer", "remove"]


def test_steps_are_placed_and_ties_keep_file_order() -> None:
    found = merged(
        '[steps.b]\nsay = "b"\nafter = "cleanse"\n[steps.c]\nsay = "c"\nafter = "cleanse"\n'
        '[steps.d]\nsay = "d"\nbefore = "b"\n[steps.last]\nsay = "last"\n[steps.remove]\nbefore = "lie-flat"'
    )

    assert list(found.raw["steps"]) == ["cleanse", "d", "b", "c", "first-layer", "remove", "lie-flat", "last"]
    assert "after" not in found.raw["steps"]["b"]


def test_steps_placed_by_each_other_are_a_fault() -> None:
    found = merged('[steps.b]\nsay = "b"\nafter = "c"\n[steps.c]\nsay = "c"\nafter = "b"')

    assert [fault.key for fault in found.faults] == [("steps", "b", "after"), ("steps", "c", "after")]


def test_before_and_after_together_are_a_fault() -> None:
    assert merged('[steps.remove]\nbefore = "cleanse"\nafter = "cleanse"').faults


@pytest.mark.parametrize(
    ("overlay", "key"),
    [
        ('[steps.lie-down]\ntimer = "9m"', ("steps", "lie-down")),
        ("[steps.lie-down]\nskip = true", ("steps", "lie-down")),
        ('[steps.remove]\nafter = "lie-down"', ("steps", "remove", "after")),
    ],
)
def test_a_change_whose_target_is_gone_is_dropped_and_told(overlay: str, key: tuple[str, ...]) -> None:
    found = merged(overlay)

    assert found.raw == egg_mask()
    assert [fault.key for fault in found.dropped] == [key]


@pytest.mark.parametrize(
    ("overlay", "keys"),
    [
        ('[safety]\nnever_if = ["egg-allergy"]', ["safety.never_if"]),
        ('[safety]\nmin_gap = "4 days"', ["safety.min_gap"]),
        ("[safety]\nmin_gap = false", ["safety.min_gap"]),
        ('[safety]\nmin_gap = "119h"', ["safety.min_gap"]),
        ("[safety.apart]\naha = false", ["safety.apart.aha"]),
        ('[safety]\nlongest_on_skin = "16m"', ["safety.longest_on_skin"]),
        ("[safety]\nlongest_on_skin = false", ["safety.longest_on_skin"]),
        ('contains = ["egg"]', ["contains"]),
        (
            '[safety]\nlongest_on_skin = false\n[steps.lie-flat]\ntimer = "9m"',
            ["safety.longest_on_skin", "steps"],
        ),
        ("[steps.first-layer]\non_skin = false\n[steps.remove]\non_skin = false", ["steps"]),
        ("safety = false", ALL_SAFETY),
    ],
)
def test_loosening_is_told(overlay: str, keys: list[str]) -> None:
    assert loosened(overlay) == keys


@pytest.mark.parametrize(
    "overlay",
    [
        "",
        'contains = ["egg", "film-mask", "milk"]',
        '[safety]\nnever_if = ["eczema", "egg-allergy", "broken-skin"]\nmin_gap = "1 week"\nlongest_on_skin = "12m"',
        '[safety]\nmin_gap = "121h"',
        '[steps.lie-flat]\ntimer = "7m"',
        '[steps.lie-flat]\ntimer = "9m"',
        '[steps.cleanse]\ntimer = "9m"',
        'schedule = { at = "21:00" }',
    ],
)
def test_tightening_and_other_changes_are_not_loosening(overlay: str) -> None:
    assert loosened(overlay) == []


# --- properties ---------------------------------------------------------------------------------------------------

_NAMES = st.sampled_from(["title", "needs", "remind", "nag", "late", "a", "b"])
_SCALARS = st.integers(0, 3) | st.text("xyz", max_size=3) | st.lists(st.integers(0, 3), max_size=2) | st.just(True)
_TABLES = st.recursive(_SCALARS, lambda inner: st.dictionaries(_NAMES, inner, max_size=4), max_leaves=10)
_STEP_NAMES = st.sampled_from(["cleanse", "first-layer", "lie-flat", "remove", "new", "other"])
_STEPS = st.dictionaries(
    _STEP_NAMES,
    st.fixed_dictionaries(
        {},
        optional={
            "say": st.text("xyz", min_size=1, max_size=3),
            "skip": st.booleans(),
            "before": _STEP_NAMES,
            "after": _STEP_NAMES,
            "timer": st.sampled_from(["1m", "2m", False]),
        },
    ),
    max_size=5,
)
_OVERLAYS = st.builds(
    lambda tables, steps: {**tables, **({"steps": steps} if steps else {})},
    st.dictionaries(_NAMES, _TABLES, max_size=4),
    _STEPS,
)


@given(st.dictionaries(_NAMES, _TABLES, max_size=5))
def test_no_changes_change_nothing(base: dict[str, Any]) -> None:
    assert merge(base, {"extends": "x"}) == Merged(base)


@given(_OVERLAYS)
def test_the_same_changes_twice_are_the_same_as_once(overlay: dict[str, Any]) -> None:
    once = merge(egg_mask(), overlay)
    if once.faults:
        return
    twice = merge(once.raw, overlay)

    assert twice.raw == once.raw
    if not once.dropped:
        assert list(twice.raw.get("steps", {})) == list(once.raw.get("steps", {}))


@given(_OVERLAYS)
def test_merging_changes_neither_of_the_two(overlay: dict[str, Any]) -> None:
    base, before, changes = egg_mask(), egg_mask(), copy.deepcopy(overlay)

    merge(base, overlay)

    assert (base, overlay) == (before, changes)


@given(st.dictionaries(_NAMES, _SCALARS.filter(lambda value: value is not False), max_size=4))
def test_what_the_user_says_wins(overlay: dict[str, Any]) -> None:
    found = merge(egg_mask(), overlay).raw

    assert {key: found[key] for key in overlay} == overlay


@given(_STEPS)
def test_steps_that_are_not_placed_keep_their_order(steps: dict[str, Any]) -> None:
    found = merge(egg_mask(), {"steps": steps})
    unplaced = [name for name in egg_mask()["steps"] if not {"before", "after"} & set(steps.get(name, {}))]

    if not found.faults:
        assert [name for name in found.raw["steps"] if name in unplaced] == [
            n for n in unplaced if n in found.raw["steps"]
        ]


def test_your_changes_that_take_the_substance_away_make_it_less_careful() -> None:
    (fault,) = loosenings(a_pill("a", 75), a_pill("a", 3000, of=None))
    assert fault.key == ("dose", "of")


def test_what_a_product_no_longer_holds_makes_it_less_careful() -> None:
    """As taking a word out of `contains` does."""
    base = a_multivitamin()
    (fault,) = loosenings(base, replace(base, dose=Dose(1, "tablet", holds=base.dose.holds[:1] if base.dose else ())))
    assert fault.key == ("dose", "holds", "calcium")
