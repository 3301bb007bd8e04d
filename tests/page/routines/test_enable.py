"""Enabling a routine: its questions, its decisions, and nothing begun before they are answered."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from tests.page.household import Household
from tests.page.routines.visiting import EGG_ASKS, RUN, UNSURE, enabled, facts, keys, sent, text_of, visitor_of
from tests.rows import each


def test_from_a_word_to_an_enabled_routine_without_a_script(asking: Household) -> None:
    """Search, leaflet, questions, none of these, enabled."""
    visitor = visitor_of(asking)
    assert "routines/egg-mask" in visitor.get("routines?find=egg").text
    assert "Enable it" in visitor.get("routines/egg-mask").text
    page = text_of(visitor.get("routines/egg-mask/begin").text)
    assert "3 safety questions are asked once" in page
    page = sent(visitor, "egg-mask/begin", {"act": "none"})
    assert len(re.findall(r'value="no" checked', page)) >= 3
    assert facts(asking)["egg-allergy"] is None  # what is shown to be read over is not kept yet
    answers = {f"fact.{fact}": "no" for fact in EGG_ASKS}
    page = sent(visitor, "egg-mask/begin", {**answers, "act": "enable"})
    assert "Egg white mask is enabled" in page
    assert "egg-mask" in enabled(asking)
    assert facts(asking)["egg-allergy"] is False


def test_nothing_begins_while_a_question_is_open(asking: Household) -> None:
    page = sent(visitor_of(asking), "egg-mask/begin", {"act": "enable", "fact.pregnant": "no"})
    assert "It is not enabled" in page
    assert "2 safety questions are not answered" in page
    assert "Not answered yet" in page
    assert "egg-mask" not in enabled(asking)
    assert facts(asking)["pregnant"] is False  # kept all the same


@pytest.mark.parametrize("accept", [(), ("egg-allergy", "broken-skin", "pregnant")])
def test_a_final_answer_cannot_be_passed(asking: Household, accept: tuple[str, ...]) -> None:
    answers = [("fact.egg-allergy", "yes"), ("fact.broken-skin", "no"), ("fact.pregnant", "no"), ("act", "enable")]
    page = sent(visitor_of(asking), "egg-mask/begin", [*answers, *(("accept", rule) for rule in accept)])
    assert "It cannot be enabled." in page
    assert 'name="accept"' not in page
    assert "egg-mask" not in enabled(asking)
    assert facts(asking)["egg-allergy"] is True


def test_what_has_to_be_over_first_cannot_be_passed_either(asking: Household) -> None:
    answers = [("fact.egg-allergy", "no"), ("fact.broken-skin", "yes"), ("fact.pregnant", "no"), ("act", "enable")]
    page = sent(visitor_of(asking), "egg-mask/begin", [*answers, ("accept", "broken-skin")])
    assert "It stays off until this is over." in page
    assert "egg-mask" not in enabled(asking)


def test_an_open_question_cannot_be_passed_by_a_decision(asking: Household) -> None:
    sent(visitor_of(asking), "egg-mask/begin", [("act", "enable"), *(("accept", rule) for rule in EGG_ASKS)])
    assert "egg-mask" not in enabled(asking)


def test_what_needs_a_decision_begins_only_with_it(asking: Household) -> None:
    visitor = visitor_of(asking)
    answers = [("fact.egg-allergy", "no"), ("fact.broken-skin", "no"), ("fact.pregnant", "yes"), ("act", "enable")]
    page = sent(visitor, "egg-mask/begin", answers)
    assert "egg-mask" not in enabled(asking)
    found = re.search(r'name="accept" value="([^"]+)"> My doctor has agreed', page)
    assert found is not None
    more = [("more.pregnancy-week", "12")]
    page = sent(visitor, "egg-mask/begin", [*answers, *more, ("accept", found.group(1))])
    assert "Egg white mask is enabled" in page
    assert "egg-mask" in enabled(asking)


def test_days_and_times_chosen_before_count_from_the_first_time_on(home: Household) -> None:
    page = visitor_of(home)
    fields = [("act", "enable"), ("key", "schedule.at"), ("key", "schedule.on"), ("set.schedule.at", "19:15")]
    days = [("set.schedule.on", "wed"), ("set.schedule.on", "sun")]
    assert "is enabled" in sent(page, "egg-mask/begin", [*fields, *days])
    found = keys(home, "egg-mask")
    assert (found["schedule.at"], found["schedule.on"]) == ("19:15", "wed,sun")


def test_refused_with_other_days_changes_no_file(asking: Household) -> None:
    fields = [("act", "enable"), ("key", "schedule.at"), ("set.schedule.at", "19:15"), ("fact.egg-allergy", "yes")]
    sent(visitor_of(asking), "egg-mask/begin", fields)
    assert keys(asking, "egg-mask")["schedule.at"] == "20:30"


def test_how_it_fits_is_told_before_anything_begins(household: Household) -> None:
    """In a home of its own: how things fit hangs on when each of them began."""
    home = household.live(timedelta(days=2), *RUN).start()
    home.ask("answers", v=1, answers=dict.fromkeys(UNSURE, "no"))
    visitor = home.visitor()
    page = text_of(visitor.get("routines/aha/begin").text)
    assert "A retinoid and an acid go on different nights" in page
    assert "First time" in page
    page = sent(visitor, "aha/begin", [("act", "look"), ("key", "schedule.at"), ("set.schedule.at", "18:45")])
    assert 'value="18:45"' in page
    assert "18:45" in page[page.index("First time") :][:60]
    assert "aha" not in enabled(home)


def test_dates_are_answered_with_a_picker(asking: Household) -> None:
    visitor = visitor_of(asking)
    assert 'type="date" name="more.lab-tests"' in visitor.get("routines/biotin/begin").text
    fields = [("act", "enable"), ("fact.lab-tests", "yes"), ("more.lab-tests", "2099-03-01"), ("more.lab-tests", "")]
    sent(visitor, "biotin/begin", fields)
    assert facts(asking)["lab-tests"] == "2099-03-01"


_NONSENSE = [
    [("act", "enable"), ("fact.egg-allergy", "maybe")],
    [("act", "enable"), ("fact.nosuch", "no"), ("fact.pregnant", "é" * 300)],
    [("act", "enable"), ("key", "schedule.at"), ("set.schedule.at", "25:99")],
    [("act", "enable"), ("key", "schedule.on")],
    [("act", "enable"), ("key", "nosuch.key"), ("set.nosuch.key", "1")],
    [("act", "nosuch"), ("accept", "x" * 5000)],
    [],
]


@each("fields", _NONSENSE)
def test_a_form_with_nonsense_begins_nothing_and_comes_again(asking: Household, fields: Any) -> None:
    visitor = visitor_of(asking)
    answer = visitor.post("routines/egg-mask/begin", fields)
    assert answer.status == 303
    assert visitor.get(answer.to).status in (200, 422)
    assert "egg-mask" not in enabled(asking)


def test_a_megabyte_is_turned_away(asking: Household) -> None:
    visitor = visitor_of(asking)
    assert visitor.post("routines/egg-mask/begin", {"fact.pregnant": "x" * 2**20}).status == 413
    assert visitor.post("routines/~new", {"title": "x" * 2**20}).status == 413


def test_the_form_sent_twice_begins_it_once(home: Household) -> None:
    visitor = visitor_of(home)
    for _ in range(2):
        sent(visitor, "egg-mask/begin", {"act": "enable"})
    assert "egg-mask" in enabled(home)
