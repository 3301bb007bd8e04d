"""Old documents become present ones."""

from __future__ import annotations

from typing import Any

import pytest

from routine.core.errors import StoreError
from routine.core.state.migrate import STEPS, migrate
from routine.core.state.model import SCHEMA


def rename(document: dict[str, Any]) -> dict[str, Any]:
    return {"schema": 1, "new": document["old"]}


def double(document: dict[str, Any]) -> dict[str, Any]:
    return {**document, "new": document["new"] * 2}


def test_the_steps_lead_one_after_the_other_to_the_present_schema() -> None:
    assert migrate({"schema": 1, "old": 4}, {1: rename, 2: double}, to=3) == {"schema": 3, "new": 8}


def test_a_present_document_is_left_as_it_is() -> None:
    assert migrate({"schema": SCHEMA, "seq": 1}) == {"schema": SCHEMA, "seq": 1}


def test_the_given_document_is_not_changed() -> None:
    document = {"schema": 1, "new": 1}
    migrate(document, {1: double}, to=2)
    assert document == {"schema": 1, "new": 1}


def test_a_newer_document_is_refused_with_what_to_do() -> None:
    with pytest.raises(StoreError, match="newer version") as refusal:
        migrate({"schema": SCHEMA + 1})
    assert "Update Routine" in (refusal.value.hint or "")


@pytest.mark.parametrize("schema", [None, "1", True, 0])
def test_a_document_without_a_schema_that_a_way_leads_from_is_unreadable(schema: object) -> None:
    with pytest.raises(ValueError, match="schema"):
        migrate({"schema": schema})


def test_every_older_schema_has_a_step() -> None:
    assert sorted(STEPS) == list(range(1, SCHEMA))
