"""Routines on the shelf and their leaflets: found by what is in them, read line by line."""

from __future__ import annotations

import re
from datetime import timedelta

from tests.page.household import Household
from tests.page.routines.visiting import text_of, visitor_of
from tests.rows import each

# --- the shelf --------------------------------------------------------------------------------------------------------


def test_every_preset_stands_on_the_shelf_once(home: Household) -> None:
    page = visitor_of(home).get("routines").text
    ids = re.findall(r'<h3><a href="/[^/]+/routines/([^"]+)"', page)
    assert sorted(ids) == sorted(row["id"] for row in home.ask("preset-list", v=1)["presets"])
    assert "4 enabled" in page


def test_a_word_finds_what_has_it_in_it(home: Household) -> None:
    visitor = visitor_of(home)
    page = visitor.get("routines?find=Glycolic").text
    assert "Acid in the evening (AHA)" in page
    assert "Egg white mask" not in page
    assert "Nothing has “nosuchthing” in it" in visitor.get("routines?find=nosuchthing").text


@each("typed", ["", "%20%20", "%00%ff", "a" * 5000, "%3Cscript%3E", "&find=x"])
def test_a_search_for_nonsense_is_a_page_and_never_markup(home: Household, typed: str) -> None:
    answer = visitor_of(home).get(f"routines?find={typed}")
    assert answer.status == 200
    assert "<script>" not in answer.text


# --- the leaflet ------------------------------------------------------------------------------------------------------


def test_the_leaflet_says_every_line_that_the_command_says(home: Household) -> None:
    visitor, told = visitor_of(home), home.ask("leaflet", v=1, routine="egg-mask")
    page = text_of(visitor.get("routines/egg-mask").text)
    for part in (*told["first"][:3], *(one for one in told["sections"] if one["title"] != "Steps")):
        for line in part["lines"]:
            assert line in page, line
    under = text_of(visitor.get("routines/bbl").text).partition("<li>7 days before:<ul")[2].partition("</ul>")[0]
    assert under.count("<li>") == 3  # what is to be done at one moment stands under it
    for step in told["steps"]:
        assert step["say"] in page


def test_from_the_leaflet_of_a_series_a_visit_can_be_booked(household: Household) -> None:
    household.live(timedelta(hours=1), "sculptra").start()
    page = household.visitor("routines").get("routines/sculptra").text
    assert re.search(r'href="[^"]+/visits#book">', page)
    assert "No visit is booked for the next 4 weeks." in page


@each("id", ["egg-mask", "aha", "retinoid-a", "sculptra", "self-check", "balanced-meals", "spf"])
def test_leaflet_questions_and_changes_of_every_kind_can_be_seen(home: Household, id: str) -> None:
    visitor = visitor_of(home)
    known = {row["id"] for row in home.ask("preset-list", v=1)["presets"]}
    for path in ("", "/begin", "/change"):
        assert visitor.get(f"routines/{id}{path}").status == (200 if id in known else 404), path


@each("id", ["nosuch", "..", "~nosuch", "%00", "a" * 500, "<b>"])
def test_a_routine_that_there_is_not_is_not_found(home: Household, id: str) -> None:
    visitor = visitor_of(home)
    for path in ("", "/begin", "/change"):
        assert visitor.get(f"routines/{id}{path}").status in (404, 400), path
