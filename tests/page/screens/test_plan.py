"""Plan: every day told once, what differs with its reason, and a choice where two routines leave no room."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from tests.page.browser import WIDTHS, Browser, Theme, axe, wider_than_window
from tests.page.household import Household
from tests.page.keyboard import tab_to
from tests.rows import each

SERUM = """format = 1
title = "Night serum"
kind = "treatment"
area = ["face"]
summary = "Made up for a test."
sources = ["unsourced: a test"]
contains = ["retinoid"]
[schedule]
at = ["21:00"]
[steps.do]
say = "Do it."
"""


@pytest.fixture
def clash(household: Household) -> Household:
    """A serum on every evening leaves a weekly mask no room."""
    return household.live(timedelta(hours=1), "egg-mask", *household.written(night=SERUM)).start()


@pytest.fixture
def full(household: Household) -> Household:
    """A mask, a build-up that it is moved away from, daily doses, sunscreen and a visit."""
    routines = ("spf", "egg-mask", "collagen", "vitamin-d", "retinoid-a", "sculptra")
    household.live(timedelta(days=2), *routines, done={"collagen", "vitamin-d"}).start()
    household.ask("visit", v=1, action="book", routine="sculptra", when="in 9 days 10:00")
    return household


def plan(household: Household) -> dict[str, Any]:
    """What the daemon plans."""
    return household.ask("plan", v=1, days=28, full=True)


def test_what_comes_every_day_is_told_once(full: Household) -> None:
    text = full.visitor("plan").get("plan").text
    every, besides = text.split('id="days"')
    assert "Collagen" in every
    assert "Take 5 g" in every
    calendar = besides.split('id="moved"')[0]
    assert "Collagen" not in calendar
    assert "Egg white mask" in calendar


def test_every_time_that_differs_is_there_with_why(full: Household) -> None:
    """As the daemon has it: what moved, what waits for the visit, and the visit with its care."""
    planned = plan(full)
    text = full.visitor("plan").get("plan").text
    calendar, told = text.split('id="calendar"')[1].split('id="moved"')
    waits = [one for one in planned["occurrences"] if one["status"] == "excused"]
    assert waits
    assert calendar.count(", not counted") == len(waits)
    assert {one["reason"]["why"] for one in waits} <= set(re.findall(r"<td>([^<]+?) ?(?:<|$)", told))
    parts = [one["part"] for one in planned["occurrences"] if one["part"]]
    for part, words in {"before": "Before your visit", "after": "After-care", "asks": "Did you go?"}.items():
        assert calendar.count(f"<b>{words}</b>") == parts.count(part)
    assert 'visits#visit-sculptra-1"' in calendar


def test_the_week_at_the_end_of_the_set_up_has_only_what_comes(clash: Household) -> None:
    week = clash.visitor("setup").get("setup/done").text.partition('id="week-now"')[2].partition("</ul>")[0]
    assert "Night serum 21:00" in week
    assert "Egg white mask" not in week


def test_a_clash_is_decided_after_a_look_at_what_changes(clash: Household, browser: Browser) -> None:
    lost = plan(clash)["choices"][0]["times"][0]
    with browser.window(clash.link("plan"), script=False) as page:
        page.get_by_role("link", name=re.compile("See what changes.*Egg white mask comes")).click()
        page.get_by_role("heading", name="What would change").wait_for()
        assert "Night serum" in page.get_by_role("table").inner_text()
        assert lost in plan(clash)["choices"][0]["times"]  # only looked at
        page.get_by_role("button", name="Change it").click()
        page.get_by_role("status").filter(has_text="Egg white mask").wait_for()
    (mask,) = (one for one in plan(clash)["occurrences"] if one["id"] == f"egg-mask@{lost}")
    assert mask["status"] == "planned"
    assert lost not in [time for one in plan(clash)["choices"] for time in one["times"]]


def test_a_pause_is_chosen_by_keyboard_alone(clash: Household, browser: Browser) -> None:
    with browser.window(clash.link("plan")) as page:
        tab_to(page, "See what changes: Egg white mask is paused")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="What would change").wait_for()
        tab_to(page, "Change it")
        page.keyboard.press("Enter")
        page.get_by_role("status").filter(has_text="paused").wait_for()
    assert [one["routine"] for one in clash.ask("today", v=1, full=True)["pauses"]] == ["egg-mask"]


def test_a_choice_made_elsewhere_meanwhile_changes_nothing(clash: Household) -> None:
    visitor, choice = clash.visitor("plan"), plan(clash)["choices"][0]
    fields = {"routine": "egg-mask", "other": "night", "kind": "comes", "first": choice["times"][0]}
    told = [visitor.follow(visitor.post("plan/room", fields)).text for _ in range(2)]
    assert "flash info" not in told[0]
    assert "Nothing was changed" in told[1]
    assert "flash info" in told[1]


def test_a_form_with_nonsense_changes_nothing(clash: Household) -> None:
    before, visitor = plan(clash)["choices"], clash.visitor("plan")
    for field in ("routine", "other", "kind", "first"):
        fields = {"routine": "egg-mask", "other": "night", "kind": "comes", "first": before[0]["times"][0]}
        told = visitor.follow(visitor.post("plan/room", {**fields, field: "<b>é"})).text
        assert "Nothing was changed" in told, field
        assert "<b>é" not in told
    assert plan(clash)["choices"] == before
    assert visitor.follow(visitor.get("plan/room?routine=x&kind=y")).status == 200


def test_a_pause_is_said_once_of_a_time(household: Household) -> None:
    household.enabled(tea=household.habit("Drink tea", 60)).start()
    household.ask("pause", v=1, until="in 3 days")
    calendar, told = household.visitor("plan").get("plan").text.split('id="calendar"')[1].split('id="moved"')
    assert ">Paused.<" in calendar
    assert "Paused. Paused" not in calendar
    assert told.count("Paused") == 1


def test_nobody_chooses_between_a_treatment_and_the_wash_that_it_begins_with(household: Household) -> None:
    """The wash is left out and says why, without a question which of the two gives way."""
    household.live(timedelta(days=1), "face-washing", "retinoid-a").start()
    found = plan(household)
    assert any(one["routine"] == "face-washing" and one["reason"] for one in found["occurrences"])
    assert [one["routine"] for one in found["choices"]] == []


def test_a_home_without_routines_has_an_empty_plan(household: Household) -> None:
    household.enabled(water=household.habit("Drink water", 60)).start()
    household.ask("disable", v=1, routines=["water"])
    text = household.visitor("plan").get("plan").text
    assert "Nothing comes at the same time every day." in text
    assert "Everything comes at its own time." in text


@each("theme", ["light", "dark"])
def test_it_keeps_nobody_out(full: Household, browser: Browser, theme: Theme) -> None:
    for width in WIDTHS:
        with browser.window(full.link("plan"), width, theme=theme) as page:
            assert axe(page) == []
            assert wider_than_window(page) == 0
    with browser.window(full.link("plan"), 320, theme=theme) as page:
        assert wider_than_window(page) == 0


@each("theme", ["light", "dark"])
def test_the_choice_keeps_nobody_out(clash: Household, browser: Browser, theme: Theme) -> None:
    for width in WIDTHS:
        with browser.window(clash.link("plan"), width, theme=theme) as page:
            assert axe(page) == []
            page.get_by_role("link", name=re.compile("See what changes")).first.click()
            page.get_by_role("button", name="Change it").wait_for()
            assert axe(page) == []
            assert wider_than_window(page) == 0


def test_an_answer_by_command_shows_by_itself(clash: Household, browser: Browser) -> None:
    with browser.window(clash.link("plan")) as page:
        page.get_by_role("heading", name="Egg white mask has no free time").wait_for()
        clash.ask("pause", v=1, routine="egg-mask")
        page.get_by_role("heading", name="Egg white mask has no free time").wait_for(state="detached")
