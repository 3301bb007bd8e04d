"""Which changes make a preset less careful than it was shipped, and which do not."""

from __future__ import annotations

import tomllib
from typing import Any

from msgspec.structs import replace

from routine.core.preset.loosened_safety import loosenings
from routine.core.preset.model import Dose, Preset
from routine.core.preset.overlay import Merged, merge
from routine.core.preset.read.preset import read_preset
from tests.core.safety.doses import a_multivitamin, a_pill
from tests.preset_texts import egg_mask
from tests.rows import each

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


@each(
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


@each(
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


def test_your_changes_that_take_the_substance_away_make_it_less_careful() -> None:
    (fault,) = loosenings(a_pill("a", 75), a_pill("a", 3000, of=None))
    assert fault.key == ("dose", "of")


def test_what_a_product_no_longer_holds_makes_it_less_careful() -> None:
    """As taking a word out of `contains` does."""
    base = a_multivitamin()
    (fault,) = loosenings(base, replace(base, dose=Dose(1, "tablet", holds=base.dose.holds[:1] if base.dose else ())))
    assert fault.key == ("dose", "holds", "calcium")
