"""`routine visit …`: what is asked of the service, and how it is shown."""

from __future__ import annotations

import json

import pytest

from routine.core.errors import AmbiguousError, UsageError
from routine.core.requests.replies.visits import VisitListReply
from tests.cli.conftest import Run
from tests.cli.fake_connection import FakeService, a_series, a_visit


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("book sculptra 3 Dec 10:00", {"action": "book", "when": "3 Dec 10:00"}),
        ("move sculptra fri 10:00 --visit 2", {"action": "move", "when": "fri 10:00", "visit": 2}),
        ("attended sculptra", {"action": "attended", "asked": []}),
        (
            "attended sculptra 2026-11-02 --asked massage",
            {"action": "attended", "when": "2026-11-02", "asked": ["massage"]},
        ),
        ("missed sculptra", {"action": "missed"}),
        ("cancel sculptra --visit 1", {"action": "cancel", "visit": 1}),
    ],
)
def test_a_verb_is_one_request(run: Run, fake: FakeService, words: str, asked: dict[str, object]) -> None:
    """Words need no quotes."""
    result = run("visit", *words.split())
    assert result.exit_code == 0
    assert fake.asked[-1] == ({"do": "visit", "routine": "sculptra", **asked}, True)


def test_what_came_of_it_is_said(run: Run, fake: FakeService) -> None:
    """As the service says it; with --json, the visit too."""
    assert run("visit", "missed", "sculptra").stdout == "Done: Title of spf. Next: tomorrow 08:00.\n"
    value = json.loads(run("visit", "missed", "sculptra", "--json").stdout)
    assert value["visit"]["status"] == "booked"
    assert value.keys() >= {"said", "answers", "routine", "visit"}


def test_the_list_shows_visits_and_notes(run: Run, fake: FakeService) -> None:
    """Series by series."""
    moved = a_visit(visit=2, status="moved")
    went = a_visit(status="attended", asked=("massage",))
    fake.replies["visit-list"] = VisitListReply(zone="UTC", series=(a_series(visits=(went, moved)),))
    shown = run("visit", "list").stdout.splitlines()
    assert shown[0] == "Title of sculptra (sculptra): 0 of 3 visits, 4 to 6 weeks apart"
    assert shown[1].split() == ["Visit", "1", "Tue", "1", "Dec", "10:00", "you", "went,", "with", "massage"]
    assert "moved, enter its date: routine visit move" in shown[2]
    assert shown[3] == "  A note."


def test_without_a_series_the_list_says_where_to_find_one(run: Run, fake: FakeService) -> None:
    """No empty screen."""
    fake.replies["visit-list"] = VisitListReply(zone="UTC", series=())
    assert "routine preset list" in run("visit", "list").stdout
    assert json.loads(run("visit", "list", "--json").stdout)["series"] == []


def test_a_date_in_the_past_is_wrong_usage_with_the_right_command(run: Run, fake: FakeService) -> None:
    """Exit 2."""
    fake.replies["visit"] = UsageError(
        "“yesterday 10:00” has passed.", 'If you were there: routine visit attended sculptra "yesterday 10:00"'
    )
    result = run("visit", "book", "sculptra", "yesterday", "10:00")
    assert result.exit_code == 2
    assert 'If you were there: routine visit attended sculptra "yesterday 10:00"' in result.stderr


def test_several_booked_visits_are_listed(run: Run, fake: FakeService) -> None:
    """Exit 2, ambiguous."""
    fake.replies["visit"] = AmbiguousError("Which visit?", "routine visit cancel sculptra --visit 1")
    result = run("visit", "cancel", "sculptra", "--json")
    assert (result.exit_code, json.loads(result.stdout)["error"]["code"]) == (2, "ambiguous")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("book sculptra", "routine visit book sculptra"),
        ("went sculptra", "routine visit attended sculptra"),
        ("visit done sculptra", "routine visit attended sculptra"),
        ("visit rm sculptra", "routine visit cancel sculptra"),
    ],
)
def test_a_misplaced_word_names_the_right_command(run: Run, fake: FakeService, words: str, meant: str) -> None:
    """People guess."""
    result = run(*words.split())
    assert result.exit_code == 2
    assert meant in result.stderr


def test_a_visit_without_a_date_is_not_booked(run: Run, fake: FakeService) -> None:
    """Click says what is missing."""
    assert run("visit", "book", "sculptra").exit_code == 2
    assert fake.asked == []
