"""The words about what comes after a visit: when the next is due, how long its effect lasts, what to ask the clinic."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from routine.core.visits.next_visit_lines import ask_clinic, effect_line, next_visit_lines, window_words
from tests.builders import World, a_series, lasting
from tests.core.visits.series import attended, book, went

BOOK_IT = 'When you have a date: routine visit book sculptra "fri 10:00"'
ASK_BOTH = [
    "Ask your clinic how many visits and how far apart.",
    "To enter it, for example: routine preset set sculptra series.sessions 3",
    'To enter it, for example: routine preset set sculptra series.apart "4 weeks"',
]


# --- the next visit -------------------------------------------------------------------------------------------------


def test_the_next_visit_is_due_in_its_window() -> None:
    world = World(a_series())
    attended(world)
    assert next_visit_lines(world.draft, "sculptra") == [
        "The next visit is due between 7 January 2027 and 21 January 2027, if your clinic agrees.",
        BOOK_IT,
    ]


def test_after_the_fewest_visits_of_a_series_it_may_be_enough() -> None:
    world = World(a_series(sessions=(1, 3)))
    attended(world)
    assert next_visit_lines(world.draft, "sculptra") == [
        "The next visit is due between 7 January 2027 and 21 January 2027, if your clinic agrees.",
        "You may not need another one: ask your clinic.",
        BOOK_IT,
    ]


def test_a_visit_that_is_booked_is_the_next_one() -> None:
    world = World(a_series())
    book(world)
    assert next_visit_lines(world.draft, "sculptra") == ["The next visit is booked: Thu 10 Dec 10:00."]


def test_after_the_last_visit_of_a_series_there_is_none() -> None:
    world = World(a_series(sessions=(1, 1)))
    attended(world)
    assert next_visit_lines(world.draft, "sculptra") == ["That was the last visit of this series."]


def test_where_nobody_but_the_clinic_knows_it_is_asked() -> None:
    """Where no source gives an interval, the tool invents none: nothing is said to be due."""
    world = World(a_series(sessions=None, apart=None, effect=None))
    attended(world)
    assert next_visit_lines(world.draft, "sculptra") == [
        "Your clinic decides when you come again.",
        *ASK_BOTH,
        BOOK_IT,
    ]


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (date(2027, 1, 21), "between 7 January 2027 and 21 January 2027"),
        (None, "from 7 January 2027 on"),
    ],
)
def test_a_window_is_said_with_its_years(last: date | None, words: str) -> None:
    assert window_words((date(2027, 1, 7), last)) == words


# --- the effect -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("effect", "words"),
    [
        (("24 months", "24 months"), "2 years, until about December 2028"),
        (("2 months", "3 months"), "2 to 3 months, until about February to March 2027"),
    ],
)
def test_how_long_the_effect_is_expected_to_last_differs_from_person_to_person(
    effect: tuple[str, str], words: str
) -> None:
    world = World(a_series(effect=tuple(lasting(one) for one in effect)))
    attended(world)
    series = world.files.setup.presets["sculptra"].schedule.series
    assert series is not None
    line = effect_line(series, world.routine("sculptra").visits)
    assert line == f"The effect is expected to last {words}. It differs from person to person."


def test_no_effect_is_said_before_anybody_went_or_where_none_is_known() -> None:
    series = a_series().schedule.series
    assert series is not None
    assert effect_line(series, ()) is None
    world = World(a_series(effect=None))
    went(world, "2026-11-02")
    unknown = a_series(effect=None).schedule.series
    assert unknown is not None
    assert effect_line(unknown, world.routine("sculptra").visits) is None


# --- what the clinic is asked ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "lines"),
    [
        ({"sessions": None, "apart": None}, ASK_BOTH),
        (
            {"apart": None},
            ["Ask your clinic how far apart.", ASK_BOTH[2]],
        ),
        ({}, []),
        ({"sessions": (1, 1), "apart": None}, []),
    ],
    ids=["nothing known", "how many is known", "all known", "a single visit"],
)
def test_the_clinic_is_asked_for_what_it_alone_can_say(known: dict[str, Any], lines: list[str]) -> None:
    assert ask_clinic(World(a_series(**known)).draft, "sculptra") == lines
