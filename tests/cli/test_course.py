"""course list and refill: what they ask for, print and refuse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from routine.core.requests.replies.commands import AnswersReply, Given
from routine.core.requests.replies.courses import CourseListReply, CourseView, DoseView, LimitView, StockView
from tests.cli.conftest import Run
from tests.cli.fake_connection import FakeService
from tests.cli.test_days import Day
from tests.cli.test_days import day as day
from tests.nothing_applies import nothing_applies

COURSE = {"routine", "title", "day", "of", "ends", "ended", "asks", "held", "dose", "stock", "done", "times"}
STOCK = {"left", "unit", "doses", "days", "until"}
LIMIT = {"substance", "a_day", "limit", "unit", "source"}


def a_course(**changes: Any) -> CourseView:
    found = CourseView(
        routine="collagen",
        title="Collagen supplement",
        day=3,
        of=84,
        ends="2027-02-14",
        ended=False,
        asks=None,
        held=None,
        dose=DoseView(amount=5.0, unit="g", with_food=None, of="collagen", holds={}, times_a_day=1),
        stock=StockView(left=35.0, unit="g", doses=7, days=7, until="2026-12-02"),
        kind="supplement",
        done=2,
        times=None,
        course_words="day 3 of 84, until Sun 14 Feb 2027",
        dose_words="Take 5 g",
        left_words="35 g left: 7 doses, until Wed 2 Dec",
    )
    return replace(found, **changes)


A_LIMIT = LimitView(
    substance="vitamin-c",
    a_day=75.0,
    limit=2000.0,
    unit="mg",
    source="unsourced",
    words="vitamin C: 75 mg, at most 2000 mg a day",
)


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (["450g"], {"amount": "450g"}),
        (["450", "g"], {"amount": "450 g"}),
        (["-5g"], {"amount": "-5g"}),
        (["--doses", "90"], {"doses": 90}),
        (["--left", "120g"], {"left": "120g"}),
    ],
    ids=str,
)
def test_a_refill_asks_for_what_was_typed(run: Run, fake: FakeService, words: list[str], asked: dict[str, Any]) -> None:
    """An amount below zero too: the service says what is wrong with it."""
    fake.replies["refill"] = AnswersReply(said=("450 g added.",), answers=(Given("collagen@refill:1", "refilled"),))
    result = run("course", "refill", "collagen", *words)
    assert (result.exit_code, result.stdout) == (0, "450 g added.\n")
    assert fake.last == {"do": "refill", "routine": "collagen", **asked}


def test_the_list_says_course_dose_and_what_is_left(run: Run, fake: FakeService) -> None:
    fake.replies["course-list"] = CourseListReply(courses=(a_course(),), limits=(A_LIMIT,))
    assert run("course", "list").stdout.splitlines() == [
        "Collagen supplement (collagen)",
        "  Course:  day 3 of 84, until Sun 14 Feb 2027",
        "  Dose:    Take 5 g",
        "  Left:    35 g left: 7 doses, until Wed 2 Dec",
        "",
        "All doses in a day",
        "  vitamin C: 75 mg, at most 2000 mg a day [unsourced]",
    ]


def test_where_nobody_said_what_is_left_it_says_how_to(run: Run, fake: FakeService) -> None:
    fake.replies["course-list"] = CourseListReply(courses=(a_course(stock=None, held="Egg."),), limits=())
    shown = run("course", "list").stdout
    assert "routine course refill collagen --doses 90" in shown
    assert "on hold: Egg." in shown


def test_a_course_of_masks_has_no_dose_and_nothing_to_refill(run: Run, fake: FakeService) -> None:
    masks = a_course(title="Masks", routine="masks", kind="mask", dose=None, stock=None, course_words="5 of 12 done")
    fake.replies["course-list"] = CourseListReply(courses=(masks,), limits=())
    assert run("course", "list").stdout == "Masks (masks)\n  Course:  5 of 12 done\n"


def test_an_empty_list_says_where_there_are_more(run: Run, fake: FakeService) -> None:
    fake.replies["course-list"] = CourseListReply(courses=(), limits=())
    assert "routine preset list" in run("course", "list").stdout


def test_a_whole_course_from_the_command_line(run: Run, day: Day, home: Path) -> None:
    """The real service: refill, take, take back, count; the keys that programs rely on."""
    nothing_applies(home)
    assert run("preset", "enable", "collagen", "vitamin-c").exit_code == 0
    assert run("course", "refill", "collagen", "450g").exit_code == 0
    assert run("done", "collagen", "--next").exit_code == 0
    value = json.loads(run("course", "list", "--json").stdout)
    assert value.keys() == {"courses", "limits"}
    assert all(row.keys() >= COURSE for row in value["courses"])
    assert value["courses"][0]["stock"].keys() >= STOCK
    assert value["courses"][0]["stock"]["left"] == 445
    assert value["limits"][0].keys() >= LIMIT
    run("undo", "collagen")
    assert json.loads(run("course", "list", "--json").stdout)["courses"][0]["stock"]["left"] == 450
    refused = run("course", "refill", "collagen", "--json", "--", "-5g")
    assert refused.exit_code == 2
    assert json.loads(refused.stdout)["error"]["code"] == "usage"
    assert run("undo").exit_code == 0
    assert json.loads(run("course", "list", "--json").stdout)["courses"][0]["stock"] is None


def test_a_dose_set_above_its_limit_puts_the_routine_on_hold_and_says_why(run: Run, day: Day, home: Path) -> None:
    nothing_applies(home)
    run("preset", "enable", "vitamin-c")
    shown = run("preset", "set", "vitamin-c", "dose.amount", "2001").stdout
    (held,) = json.loads(run("status", "--json").stdout)["held"]
    assert held["routine"] == "vitamin-c"
    assert held["why"] in shown
    assert run("preset", "enable", "vitamin-c").exit_code == 1
    assert run("preset", "enable", "vitamin-c", "--accept", "limit-vitamin-c-2001").exit_code == 0
