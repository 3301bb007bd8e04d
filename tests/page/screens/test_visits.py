"""Visits: booked and moved after a look, preparation and after-care as a line in time, went, did not go, cancelled."""

from __future__ import annotations

import os
import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from routine.adapters.clock import ManualClock, SystemClock
from routine.adapters.paths import make_directories, paths
from routine.core.requests.commands import Enable, VisitAct
from routine.wiring.local_service import build_service
from tests.nothing_applies import nothing_applies
from tests.page.browser import WIDTHS, Browser, Theme, axe, wider_than_window
from tests.page.household import Household, Visitor
from tests.page.keyboard import tab_to


@pytest.fixture
def clinic(household: Household) -> Household:
    """A series that nothing is booked of, and a mask and a retinoid at home."""
    return household.live(timedelta(days=2), "sculptra", "egg-mask", "retinoid-a").start()


@pytest.fixture
def over(household: Household) -> Household:
    """A visit that began two hours ago."""
    nothing_applies(household.home)
    where = paths({"ROUTINE_HOME": str(household.home)})
    make_directories(where)
    clock = ManualClock(SystemClock(household.env).now())
    at = clock.now().wall() - timedelta(hours=2)
    clock.advance(timedelta(days=-1))
    service = build_service(where, clock)
    service.handle(Enable(("sculptra",)))
    service.handle(VisitAct("book", "sculptra", when=f"{at:%Y-%m-%d %H:%M}"))
    service.tidy()
    return household.start()


def visits(household: Household) -> list[dict[str, Any]]:
    """The visits of the only series."""
    (series,) = household.ask("visit-list", v=1, full=True)["series"]
    return list(series["visits"])


TODAY = SystemClock(dict(os.environ)).now().wall().date()


def day(ahead: int) -> str:
    """The date of a day from today on."""
    return (TODAY + timedelta(days=ahead)).isoformat()


def post(visitor: Visitor, act: str, **fields: str) -> str:
    """The page that comes after a form."""
    return visitor.follow(visitor.post(f"visits/{act}", fields)).text


@pytest.mark.parametrize("script", [True, False])
def test_a_visit_is_booked_and_moved_after_a_look_at_what_changes(
    clinic: Household, browser: Browser, script: bool
) -> None:
    with browser.window(clinic.link("visits"), script=script) as page:
        page.locator("#book-date").fill(day(10))
        page.locator("#book-time").fill("10:00")
        page.get_by_role("button", name="Continue").last.click()
        page.get_by_role("button", name="Book it").wait_for()
        assert "Retinoid" in page.get_by_role("main").inner_text()
        assert visits(clinic) == []  # only looked at
        page.get_by_role("button", name="Book it").click()
        page.get_by_role("status").filter(has_text="booked").wait_for()
        assert [one["nominal"] for one in visits(clinic)] == [f"{day(10)}T10:00"]
        page.get_by_text("Another date").click()
        page.get_by_label("New date").fill(day(12))
        page.get_by_role("button", name="Continue").first.click()
        page.get_by_role("button", name="Move the visit").click()
        page.get_by_role("status").filter(has_text="moved").wait_for()
        assert [one["nominal"] for one in visits(clinic)] == [f"{day(12)}T10:00"]
        card = page.locator("#visit-sculptra-1").inner_text()
        assert "In 12 days" in card
        for line in [*visits(clinic)[0]["prepare"], *visits(clinic)[0]["care"]]:
            assert all(say in card for say in line["says"])
        page.get_by_role("button", name="Cancel it").click()
        page.get_by_role("status").filter(has_text="cancelled").wait_for()
    assert [one["status"] for one in visits(clinic)] == ["cancelled"]


def test_a_visit_is_booked_by_keyboard_alone(clinic: Household, browser: Browser) -> None:
    """The first of January: whichever comes first in the browser's own form of a date."""
    year = TODAY.year + 1
    with browser.window(clinic.link("visits")) as page:
        tab_to(page, "book-date")
        page.keyboard.type(f"0101{year}")
        tab_to(page, "book-time")
        page.keyboard.type("1030a")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Book it").wait_for()
        tab_to(page, "Book it")
        page.keyboard.press("Enter")
        page.get_by_role("status").filter(has_text="booked").wait_for()
    assert [one["nominal"] for one in visits(clinic)] == [f"{year}-01-01T10:30"]


def test_who_went_sees_their_after_care_and_can_take_it_back(over: Household, browser: Browser) -> None:
    """With the massage that the doctor asked for."""
    with browser.window(over.link("visits")) as page:
        assert "Did you go?" in page.locator("#visit-sculptra-1").inner_text()
        page.get_by_label(re.compile("Massage")).check()
        page.get_by_role("button", name="I went").click()
        page.get_by_role("status").filter(has_text="Sculptra").wait_for()
        (visit,) = visits(over)
        assert (visit["status"], visit["asked"]) == ("attended", ["massage"])
        card = page.locator("#visit-sculptra-1").inner_text()
        assert "You went" in card
        for line in visit["care"]:
            assert all(say in card for say in line["says"])
        page.get_by_role("button", name="I did not go").click()
        page.get_by_text("You did not go", exact=True).wait_for()
        assert visits(over)[0]["status"] == "missed"
        page.get_by_role("button", name=re.compile("I went")).click()
        page.get_by_text("You went", exact=True).first.wait_for()
    assert visits(over)[0]["status"] == "attended"


def test_a_visit_that_was_never_booked_here_is_entered(clinic: Household) -> None:
    told = post(clinic.visitor("visits"), "act", action="attended", routine="sculptra", date=day(-3), time="11:00")
    assert "flash stop" not in told
    (visit,) = visits(clinic)
    assert (visit["status"], visit["nominal"]) == ("attended", f"{day(-3)}T11:00")


def undo_form(page: str) -> dict[str, str]:
    """What the button beside the message sends."""
    form = page.partition('id="said"')[2].partition("</form>")[0]
    assert "visits/undo" in form
    return dict(re.findall(r'name="(routine|visit|was|now)" value="([^"]*)"', form))


def test_a_booking_a_move_and_a_cancellation_are_taken_back(clinic: Household) -> None:
    visitor, fields = clinic.visitor("visits"), {"routine": "sculptra", "date": day(10), "time": "10:00"}
    booked = undo_form(post(visitor, "book", **fields))
    moved = undo_form(post(visitor, "book", **{**fields, "visit": "1", "date": day(12)}))
    assert "Nothing was changed" in post(visitor, "undo", **booked)  # it was moved meanwhile
    post(visitor, "undo", **moved)
    assert [(one["nominal"], one["status"]) for one in visits(clinic)] == [(f"{day(10)}T10:00", "booked")]
    cancelled = undo_form(post(visitor, "act", action="cancel", routine="sculptra", visit="1"))
    assert visits(clinic)[0]["status"] == "cancelled"
    told = post(visitor, "undo", **cancelled)
    assert "is booked for" in told
    assert [(one["nominal"], one["status"]) for one in visits(clinic)] == [(f"{day(10)}T10:00", "booked")]
    assert visits(clinic)[0]["prepare"]
    post(visitor, "undo", **booked)
    assert visits(clinic)[0]["status"] == "cancelled"
    assert "visit-sculptra-1" not in visitor.get("visits").text
    assert "Nothing was changed" in post(visitor, "undo", **booked)


@pytest.mark.parametrize("bad", [{"visit": "x"}, {"visit": "7"}, {"routine": "nosuch"}, {"was": "now", "now": "now"}])
def test_a_nonsense_undo_of_a_booking_changes_nothing(clinic: Household, bad: dict[str, str]) -> None:
    visitor = clinic.visitor("visits")
    form = undo_form(post(visitor, "book", routine="sculptra", date=day(10), time="10:00"))
    before = visits(clinic)
    told = post(visitor, "undo", **{**form, **bad})
    assert "Nothing was changed" in told
    assert visits(clinic) == before


NONSENSE = (
    ("date", ""),
    ("date", "2001-01-01"),
    ("date", "2099-13-45"),
    ("date", "<b>tomorrow"),
    ("time", ""),
    ("time", "25:00"),
    ("time", "é" * 300),
    ("routine", ""),
    ("routine", "<b>none"),
    ("routine", "egg-mask"),
    ("visit", "99"),
    ("visit", "one"),
)


def test_a_form_with_nonsense_books_nothing_and_says_why(clinic: Household) -> None:
    visitor = clinic.visitor("visits")
    for field, value in NONSENSE:
        fields = {"routine": "sculptra", "date": day(10), "time": "10:00", field: value}
        looked = visitor.get(f"visits/try?{urlencode(fields)}")
        assert looked.status == 422, (field, value)
        assert 'class="error"' in looked.text or "note stop" in looked.text, (field, value)
        assert "<b>" + value.removeprefix("<b>") not in looked.text or not value.startswith("<b>")
        assert "routine visit" not in looked.text, (field, value)
        booked = visitor.post("visits/book", fields)
        assert booked.status == 422 or "flash stop" in visitor.follow(booked).text, (field, value)
    assert visits(clinic) == []


def test_a_stale_page_changes_nothing(clinic: Household) -> None:
    """Cancelled in the other tab."""
    clinic.ask("visit", v=1, action="book", routine="sculptra", when=f"{day(10)} 10:00")
    one, other = clinic.visitor("visits"), clinic.visitor("visits")
    post(other, "act", action="cancel", routine="sculptra", visit="1")
    before = visits(clinic)
    assert "flash stop" in post(one, "act", action="cancel", routine="sculptra", visit="1")
    assert visits(clinic) == before


def test_a_home_without_procedures_says_so(household: Household) -> None:
    household.enabled(water=household.habit("Drink water", 60)).start()
    assert "No procedure yet" in household.visitor("visits").get("visits").text


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_keeps_nobody_out(over: Household, browser: Browser, theme: Theme) -> None:
    """One that is over, one that is ahead, everything open, the look at what changes, and a date that cannot be."""
    over.ask("visit", v=1, action="book", routine="sculptra", when=f"{day(40)} 10:00")
    for width in WIDTHS:
        with browser.window(over.link("visits"), width, theme=theme) as page:
            for fold in page.locator("main details").all():
                fold.evaluate("fold => { fold.open = true; }")
            assert axe(page) == []
            assert wider_than_window(page) == 0
            page.get_by_role("button", name="Continue").last.click()
            page.get_by_text("Choose a day.").wait_for()
            assert axe(page) == []
            page.locator("#book-date").fill(day(60))
            page.locator("#book-time").fill("10:00")
            page.get_by_role("button", name="Continue").last.click()
            page.get_by_role("button", name="Book it").wait_for()
            assert axe(page) == []
            assert wider_than_window(page) == 0
