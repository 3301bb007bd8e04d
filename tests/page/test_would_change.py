"""What a change would do to the plan, as rows: a time that comes in place of another of its day is told once."""

from __future__ import annotations

from typing import Literal

import pytest
from msgspec.structs import replace

from routine.core.requests.replies.changes import PlanChanges, TimeChange
from routine.core.requests.replies.reasons import ReasonView
from routine.page.would_change import changes, rows_of


def _one(kind: Literal["comes", "moves", "goes"], at: str) -> TimeChange:
    before, after = (at, None) if kind == "goes" else (None, at)
    return TimeChange(
        kind=kind, id=f"tea@{at}", routine="tea", title="Tea", reason=None,
        before=before, before_words=before, after=after, after_words=after,
    )  # fmt: skip


@pytest.mark.parametrize("new", ["2026-11-27T19:00", "2026-11-27T22:00"])
@pytest.mark.parametrize("kind", ["comes", "moves"])  # at its own time, or moved there by a rule
def test_an_earlier_time_in_place_of_a_later_one_is_one_row_and_so_is_a_later_one(
    new: str, kind: Literal["comes", "moves"]
) -> None:
    old = "2026-11-27T21:00"
    changes = sorted((_one("goes", old), _one(kind, new)), key=lambda one: one.after or one.before or "")
    (row,) = rows_of(PlanChanges(days=7, changes=tuple(changes), routines=()))
    assert (row.when, row.becomes, row.to) == (old, "does not come", new)


def test_what_becomes_of_several_times_is_told_once() -> None:
    changes = tuple(_one("goes", f"2026-11-{day}T21:00") for day in (25, 26, 27))
    (row,) = rows_of(PlanChanges(days=7, changes=changes, routines=()))
    assert row.when == "2026-11-25T21:00 to 2026-11-27T21:00, 3 times"


@pytest.mark.parametrize(("kind", "words"), [("comes", "Comes in addition, moved"), ("moves", "Moved here")])
def test_where_a_rule_moved_what_comes_its_reason_is_that_of_the_move(
    kind: Literal["comes", "moves"], words: str
) -> None:
    """“Comes again: no mask after the visit” would read as if that brought it."""
    rule = ReasonView(kind="moved", rule="visits", why="No mask after the visit.", source="", other=None, visit="")
    moved = replace(_one(kind, "2026-11-27T21:00"), reason=rule)
    (row,) = changes(PlanChanges(days=7, changes=(moved,), routines=()))
    assert (row.now, row.why) == (words, "No mask after the visit.")
