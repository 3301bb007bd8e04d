"""News while somebody reads: it calls off nothing that is on its way, presses nothing and sends nothing again."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, Route

from tests.page.browser import Browser
from tests.page.household import Household

#: Longer than the page takes to ask for itself once it has heard of something.
_TAKEN_OVER_MS = 600


@pytest.fixture
def clinic(household: Household) -> Household:
    """A procedure that no visit is booked of."""
    return household.live(timedelta(days=2), "sculptra").start()


def hears(page: Page) -> Callable[[], None]:
    """What waits until this page has heard of something from now on, and had the time to show it."""
    heard: list[str] = []
    page.on("console", lambda said: heard.append(said.text))
    page.evaluate("() => document.addEventListener('routine:change', () => console.log('news'))")

    def wait() -> None:
        while "news" not in heard:
            page.wait_for_timeout(20)
        page.wait_for_timeout(_TAKEN_OVER_MS)

    return wait


def forms_sent(page: Page) -> list[str]:
    """The forms that this page sends from now on, by where they go."""
    found: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            found.append(request.url.rpartition("/")[2])

    page.on("request", note)
    return found


def test_news_of_what_a_form_did_does_not_call_off_its_answer(clinic: Household, browser: Browser) -> None:
    """A visit that was booked: the page that looked at it hears of it first, and can no longer be shown."""
    with browser.window(clinic.link("visits")) as page:
        page.locator("#book-date").fill("2099-01-01")
        page.locator("#book-time").fill("10:00")
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("button", name="Book it").wait_for()
        heard = hears(page)

        def late(route: Route) -> None:
            answer = route.fetch(max_redirects=0)
            heard()
            route.fulfill(response=answer)

        page.route("**/visits/book", late)
        page.get_by_role("button", name="Book it").click()
        page.get_by_role("status").filter(has_text="booked").wait_for()
        assert urlsplit(page.url).path.endswith("/visits")


def test_a_form_that_was_refused_is_not_sent_again_by_itself(clinic: Household, browser: Browser) -> None:
    """Neither when its field is put right and left, nor by news: what was put right stands until it is sent."""
    with browser.window(clinic.link("settings")) as page:
        place = page.locator("#s-place")
        place.fill("Springfild")
        place.press("Enter")
        page.locator("#s-place-error").wait_for()
        sent = forms_sent(page)
        place.fill("Berlin")
        place.press("Tab")
        page.evaluate("() => document.activeElement.blur()")
        clinic.ask("visit", v=1, action="book", routine="sculptra", when="2099-01-01 10:00")
        page.wait_for_timeout(_TAKEN_OVER_MS)
        assert place.input_value() == "Berlin"
        assert sent == []
        place.press("Enter")
        page.get_by_role("status").filter(has_text="Saved").wait_for()
        assert sent == ["save"]
    told = clinic.ask("settings", v=1)["settings"]
    assert next(one["value"] for one in told if one["key"] == "place").startswith("Berlin")


def test_a_button_that_is_held_down_while_news_comes_is_pressed(household: Household, browser: Browser) -> None:
    water, milk = household.habit("Drink water", -5), household.habit("Drink milk", -4)
    household.enabled(water=water, milk=milk).start()
    time = household.waits("water")
    household.waits("milk")
    with browser.window(household.link()) as page:
        heard = hears(page)
        page.get_by_role("button", name=re.compile("^Done ?: Drink water")).hover()
        page.mouse.down()
        household.ask("done", v=1, routines=["milk"])
        heard()
        page.mouse.up()
        page.get_by_role("status").filter(has_text="Drink water").wait_for()
    assert time in [one["id"] for one in household.ask("log", v=1)["entries"]]
