"""The report for a doctor, asked of the service."""

from __future__ import annotations

from typing import Any

import pytest

from routine.core.errors import NotFoundError
from routine.core.preset.model import Dose, Remind, Sign
from routine.core.requests.commands import Done, Irritated, Rate, VisitAct
from routine.core.requests.queries import Report
from tests.builders import World, a_preset, a_series, lasting, weekly


def a_home() -> World:
    """Collagen of 5 g, a self-check, a series of visits; three days of it."""
    world = World(
        a_preset("collagen", dose=Dose(amount=5, unit="g")),
        a_preset("check", signs=(Sign(id="dry", say="Dryness"),)),
        a_series("sculptra"),
        now="2026-11-23 07:00",
    )
    world.ask(VisitAct("book", "sculptra", when="2026-12-08 10:00"))
    for day in (23, 24):
        world.to(f"2026-11-{day} 08:05")
        world.ask(Done(("collagen",), note=f"day {day}"))
    world.ask(Rate("check", ("dry=2",)))
    world.ask(Irritated("mild"))
    world.to("2026-11-25 09:00")
    return world


def used(reply: Any, id: str) -> Any:
    return next(one for one in reply["used"] if one["routine"] == id)


def test_what_is_used_how_often_it_was_done_and_how_much_was_taken() -> None:
    collagen = used(a_home().ask(Report()), "collagen")
    assert (collagen["done"], collagen["due"], collagen["taken"]) == (2, 2, "10 g")
    assert collagen["since"] == "2026-11-23"
    assert "5 g" in collagen["how"][0]


def test_what_was_seen_felt_booked_and_written_is_in_it() -> None:
    reply = a_home().ask(Report())
    assert [(one["level"], one["over"]) for one in reply["irritations"]] == [("mild", None)]
    assert [row["ratings"] for diary in reply["ratings"] for row in diary["rows"]] == [[2]]
    assert [(one["visit"], one["nominal"], one["status"]) for one in reply["visits"]] == [
        (1, "2026-12-08T10:00", "booked")
    ]
    assert [one["note"] for one in reply["notes"]] == ["day 23", "day 24"]


def test_what_is_read_on_another_day_or_on_paper_calls_no_day_today() -> None:
    """A check of Monday that is rated on Wednesday, and skin that calms down on that day."""
    long = Remind(late=lasting("5d"), expires=lasting("5d"))
    check = a_preset("check", weekly(0, "08:00"), signs=(Sign(id="dry", say="Dryness"),), remind=long)
    world = World(check, now="2026-11-23 07:00")
    world.to("2026-11-24 08:05")
    world.ask(Irritated("mild"))
    world.to("2026-11-25 09:30")
    world.ask(Rate("check", ("dry=2",), note="redder"))
    world.ask(Irritated(over=True))
    found = world.ask(Report())
    (irritated,), (noted,) = found["irritations"], found["notes"]
    assert (irritated["when"], irritated["over_when"]) == ("24 Nov 2026, 08:05", "25 Nov 2026, 09:30")
    assert noted["answer"] == "done, 25 Nov 2026, 09:30"


def test_nothing_from_before_or_after_the_period_is_in_it() -> None:
    reply = a_home().ask(Report(since="2026-11-24", until="2026-11-24"))
    assert used(reply, "collagen")["taken"] == "5 g"
    assert [one["note"] for one in reply["notes"]] == ["day 24"]
    assert a_home().ask(Report(since="2026-11-22", until="2026-11-22"))["notes"] == []


def test_it_can_be_of_some_routines_alone() -> None:
    reply = a_home().ask(Report(routines=("collagen",)))
    assert [one["routine"] for one in reply["used"]] == ["collagen"]
    assert reply["visits"] == reply["ratings"] == []
    with pytest.raises(NotFoundError):
        a_home().ask(Report(routines=("nosuch",)))


def test_three_months_up_to_today_unless_it_is_told_otherwise() -> None:
    reply = a_home().ask(Report())
    assert (reply["since"], reply["until"], reply["made_on"]) == ("2026-08-28", "2026-11-25", "2026-11-25")
