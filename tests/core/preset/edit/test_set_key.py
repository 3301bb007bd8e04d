"""What one typed key does to a file, as values: what is put in, what is taken out, what is told."""

from __future__ import annotations

import pytest

from routine.core.errors import NothingToDoError, PresetError, UsageError
from routine.core.preset.edit.change import Change, Put, TakeOut
from routine.core.preset.edit.set_key import set_key
from tests.core.preset.edit.builders import editable
from tests.preset_texts import EGG_MASK

OVERLAY = 'extends = "mask"\n'
SHIPPED_SCHEDULE = {"at": ["20:30"], "on": ["fri"]}


def test_a_key_gets_the_value_that_was_typed() -> None:
    found = set_key(editable(EGG_MASK), "steps.lie-flat.timer", "9m")
    assert found == Change((Put(("steps", "lie-flat", "timer"), "9m"),))


def test_the_first_change_of_a_schedule_writes_the_whole_of_it_before() -> None:
    first, second = set_key(editable(EGG_MASK), "schedule.at", "21:00").steps
    assert first == Put(("schedule",), SHIPPED_SCHEDULE)
    assert second == Put(("schedule", "at"), "21:00")


def test_a_schedule_that_is_ones_own_already_is_changed_in_one_key() -> None:
    mine = OVERLAY + '[schedule]\nat = ["19:00"]\n'
    assert set_key(editable(EGG_MASK, mine), "schedule.at", "21:00").steps == (Put(("schedule", "at"), "21:00"),)


def test_what_cannot_go_with_a_key_of_the_schedule_makes_way_and_is_told() -> None:
    found = set_key(editable(EGG_MASK), "schedule.after_done", "5 days")
    assert found.steps[2:] == (TakeOut(("schedule", "on")),)
    assert found.notes == ("“on” was removed, because it does not go with “after_done”.",)


def test_false_is_written_into_an_overlay_and_takes_a_key_out_of_a_file_of_ones_own() -> None:
    key = ("remind", "nag")
    assert set_key(editable(EGG_MASK), "remind.nag", "false").steps == (Put(key, False),)
    assert set_key(editable(EGG_MASK, EGG_MASK), "remind.nag", "false").steps == (TakeOut(key),)


def test_false_for_a_key_of_the_schedule_writes_the_rest_of_it() -> None:
    found = set_key(editable(EGG_MASK), "schedule.on", "false")
    assert found.steps == (Put(("schedule",), SHIPPED_SCHEDULE), TakeOut(("schedule", "on")))


def test_a_dose_is_its_amount_and_its_unit() -> None:
    found = set_key(editable(EGG_MASK), "dose", "500 mg")
    assert found.steps == (Put(("dose", "amount"), 500), Put(("dose", "unit"), "mg"))


@pytest.mark.parametrize("typed", ["mon,wed,fri", "mon wed fri", "mon and wed and fri", "mon, wed, and fri"])
def test_several_are_read_as_people_list_them(typed: str) -> None:
    found = set_key(editable(EGG_MASK), "schedule.on", typed)
    assert found.steps[-1] == Put(("schedule", "on"), ["mon", "wed", "fri"])


def test_and_within_one_text_stays_in_it() -> None:
    assert set_key(editable(EGG_MASK), "needs", "soap, towel and water").steps == (
        Put(("needs",), ["soap", "towel and water"]),
    )


def test_what_is_not_there_cannot_be_taken_out() -> None:
    with pytest.raises(NothingToDoError, match=r"mask has no “schedule\.count”"):
        set_key(editable(EGG_MASK), "schedule.count", "false")


def test_a_file_that_cannot_be_read_is_refused_but_a_wrong_key_is_said_first() -> None:
    broken = editable(EGG_MASK, "extends = \n")
    with pytest.raises(PresetError, match="Nothing was changed"):
        set_key(broken, "title", "x")
    with pytest.raises(UsageError):
        set_key(broken, "schedule..at", "x")
