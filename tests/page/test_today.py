"""Today: what waits is answered, by forms alone and, with a script, live."""

from __future__ import annotations

import pytest

from tests.page.browser import WIDTHS, Browser, Theme, axe, wider_than_window
from tests.page.household import Household


@pytest.fixture
def with_water(household: Household) -> Household:
    """Water waits since five minutes, tea comes in an hour."""
    water, tea = household.habit("Drink water", -5), household.habit("Drink tea", 60)
    return household.enabled(water=water, tea=tea).start()


def test_an_answer_is_recorded_and_the_next_page_says_so(with_water: Household) -> None:
    time = with_water.waits("water")
    visitor = with_water.visitor()
    assert "Drink water" in visitor.get("today").text
    told = visitor.follow(visitor.post("today/answer", {"time": time, "answer": "done"}))
    assert "Drink water, today" in told.text
    entries = with_water.ask("log", v=1)["entries"]
    assert [(one["id"], one["answer"]) for one in entries] == [(time, "done")]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_it_keeps_nobody_out(with_water: Household, browser: Browser, width: int, theme: Theme) -> None:
    with_water.waits("water")
    with browser.window(with_water.link(), width, theme=theme) as page:
        assert axe(page) == []
        assert wider_than_window(page) == 0


def test_an_answer_by_command_shows_by_itself(with_water: Household, browser: Browser) -> None:
    with_water.waits("water")
    with browser.window(with_water.link()) as page:
        page.get_by_role("heading", name="Drink water").first.wait_for()
        with page.expect_request("**/live"):
            page.reload()
        with_water.command("done", "water")
        page.locator(".now-card").wait_for(state="detached")


@pytest.mark.parametrize("script", [True, False])
def test_an_answer_by_click_is_in_the_log(with_water: Household, browser: Browser, script: bool) -> None:
    time = with_water.waits("water")
    with browser.window(with_water.link(), script=script) as page:
        page.get_by_role("button", name="Done").first.click()
        page.get_by_role("status").filter(has_text="Drink water").wait_for()
    assert [one["id"] for one in with_water.ask("log", v=1)["entries"]] == [time]
