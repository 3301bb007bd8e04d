"""Areas of the skin: what a person names, and where it is surely not."""

from __future__ import annotations

import pytest

from routine.core.config.areas import AREAS, areas_in, elsewhere
from routine.core.config.read_profile import typed_fact
from routine.core.config.rules import Fact
from routine.core.errors import UsageError
from tests.rows import each

BROKEN = Fact("broken-skin", "Do you have open, cut or sunburnt skin?", "areas")


@each(
    ("answer", "area", "is_elsewhere"),
    [
        ("hands", ("face", "neck"), True),
        ("face", ("nails",), True),
        ("face", ("face", "neck"), False),
        ("neck", ("face", "neck"), False),
        ("hands", ("nails",), False),  # what is near is not told apart
        ("décolleté", ("neck",), False),
        ("Face and hands", ("abdomen",), True),
        ("face", (), False),  # a routine that does not say where it goes
        ("face", ("whole body",), False),  # nor one that says what nobody can tell
        ("elbow", ("face",), False),  # nor a person who does
        ("hands, elbow", ("face",), False),
        (True, ("nails",), False),
    ],
)
def test_only_what_is_surely_elsewhere_is(answer: bool | str, area: tuple[str, ...], is_elsewhere: bool) -> None:
    assert elsewhere(answer, area) is is_elsewhere


@pytest.mark.parametrize(
    ("typed", "kept"), [("yes", True), ("n", False), ("hands", "hands"), ("Face; Décolleté", "face, decollete")]
)
def test_yes_no_or_where_is_an_answer(typed: str, kept: bool | str) -> None:
    assert typed_fact(BROKEN, typed) == kept


@pytest.mark.parametrize("typed", ["elbow", "maybe", "face, elbow", " "])
def test_what_is_no_area_is_refused_with_those_that_are(typed: str) -> None:
    with pytest.raises(UsageError) as error:
        typed_fact(BROKEN, typed)
    assert "broken-skin" in (error.value.advice or "")


def test_every_area_that_can_be_named_is_read_as_itself() -> None:
    assert all(areas_in(area) == (area,) for area in AREAS)
