"""Every page for everybody: axe in both themes, twice as large, forced colours, little motion, by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from routine.adapters.clock import SystemClock
from tests.page.browser import Browser, Theme, axe, wider_than_window
from tests.page.household import Household
from tests.page.keyboard import tab_to
from tests.page.screens.test_plan import SERUM
from tests.rows import each

_ROUTINES = ("spf", "egg-mask", "collagen", "vitamin-d", "sculptra", "self-check")
#: Every page that an address leads to; `{day}` is a day on which a visit could be booked.
PAGES = (
    "today", "plan", "visits", "visits/try?routine=sculptra&date={day}&time=10:00", "visits/try?routine=sculptra",
    "supplies", "routines", "routines?find=glycolic", "routines?find=nosuch", "routines/egg-mask", "routines/sculptra",
    "routines/loose/file", "routines/aha/begin", "routines/gelatin-mask/begin", "routines/egg-mask/change",
    "routines/sculptra/change", "routines/~new", "routines/~visits", "progress", "progress/rate/self-check",
    "report?span=1y&profile=yes", "settings", "settings/health", "settings/profile", "session", "setup", "setup/care",
    "setup/questions?routine=retinoid-a&routine=gelatin-mask", "setup/done", "nosuch",
)  # fmt: skip
#: What is shown after a form was sent: where it stands, and the buttons to press there.
AFTER_FORMS = {
    "egg-mask/change, looked at": ("routines/egg-mask/change", ("See what would change",)),
    "aha/begin, all with no": ("routines/aha/begin", ("None of these applies to me", "See how it fits with")),
    "~new, without a name": ("routines/~new", ("Room for more steps",)),
    "today, irritated": ("today", ("It is irritated", "A little:")),
    "today, no longer": ("today", ("It is over",)),
    "today, paused": ("today", ("Pause",)),
    "today, resumed": ("today", ("Resume",)),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Household]:
    """Something of everything: a visit, a mask without a free time, a file with errors, open questions."""
    folder = tmp_path_factory.mktemp("everybody")
    made = Household(folder / "home", XDG_CONFIG_HOME=str(folder / "xdg"), HOME=str(folder))
    made.live(timedelta(days=2), *_ROUTINES, *made.written(night=SERUM, loose=made.habit("Loose", 50)), done={"spf"})
    (made.home / "presets" / "loose.toml").write_text('format = 1\ntitle = "Loose"\nkind = \n')
    made.start()
    made.ask("visit", v=1, action="book", routine="sculptra", when="in 9 days 10:00")
    made.ask("refill", v=1, routine="collagen", left="10 g")
    made.ask("edit", v=1, edits=[{"edit": "forget", "fact": fact} for fact in ("keloids", "eczema", "milk-allergy")])
    yield made
    made.close()


def start_of(page: Page) -> str:
    """The address of the page, up to where its screens differ."""
    return "/".join(page.url.split("/")[:4])


def addresses(home: Household, page: Page) -> Iterator[str]:
    """Opens each page in turn."""
    day = (SystemClock(home.env).now().wall() + timedelta(days=60)).date().isoformat()
    start = start_of(page)
    for where in PAGES:
        page.goto(f"{start}/{where.format(day=day)}")
        yield where


def everything_open(page: Page) -> None:
    """What is folded stands open."""
    page.evaluate("() => document.querySelectorAll('main details').forEach(one => { one.open = true; })")


def on_each_page(home: Household, page: Page, found: Callable[[], object]) -> dict[str, object]:
    """What is found on each page, folded and unfolded, without the pages where it is nothing."""
    faults: dict[str, object] = {}
    for where in addresses(home, page):
        if first := found():
            faults[where] = first
        everything_open(page)
        if second := found():
            faults[f"{where}, unfolded"] = second
    return faults


# --- axe ------------------------------------------------------------------------------------------------------------


@each("theme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(home: Household, browser: Browser, theme: Theme) -> None:
    with browser.window(home.link(), 820, theme=theme, may_be_missing=True) as page:
        assert on_each_page(home, page, lambda: axe(page)) == {}


@each("theme", ["light", "dark"])
def test_axe_finds_nothing_after_any_form(home: Household, browser: Browser, theme: Theme) -> None:
    with browser.window(home.link(), 820, theme=theme) as page:
        start, faults = start_of(page), {}
        for name, (where, buttons) in AFTER_FORMS.items():
            page.goto(f"{start}/{where}")
            if where == "routines/egg-mask/change":
                page.locator("input[type=time]").first.fill("21:10")
            if where == "routines/~new":
                page.get_by_label("Name").fill("x")
            for button in buttons:
                page.locator("#skin-now" if name == "today, irritated" else "main").get_by_text(
                    re.compile(rf"^\s*{button}")
                ).first.click()
            page.wait_for_load_state()
            if found := [*axe(page), *([wider_than_window(page)] if wider_than_window(page) else [])]:
                faults[name] = found
        page.goto(f"{start}/settings/profile")
        page.locator("#q-egg-allergy").get_by_label("Yes").check()
        assert axe(page) == []
    assert faults == {}


@each("theme", ["light", "dark"])
def test_axe_finds_nothing_where_nobody_is_let_in_and_where_nothing_runs(
    tmp_path: Path, browser: Browser, theme: Theme
) -> None:
    """The page for a link that was used, and that of a Routine that does not run."""
    made = Household(tmp_path / f"home-{theme}")
    try:
        made.enabled(water=made.habit("Drink water", 50)).start()
        link = made.link()
        with browser.window(link, 820, theme=theme, may_be_missing=True) as page:
            made.command("stop")
            page.goto(start_of(page) + "/today")
            page.get_by_role("button", name="Start Routine").wait_for()
            assert axe(page) == []
            page.context.clear_cookies()
            page.goto(link)
            page.get_by_role("heading", name="This link does not open the page any more").wait_for()
            assert axe(page) == []
            page.goto(start_of(page) + "/today")
            assert axe(page) == []
    finally:
        made.close()


# --- large, still, in few colours -----------------------------------------------------------------------------------


@each("width", [720, 320])
def test_twice_and_four_times_as_large_nothing_is_scrolled_sideways(
    home: Household, browser: Browser, width: int
) -> None:
    """200 % of a window of 1440 pixels, 400 % of one of 1280; no button's words are wider than it is."""
    narrow = "() => [...document.querySelectorAll('.button')].filter(one => one.offsetParent"
    wide = f"{narrow} && one.scrollWidth > one.clientWidth + 1).map(one => one.textContent)"
    height = {720: 450, 320: 256}[width]
    with browser.window(home.link(), width, height, may_be_missing=True, device_scale_factor=2) as page:
        assert on_each_page(home, page, lambda: wider_than_window(page) or page.evaluate(wide)) == {}


def test_with_little_motion_nothing_moves(home: Household, browser: Browser) -> None:
    moves = (
        "() => [...document.querySelectorAll('*')].map(one => getComputedStyle(one)).filter(one =>"
        " parseFloat(one.transitionDuration) > 0 || one.animationName !== 'none').length"
    )
    with browser.window(home.link(), may_be_missing=True, reduced_motion="reduce") as page:
        assert on_each_page(home, page, lambda: page.evaluate(moves)) == {}
    with browser.window(home.link("routines")) as page:
        assert page.evaluate(moves) > 0  # it could


def test_in_forced_colours_what_was_told_by_colour_is_told_by_a_line(home: Household, browser: Browser) -> None:
    """Where one is, what is chosen, the first of several buttons, and that a note is one."""
    line = (
        "one => { const s = getComputedStyle(one);"
        " return s.outlineStyle !== 'none' || parseFloat(s.borderTopWidth) > 0; }"
    )
    thick = "one => parseFloat(getComputedStyle(one).borderTopWidth)"
    with browser.window(home.link("routines"), forced_colors="active") as page:
        page.goto(start_of(page) + "/routines/aha/begin")
        page.locator("#q-keloids").get_by_label("Yes").check()
        for one in ('.nav [aria-current="page"]', ".choice:has(:checked)", ".note:visible", ".pill, .note:visible"):
            assert page.locator(one).first.evaluate(line), one
        primary, other = page.locator(".button.primary").first, page.locator(".actions .button:not(.primary)").first
        assert primary.evaluate(thick) > other.evaluate(thick)


# --- by keyboard alone ----------------------------------------------------------------------------------------------


def test_settings_are_changed_by_keyboard_alone(home: Household, browser: Browser) -> None:
    with browser.window(home.link("settings")) as page:
        tab_to(page, "s-refill_days")
        page.keyboard.press("Control+A")
        page.keyboard.type("9")
        page.keyboard.press("Enter")
        page.locator("#said").wait_for()
        tab_to(page, "See and change your answers")
        page.keyboard.press("Enter")
        page.wait_for_url("**/settings/profile")
    found = {one["key"]: one["value"] for one in home.ask("settings", v=1)["settings"]}
    assert str(found["refill_days"]) == "9"


def test_the_first_run_by_keyboard_alone(tmp_path: Path, browser: Browser) -> None:
    """From the first page to an enabled mask, its questions answered one by one."""
    made = Household(tmp_path / "home", XDG_CONFIG_HOME=str(tmp_path / "xdg"), HOME=str(tmp_path))
    try:
        made.start()
        on = [one["id"] for one in made.ask("today", v=1, full=True)["enabled"]]
        if on:
            made.ask("disable", v=1, routines=on)
        with browser.window(made.link("setup")) as page:
            tab_to(page, "place")
            page.keyboard.type("Berlin")
            tab_to(page, "Continue")
            page.keyboard.press("Enter")
            page.get_by_role("heading", name="What do you want to care for?").wait_for()
            tab_to(page, "Egg white mask")
            page.keyboard.press("Space")
            tab_to(page, "Continue")
            page.keyboard.press("Enter")
            page.get_by_role("heading", name="Is it safe for you?").wait_for()
            tab_to(page, "None of these")  # it stands before them, and is not pressed
            for fieldset in page.locator("fieldset.question").all():
                tab_to(page, "No")
                page.keyboard.press("Space")
                assert fieldset.get_by_label("No", exact=True).is_checked()
            tab_to(page, "Enable")
            page.keyboard.press("Enter")
            page.get_by_role("heading", name="Your week").wait_for()
            tab_to(page, "Go to Today")
            page.keyboard.press("Enter")
            page.wait_for_url("**/today")
        assert [one["id"] for one in made.ask("today", v=1, full=True)["enabled"]] == ["egg-mask"]
    finally:
        made.close()


def test_the_questions_of_a_session_are_answered_by_keyboard_alone(home: Household, browser: Browser) -> None:
    """Begun, asked, answered by Tab and Enter, without the keys that are named; left by Stop."""
    with browser.window(home.link("session")) as page:
        tab_to(page, "which")
        page.keyboard.type("Egg")
        tab_to(page, "Rehearse it")
        page.keyboard.press("Enter")
        page.locator("#say").wait_for()
        while (one := home.ask("session-status", v=1)["session"]) and one["question"]:
            asks, at = one["asks"], page.locator("#session").get_attribute("data-place")
            tab_to(page, "Ready" if not asks else "No" if asks["stops_on"] == "yes" else "Yes")
            page.keyboard.press("Enter")
            page.wait_for_function("at => document.querySelector('#session').dataset.place !== at", arg=at)
        tab_to(page, "Stop")
        page.keyboard.press("Enter")
        tab_to(page, "Stop")
        page.keyboard.press("Enter")
        page.get_by_text("stopped", exact=False).first.wait_for()
    assert home.ask("session-status", v=1)["session"] is None
