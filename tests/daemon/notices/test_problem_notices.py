"""What cannot come from state: that nothing can be saved, and what is due meanwhile."""

from __future__ import annotations

from typing import get_args

import pytest

from routine.core.errors import DiskTrouble, StoreError
from routine.daemon.notices.problem_notices import cannot_save, trouble_notice
from tests.daemon.delivery_harness import DeliveryHarness, live


def test_that_more_is_due_meanwhile_is_shown_anew() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        full = StoreError("The disk is full.")
        await harness.show(trouble_notice(cannot_save(full, ["spf"])))
        await harness.show(trouble_notice(cannot_save(full, ["spf", "mask"])))
        await harness.show(trouble_notice(cannot_save(full, ["mask", "spf"])))
        assert ["2 reminders" in body for body in harness.desktop.bodies] == [False, True]

    live(scenario)


@pytest.mark.parametrize("trouble", ["full", "read-only", "forbidden", "other"])
def test_the_notice_says_in_plain_words_why_nothing_can_be_saved_and_the_status_where(trouble: DiskTrouble) -> None:
    failed = StoreError("Routine cannot write /home/u/data/state.json: Permission denied.", "Check it.")
    failed.trouble = trouble
    found = cannot_save(failed, ["Sunscreen"])
    for both in (found.told, found.shown):
        assert both.startswith("Routine cannot save your answers. 1 reminder is waiting: Sunscreen.")
    assert "/home" in found.told
    assert not [raw for raw in ("/home", "Permission", "routine ", "[Errno") if raw in found.shown]
    shown = {cannot_save(_of(one), []).shown for one in get_args(DiskTrouble)}
    assert len(shown) == 4


def _of(trouble: DiskTrouble) -> StoreError:
    error = StoreError("It failed.")
    error.trouble = trouble
    return error
