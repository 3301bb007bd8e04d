"""A copy of all data that can be gone back to, and the end of the page for good."""

from __future__ import annotations

import io
import os
import signal
import zipfile
from pathlib import Path

from tests.daemon.processes import until
from tests.page.browser import Browser, axe
from tests.page.household import Household


def test_a_copy_has_everything_and_can_be_gone_back_to(household: Household, tmp_path: Path) -> None:
    household.enabled(water=household.habit("Drink water", -5)).start()
    household.waits("water")
    household.ask("done", v=1, routines=["water"])
    household.command("config", "set", "place", "Berlin")
    answer = household.visitor("settings").get("settings/copy")
    assert "routine-copy-" in answer.headers["content-disposition"]
    zipfile.ZipFile(io.BytesIO(answer.body)).extractall(tmp_path / "again")
    again = Household(tmp_path / "again").start()
    try:
        assert again.ask("log", v=1) == household.ask("log", v=1)
        assert again.ask("settings", v=1) == household.ask("settings", v=1)
        assert [one["id"] for one in again.ask("today", v=1, full=True)["enabled"]] == ["water"]
    finally:
        again.close()


def test_the_page_is_closed_for_good_and_reminders_go_on(household: Household, browser: Browser) -> None:
    household.enabled(water=household.habit("Drink water", -5)).start()
    household.waits("water")
    with browser.window(household.link("settings"), loses_its_server=True) as page:
        page.get_by_role("button", name="Close this page for good").click()
        page.get_by_role("heading", name="The page is closed").wait_for()
        assert axe(page) == []
        until(lambda: household.page_pid() is None)
    assert household.ask("hello")["pid"]
    assert household.visitor().get("today").status == 200


def test_a_window_whose_page_has_ended_says_so(household: Household, browser: Browser) -> None:
    household.enabled(water=household.habit("Drink water", -5)).start()
    household.waits("water")
    with browser.window(household.link(), loses_its_server=True) as page:
        page.locator(".now-card").wait_for()
        assert page.get_by_text("This page has ended.").is_hidden()
        pid = household.page_pid()
        assert pid, "nobody may be killed in its place: 0 is this whole group of processes"
        os.kill(pid, signal.SIGKILL)
        page.get_by_text("This page has ended.").wait_for()
        assert axe(page) == []
