"""Supplies: what is left and for how long, refills and their undoing, use-by dates, courses."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from routine.adapters.clock import SystemClock
from tests.page.browser import WIDTHS, Browser, Theme, axe, wider_than_window
from tests.page.household import Household, Visitor
from tests.page.keyboard import tab_to
from tests.rows import each


@pytest.fixture
def cupboard(household: Household) -> Household:
    """A course with plenty, a supplement that runs low, and a course that nothing is used up by."""
    household.live(timedelta(days=2), "collagen", "vitamin-d", "scalp-massage", "spf").start()
    household.ask("refill", v=1, routine="collagen", amount="450g")
    household.ask("refill", v=1, routine="vitamin-d", doses=4)
    return household


def listed(household: Household, routine: str) -> dict[str, Any]:
    """What is known of a routine's supplies."""
    return next(one for one in household.ask("course-list", v=1)["courses"] if one["routine"] == routine)


def post(visitor: Visitor, act: str, **fields: str) -> str:
    """The page that comes after a form."""
    return visitor.follow(visitor.post(f"supplies/{act}", fields)).text


def test_it_shows_what_is_left_and_for_how_long(cupboard: Household) -> None:
    text = cupboard.visitor("supplies").get("supplies").text
    for routine in ("collagen", "vitamin-d"):
        assert listed(cupboard, routine)["left_words"] in text
    assert "Vitamin D runs low." in text
    assert "Collagen supplement runs low." not in text
    for limit in cupboard.ask("course-list", v=1)["limits"]:
        assert limit["source"] in text
    assert 'name="routine" value="scalp-massage"' not in text  # nothing to run out


def test_a_refill_is_added_and_undone_on_the_spot(cupboard: Household, browser: Browser) -> None:
    with browser.window(cupboard.link("supplies"), script=False) as page:
        page.locator("#bought-vitamin-d").fill("90")
        page.get_by_role("button", name=re.compile("Save ?: Vitamin D")).click()
        page.get_by_role("status").filter(has_text="Vitamin D").wait_for()
        assert listed(cupboard, "vitamin-d")["stock"]["doses"] == 94
        page.get_by_role("button", name="Undo").click()
        page.get_by_role("heading", name="Supplies and courses").wait_for()
        assert listed(cupboard, "vitamin-d")["stock"]["doses"] == 4


def test_what_is_left_is_said_by_keyboard_alone(cupboard: Household, browser: Browser) -> None:
    with browser.window(cupboard.link("supplies")) as page:
        tab_to(page, "Enter the amount left: Collagen")
        page.keyboard.press("Enter")
        tab_to(page, "left-collagen")
        page.keyboard.type("300")
        page.keyboard.press("Enter")
        page.get_by_role("status").filter(has_text="300 g counted").wait_for()
    assert listed(cupboard, "collagen")["stock"]["left"] == 300


def test_amounts_as_people_write_them(cupboard: Household) -> None:
    visitor = cupboard.visitor("supplies")
    for typed, doses in (({"amount": "2 doses"}, 6), ({"amount": "1,5"}, 7), ({"left": "0"}, 0)):
        post(visitor, "refill", routine="vitamin-d", **typed)
        assert listed(cupboard, "vitamin-d")["stock"]["doses"] == doses


NONSENSE: tuple[dict[str, str], ...] = (
    {},
    {"amount": "3", "left": "4"},
    {"amount": "nonsense"},
    {"amount": "-3"},
    {"amount": "99999999"},
    {"left": "é" * 200},
    {"amount": "3", "unit": "<b>furlongs"},
    {"amount": "1,000"},
)


def test_an_amount_that_cannot_be_changes_nothing_and_says_why(cupboard: Household) -> None:
    before, visitor = listed(cupboard, "vitamin-d")["stock"], cupboard.visitor("supplies")
    for typed in NONSENSE:
        answer = visitor.post("supplies/refill", {"routine": "vitamin-d", **typed})
        assert answer.status == 422, typed
        told = answer.text.split('role="alert"')[1].split("</p>")[0]
        assert "routine course" not in told
        assert "<b>" not in told
        if "amount" in typed:
            assert f'value="{typed["amount"]}"' in answer.text
    assert listed(cupboard, "vitamin-d")["stock"] == before


def test_what_cannot_be_read_says_what_to_enter_and_cards_stand_by_title(cupboard: Household) -> None:
    cupboard.ask("enable", v=1, routines=["egg-mask"])
    told = cupboard.visitor("supplies").post(
        "supplies/refill", {"routine": "vitamin-d", "left": "many", "unit": "doses"}
    )
    assert "“many” is not an amount. Enter a number above zero, for example 30." in told.text
    assert told.text.count(" autofocus") == 1
    titles = re.findall(r'<h2 id="head-[\w-]+">([^<]+)</h2>', told.text)
    assert titles == sorted(titles)
    offered = told.text.partition('id="opened-routine"')[2].partition("</select>")[0]
    assert (found := re.findall(r">([^<>]+)</option>", offered)) == sorted(found)


def test_a_routine_that_is_none_is_refused(cupboard: Household) -> None:
    for act, fields in (("refill", {"amount": "3"}), ("opened", {"months": "3"})):
        answer = cupboard.visitor("supplies").post(f"supplies/{act}", {"routine": "<b>none", **fields})
        assert answer.status == 422
        assert "<b>none" not in answer.text


def test_a_product_that_was_opened_has_its_date_and_says_when_that_is_past(cupboard: Household) -> None:
    visitor, today = cupboard.visitor("supplies"), SystemClock(cupboard.env).now().wall().date()
    post(visitor, "opened", routine="spf", opened=str(today), months="12")
    found = listed(cupboard, "spf")
    assert (found["opened"], found["past"]) == (str(today), False)
    told = post(visitor, "opened", routine="spf", opened=str(today - timedelta(days=90)), months="1")
    assert listed(cupboard, "spf")["past"]
    assert "Sunscreen: past its use-by date." in told
    assert "routine course" not in told


def test_a_date_that_cannot_be_changes_nothing_and_says_why(cupboard: Household) -> None:
    visitor = cupboard.visitor("supplies")
    both = {"months": "3", "use_by": "2030-01-01"}
    for typed in ({"opened": "2999-01-01"}, {"months": "a few"}, both, {"opened": "x"}, {"use_by": "2001-01-01"}):
        answer = visitor.post("supplies/opened", {"routine": "collagen", **typed})
        assert answer.status == 422, typed
        assert 'role="alert"' in answer.text
    assert listed(cupboard, "collagen")["opened"] is None


def test_a_home_without_supplies_says_so(household: Household) -> None:
    household.enabled(water=household.habit("Drink water", 60)).start()
    assert "No course and no supply" in household.visitor("supplies").get("supplies").text


@each("theme", ["light", "dark"])
def test_it_keeps_nobody_out(cupboard: Household, browser: Browser, theme: Theme) -> None:
    """Also with everything open, and after a form that could not be."""
    for width in WIDTHS:
        with browser.window(cupboard.link("supplies"), width, theme=theme) as page:
            for fold in page.locator("main details").all():
                fold.evaluate("fold => { fold.open = true; }")
            assert axe(page) == []
            assert wider_than_window(page) == 0
            page.locator("#bought-vitamin-d").press("Enter")
            page.get_by_role("alert").wait_for()
            assert axe(page) == []
