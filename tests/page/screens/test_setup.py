"""The first run: from an empty home to an enabled mask and its first session, in forms and in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from routine.adapters.clock import SystemClock
from routine.page.time_words import long_date
from tests.page.browser import WIDTHS, Browser, Theme, axe, wider_than_window
from tests.page.household import Household
from tests.page.screens.test_plan import SERUM
from tests.presets.shipped import PRESETS
from tests.rows import each


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Household]:
    """A home in which Routine runs and nothing is enabled; what starts at login has a place of its own."""
    made = Household(tmp_path / "home", XDG_CONFIG_HOME=str(tmp_path / "xdg"), HOME=str(tmp_path))
    made.start()
    enabled = [one["id"] for one in made.ask("today", v=1, full=True)["enabled"]]
    if enabled:
        made.ask("disable", v=1, routines=enabled)
    yield made
    made.close()


def test_today_of_an_empty_home_leads_to_it_and_can_be_reached(empty: Household) -> None:
    visitor = empty.visitor("setup")
    assert visitor.get("today").to.endswith("/setup")
    assert "Set up Routine" in visitor.get("today?setup=later").text


def test_what_was_entered_is_kept(empty: Household, tmp_path: Path) -> None:
    visitor = empty.visitor("setup")
    visitor.token = visitor.get("setup").text.partition('name="token" value="')[2].partition('"')[0]
    sent = {"place": "Berlin", "sleep": "23:00", "wake": "06:30", "voice": "off", "login": "yes"}
    assert visitor.post("setup/save", sent).to.endswith("/setup/care")
    found = {one["key"]: one["value"] for one in empty.ask("settings", v=1)["settings"]}
    assert (found["place"], found["quiet"], found["voice"]) == ("Berlin", "23:00-06:30", "off")
    assert list((tmp_path / "xdg" / "autostart").glob("*.desktop"))
    answer = visitor.post("setup/save", {**sent, "place": "Springfild"})
    assert answer.status == 422
    assert "Springfild" in answer.text


def test_a_yes_that_rules_it_out_enables_nothing_and_says_why(empty: Household) -> None:
    visitor = empty.visitor("setup")
    visitor.token = visitor.get("setup").text.partition('name="token" value="')[2].partition('"')[0]
    page = visitor.follow(visitor.post("setup/care", {"routine": "egg-mask"})).text
    assert "Are you allergic to egg?" in page
    told = visitor.post("setup/begin", [("routine", "egg-mask"), ("fact.egg-allergy", "yes")])
    assert told.status == 422
    assert "Do not use it if you are allergic to egg." in told.text
    assert empty.ask("today", v=1, full=True)["enabled"] == []


def _choices(page: str) -> dict[str, str]:
    """What is chosen in a form of questions."""
    return dict(re.findall(r'name="fact\.([\w-]+)" value="(\w+)" checked', page))


def test_none_of_these_fills_the_form_in_and_leaves_a_yes_that_was_chosen(empty: Household) -> None:
    """The person sees what was said before anything is kept."""
    visitor = empty.visitor("setup")
    visitor.token = visitor.get("setup").text.partition('name="token" value="')[2].partition('"')[0]
    routines = [("routine", "egg-mask"), ("routine", "gelatin-mask")]
    told = visitor.post("setup/begin", [*routines, ("fact.egg-allergy", "yes"), ("act", "none")])
    chosen = _choices(told.text)
    assert (chosen["egg-allergy"], chosen["broken-skin"]) == ("yes", "no")
    known = {one["fact"]: one["answer"] for one in empty.ask("profile", v=1)["facts"]}
    assert (known["egg-allergy"], known["broken-skin"]) == (None, None)
    sent = [(f"fact.{fact}", said) for fact, said in chosen.items()]
    page = visitor.follow(visitor.post("setup/begin", [*routines, *sent])).text
    known = {one["fact"]: one["answer"] for one in empty.ask("profile", v=1)["facts"]}
    assert (known["egg-allergy"], known["broken-skin"]) == (True, False)
    assert [one["id"] for one in empty.ask("today", v=1, full=True)["enabled"]] == ["gelatin-mask"]
    off = page.partition('id="off"')[2].partition("</section>")[0]
    assert "routines/egg-mask/begin" in off
    assert "Do not use it if you are allergic to egg." in off


def test_what_is_not_answered_is_asked_again_with_what_was_chosen(empty: Household) -> None:
    visitor = empty.visitor("setup")
    visitor.token = visitor.get("setup").text.partition('name="token" value="')[2].partition('"')[0]
    sent = [("routine", "egg-mask"), ("routine", "spf"), ("fact.egg-allergy", "no")]
    told = visitor.post("setup/begin", sent)
    assert told.status == 422
    assert [one["id"] for one in empty.ask("today", v=1, full=True)["enabled"]] == ["spf"]
    assert "safety questions are not answered" in told.text
    assert told.text.count("Not answered yet") == told.text.count('<fieldset class="question"') > 0
    wrong = visitor.post(
        "setup/begin",
        [("routine", "iron"), ("fact.lab-tests", "yes"), ("more.lab-tests", "nonsense"), ("fact.nursing", "yes")],
    )
    assert wrong.status == 422
    assert _choices(wrong.text) == {"lab-tests": "yes", "nursing": "yes"}


def test_a_question_is_asked_once_for_all_and_the_safe_answer_stands_first(empty: Household) -> None:
    page = empty.visitor("setup").get("setup/questions?routine=egg-mask&routine=retinoid-a").text
    skin = page.partition('id="q-broken-skin"')[2].partition("</fieldset>")[0]
    assert skin.count("Wait until the skin has healed.") == 1
    assert "Egg white mask and Retinoid by the week." in skin
    for where in ("setup/questions?routine=egg-mask", "routines/egg-mask/begin", "settings/profile"):
        for asked in empty.visitor("setup").get(where).text.split('<fieldset class="question"')[1:]:
            assert asked.index('value="no"') < asked.index('value="yes"'), where


def test_today_offers_the_setup_until_it_was_done_once(tmp_path: Path) -> None:
    """At the first start sunscreen is enabled already, and its welcome is still there when the setup is over."""
    made = Household(tmp_path / "home", XDG_CONFIG_HOME=str(tmp_path / "xdg"), HOME=str(tmp_path))
    try:
        made.start()
        visitor = made.visitor()
        assert "Set up Routine" in visitor.get("today").text
        visitor.post("setup/save", {"place": "", "sleep": "23:00", "wake": "06:30", "voice": "auto"})
        assert "Set up Routine" not in visitor.get("today").text
    finally:
        made.close()


def test_what_was_chosen_on_the_first_page_is_still_chosen_where_it_cannot_be_kept(empty: Household) -> None:
    visitor = empty.visitor("setup")
    visitor.token = visitor.get("setup").text.partition('name="token" value="')[2].partition('"')[0]
    told = visitor.post("setup/save", {"place": "Nowhereville", "sleep": "23:00", "wake": "06:30", "voice": "off"}).text
    assert 'name="voice" value="off" checked' in told
    assert 'name="login" value="yes">' in told
    visitor.post("setup/save", {"place": "", "sleep": "23:00", "wake": "06:30", "voice": "off"})
    assert 'name="login" value="yes">' in visitor.get("setup").text  # nobody turns it on behind their back


def test_from_the_first_page_to_an_enabled_mask(empty: Household, browser: Browser) -> None:
    with browser.window(empty.link()) as page:
        page.get_by_role("heading", name="Welcome to Routine").wait_for()
        page.get_by_role("textbox", name="Your location").fill("Berlin")
        page.get_by_role("button", name="Continue").click()
        page.get_by_label("Egg white mask").check()
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("button", name="None of these applies to me").click()
        page.get_by_role("button", name="Enable", exact=True).click()
        page.get_by_role("heading", name="Your week").wait_for()
        page.get_by_text("Egg white mask").first.wait_for()
        page.get_by_role("button", name="Send a test notification").click()
        page.get_by_text("on its way").wait_for()
        page.get_by_role("link", name="Go to Today").click()
        page.get_by_role("heading", name="The whole day").wait_for()
    assert [one["id"] for one in empty.ask("today", v=1, full=True)["enabled"]] == ["egg-mask"]


def test_the_week_has_each_day_once_and_in_order_whatever_moved(empty: Household) -> None:
    """A mask and a serum on the same evening, of which the mask gives way."""
    day = (SystemClock(empty.env).now().wall() + timedelta(days=2)).strftime("%a").lower()
    mask = (PRESETS / "egg-mask.toml").read_text("utf-8").replace('on = ["fri"]', f'on = ["{day}"]')
    empty.written(mask=mask, serum=SERUM.replace('at = ["21:00"]', f'at = ["21:00"]\non = ["{day}"]'))
    empty.ask("reload", v=1)
    empty.ask("enable", v=1, routines=["mask", "serum"])
    days = re.findall(r"<b>(\w+ \d+ \w+)</b>", empty.visitor("setup").get("setup/done").text)
    coming = [one for one in empty.ask("plan", v=1, days=7, full=True)["occurrences"] if one["status"] != "excused"]
    assert any(one["moved_from"] for one in coming)
    assert days == [long_date(day) for day in sorted({one["day"] for one in coming})]


@each("theme", ["light", "dark"])
@each("width", WIDTHS)
def test_it_keeps_nobody_out(empty: Household, browser: Browser, width: int, theme: Theme) -> None:
    with browser.window(empty.link("setup"), width, theme=theme) as page:
        start = page.url
        for where in ("", "/care", "/questions?routine=egg-mask&routine=collagen", "/done"):
            page.goto(start + where)
            for fold in page.locator("main details").all():
                fold.evaluate("fold => { fold.open = true; }")
            assert axe(page) == []
            assert wider_than_window(page) == 0
