"""The list of courses and doses, for programs and in words: how far each is, and what the doses come to together."""

from __future__ import annotations

import pytest

from routine.core.preset.model import Course
from routine.core.requests.commands import Done, RefillStock
from routine.core.requests.queries import CourseList
from routine.core.schedule.types import AfterDone, Schedule
from tests.builders import World, a_preset, lasting
from tests.core.safety.doses import a_multivitamin, a_pill, running

DAYS = {0: "0 of 3 done", 1: "1 of 3 done", 3: "over, Routine asks whether to start again: Sun 28 Feb 2027"}


@pytest.mark.parametrize(("done", "words"), DAYS.items())
def test_a_course_of_so_many_times_says_how_many_are_done_and_when_it_asks(done: int, words: str) -> None:
    chain = Schedule(AfterDone(lasting("3 days"), at=20 * 60 + 30, count=3))
    world = World(a_preset("masks", chain, course=Course(rest=lasting("3 months"))))
    for day in (23, 26, 29)[:done]:
        world.to(f"2026-11-{day} 20:30")
        world.ask(Done())
    assert world.ask(CourseList())["courses"][0]["course_words"] == words


def test_the_list_adds_up_what_products_hold() -> None:
    world = running(a_multivitamin(2), a_pill("a", 100))
    reply = world.ask(CourseList())
    assert [(one["substance"], one["a_day"]) for one in reply["limits"]] == [("vitamin-c", 900)]
    assert reply["courses"][1]["dose"]["holds"] == {"vitamin-c": "800 mg", "calcium": "240 mg"}


def test_what_runs_low_or_is_past_its_date_is_told_as_a_fact() -> None:
    """So that a page can put it first."""
    world = running(a_pill("a", 100))
    world.ask(RefillStock("a", doses=90))
    (one,) = world.ask(CourseList())["courses"]
    assert (one["stock"]["low"], one["past"]) == (False, False)
    world.ask(RefillStock("a", left="3 doses"))
    world.ask(RefillStock("a", opened="2026-10-01", keeps="1 month"))
    (one,) = world.ask(CourseList())["courses"]
    assert (one["stock"]["low"], one["past"]) == (True, True)
