"""A page used by keyboard alone: every stop on the way can be seen."""

from __future__ import annotations

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as NothingCameError

_STOPS = 120
_WHAT = (
    "() => { const here = document.activeElement;"
    " return [here.id, (here.labels?.length ? here.labels[0] : here).textContent.trim()]; }"
)
_SEEN = (
    "() => [document.activeElement, document.activeElement.closest('label')]"
    ".some(one => one && getComputedStyle(one).outlineStyle !== 'none')"
)


def tab_to(page: Page, what: str) -> None:
    """Press Tab until what has the focus has this id, or begins with these words, or its label does."""
    for _ in range(_STOPS):
        page.keyboard.press("Tab")
        id, words = page.evaluate(_WHAT)
        assert page.evaluate(_SEEN), f"the focus cannot be seen on {words or id}"
        if what == id or words.startswith(what):
            return
    raise AssertionError(f"{what} cannot be reached by Tab")


def press_until(page: Page, key: str, shows: Locator) -> None:
    """Press it as a person does: not at once, and again where nothing came of it: what is on its way comes first."""
    for last in (False,) * 9 + (True,):
        page.wait_for_timeout(600)  # a key at once would have been meant for what was there before
        page.keyboard.press(key)
        try:
            shows.wait_for(timeout=6_000)
        except NothingCameError:
            if last:
                raise
        else:
            return
