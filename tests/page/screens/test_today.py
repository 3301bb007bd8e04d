"""Today: what waits is answered, by forms alone and, with a script, live; what is stale changes nothing."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.daemon.processes import until
from tests.page.browser import WIDTHS, Browser, Theme, axe, wider_than_window
from tests.page.household import Household, Visitor
from tests.rows import each


@pytest.fixture
def with_water(household: Household) -> Household:
    """Water waits since five minutes, tea comes in an hour."""
    water, tea = household.habit("Drink water", -5), household.habit("Drink tea", 60)
    return household.enabled(water=water, tea=tea).start()


@pytest.fixture
def full(household: Household) -> Household:
    """A whole day: a mask with steps, doses, sunscreen, a build-up, a visit, some of it done."""
    routines = ("spf", "egg-mask", "collagen", "scalp-massage", "vitamin-d", "retinoid-a", "sculptra", "stress-break")
    water = household.written(water=household.habit("Drink water", -5), tea=household.habit("Drink tea", 20))
    household.live(timedelta(days=2), *routines, *water, done={"spf", "collagen"})
    household.command("visit", "book", "sculptra", "tomorrow 10:00")
    household.start()
    household.waits("water")
    return household


def log(household: Household) -> list[tuple[str, str]]:
    """What was answered, and how."""
    return [(one["id"], one["answer"]) for one in household.ask("log", v=1)["entries"]]


def post(visitor: Visitor, act: str, **fields: str) -> str:
    """The page that comes after a form."""
    return visitor.follow(visitor.post(f"today/{act}", fields)).text


# --- every answer ---------------------------------------------------------------------------------------------------


def test_done_is_recorded_and_the_next_page_says_what_comes(with_water: Household) -> None:
    time, visitor = with_water.waits("water"), with_water.visitor()
    told = post(visitor, "answer", time=time, answer="done", note="with lemon")
    assert "Drink water, today" in told
    assert "Next: " in told
    assert log(with_water) == [(time, "done")]
    assert with_water.ask("today", v=1, full=True)["occurrences"][0]["answered"]["note"] == "with lemon"
    assert "“with lemon”" in told


def test_a_check_that_waits_leads_to_its_ratings(household: Household) -> None:
    signs = '\n[signs.pores]\nsay = "Large pores"'
    check = household.habit("Look in the mirror", -5).replace('kind = "habit"', 'kind = "check"')
    household.enabled(look=check + signs).start()
    household.waits("look")
    visitor = household.visitor()
    (leads,) = re.findall(r'<a class="button primary big" href="([^"]+)">', visitor.get("today").text)
    told = visitor.follow(visitor.post(leads, {"rating.pores": "2"})).text
    assert "You rated 1 of 1" in told
    assert "Nothing is waiting" in visitor.get("today").text


def test_cards_stand_apart_whatever_is_shown_between_them(household: Household, browser: Browser) -> None:
    """At the first start the card that offers the setup stands above the day, with nothing waiting in between."""
    household.start()
    edge = "(one, edge) => one.getBoundingClientRect()[edge]"
    with browser.window(household.link(), 360) as page:
        above, below = page.locator("#new-here .card"), page.locator(".card:has(#day)")
        assert below.evaluate(edge, "top") - above.evaluate(edge, "bottom") >= 16


def test_skip_is_recorded(with_water: Household) -> None:
    time = with_water.waits("water")
    post(with_water.visitor(), "answer", time=time, answer="skip")
    assert log(with_water) == [(time, "skipped")]


def test_every_choice_of_later_that_is_offered_can_be_had(with_water: Household) -> None:
    time, visitor = with_water.waits("water"), with_water.visitor()
    offered = with_water.ask("today", v=1, full=True)["occurrences"][0]["waiting"]["later"]
    assert offered
    for choice in offered:
        wish = choice["for"] or choice["until"]
        assert f'value="later {wish}"' in visitor.get("today").text
        post(visitor, "answer", time=time, answer=f"later {wish}")
        day = with_water.ask("today", v=1, full=True)
        assert [one["status"] for one in day["occurrences"] if one["id"] == time] in (["snoozed"], [])
        post(visitor, "undo", time=time, later="yes")
        assert with_water.waits("water") == time


def test_undo_takes_back_the_answer_that_was_told_and_no_other(with_water: Household) -> None:
    time, visitor = with_water.waits("water"), with_water.visitor()
    post(visitor, "answer", time=time, answer="done")
    seq = str(with_water.ask("log", v=1)["entries"][0]["seq"])
    assert f'name="seq" value="{seq}"' in visitor.get("today").text
    with_water.command("undo", "water")
    with_water.command("skip", "water")
    assert "Nothing was changed" in post(visitor, "undo", time=time, seq=seq)
    assert log(with_water)[-1] == (time, "skipped")
    newest = str(with_water.ask("log", v=1)["entries"][-1]["seq"])
    post(visitor, "undo", time=time, seq=newest)
    assert with_water.waits("water") == time


def test_what_comes_later_today_can_be_answered_now(with_water: Household) -> None:
    visitor = with_water.visitor()
    post(visitor, "done", routine="tea", next="yes")
    assert [answer for id, answer in log(with_water) if id.startswith("tea@")] == ["done"]


def test_of_several_that_were_put_off_the_summary_names_the_soonest(household: Household) -> None:
    """“Fri 4 Dec” stands before “today” in the alphabet."""
    weekly = household.habit("Drink tea", -5).replace("[schedule]", '[schedule]\nevery = "1 week"')
    household.enabled(water=household.habit("Drink water", -5), tea=weekly).start()
    for routine, length in (("water", "20m"), ("tea", "3d")):
        household.waits(routine)
        household.command("snooze", routine, "--for", length)
    day = household.ask("today", v=1, full=True)["occurrences"]
    (soonest,) = (one["waiting"]["later_words"] for one in day if one["routine"] == "water")
    assert f"2 are put off until {soonest.removeprefix('today ')}." in household.visitor().get("today").text


def test_what_was_done_in_addition_is_recorded_as_that(with_water: Household) -> None:
    visitor = with_water.visitor()
    post(visitor, "done", routine="tea", extra="yes", note="a second cup")
    (entry,) = (one for one in with_water.ask("log", v=1)["entries"] if one["routine"] == "tea")
    assert entry["answer"] == "done"
    assert "Undo" in visitor.get("today").text


def test_a_missed_time_can_be_said_to_have_been_done(household: Household) -> None:
    late = household.habit("Drink water", -90).replace('late = "6h"', 'late = "1m"')
    visitor = household.enabled(water=late).start().visitor()
    until(lambda: log(household) and log(household)[-1][1] == "missed")
    page = visitor.get("today").text
    assert "I did it" in page
    (time,) = (one for one in household.ask("today", v=1)["occurrences"] if one["routine"] == "water")
    post(visitor, "done", routine="water", at=time["when"][-5:], day=time["nominal"][:10])
    assert log(household)[-1] == (time["id"], "done")


def test_irritated_skin_is_reported_from_the_card_of_what_irritates(household: Household, browser: Browser) -> None:
    """What was said comes first; on a phone no button's word is broken."""
    night = household.habit("Night serum", -20).replace('kind = "habit"', 'kind = "treatment"')
    household.enabled(night=night.replace("[schedule]", 'contains = ["aha"]\n[schedule]')).start()
    household.waits("night")
    with browser.window(household.link(), 360, 780) as page:
        button = page.locator("#waiting").get_by_role("button", name="It is irritated")
        assert button.evaluate("one => one.getBoundingClientRect().height") < 60
        assert "Planned today" not in page.inner_text("main")  # it stands above: waiting since
        button.click()
        told = page.get_by_role("status").filter(has_text="Your skin is irritated.")
        told.get_by_role("button", name="Undo").wait_for()


def test_irritated_skin_is_told_in_one_place_with_every_answer(full: Household) -> None:
    visitor = full.visitor()
    post(visitor, "irritated", level="mild")
    page = visitor.get("today").text
    assert page.count("It is over") == 1
    assert page.count("until you say that") == 1
    skin = page.partition('id="skin-now"')[2].partition("</section>")[0]
    (notice,) = re.findall(r'name="notice" value="([^"]+)"', skin)
    assert re.findall(r'name="button" value="([\w-]+)"', skin) == ["over", "strong", "undo"]
    post(visitor, "press", notice=notice, button="strong")
    assert full.ask("today", v=1, full=True)["irritation"]["level"] == "strong"
    assert "It is over" in visitor.get("today").text


def test_irritated_skin_is_reported_with_what_to_do_and_ends(full: Household) -> None:
    visitor = full.visitor()
    told = post(visitor, "irritated", level="strong")
    assert "emergency" in told.lower()
    assert "Irritated since" in told
    assert full.ask("today", v=1, full=True)["irritation"]["level"] == "strong"
    assert "routine irritated" not in told
    told = post(visitor, "irritated", level="over")
    assert full.ask("today", v=1, full=True)["irritation"] is None


def test_a_break_is_taken_and_ended(with_water: Household) -> None:
    visitor = with_water.visitor()
    assert "flash stop" not in post(visitor, "pause", until="2099-01-01")
    assert [one["routine"] for one in with_water.ask("today", v=1, full=True)["pauses"]] == [None]
    post(visitor, "resume", routine="")
    assert with_water.ask("today", v=1, full=True)["pauses"] == []


@each("until", ["yesterday", "2001-01-01", "nonsense", "2099-13-45", "é" * 200])
def test_a_break_until_nonsense_is_not_taken_and_says_why(with_water: Household, until: str) -> None:
    told = post(with_water.visitor(), "pause", until=until)
    assert "flash stop" in told
    assert with_water.ask("today", v=1, full=True)["pauses"] == []


def test_a_notice_that_asks_is_shown_and_answered_here(household: Household) -> None:
    late = household.habit("Drink water", -90).replace('late = "6h"', 'late = "1m"')
    visitor = household.enabled(water=late).start().visitor()
    until(lambda: any(one["kind"] == "missed" for one in household.ask("notices", v=1)["notices"]))
    (card,) = (one for one in household.ask("notices", v=1)["notices"] if one["kind"] == "missed")
    page = visitor.get("today").text
    assert card["title"] in page
    assert all(button["label"] in page for button in card["buttons"])
    post(visitor, "press", notice=card["notice"], button="did-them")
    assert log(household)[-1][1] == "done"


# --- stale pages ----------------------------------------------------------------------------------------------------


def test_a_stale_page_changes_nothing_and_shows_what_is(with_water: Household) -> None:
    time, one, other = with_water.waits("water"), with_water.visitor(), with_water.visitor()
    one.get("today")
    post(other, "answer", time=time, answer="done")
    told = post(one, "answer", time=time, answer="skip")
    assert "Nothing was changed" in told
    assert "flash info" in told
    assert log(with_water) == [(time, "done")]


def test_the_same_form_sent_twice_counts_once(with_water: Household) -> None:
    """As the back button, or a second press, does."""
    time, visitor = with_water.waits("water"), with_water.visitor()
    for _ in range(2):
        post(visitor, "answer", time=time, answer="done")
    assert log(with_water) == [(time, "done")]


def test_loading_a_page_again_after_a_form_sends_nothing_again(with_water: Household) -> None:
    time, visitor = with_water.waits("water"), with_water.visitor()
    answer = visitor.post("today/answer", {"time": time, "answer": "done"})
    assert answer.status == 303
    for _ in range(2):
        assert visitor.get(answer.to).status == 200
    assert log(with_water) == [(time, "done")]


# --- texts of strangers ---------------------------------------------------------------------------------------------


def test_no_text_of_a_preset_or_a_person_is_markup(household: Household) -> None:
    bad = "<script>alert(1)</script><img src=x onerror=alert(1)>'&{{ 7 * 7 }}"
    household.enabled(water=household.habit(bad, -5, say=bad)).start()
    time, visitor = household.waits("water"), household.visitor()
    page = visitor.get("today").text + post(visitor, "answer", time=time, answer="done", note=bad)
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
    assert "{{ 7 * 7 }}" in page


# --- in a browser ---------------------------------------------------------------------------------------------------


@each("theme", ["light", "dark"])
@each("width", WIDTHS)
def test_it_keeps_nobody_out(full: Household, browser: Browser, width: int, theme: Theme) -> None:
    with browser.window(full.link(), width, theme=theme) as page:
        assert axe(page) == []
        assert wider_than_window(page) == 0
        for fold in page.locator("main details").all():
            fold.evaluate("fold => { fold.open = true; }")
        assert axe(page) == []
        assert wider_than_window(page) == 0


def test_everything_to_press_is_high_enough(full: Household, browser: Browser) -> None:
    with browser.window(full.link(), 360) as page:
        low = page.evaluate(
            "() => [...document.querySelectorAll('button, summary, select, input:not([type=hidden]), nav a')]"
            ".filter(one => one.type !== 'checkbox')"
            ".filter(one => one.offsetParent && one.getBoundingClientRect().height < 43.5).map(one => one.outerHTML)"
        )
        assert low == []


@pytest.mark.parametrize("script", [True, False])
def test_an_answer_by_click_is_in_the_log(with_water: Household, browser: Browser, script: bool) -> None:
    time = with_water.waits("water")
    with browser.window(with_water.link(), script=script) as page:
        page.get_by_role("button", name=re.compile("^Done ?: Drink water")).click()
        page.get_by_role("status").filter(has_text="Drink water").wait_for()
        assert log(with_water) == [(time, "done")]
        page.get_by_role("button", name="Undo").first.click()
        page.get_by_role("heading", name="Drink water", level=2).wait_for()
    assert with_water.waits("water") == time


def test_it_is_answered_by_keyboard_alone(with_water: Household, browser: Browser) -> None:
    """The first key leads past the navigation; every stop on the way can be seen."""
    time = with_water.waits("water")
    with browser.window(with_water.link()) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement.textContent") == "Skip to the content"
        page.keyboard.press("Enter")
        for _ in range(30):
            page.keyboard.press("Tab")
            seen = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
            assert seen != "none"
            if "Done" in page.evaluate("() => document.activeElement.textContent"):
                break
        page.keyboard.press("Enter")
        page.get_by_role("status").filter(has_text="Drink water").wait_for()
    assert log(with_water) == [(time, "done")]


def test_at_double_zoom_nothing_is_scrolled_sideways(full: Household, browser: Browser) -> None:
    """A window of 1280 pixels is one of 640 then, and of 320 at 400 %; or the letters alone are twice as large."""
    with browser.window(full.link(), 320, 256) as page:
        assert wider_than_window(page) == 0
        page.set_viewport_size({"width": 640, "height": 400})
        assert wider_than_window(page) == 0
        page.set_viewport_size({"width": 1280, "height": 800})
        page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
        assert wider_than_window(page) == 0


# --- live -----------------------------------------------------------------------------------------------------------


def test_an_answer_by_command_shows_by_itself(with_water: Household, browser: Browser) -> None:
    with_water.waits("water")
    with browser.window(with_water.link()) as page:
        card = page.locator(".now-card")
        card.wait_for()
        page.evaluate("() => { window.stayed = true; }")
        with_water.ask("done", v=1, routines=["water"])
        card.wait_for(state="detached")
        assert page.evaluate("() => window.stayed")  # the same page, not a new one
        assert "1 is done" in page.locator("#head").inner_text()
        with_water.ask("undo", v=1, routine="water")
        card.wait_for()


def test_the_back_button_after_an_answer_shows_what_is_and_sends_nothing(
    with_water: Household, browser: Browser
) -> None:
    time = with_water.waits("water")
    with browser.window(with_water.link("plan")) as page:
        page.get_by_role("link", name="Today", exact=True).click()
        page.get_by_role("button", name=re.compile("^Done ?: Drink water")).click()
        page.locator("#said").wait_for()
        for _ in range(2):
            page.go_back()
        page.go_forward()
        page.wait_for_url("**/today")
        page.get_by_text("Nothing is waiting for your answer").wait_for()
        assert page.get_by_role("button", name=re.compile("^Done ?: Drink water")).count() == 0
    assert [one["id"] for one in with_water.ask("log", v=1)["entries"]] == [time]


def test_news_does_not_disturb_who_writes_or_has_something_open(with_water: Household, browser: Browser) -> None:
    with_water.waits("water")
    with browser.window(with_water.link()) as page:
        page.get_by_text("Done, with a note").click()
        note = page.get_by_label("Note").first
        note.fill("half a")
        with page.expect_response("**/today"):
            with_water.ask("done", v=1, routines=["tea"], next=True)
        assert note.input_value() == "half a"
        assert page.evaluate("() => document.activeElement.name") == "note"


def test_a_daemon_that_ends_and_comes_back_shows_by_itself(with_water: Household, browser: Browser) -> None:
    with_water.waits("water")
    with browser.window(with_water.link()) as page:
        page.locator(".now-card").wait_for()
        with_water.command("stop")
        page.get_by_role("heading", name="Routine is not running").wait_for()
        assert axe(page) == []
        with_water.start()
        page.locator(".now-card").wait_for()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_that_was_chosen_comes_with_the_page(with_water: Household, browser: Browser, theme: Theme) -> None:
    """Nothing flashes: the server draws it so, whatever the system has, and without a script."""
    told = with_water.command("config", "set", "theme", theme)
    assert told.returncode == 0, told.stderr
    other: Theme = "dark" if theme == "light" else "light"
    with browser.window(with_water.link(), theme=other, script=False) as page:
        assert page.locator("html").get_attribute("data-theme") == theme
