"""Report: what a doctor reads, by period and routine, printed on A4, and as a file that needs nothing else."""

from __future__ import annotations

import re

from tests.page.browser import WIDTHS, Browser, Theme, axe, wider_than_window
from tests.page.household import Household
from tests.page.screens.test_progress import household_of_weeks as household_of_weeks
from tests.rows import each


def test_what_was_used_and_rated_is_in_it_and_the_profile_only_if_ticked(household_of_weeks: Household) -> None:
    visitor = household_of_weeks.visitor("report")
    plain, whole = visitor.get("report?span=3m").text, visitor.get("report?span=3m&profile=yes").text
    assert "Collagen" in plain
    assert "Dryness" in plain
    assert "Mild irritation" in plain
    assert "answered about safety" not in plain
    assert "What the person answered about safety" in whole
    assert "allergy to algae or seaweed" in whole
    assert not re.findall(r"algae allergy|light sensitising|fungus unconfirmed", whole)  # as the files call them


def test_a_period_and_some_routines_can_be_chosen(household_of_weeks: Household) -> None:
    visitor = household_of_weeks.visitor("report")
    text = visitor.get("report?span=&since=2020-01-01&until=2020-01-31&routine=spf").text
    assert "from 1 January 2020 to 31 January 2020" in text
    assert "Dryness" not in text
    bad = visitor.get("report?span=&since=2020-02-01&until=2020-01-31")
    assert (bad.status, "<article" in bad.text) == (422, False)


def test_the_file_needs_nothing_else(household_of_weeks: Household) -> None:
    answer = household_of_weeks.visitor("report").get("report/file?span=1y&profile=yes")
    assert "attachment" in answer.headers["content-disposition"]
    assert not re.search(r"<script|<link|src=|href=|@import|url\(", answer.text)
    out = household_of_weeks.home / "report.html"
    told = household_of_weeks.command("report", "--out", str(out), "--profile")
    assert told.returncode == 0, told.stderr
    assert "Collagen" in out.read_text()
    again = household_of_weeks.command("report", "--out", str(out))
    assert (again.returncode, "is there already" in again.stderr) == (2, True)


@each("theme", ["light", "dark"])
@each("width", WIDTHS)
def test_it_keeps_nobody_out(household_of_weeks: Household, browser: Browser, width: int, theme: Theme) -> None:
    with browser.window(household_of_weeks.link("report"), width, theme=theme) as page:
        page.goto(page.url.partition("/report")[0] + "/report?span=1y&profile=yes")
        assert axe(page) == []
        assert wider_than_window(page) == 0


def test_it_prints_on_a4_without_a_table_that_is_cut(household_of_weeks: Household, browser: Browser) -> None:
    with browser.window(household_of_weeks.link("report")) as page:
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 673, "height": 980})  # A4 less its margins, at 96 dots an inch
        assert page.locator("nav").is_hidden()
        tables = "[...document.querySelectorAll('table')]"
        wide = page.evaluate(f"() => {tables}.filter(t => t.scrollWidth > t.parentElement.clientWidth).length")
        assert wide == 0
        assert page.pdf(format="A4").startswith(b"%PDF")
