"""The self-checks as shipped: the signs and places of FACTS, a calm hour once a month, and no diagnosis."""

from __future__ import annotations

import pytest

from routine.core.notices.reminder_notice import commands
from routine.core.notices.reminder_text import notice_body
from routine.core.preset.rated_signs import spots
from routine.core.schedule.words import schedule_words
from tests.presets.shipped import IDS, preset

SIGNS = {
    "self-check": "tone moisture pores pallor pigmentation wrinkles.forehead wrinkles.between-the-brows wrinkles.mouth "
    "wrinkles.outer-eye-corners vessels swelling thinning chin-line cheeks fat muscle-tone",
    "body-check": "tone.neck tone.decollete tone.abdomen tone.arms tone.chest tone.thighs tone.buttocks "
    "moisture.decollete moisture.arms moisture.thighs pigmentation.decollete pigmentation.arms "
    "vessels.decollete vessels.thighs fat.arms fat.thighs fat.buttocks",
    "hair-check": "shedding parting thinning.temples thinning.crown split-ends breakage flakes itch",
    "nail-check": "brittle.fingers brittle.toes layers.fingers layers.toes ridges grooves colour.fingers colour.toes "
    "thickness.fingers thickness.toes lifting.fingers lifting.toes skin-around",
}


@pytest.mark.parametrize("id_", SIGNS)
def test_the_signs_and_places_are_these(id_: str) -> None:
    """A diary hangs on these names: one that changes loses what was rated under it."""
    assert " ".join(spot.key for spot in spots(preset(id_))) == SIGNS[id_]


@pytest.mark.parametrize("id_", SIGNS)
def test_a_check_says_that_it_is_no_diagnosis(id_: str) -> None:
    assert any(note.startswith("This is not a diagnosis: show a doctor") for note in preset(id_).notes)


@pytest.mark.parametrize("id_", SIGNS)
def test_the_list_has_its_source_and_the_scale_says_that_it_has_none(id_: str) -> None:
    sources = preset(id_).sources
    assert "the article on sagging skin that this project began with" in sources[0]
    assert any(source.startswith("unsourced: the list of signs") for source in sources) is id_.startswith(
        ("hair", "nail")
    )
    assert any(source.startswith("unsourced: the scale from 0 (none) to 4 (strong)") for source in sources)


@pytest.mark.parametrize("id_", SIGNS)
def test_the_notice_asks_for_ratings_and_names_the_command_where_there_are_no_buttons(id_: str) -> None:
    assert "Rate what you see" in notice_body(preset(id_)).splitlines()[-1]
    assert commands(id_, preset(id_))[0] == f"routine rate {id_}"


def test_each_comes_once_a_month_in_a_calm_hour_and_not_on_the_same_day() -> None:
    """Another Sunday for each, at 11:00: unsourced, and said to be."""
    words = [schedule_words(preset(id_).schedule) for id_ in ("self-check", "body-check", "hair-check", "nail-check")]
    assert words == [f"The {n} Sunday of each month at 11:00" for n in ("first", "second", "third", "fourth")]
    assert all("unsourced: the " in " ".join(preset(id_).sources) for id_ in SIGNS)


def test_nothing_shipped_is_rated_elsewhere() -> None:
    assert [id_ for id_ in IDS if preset(id_).signs] == sorted(SIGNS)


@pytest.mark.parametrize(
    ("id_", "parts"),
    [
        (
            "hair-check",
            ("Sudden hair loss", "bald patches", "clumps", "itches or burns", "painful, scaly", "round shiny"),
        ),
        ("nail-check", ("no injury explains it", "red, swollen or painful nail fold", "crumbling", "A dark stripe")),
    ],
)
def test_a_check_says_when_a_doctor_has_to_see_it(id_: str, parts: tuple[str, ...]) -> None:
    """Hair: NHS, J. Holman. Nails: NHS; a dark stripe soon (Ann Med 2022)."""
    warnings = " ".join(preset(id_).warnings)
    assert [part for part in parts if part.lower() not in warnings.lower()] == []


def test_hair_that_is_shed_is_told_from_hair_loss() -> None:
    """50-100 hairs lost a day is normal; shedding settles in 3-12 months."""
    notes = " ".join(preset("hair-check").notes)
    assert "50 to 100 hairs lost a day" in notes
    assert "3 to 12 months" in notes
