"""Taking one change back: what goes, and what comes back with it."""

from __future__ import annotations

import pytest

from routine.core.errors import NothingToDoError
from routine.core.preset.edit.change import Put, TakeOut
from routine.core.preset.edit.unset_key import says_nothing, unset_key
from tests.core.preset.edit.builders import editable
from tests.preset_texts import EGG_MASK

OVERLAY = 'extends = "mask"\n'


def test_a_change_is_taken_out_of_the_file() -> None:
    found = unset_key(editable(EGG_MASK, OVERLAY + 'title = "Mine"\n'), "title")
    assert found.steps == (TakeOut(("title",)),)


def test_a_part_of_the_schedule_comes_back_as_shipped() -> None:
    mine = OVERLAY + '[schedule]\nat = ["19:00"]\non = ["mon"]\n'
    found = unset_key(editable(EGG_MASK, mine), "schedule.on")
    assert found.steps == (TakeOut(("schedule", "on")), Put(("schedule", "on"), ["fri"]))


def test_a_schedule_that_is_as_shipped_then_is_left_out() -> None:
    mine = OVERLAY + '[schedule]\nat = ["20:30"]\non = ["mon"]\n'
    found = unset_key(editable(EGG_MASK, mine), "schedule.on")
    assert found.steps == (TakeOut(("schedule", "on")), TakeOut(("schedule",)))


def test_what_made_way_comes_back() -> None:
    mine = OVERLAY + '[schedule]\nat = ["20:30"]\nafter_done = "5 days"\n'
    found = unset_key(editable(EGG_MASK, mine), "schedule.after_done")
    assert found.steps[1:] == (TakeOut(("schedule",)),)


@pytest.mark.parametrize("mine", [None, OVERLAY, "extends = \n"])
def test_what_was_not_changed_cannot_be_taken_back(mine: str | None) -> None:
    with pytest.raises(NothingToDoError):
        unset_key(editable(EGG_MASK, mine), "title")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('format = 1\nextends = "mask"\n\n', True),
        ('extends = "mask" # why\n', False),
        ('# why\nextends = "mask"\n', False),
        ('extends = "mask"\ntitle = "x"\n', False),
    ],
)
def test_an_overlay_says_nothing_when_it_only_names_its_base(text: str, expected: bool) -> None:
    assert says_nothing(text) is expected
