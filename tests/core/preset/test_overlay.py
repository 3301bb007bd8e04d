"""The user's changes over a base: what merges, what replaces, and what goes."""

from __future__ import annotations

import copy
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routine.core.preset.overlay import Merged, merge
from routine.core.preset.read.preset import read_preset
from tests.preset_texts import egg_mask


def merged(overlay: str) -> Merged:
    return merge(egg_mask(), tomllib.loads('extends = "egg-mask"\n' + overlay))


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
