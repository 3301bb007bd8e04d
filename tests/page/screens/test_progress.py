"""Progress: the figures of the log, each picture with its table; ratings given by a form."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest

from routine.adapters.clock import ManualClock, SystemClock
from routine.adapters.paths import make_directories, paths
from routine.core.requests.commands import Done, Enable, Irritated, Rate, RefillStock, Skip
from routine.core.requests.reports import Tick
from routine.wiring.local_service import build_service
from tests.nothing_applies import nothing_applies
from tests.page.browser import WIDTHS, Browser, Theme, axe, wider_than_window
from tests.page.household import Household
from tests.rows import each

WEEKS = 10


@pytest.fixture
def household_of_weeks(household: Household) -> Household:
    """Ten weeks of sunscreen, collagen and a self-check: some skipped, some missed, ratings that change."""
    nothing_applies(household.home)
    where = paths({"ROUTINE_HOME": str(household.home)})
    make_directories(where)
    clock = ManualClock(SystemClock(household.env).now())
    clock.advance(timedelta(days=-7 * WEEKS))
    service = build_service(where, clock)
    service.handle(Enable(("spf", "collagen", "self-check")))
    service.handle(RefillStock("collagen", amount="450g"))
    for day in range(7 * WEEKS - 1):
        clock.advance(timedelta(days=1))
        service.handle(Tick())
        waiting = [id for id, routine in service.state.routines.items() if routine.raised]
        for id in waiting:
            if id == "self-check":
                service.handle(Rate(id, (f"moisture={3 - day // 25}", "pores=2")))
            elif day % 9 != 3:
                service.handle(Skip((id,)) if day % 7 == 5 else Done((id,)))
        if day == 20:
            service.handle(Irritated("mild"))
        if day == 23:
            service.handle(Irritated(over=True))
    service.tidy()
    return household.start()


def test_the_figures_are_those_of_the_command(household_of_weeks: Household) -> None:
    told = json.loads(household_of_weeks.command("stats", "--json").stdout)
    text = household_of_weeks.visitor("progress").get("progress").text
    assert f"<b>{told['recent']['done']} of {told['recent']['due']}</b>" in text
    assert f"<b>{told['recent']['missed']}</b>" in text
    for one in told["routines"]:
        if one["recent"]["due"]:
            assert f"{one['recent']['done']} of {one['recent']['due']}" in text
    assert "Irritated skin" in text


def test_every_picture_has_its_table(household_of_weeks: Household, browser: Browser) -> None:
    with browser.window(household_of_weeks.link("progress")) as page:
        for card in page.locator("section.card").all():
            assert not card.locator("svg[role=img], svg.chart").count() or card.locator("table").count()


@each("theme", ["light", "dark"])
@each("width", WIDTHS)
def test_it_keeps_nobody_out(household_of_weeks: Household, browser: Browser, width: int, theme: Theme) -> None:
    for screen in ("progress", "progress/rate/self-check"):
        with browser.window(household_of_weeks.link("progress"), width, theme=theme) as page:
            page.goto(page.url.partition("/progress")[0] + f"/{screen}")
            for fold in page.locator("details.fold > summary").all():
                fold.click()
            assert axe(page) == []
            assert wider_than_window(page) == 0


def test_on_a_phone_only_the_year_and_the_diary_are_wider_than_the_window(
    household_of_weeks: Household, browser: Browser
) -> None:
    """Bars fit as they are, and so do the tables; dates are written as people write them."""
    wide = (
        "() => [...document.querySelectorAll('.scroll, .heat-scroll')].filter(one => one.scrollWidth > one.clientWidth"
    )
    with browser.window(household_of_weeks.link("progress"), 360, 780) as page:
        page.evaluate("() => document.querySelectorAll('main details').forEach(one => { one.open = true; })")
        found = page.evaluate(f"{wide} + 1).map(one => one.ariaLabel)")
        assert [one for one in found if not one.startswith("Ratings of")] == ["The days of the year"]
        assert not re.search(r"\d{4}-\d\d-\d\d", page.inner_text("main"))


def test_ratings_given_on_the_form_are_in_the_diary(household_of_weeks: Household, browser: Browser) -> None:
    with browser.window(household_of_weeks.link("progress")) as page:
        page.get_by_role("link", name="Rate now").first.click()
        page.get_by_role("group", name="Dryness").get_by_label("4").check()
        page.get_by_label("A note").fill("after the flight")
        page.get_by_role("button", name="Keep the ratings").click()
        page.get_by_role("status").wait_for()
    last = json.loads(household_of_weeks.command("log", "--json").stdout)["entries"][-1]
    assert (last["ratings"], last["note"]) == ({"moisture": 4}, "after the flight")


def test_ratings_that_were_a_slip_are_taken_back_by_the_button_beside_them(household: Household) -> None:
    visitor = household.live(timedelta(days=1), "self-check").start().visitor("progress")
    page = visitor.follow(visitor.post("progress/rate/self-check", {"rating.pores": "4"})).text
    (form,) = re.findall(r'<form method="post" action="([^"]*/undo)">(.*?)</form>', page, re.DOTALL)
    fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form[1]))
    assert "undone. Its ratings are removed too" in visitor.follow(visitor.post(form[0], fields)).text


def test_an_empty_form_says_so_and_keeps_nothing(household_of_weeks: Household) -> None:
    before = household_of_weeks.command("log", "--json").stdout
    visitor = household_of_weeks.visitor("progress")
    answer = visitor.post("progress/rate/self-check", {"note": "nothing"})
    assert answer.status == 422
    assert 'value="nothing"' in answer.text
    assert household_of_weeks.command("log", "--json").stdout == before


def test_a_home_without_answers_says_so(household: Household) -> None:
    household.enabled(water=household.habit("Drink water", 60)).start()
    assert "There are no answers yet." in household.visitor("progress").get("progress").text
