"""A key that there is not: the one that is probably meant, or those that there are."""

from __future__ import annotations

import pytest

from routine.core.errors import NotFoundError
from routine.core.preset.edit.set_key import set_key
from tests.core.preset.edit.builders import editable
from tests.preset_texts import EGG_MASK
from tests.rows import each


@each(
    ("typed", "meant", "hint"),
    [
        ("remind.lat", "remind.late", "Did you mean “remind.late”?"),
        ("remind.zzzzzz", None, "You can use remind."),
        ("steps.lie-flt.timer", "steps.lie-flat.timer", "lie-flat"),
    ],
)
def test_a_key_that_there_is_not_is_told_with_the_nearest_or_all(typed: str, meant: str | None, hint: str) -> None:
    with pytest.raises(NotFoundError) as refused:
        set_key(editable(EGG_MASK), typed, "1h")
    assert hint in str(refused.value.hint)
    assert (refused.value.details.get("meant") or None) == meant
