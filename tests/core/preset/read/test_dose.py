"""What one time takes, and the most in a day: amounts of something, in units that are known."""

from __future__ import annotations

from routine.core.preset.read.preset import read_preset
from tests.preset_texts import bare
from tests.rows import each

SCHEDULE = '[schedule]\nat = ["08:00"]\n'


@each(
    ("table", "key", "message"),
    [
        ('[limit]\namount = "0 mg"', ("limit", "amount"), "is not an amount"),
        ('[limit]\namount = "2 mgs"', ("limit", "amount"), "does not know the unit"),
        ('[dose]\namount = 1\nunit = "tablet"\nholds = {calcium = "0 mg"}', ("dose", "holds", "calcium"), "is not an"),
    ],
)
def test_nothing_is_no_amount_and_a_unit_has_to_be_known(table: str, key: tuple[str, ...], message: str) -> None:
    preset, faults = read_preset("stretch", bare(SCHEDULE + table))
    assert preset is None
    assert [(fault.key, message in fault.message) for fault in faults] == [(key, True)]
