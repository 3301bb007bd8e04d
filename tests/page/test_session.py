"""The session: a mask from its questions to its end in the browser; it follows what other places do with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.daemon.processes import until
from tests.nothing_applies import nothing_applies
from tests.page.browser import WIDTHS, Browser, Theme, axe, wider_than_window
from tests.page.household import Household, Visitor

MASK = "egg-mask"


@pytest.fixture
def home(household: Household) -> Household:
    """The egg white mask, enabled; Routine runs."""
    return household.live(timedelta(hours=2), MASK).start()


def stands(home: Household) -> dict[str, Any]:
    """Where the session stands, as programs are told."""
    found: dict[str, Any] = home.ask("session-status", v=1)
    return found


def begin(home: Household, *, speed: float | None = None, step: int = 0) -> None:
    """Begin the mask, here or as a rehearsal; its questions are answered, and so many steps gone on."""
    home.ask("session-start", v=1, routine=MASK, **({"speed": speed} if speed else {}))
    past_questions(home)
    for _ in range(step):
        home.ask("session", v=1, action="next")


def past_questions(home: Household) -> None:
    """Answer so that it goes on."""
    while (one := stands(home)["session"]) and one["question"]:
        asks = one["asks"]
        action = "ready" if not asks else "no" if asks["stops_on"] == "yes" else "yes"
        home.ask("session", v=1, action=action)


def act(visitor: Visitor, action: str, at: str = "") -> str:
    """The page that comes after a button."""
    return visitor.follow(visitor.post("session/act", {"action": action, "at": at})).text


# --- by forms alone -------------------------------------------------------------------------------------------------


def test_a_question_that_stops_it_says_why_and_begins_nothing(home: Household) -> None:
    visitor = home.visitor("session")
    visitor.follow(visitor.post("session/start", {"routine": MASK}))
    asks = stands(home)["session"]["asks"]
    assert asks["text"].partition("?")[0] in visitor.get("session").text
    told = act(visitor, asks["stops_on"])
    assert stands(home)["session"] is None
    assert "not today" in told
    assert asks["why"].partition(". ")[0] in told.replace("&#39;", "'")


def test_every_step_is_gone_through_by_forms(home: Household) -> None:
    begin(home)
    visitor = home.visitor("session")
    seen = []
    while one := stands(home)["session"]:
        page = visitor.get("session").text
        assert f'aria-label="Step {one["step"]["index"]} of {one["step"]["of"]}"' in page
        seen.append(one["step"]["id"])
        act(visitor, "ready" if one["phase"] == "waiting" else "next", one["at"])
    assert len(seen) >= 6
    (entry,) = home.ask("log", v=1)["entries"]
    assert entry["answer"] == "skipped"  # its timers did not run
    assert "Skipped through" in visitor.get("session").text


def test_a_stale_button_changes_nothing_and_says_so(home: Household) -> None:
    begin(home, step=1)
    visitor = home.visitor("session")
    old = stands(home)["session"]["at"]
    home.ask("session", v=1, action="next")
    before = stands(home)["session"]["at"]
    told = act(visitor, "next", old)
    assert stands(home)["session"]["at"] == before
    assert "Nothing was changed" in told


def test_stop_counts_also_on_a_stale_page(home: Household) -> None:
    begin(home, step=1)
    visitor = home.visitor("session")
    act(visitor, "stop", "1/waiting/0")
    assert stands(home)["session"] is None


@pytest.mark.parametrize("action", ["", "nonsense", "é" * 300])
def test_an_action_that_is_none_changes_nothing(home: Household, action: str) -> None:
    begin(home, step=1)
    before = stands(home)["session"]["at"]
    assert "such" in act(home.visitor("session"), action).lower() or stands(home)["session"]["at"] == before
    assert stands(home)["session"]["at"] == before


def test_skin_that_stings_shows_what_to_do_and_everything_waits(home: Household) -> None:
    begin(home, step=2)
    visitor = home.visitor("session")
    told = act(visitor, "stinging", stands(home)["session"]["at"])
    assert ">Take it off now.<" in told
    assert "call the emergency services now" in told
    assert "on hold" in told
    assert "routine irritated" not in told  # nobody is told to type
    assert "See what to do" in visitor.get("today").text
    card = stands(home)["ending"]
    told = visitor.follow(visitor.post("session/close", {"notice": card["notice"], "button": "ok"})).text
    assert "See what to do" not in told
    assert home.ask("today", v=1, full=True)["irritation"]


def test_start_on_today_leads_here(household: Household) -> None:
    """The button of a card that waits; Today leads back while it runs."""
    nothing_applies(household.home)
    mask = household.habit("Clay", -5, more="")
    steps = '[steps.wait]\nsay = "Wait quietly."\ntimer = "5m"\n'
    household.enabled(clay=mask + steps).start()
    time, visitor = household.waits("clay"), household.visitor()
    answer = visitor.post("today/answer", {"time": time, "answer": "start"})
    assert answer.to.endswith("/session")
    assert "Go to the session" in visitor.get("today").text


def test_with_nothing_to_show_it_offers_what_can_be_started(home: Household) -> None:
    visitor = home.visitor("session")
    page = visitor.get("session").text
    assert "No session is running" in page
    visitor.follow(visitor.post("session/start", {"routine": MASK, "rehearsal": "yes"}))
    assert stands(home)["session"]["rehearsal"]


def test_a_start_that_is_refused_says_why(home: Household) -> None:
    home.ask("irritated", v=1, level="mild")
    visitor = home.visitor("session")
    told = visitor.follow(visitor.post("session/start", {"routine": MASK})).text
    assert "on hold" in told
    assert stands(home)["session"] is None


def test_without_a_script_the_page_comes_again_by_itself(home: Household) -> None:
    begin(home)
    page = home.visitor("session").get("session").text
    assert '<noscript><meta http-equiv="refresh"' in page


# --- in a browser ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_it_keeps_nobody_out(home: Household, browser: Browser, width: int, theme: Theme) -> None:
    with browser.window(home.link("session"), width, theme=theme) as page:
        assert axe(page) == []
        for step in range(5):
            begin(home, speed=1.001, step=step)
            page.goto(page.url)
            assert axe(page) == []
            assert wider_than_window(page) == 0
            if step == 3:
                page.locator("summary").click()
                assert axe(page) == []
            home.ask("session", v=1, action="stinging")
            page.goto(page.url)
            assert axe(page) == []
            assert wider_than_window(page) == 0


def test_a_mask_to_its_end_by_mouse(home: Household, browser: Browser) -> None:
    """The questions, each step, the timer that runs by itself, the end; the same session as everywhere."""
    with browser.window(home.link("session")) as page:
        page.get_by_label("Routine").select_option(MASK)
        page.get_by_role("button", name="Rehearse it").click()
        page.locator("#say").wait_for()
        home.ask("session", v=1, action="stop")
        page.get_by_role("heading", name="rehearsal over").wait_for()
        home.ask("session-start", v=1, routine=MASK, speed=200)
        page.goto(page.url)
        for _ in range(20):
            place = page.locator("#session").get_attribute("data-place")
            if place == "ended":
                break
            ready = page.get_by_role("button", name="Ready")
            if ready.count():
                ready.click()
            page.wait_for_function(
                "place => document.querySelector('#session').dataset.place !== place", arg=place, timeout=15_000
            )
        page.get_by_role("heading", name="rehearsal over").wait_for()
        assert "to the end" in page.locator("#say").inner_text()
        page.get_by_role("link", name="Go to Today").first.click()
        page.wait_for_url("**/today")


def test_it_is_gone_through_by_keys(home: Household, browser: Browser) -> None:
    """As at a terminal: the questions with Y and N, Space, N, B; S ends it."""
    with browser.window(home.link("session")) as page:
        home.ask("session-start", v=1, routine=MASK)
        page.locator("#say").wait_for()
        while asks := stands(home)["session"]["asks"]:
            place = page.locator("#session").get_attribute("data-place")
            page.wait_for_timeout(450)  # a key at once would have been meant for what was there before
            page.keyboard.press("n" if asks["stops_on"] == "yes" else "y")
            page.wait_for_function("place => document.querySelector('#session').dataset.place !== place", arg=place)
        if stands(home)["session"]["phase"] == "sound-check":
            page.wait_for_timeout(450)
            page.keyboard.press("Space")
            until(lambda: stands(home)["session"]["phase"] != "sound-check")
        assert stands(home)["session"]["step"]["index"] == 1
        for key, index in (("Space", 2), ("n", 3), ("b", 2)):
            page.wait_for_timeout(600)
            page.keyboard.press(key)
            page.get_by_label(f"Step {index} of 6").wait_for()
        page.wait_for_timeout(600)
        page.keyboard.press("Space")
        page.get_by_role("button", name="Resume").wait_for()
        assert stands(home)["session"]["paused"]
        page.keyboard.press("s")
        page.get_by_text("Take it off now.", exact=True).wait_for()
    assert home.ask("today", v=1, full=True)["irritation"]


def test_what_happens_elsewhere_shows_and_full_screen_stays(home: Household, browser: Browser) -> None:
    begin(home)
    with browser.window(home.link("session")) as page:
        page.evaluate("() => { window.stayed = true; }")
        home.ask("session", v=1, action="ready")
        page.get_by_label("Step 2 of 6").wait_for()
        page.get_by_role("button", name="Pause").click()
        page.get_by_role("button", name="Resume").wait_for()
        assert stands(home)["session"]["paused"]
        assert page.evaluate("() => window.stayed")  # the page was not left: it would not be full screen any more
        assert "Step 2" in page.locator(".dots").get_attribute("aria-label") or ""
        home.ask("session", v=1, action="ask-stop")
        page.get_by_text("Stop for today?").first.wait_for()
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("button", name="Resume").wait_for()
        home.ask("session", v=1, action="stop")
        page.get_by_text("Stopped.").wait_for()


def test_the_clock_counts_between_the_news_and_stands_when_paused(home: Household, browser: Browser) -> None:
    begin(home, speed=20, step=3)
    with browser.window(home.link("session")) as page:
        left = page.locator("#left")
        first = left.inner_text()
        page.wait_for_function("text => document.querySelector('#left').textContent !== text", arg=first)
        home.ask("session", v=1, action="pause")
        page.get_by_role("button", name="Resume").wait_for()
        stood = left.inner_text()
        page.wait_for_timeout(1200)
        assert left.inner_text() == stood


def test_over_time_is_an_alarm_that_leads_to_taking_it_off(home: Household, browser: Browser) -> None:
    begin(home, speed=600, step=3)
    home.ask("session", v=1, action="pause")
    with browser.window(home.link("session")) as page:
        page.get_by_role("alert").filter(has_text="Please take it off now.").wait_for()
        assert axe(page) == []
        page.get_by_role("button", name="Removing it").click()
        page.get_by_label("Step 5 of 6").wait_for()
    assert stands(home)["session"]["step"]["id"] == "remove"


def test_a_step_can_be_read_from_two_metres(home: Household, browser: Browser) -> None:
    """On a window of 1440 pixels the instruction is at least 60 pixels high, the digits at least 200."""
    begin(home, speed=1.001, step=3)
    with browser.window(home.link("session")) as page:
        size = "one => parseFloat(getComputedStyle(document.querySelector(one)).fontSize)"
        assert page.evaluate(size, "#say") >= 60
        assert page.evaluate(size, "#left") >= 200
