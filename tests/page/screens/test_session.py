"""The session: a mask from its questions to its end in the browser; it follows what other places do with it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import APIResponse, Route

from tests.page.browser import WIDTHS, Browser, Theme, axe, wider_than_window
from tests.page.household import Household, Visitor
from tests.page.keyboard import press_until
from tests.rows import each

MASK = "egg-mask"


@pytest.fixture
def masked(household: Household) -> Household:
    """The egg white mask, enabled; Routine runs."""
    return household.live(timedelta(hours=2), MASK).start()


def stands(masked: Household) -> dict[str, Any]:
    """Where the session stands, as programs are told."""
    found: dict[str, Any] = masked.ask("session-status", v=1)
    return found


def begin(masked: Household, *, speed: float | None = None, step: int = 0) -> None:
    """Begin the mask, here or as a rehearsal; its questions are answered, and so many steps gone on."""
    masked.ask("session-start", v=1, routine=MASK, **({"speed": speed} if speed else {}))
    past_questions(masked)
    go_on(masked, step)


def go_on(masked: Household, step: int) -> None:
    """To this step, from 0. What is pressed half a second after one that came by itself counts for nothing."""
    while stands(masked)["session"]["step"]["index"] <= step:
        masked.ask("session", v=1, action="next")


def past_questions(masked: Household) -> None:
    """Answer so that it goes on."""
    while (one := stands(masked)["session"]) and one["question"]:
        asks = one["asks"]
        action = "ready" if not asks else "no" if asks["stops_on"] == "yes" else "yes"
        masked.ask("session", v=1, action=action)


def act(visitor: Visitor, action: str, at: str = "") -> str:
    """The page that comes after a button."""
    return visitor.follow(visitor.post("session/act", {"action": action, "at": at})).text


# --- by forms alone -------------------------------------------------------------------------------------------------


def test_a_question_that_stops_it_says_why_and_begins_nothing(masked: Household) -> None:
    visitor = masked.visitor("session")
    visitor.follow(visitor.post("session/start", {"routine": MASK}))
    asks = stands(masked)["session"]["asks"]
    assert asks["text"].partition("?")[0] in visitor.get("session").text
    told = act(visitor, asks["stops_on"])
    assert stands(masked)["session"] is None
    assert "not today" in told
    assert asks["why"].partition(". ")[0] in told.replace("&#39;", "'")


def test_every_step_is_gone_through_by_forms(masked: Household) -> None:
    begin(masked)
    visitor = masked.visitor("session")
    seen = []
    while one := stands(masked)["session"]:
        page = visitor.get("session").text
        assert f'aria-label="Step {one["step"]["index"]} of {one["step"]["of"]}"' in page
        seen.append(one["step"]["id"])
        act(visitor, "ready" if one["phase"] == "waiting" else "next", one["at"])
    assert len(seen) >= 6
    (entry,) = masked.ask("log", v=1)["entries"]
    assert entry["answer"] == "skipped"  # its timers did not run
    assert "Skipped through" in visitor.get("session").text


def test_a_stale_button_changes_nothing_and_says_so(masked: Household) -> None:
    begin(masked, step=1)
    visitor = masked.visitor("session")
    old = stands(masked)["session"]["at"]
    masked.ask("session", v=1, action="next")
    before = stands(masked)["session"]["at"]
    told = act(visitor, "next", old)
    assert stands(masked)["session"]["at"] == before
    assert "Nothing was changed" in told


def test_stop_counts_also_on_a_stale_page(masked: Household) -> None:
    begin(masked, step=1)
    visitor = masked.visitor("session")
    act(visitor, "stop", "1/waiting/0")
    assert stands(masked)["session"] is None


@each("action", ["", "nonsense", "é" * 300])
def test_an_action_that_is_none_changes_nothing(masked: Household, action: str) -> None:
    begin(masked, step=1)
    before = stands(masked)["session"]["at"]
    assert "such" in act(masked.visitor("session"), action).lower() or stands(masked)["session"]["at"] == before
    assert stands(masked)["session"]["at"] == before


def test_skin_that_stings_shows_what_to_do_and_everything_waits(masked: Household) -> None:
    begin(masked, step=2)
    visitor = masked.visitor("session")
    told = act(visitor, "stinging", stands(masked)["session"]["at"])
    assert ">Take it off now.<" in told
    assert "call the emergency services now" in told
    assert told.count("on hold") == 1
    assert "routine irritated" not in told  # nobody is told to type
    assert "See what to do" in visitor.get("today").text
    card = stands(masked)["ending"]
    told = visitor.follow(visitor.post("session/close", {"notice": card["notice"], "button": "ok"})).text
    assert "See what to do" not in told
    assert masked.ask("today", v=1, full=True)["irritation"]


def test_start_on_today_leads_here(household: Household) -> None:
    """The button of a card that waits; Today leads back while it runs."""
    mask = household.habit("Clay", -5)
    steps = '[steps.wait]\nsay = "Wait quietly."\ntimer = "5m"\n'
    household.enabled(clay=mask + steps).start()
    time, visitor = household.waits("clay"), household.visitor()
    answer = visitor.post("today/answer", {"time": time, "answer": "start"})
    assert answer.to.endswith("/session")
    assert "Go to the session" in visitor.get("today").text


def test_with_nothing_to_show_it_offers_what_can_be_started(masked: Household) -> None:
    visitor = masked.visitor("session")
    page = visitor.get("session").text
    assert "No session is running" in page
    visitor.follow(visitor.post("session/start", {"routine": MASK, "rehearsal": "yes"}))
    assert stands(masked)["session"]["rehearsal"]


def test_what_still_waits_can_be_started_also_where_a_later_time_of_the_day_is_answered(household: Household) -> None:
    at = [f"{household.wall() + timedelta(minutes=minutes):%H:%M}" for minutes in (-30, 90)]
    text = household.habit("Stretch", 0, more='[steps.rest]\nsay = "Rest."\n')
    lines = [f"at = {json.dumps(at)}" if line.startswith("at =") else line for line in text.splitlines()]
    household.enabled(stretch="\n".join(lines)).start()
    household.waits("stretch")
    household.ask("skip", v=1, routines=["stretch"], next=True)
    page = household.visitor("session").get("session").text
    assert f"2 steps, today {at[0]}" in page


def test_a_start_that_is_refused_says_why(masked: Household) -> None:
    masked.ask("irritated", v=1, level="mild")
    visitor = masked.visitor("session")
    told = visitor.follow(visitor.post("session/start", {"routine": MASK})).text
    assert "on hold" in told
    assert stands(masked)["session"] is None


def test_without_a_script_the_page_comes_again_by_itself(masked: Household) -> None:
    begin(masked)
    page = masked.visitor("session").get("session").text
    assert '<noscript><meta http-equiv="refresh"' in page


# --- in a browser ---------------------------------------------------------------------------------------------------


@each("theme", ["light", "dark"])
@each("width", WIDTHS)
def test_it_keeps_nobody_out(masked: Household, browser: Browser, width: int, theme: Theme) -> None:
    with browser.window(masked.link("session"), width, theme=theme) as page:
        assert axe(page) == []
        for step in range(4):
            begin(masked, speed=1.001, step=step)
            page.get_by_label(f"Step {step + 1} of 6").wait_for()
            assert axe(page) == []
            assert wider_than_window(page) == 0
            if step == 3:
                page.locator("summary").click()
                assert axe(page) == []
            masked.ask("session", v=1, action="stinging")
            page.get_by_role("heading", name="rehearsal over").wait_for()
            assert axe(page) == []
            assert wider_than_window(page) == 0


def test_a_mask_to_its_end_by_mouse(masked: Household, browser: Browser) -> None:
    """The questions, each step, the timer that runs by itself, the end; the same session as everywhere."""
    with browser.window(masked.link("session")) as page:
        page.get_by_label("Routine").select_option(MASK)
        page.get_by_role("button", name="Rehearse it").click()
        page.locator("#say").wait_for()
        masked.ask("session", v=1, action="stop")
        page.get_by_role("heading", name="rehearsal over").wait_for()
        masked.ask("session-start", v=1, routine=MASK, speed=200)
        page.goto(page.url)
        for _ in range(20):
            place = page.locator("#session").get_attribute("data-place")
            if place == "ended":
                break
            ready = page.get_by_role("button", name="Ready")
            if ready.count():
                ready.click()
            page.wait_for_function(
                "place => document.querySelector('#session').dataset.place !== place", arg=place, timeout=60_000
            )
        page.get_by_role("heading", name="rehearsal over").wait_for()
        assert "to the end" in page.locator("#say").inner_text()
        page.get_by_role("link", name="Go to Today").first.click()
        page.wait_for_url("**/today")


def test_it_is_gone_through_by_keys(masked: Household, browser: Browser) -> None:
    """As at a terminal: the questions with Y and N, Space, N, B; S ends it."""
    with browser.window(masked.link("session")) as page:
        masked.ask("session-start", v=1, routine=MASK)
        page.locator("#say").wait_for()
        while (one := stands(masked)["session"])["asks"] or one["phase"] == "sound-check":
            key = "Space" if not one["asks"] else "n" if one["asks"]["stops_on"] == "yes" else "y"
            place = page.locator("#session").get_attribute("data-place")
            press_until(page, key, page.locator(f"#session:not([data-place={json.dumps(place)}])"))
        assert stands(masked)["session"]["step"]["index"] == 1
        for key, index in (("Space", 2), ("n", 3), ("b", 2)):
            press_until(page, key, page.get_by_label(f"Step {index} of 6"))
        press_until(page, "Space", page.get_by_role("button", name="Resume"))
        assert stands(masked)["session"]["paused"]
        page.keyboard.press("s")
        page.get_by_text("Take it off now.", exact=True).wait_for()
    assert masked.ask("today", v=1, full=True)["irritation"]


def test_what_stings_is_told_while_another_press_has_no_answer_yet(masked: Household, browser: Browser) -> None:
    """And that answer, when it comes late, does not put the older picture over the newer."""
    begin(masked, step=1)
    held: list[tuple[Route, APIResponse]] = []

    def hold_the_first(route: Route) -> None:
        if route.request.method == "POST" and not held:
            held.append((route, route.fetch()))
        else:
            route.continue_()

    with browser.window(masked.link("session")) as page:
        page.get_by_label("Step 2 of 6").wait_for()
        page.route("**/session**", hold_the_first)
        page.wait_for_timeout(600)
        page.keyboard.press("Space")
        page.get_by_role("button", name="Resume").wait_for()
        page.keyboard.press("s")
        off = page.get_by_text("Take it off now.", exact=True)
        off.wait_for()
        route, answer = held[0]
        route.fulfill(response=answer)
        page.wait_for_timeout(600)
        assert off.is_visible()


def test_what_happens_elsewhere_shows_and_full_screen_stays(masked: Household, browser: Browser) -> None:
    begin(masked)
    with browser.window(masked.link("session")) as page:
        page.evaluate("() => { window.stayed = true; }")
        go_on(masked, 1)
        page.get_by_label("Step 2 of 6").wait_for()
        page.get_by_role("button", name="Pause").click()
        page.get_by_role("button", name="Resume").wait_for()
        assert stands(masked)["session"]["paused"]
        assert page.evaluate("() => window.stayed")  # the page was not left: it would not be full screen any more
        masked.ask("session", v=1, action="ask-stop")
        page.get_by_text("Stop for today?").first.wait_for()
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("button", name="Resume").wait_for()
        masked.ask("session", v=1, action="stop")
        page.get_by_text("Stopped.", exact=True).wait_for()


def test_the_clock_counts_between_the_news_and_stands_when_paused(masked: Household, browser: Browser) -> None:
    begin(masked, speed=20, step=3)
    with browser.window(masked.link("session")) as page:
        left = page.locator("#left")
        first = left.inner_text()
        page.wait_for_function("text => document.querySelector('#left').textContent !== text", arg=first)
        masked.ask("session", v=1, action="pause")
        page.get_by_role("button", name="Resume").wait_for()
        stood = left.inner_text()
        page.wait_for_timeout(1200)
        assert left.inner_text() == stood


def test_wherever_the_focus_is_the_page_is_fetched_again_only_for_news(masked: Household, browser: Browser) -> None:
    """A region that is taken over takes the focus out and gives it back: that is not news of its own."""
    begin(masked, step=3)
    with browser.window(masked.link("session")) as page:
        page.get_by_role("button", name="Back").focus()
        page.get_by_role("button", name="Pause").focus()
        asked: list[str] = []
        page.on("request", lambda one: asked.append(one.url))
        for _ in range(2):
            now = page.locator("#left").inner_text()
            page.wait_for_function("now => document.querySelector('#left').textContent !== now", arg=now)
        assert len(asked) <= 2
    masked.ask("session", v=1, action="stop")


#: A stand-in for the browser's own: how many are held now, how often one was asked for; it is slow, as a screen is.
_LOCKS = """
window.locks = {held: 0, asked: 0, given: 0};
const request = async () => {
  locks.asked += 1;
  await new Promise(go => setTimeout(go, 100));
  locks.held += 1;
  locks.given += 1;
  const lock = new EventTarget();
  lock.release = async () => { locks.held -= 1; lock.dispatchEvent(new Event("release")); };
  return lock;
};
Object.defineProperty(navigator, "wakeLock", {value: {request}, configurable: true});
"""
_NO_LOCKS = "delete Navigator.prototype.wakeLock"
_REFUSED = """
Object.defineProperty(navigator, "wakeLock", {value: {request: async () => { throw new Error("no"); }}});
"""


def test_the_screen_is_kept_awake_while_it_runs_and_no_longer(masked: Household, browser: Browser) -> None:
    begin(masked)
    with browser.window(masked.link("session")) as page:
        page.locator("#session").wait_for()
        page.add_init_script(_LOCKS)
        page.reload()
        for step in (2, 3, 4):
            go_on(masked, step - 1)
            page.get_by_label(f"Step {step} of 6").wait_for()
        page.wait_for_function("() => locks.held === 1")
        assert page.evaluate("() => locks.asked") == 1
        masked.ask("session", v=1, action="stop")
        page.wait_for_function("() => locks.held === 0")


def test_a_screen_that_is_given_after_the_end_is_let_go(masked: Household, browser: Browser) -> None:
    begin(masked)
    with browser.window(masked.link("session")) as page:
        page.add_init_script(_LOCKS.replace("go, 100", "go, 1500"))
        page.goto(page.url)
        page.wait_for_function("() => locks.asked === 1")
        masked.ask("session", v=1, action="stop")
        page.locator("#say").get_by_text("Stopped.", exact=True).wait_for()
        page.wait_for_function("() => locks.given === 1 && locks.held === 0")


@pytest.mark.parametrize("without", [_NO_LOCKS, _REFUSED], ids=["there is none", "refused"])
def test_where_no_screen_can_be_kept_awake_the_session_runs_all_the_same(
    masked: Household, browser: Browser, without: str
) -> None:
    begin(masked, step=1)
    with browser.window(masked.link("session")) as page:
        page.get_by_role("button", name="Next").wait_for()
        page.add_init_script(without)
        page.reload()
        page.get_by_role("button", name="Next").click()
        page.get_by_label("Step 3 of 6").wait_for()
    masked.ask("session", v=1, action="stop")


def test_over_time_is_an_alarm_that_leads_to_taking_it_off(masked: Household, browser: Browser) -> None:
    begin(masked, speed=600, step=3)
    masked.ask("session", v=1, action="pause")
    with browser.window(masked.link("session")) as page:
        page.get_by_role("alert").filter(has_text="Please take it off now.").wait_for()
        assert axe(page) == []
        page.get_by_role("button", name="Removing it").click()
        page.get_by_label("Step 5 of 6").wait_for()
    assert stands(masked)["session"]["step"]["id"] == "remove"


def test_a_step_can_be_read_from_two_metres(masked: Household, browser: Browser) -> None:
    """On a window of 1440 pixels the instruction is at least 60 pixels high, the digits at least 200."""
    begin(masked, speed=1.001, step=3)
    with browser.window(masked.link("session")) as page:
        size = "one => parseFloat(getComputedStyle(document.querySelector(one)).fontSize)"
        assert page.evaluate(size, "#say") >= 60
        assert page.evaluate(size, "#left") >= 200
