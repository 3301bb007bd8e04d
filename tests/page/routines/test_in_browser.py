"""The pages of routines in a browser: with script and without, by keyboard, on every width."""

from __future__ import annotations

from typing import Any

import pytest

from tests.page.browser import WIDTHS, Browser, Theme, axe, wider_than_window
from tests.page.household import Household
from tests.page.routines.visiting import enabled
from tests.rows import each

_PATHS = ("routines", "routines/egg-mask", "routines/retinoid-a", "routines/egg-mask/begin", "routines/aha/change",
          "routines/sculptra/change", "routines/gelatin-mask/begin", "routines/~new",
          "routines?find=nosuch")  # fmt: skip


@each("theme", ["light", "dark"])
@each("width", WIDTHS)
def test_it_keeps_nobody_out(asking: Household, browser: Browser, width: int, theme: Theme) -> None:
    with browser.window(asking.link(), width, theme=theme) as page:
        base = page.url.rpartition("/today")[0]
        for path in _PATHS:
            page.goto(f"{base}/{path}")
            for fold in page.locator("main details").all():
                fold.evaluate("fold => { fold.open = true; }")
            for yes in page.locator("main input[value=yes]").all():
                yes.evaluate("one => { one.checked = true; }")
            assert axe(page) == [], path
            assert wider_than_window(page) == 0, path


@pytest.mark.parametrize("script", [True, False])
def test_the_walk_of_a_person(asking: Household, browser: Browser, script: bool) -> None:
    with browser.window(asking.link("routines"), script=script) as page:
        page.get_by_label("Find a routine").fill("egg")
        page.get_by_role("button", name="Find").click()
        page.get_by_role("link", name="Egg white mask").click()
        page.get_by_role("link", name="Enable it").click()
        yes = page.locator("#q-egg-allergy").get_by_label("Yes")
        yes.check()
        page.get_by_text("Egg white mask cannot be enabled.").wait_for()  # at once, without the server
        page.locator("#q-egg-allergy").get_by_label("No").check()
        page.get_by_role("button", name="None of these applies to me").click()
        if not script:
            page.wait_for_url("**draft=**")
        assert page.locator("#q-pregnant").get_by_label("No").is_checked()
        page.get_by_role("button", name="Enable it").click()
        page.get_by_role("status").filter(has_text="Egg white mask is enabled").wait_for()
        page.go_back()
        page.reload()
        assert page.get_by_role("heading", level=1).is_visible()
    assert "egg-mask" in enabled(asking)


def test_it_is_enabled_by_keyboard_alone(asking: Household, browser: Browser) -> None:
    with browser.window(asking.link("routines")) as page:
        page.goto(f"{page.url.partition('?')[0]}/egg-mask/begin")
        reach(page, "None of these applies to me")
        page.keyboard.press("Enter")
        assert page.evaluate("() => document.activeElement.id") == "begin"
        page.keyboard.press("Enter")
        page.get_by_role("status").filter(has_text="Egg white mask is enabled").wait_for()


def reach(page: Any, words: str) -> None:
    """Press Tab until the focus is on what says this; it can be seen on every stop."""
    for _ in range(60):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "() => [document.activeElement.textContent, getComputedStyle(document.activeElement).outlineStyle]"
        )
        if words in here[0]:
            return
    raise AssertionError(f"{words} is not reached by keyboard")


def test_everything_to_press_is_high_enough(home: Household, browser: Browser) -> None:
    with browser.window(home.link(), 360) as page:
        base = page.url.rpartition("/today")[0]
        for path in _PATHS:
            page.goto(f"{base}/{path}")
            low = page.evaluate(
                "() => [...document.querySelectorAll('button, summary, select, input:not([type=hidden])')]"
                ".filter(one => !['checkbox', 'radio'].includes(one.type) && !one.matches('.hidden-label'))"
                ".filter(one => one.offsetParent && one.getBoundingClientRect().height < 43.5)"
                ".map(one => one.outerHTML)"
            )
            assert low == [], path
