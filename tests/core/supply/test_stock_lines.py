"""The words of supply: what is left and for how long, refills and what is no refill, and that it runs low."""

from __future__ import annotations

from typing import Any

import pytest

from routine.core.errors import UsageError
from routine.core.preset.model import Course, Dose, Preset
from routine.core.requests.commands import Done, RefillStock, Undo
from routine.core.requests.queries import CourseList
from routine.core.requests.reports import Reload
from routine.core.supply.stock import RefillTakenBack, StockRefilled, left_words, refill_taken_back, refilled
from tests.builders import World, a_preset, a_schedule, lasting
from tests.rows import each


def collagen(**fields: Any) -> Preset:
    """5 g every day at 08:00."""
    return a_preset("collagen", **{"dose": Dose(5, "g"), "kind": "supplement", **fields})


def stocked(refill: RefillStock, preset: Preset | None = None) -> World:
    world = World(preset or collagen())
    world.ask(refill)
    return world


# --- what is left -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("preset", "refill", "words"),
    [
        (collagen(), RefillStock("collagen", "25g"), "25 g left: 5 doses, until Fri 27 Nov"),
        (collagen(dose=Dose(2, "capsule")), RefillStock("collagen", "60 capsules"),
         "60 capsules left: 30 doses, until Tue 22 Dec"),
        (collagen(dose=None), RefillStock("collagen", doses=59), "59 doses left, until Wed 20 Jan 2027"),
        (collagen(course=Course(lasting("2 weeks"))), RefillStock("collagen", doses=14),
         "70 g left: 14 doses, enough for all that is planned"),
        (collagen(), RefillStock("collagen", left="0 g"), "0 g left: 0 doses"),
    ],
    ids=["in grams", "in capsules", "in doses", "enough", "none"],
)  # fmt: skip
def test_what_is_left_is_said_with_the_day_of_the_last_dose(preset: Preset, refill: RefillStock, words: str) -> None:
    assert left_words(stocked(refill, preset).draft, "collagen") == words


def test_what_nobody_said_or_cannot_be_counted_any_more_asks_to_say_it() -> None:
    assert left_words(World(collagen()).draft, "collagen") == "You have not entered how much is left"
    world = stocked(RefillStock("collagen", "450g"))
    world.change(collagen(dose=Dose(2, "capsule")))
    world.ask(Reload())
    assert left_words(world.draft, "collagen") == (
        "450 g left, but a dose is 2 capsules now. Enter again how much is left"
    )


def test_the_list_says_the_dose_the_day_of_the_course_and_what_is_left() -> None:
    world = stocked(RefillStock("collagen", "50g"), collagen(course=Course(lasting("12 weeks"))))
    world.to("2026-11-25 12:00")
    [row] = world.ask(CourseList())["courses"]
    assert row["course_words"] == "day 3 of 84, until Sun 14 Feb 2027"
    assert row["left_words"] == "50 g left: 10 doses, until Sat 5 Dec"
    [row] = stocked(RefillStock("collagen", doses=59), collagen(dose=None)).ask(CourseList())["courses"]
    assert row["dose_words"] == "as the label says"


# --- refills ------------------------------------------------------------------------------------------------------


def test_a_refill_says_what_was_added_or_counted_and_how_long_it_lasts() -> None:
    world = stocked(RefillStock("collagen", "25g"), collagen(schedule=a_schedule("08:00", "20:00")))
    assert refilled(world.draft, StockRefilled(world.log[-1])).said == (
        "Collagen: 25 g added. 25 g left: 5 doses, until Wed 25 Nov.",
    )
    world.ask(RefillStock("collagen", left="10 g"))
    assert refilled(world.draft, StockRefilled(world.log[-1])).said == (
        "Collagen: 10 g counted. 10 g left: 2 doses, until today.",
    )


def test_a_refill_that_is_taken_back_says_what_is_left_without_it() -> None:
    world = stocked(RefillStock("collagen", "100g"))
    world.ask(RefillStock("collagen", "450g"))
    world.ask(Undo())
    assert refill_taken_back(world.draft, RefillTakenBack(*world.log[1:])).said == (
        "Collagen: the refill is undone (450 g added). 100 g left: 20 doses, until Sat 12 Dec.",
    )


@each(
    ("command", "words"),
    [
        (RefillStock("collagen", "-5g"), "“-5g” is below zero."),
        (RefillStock("collagen", left="-1 g"), "“-1 g” is below zero."),
        (RefillStock("collagen", doses=-3), "“-3 doses” is not an amount to add."),
        (RefillStock("collagen", doses=0), "“0 doses” is not an amount to add."),
        (RefillStock("collagen", "0 g"), "“0 g” is not an amount to add."),
        (RefillStock("collagen", "999999 g"), "“999999 g” is more than 10000 doses."),
        (RefillStock("collagen", "90 capsules"), "Collagen has a dose of 5 g, so “90 capsules” cannot be counted."),
        (RefillStock("collagen"), "Enter one of these: an amount, --doses or --left."),
        (RefillStock("collagen", "5g", doses=3), "Enter one of these: an amount, --doses or --left."),
        (RefillStock("collagen", "5g", left="3 g"), "Enter one of these: an amount, --doses or --left."),
    ],
    ids=str,
)
def test_a_refill_that_cannot_be_says_why(command: RefillStock, words: str) -> None:
    with pytest.raises(UsageError) as refused:
        World(collagen()).ask(command)
    assert refused.value.message == words


def test_grams_of_what_gives_no_amount_for_a_dose_say_so() -> None:
    with pytest.raises(UsageError) as refused:
        World(collagen(dose=None)).ask(RefillStock("collagen", "450g"))
    assert refused.value.message == "Collagen does not say how much a dose is, so “450 g” cannot be counted."


# --- running low --------------------------------------------------------------------------------------------------


def test_the_notice_that_it_runs_low_says_what_is_left_and_how_to_say_that_there_is_more() -> None:
    world = stocked(RefillStock("collagen", doses=10))
    for day in ("23", "24", "25"):
        world.to(f"2026-11-{day} 08:00")
        world.ask(Done())
    notice = world.notice("stock")
    assert notice.title == "Collagen: running low"
    assert notice.body == "35 g left: 7 doses, until Wed 2 Dec.\nWhen you have more, enter the new amount."
    assert notice.commands == ("routine course refill collagen AMOUNT",)
