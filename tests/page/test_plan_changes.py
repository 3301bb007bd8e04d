"""What a change would do to the plan, as rows: a time that comes in place of another of its day is told once."""

from __future__ import annotations

from typing import Literal

import pytest

from routine.core.requests.replies.changes import PlanChanges, TimeChange
from routine.page.routines.plan_changes import rows_of


def _one(kind: Literal["comes", "goes"], at: str) -> TimeChange:
    before, after = (None, at) if kind == "comes" else (at, None)
    return TimeChange(
        kind=kind, id=f"tea@{at}", routine="tea", title="Tea", reason=None,
        before=before, before_words=before, after=after, after_words=after,
    )  # fmt: skip


@pytest.mark.parametrize("new", ["2026-11-27T19:00", "2026-11-27T22:00"])
def test_an_earlier_time_in_place_of_a_later_one_is_one_row_and_so_is_a_later_one(new: str) -> None:
    old = "2026-11-27T21:00"
    changes = sorted((_one("goes", old), _one("comes", new)), key=lambda one: one.after or one.before or "")
    (row,) = rows_of(PlanChanges(days=7, changes=tuple(changes), routines=()))
    assert (row.when, row.becomes, row.to) == (old, "does not come", new)


def test_what_becomes_of_several_times_is_told_once() -> None:
    changes = tuple(_one("goes", f"2026-11-{day}T21:00") for day in (25, 26, 27))
    (row,) = rows_of(PlanChanges(days=7, changes=changes, routines=()))
    assert row.when == "2026-11-25T21:00 to 2026-11-27T21:00, 3 times"
