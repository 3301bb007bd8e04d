"""The page's process: it begins with the first link, ends when nobody reads, and its end touches nothing else."""

from __future__ import annotations

import asyncio
import http.client
import os
import signal
from pathlib import Path

import pytest

import routine
from routine.adapters.paths import paths
from routine.page.lifetime import Lifetime
from routine.page.link import link_to
from tests.daemon.processes import until
from tests.page.browser import Browser
from tests.page.household import Household, Visitor

MOST_MEMORY_KB = 60 * 1024


@pytest.fixture
def with_water(household: Household) -> Household:
    """Water waits, and Routine runs."""
    return household.enabled(water=household.habit("Drink water", -5)).start()


def test_every_link_leads_to_the_same_process(with_water: Household) -> None:
    first, second = with_water.visitor(), with_water.visitor()
    assert first.host == second.host
    assert first.get("today").status == second.get("today").status == 200


def test_many_that_open_it_at_once_share_one(household: Household) -> None:
    """Two clicks in the menu, one after the other."""
    links = []

    async def open_three() -> None:
        links.extend(await asyncio.gather(*(asyncio.to_thread(household.link) for _ in range(3))))

    asyncio.run(open_three())
    assert len({Visitor(link).host for link in links}) == 1
    assert all(Visitor(link).entered().get("today").status in (200, 503) for link in links)


def test_its_crash_touches_nothing_and_the_next_link_begins_anew(with_water: Household) -> None:
    visitor = with_water.visitor()
    pid = with_water.page_pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    until(lambda: with_water.page_pid() is None)
    assert with_water.ask("done", v=1, routines=["water"])["answers"]
    again = with_water.visitor()
    assert again.prefix != visitor.prefix
    assert again.get("today").status == 200


def test_it_is_told_to_end_and_ends_though_three_read(with_water: Household) -> None:
    visitor = with_water.visitor()
    streams = [http.client.HTTPConnection(visitor.host, timeout=20) for _ in range(3)]
    for stream in streams:
        stream.request("GET", f"/{visitor.prefix}/live", headers={"Cookie": visitor.cookie})
        assert stream.getresponse().status == 200
    pid = with_water.page_pid()
    assert pid is not None
    os.kill(pid, signal.SIGTERM)
    until(lambda: with_water.page_pid() is None)
    assert not list(with_water.page_folder.glob("open-*"))


def test_nobody_reads_for_long_enough_and_it_ends() -> None:
    async def scenario() -> None:
        ended = asyncio.Event()
        life = Lifetime(ended.set, unread_s=0.05)
        life.come()
        life.read()
        await asyncio.sleep(0.2)
        assert not ended.is_set()  # somebody has it open
        life.go()
        await asyncio.wait_for(ended.wait(), 5)

    asyncio.run(scenario())


def test_one_of_another_version_makes_way(household: Household, monkeypatch: pytest.MonkeyPatch) -> None:
    old = household.visitor()
    monkeypatch.setenv("ROUTINE_HOME", str(household.home))
    monkeypatch.setattr(routine, "__version__", "9.9.9")
    new = Visitor(link_to(paths(), "today")).entered()
    assert new.prefix != old.prefix


def test_where_routine_does_not_run_it_says_so_and_a_button_starts_it(household: Household) -> None:
    visitor = household.visitor()
    page = visitor.get("today")
    assert page.status == 503
    assert "Routine is not running" in page.text
    assert household.address() is None
    told = visitor.follow(visitor.post("start"))
    assert told.status == 200
    assert household.ask("hello")["pid"]
    assert "No reminders" not in told.text


def test_a_form_that_comes_while_routine_does_not_run_is_not_recorded_and_leads_back_to_its_screen(
    household: Household,
) -> None:
    """To a page that can be loaded again, so that nothing is sent twice when Routine is back."""
    visitor = household.start().visitor()
    visitor.get("settings")
    household.command("stop")
    told = visitor.post("settings/save", {"theme": "dark"})
    assert (told.status, told.to) == (303, f"/{visitor.prefix}/settings")
    after = household.start().ask("settings", v=1)["settings"]
    assert next(one["value"] for one in after if one["key"] == "theme") == "auto"


def test_where_it_cannot_start_it_says_why(household: Household) -> None:
    visitor = household.visitor()
    visitor.get("today")
    (household.home / "config").mkdir(exist_ok=True)
    (household.home / "data" / "state.json").parent.mkdir(exist_ok=True)
    household.data.chmod(0o500)
    try:
        told = visitor.follow(visitor.post("start"))
    finally:
        household.data.chmod(0o700)
    assert ("flash stop" in told.text) == (os.getuid() != 0)  # nothing stops root


def test_a_daemon_that_was_restarted_is_found_again(with_water: Household) -> None:
    with_water.waits("water")
    visitor = with_water.visitor()
    assert visitor.get("today").status == 200
    with_water.command("stop")
    assert visitor.get("today").status == 503
    with_water.start()
    assert "Drink water" in visitor.get("today").text


def test_it_stays_small(with_water: Household) -> None:
    visitor = with_water.visitor()
    for _ in range(20):
        assert visitor.get("today").status == 200
    status = Path(f"/proc/{with_water.page_pid()}/status").read_text()
    (most,) = (int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    assert most < MOST_MEMORY_KB


def test_without_a_display_the_address_is_printed_with_how_to_reach_it(household: Household) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        household.env.pop(name, None)
    told = household.command("open")
    assert told.returncode == 0
    assert "http://127.0.0.1:" in told.stdout
    assert "ssh -L" in told.stdout


def test_the_browser_is_given_a_file_and_no_secret(household: Household, tmp_path: Path) -> None:
    """What stands in the list of processes can be read by every user of the computer."""
    seen = tmp_path / "seen"
    script = tmp_path / "browser"
    script.write_text(
        f'#!/bin/sh\necho "$@" > {seen}; cp "${{1#file://}}" {seen}.html; stat -c %a "${{1#file://}}" > {seen}.mode\n'
    )
    script.chmod(0o755)
    household.env.update(DISPLAY=":99", BROWSER=f"{script} %s")
    assert household.command("open").returncode == 0
    until(lambda: (tmp_path / "seen.mode").exists() and (tmp_path / "seen.mode").read_text())
    assert "http" not in seen.read_text()
    assert "/enter/" in (tmp_path / "seen.html").read_text()
    assert (tmp_path / "seen.mode").read_text().strip() == "600"
    visitor = Visitor((tmp_path / "seen.html").read_text().partition("url=")[2].partition('"')[0]).entered()
    assert visitor.get("today").status == 503


def test_the_key_of_a_link_is_left_nowhere_in_the_browser(with_water: Household, browser: Browser) -> None:
    """Neither in the address, nor in what lies behind it, nor told to the next page."""
    link = with_water.link()
    key = link.partition("/enter/")[2].partition("?")[0]
    with browser.window(link) as page:
        talk = page.context.new_cdp_session(page)
        for _ in range(2):
            entries = talk.send("Page.getNavigationHistory")["entries"]
            assert not [one["url"] for one in entries if key in one["url"]]
            assert key not in page.content() + page.evaluate("() => document.referrer + document.cookie")
            page.get_by_role("link", name="Plan", exact=True).click()
            page.wait_for_url("**/plan")


def test_a_screen_that_there_is_not_is_said_at_once(household: Household) -> None:
    told = household.command("open", "moon")
    assert told.returncode == 2
    assert "“moon”" in told.stderr


def test_the_button_of_the_welcome_opens_the_page(household: Household, tmp_path: Path) -> None:
    seen, script = tmp_path / "seen", tmp_path / "browser"
    script.write_text(f"#!/bin/sh\necho shown > {seen}\n")
    script.chmod(0o755)
    household.env.update(DISPLAY=":99", BROWSER=f"{script} %s")
    household.start()
    assert "open" in [button["id"] for button in household.ask("notices", v=1)["notices"][0]["buttons"]]
    household.ask("press", v=1, notice="welcome", button="open")
    until(seen.exists)
    until(lambda: household.page_pid() is not None)


def test_where_no_browser_can_be_reached_a_notification_says_so(household: Household) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        household.env.pop(name, None)
    household.start().ask("press", v=1, notice="welcome", button="open")
    (notice,) = household.ask("notices", v=1)["notices"]
    assert notice["kind"] == "problem"
    assert "menu of your desktop" in notice["lines"][0]
