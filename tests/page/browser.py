"""The system's Chromium without a window, driven by playwright; what keeps people out of a page, found by axe."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, sync_playwright

#: What Chromium writes where the page says that Routine is not running, or what of a form cannot be.
_FINE = re.compile(r"the server responded with a status of (?:422|503)")
_MISSING = re.compile(r"the server responded with a status of (?:401|404)")
_LOST = re.compile(
    r"net::ERR_(?:CONNECTION_\w+|SOCKET_NOT_CONNECTED|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING)"
)  # the ways in which a line to a server ends
WIDTHS = (360, 820, 1440)
Theme = Literal["light", "dark"]

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip


class Browser:
    """One browser; every test opens a window of its own in it."""

    def __init__(self, driven: Any) -> None:
        self._driven = driven

    @contextmanager
    def window(
        self,
        link: str,
        width: int = 1440,
        height: int = 900,
        theme: Theme = "light",
        script: bool = True,
        loses_its_server: bool = False,
        may_be_missing: bool = False,
        **more: Any,
    ) -> Iterator[Page]:
        """A window that came in by this link; what its script complains of fails the test.

        `loses_its_server`: that nothing answers any more is no fault then; `may_be_missing`: nor is a page that is not
        there, or that is closed.
        """
        context: BrowserContext = self._driven.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,
            java_script_enabled=script,
            locale="en-GB",
            timezone_id="UTC",
            **more,
        )
        complaints: list[str] = []
        try:
            page = context.new_page()
            page.set_default_timeout(60_000)  # only a page that never comes to be so waits for so long
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda one: complaints.extend(_complaint(one, loses_its_server, may_be_missing)))
            page.goto(link)
            page.wait_for_url(lambda url: "/enter/" not in url)
            complaints.clear()  # what came before the page itself
            yield page
        finally:
            context.close()
        assert not complaints, complaints


def _complaint(said: ConsoleMessage, lost: bool, missing: bool) -> list[str]:
    fine = _FINE.search(said.text) or (lost and _LOST.search(said.text)) or (missing and _MISSING.search(said.text))
    return [said.text] if said.type == "error" and not fine else []


@contextmanager
def open_browser(profile: Path) -> Iterator[Browser]:
    """The browser of this system; skips the test where none is installed."""
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip(f"no browser is installed: none of {', '.join(_PROGRAMS)}")
    with sync_playwright() as playwright:
        place: dict[str, str | float | bool] = {"HOME": str(profile), "PATH": "/usr/bin:/bin"}
        driven = playwright.chromium.launch(executable_path=program, args=list(_FLAGS), env=place)
        try:
            yield Browser(driven)
        finally:
            driven.close()


def axe(page: Page) -> list[str]:
    """What axe-core finds on the page as it is now: rule, help, and where, a line each."""
    script = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    page.evaluate(script)  # by the debugger's way in: the page's own policy would not load it
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {one['help']}: {'; '.join(node['html'][:120] for node in one['nodes'])}"
        for one in found["violations"]
    ]


def wider_than_window(page: Page) -> int:
    """By how many pixels the page must be scrolled sideways; 0 is right."""
    return int(page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))
