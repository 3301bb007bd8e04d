"""Ratings as people type them: which spot and which number they mean, and what is said to what means none."""

from __future__ import annotations

import pytest

from routine.core.errors import NotFoundError, RoutineError, UsageError
from routine.core.preset.model import Sign
from routine.core.preset.rated_signs import read_ratings
from tests.builders import a_preset

LOOK = a_preset(
    "look", signs=(Sign("tone", "Slack skin"), Sign("wrinkles", "Fine wrinkles", ("forehead", "between the brows")))
)


def test_a_spot_is_found_by_any_part_of_its_sign_and_place() -> None:
    assert read_ratings(LOOK, ["tone=2", "wrinkles.between=0"]) == {"tone": 2, "wrinkles.between-the-brows": 0}


@pytest.mark.parametrize("value", ["5", "-1", "1.5", "²", "", "much"])
def test_a_number_outside_the_scale_is_told_the_scale(value: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_ratings(LOOK, [f"tone={value}"])
    assert refused.value.message == f"“{value}” is not a rating of “tone”."
    assert refused.value.hint == "Use 0 (none) to 4 (strong)."


@pytest.mark.parametrize(
    ("ratings", "kind", "message", "hint"),
    [
        (["tone"], UsageError, "“tone” is not a rating.", "Write the sign and a number, for example: tone=2"),
        (["toen=1"], NotFoundError, "There is no sign called “toen”.", "Did you mean tone?"),
        (["wrinkles.forhead=1"], NotFoundError, "There is no area of wrinkles called “forhead”.",
         "Did you mean forehead?"),
        (["wrinkles=1"], UsageError, "“wrinkles” is rated area by area.",
         "Write wrinkles.forehead=2, wrinkles.between-the-brows=2."),
        (["tone.forehead=1"], NotFoundError, "“tone” has no areas.", "Rate it as a whole, for example: tone=2"),
        (["tone=1", "tone=2"], UsageError, "“tone” is rated twice.", "Rate it once."),
    ],
)  # fmt: skip
def test_what_names_no_spot_or_no_number_says_how_to_write_it(
    ratings: list[str], kind: type[RoutineError], message: str, hint: str
) -> None:
    with pytest.raises(kind) as refused:
        read_ratings(LOOK, ratings)
    assert (refused.value.message, refused.value.hint) == (message, hint)
