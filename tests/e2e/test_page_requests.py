"""What a page does over the socket of a real daemon: review, answer, enable, edit, try, book; others are told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from routine.daemon.protocol import AnsweredError
from tests.daemon.processes import DaemonHome


@pytest.fixture
def house(tmp_path: Path) -> Iterator[DaemonHome]:
    """A home whose real daemon runs, and whose person has answered nothing yet."""
    made = DaemonHome(tmp_path / "home")
    made.up(module="routine.wiring.run_daemon")
    yield made
    made.close()


def changed_by(house: DaemonHome, do: str, **more: Any) -> set[str]:
    """The subjects that a request changed, as a watcher is told."""
    before = house.ask("watch", v=1)["revision"]
    house.ask(do, v=1, **more)
    return set(house.ask("watch", v=1, revision=before)["subjects"])


def test_from_the_questions_to_a_routine_that_runs(house: DaemonHome) -> None:
    """The answers are in the profile's file, and the routine is enabled, by one command."""
    review = house.ask("review", v=1, routines=["egg-mask"])
    answers = {one["fact"]: "no" for one in review["questions"]}
    assert review["would_begin"] == []
    assert answers
    tried = house.ask("review", v=1, routines=["egg-mask"], answers=answers)
    assert tried["would_begin"] == ["egg-mask"]
    subjects = changed_by(house, "enable", routines=["egg-mask"], answers=answers)
    assert {"routines", "today", "plan", "profile"} <= subjects
    house.ask("pending", v=1)  # by now, what the last command left is done
    told = json.loads(house.command("profile", "show", "--json").stdout)["facts"]
    assert all(one["answer"] is False for one in told if one["fact"] in answers)


def test_an_edit_is_tried_then_made_and_told(house: DaemonHome) -> None:
    """As `preset set` would: the command line sees it."""
    house.command("profile", "set", "egg-allergy", "no")
    edits = [{"edit": "set", "preset": "spf", "key": "schedule.at", "value": "07:30"}]
    tried = house.ask("try", v=1, edits=edits)
    assert {one["kind"] for one in tried["fits"]["changes"]} == {"comes", "goes"}
    assert not (house.home / "presets" / "spf.toml").exists()
    assert {"routines", "plan"} <= changed_by(house, "edit", edits=edits)
    assert json.loads(house.command("preset", "diff", "spf", "--json").stdout)["changes"]
    with pytest.raises(AnsweredError):
        house.ask("edit", v=1, edits=[{**edits[0], "value": "25:00"}])


def test_a_visit_is_tried_booked_and_has_its_lines(house: DaemonHome) -> None:
    """From the shelf to the dated preparation."""
    questions = house.ask("review", v=1, routines=["sculptra"])["questions"]
    answers = {one["fact"]: "no" for one in questions}
    assert house.ask("enable", v=1, routines=["sculptra"], answers=answers)["enabled"] == ["sculptra"]
    book = {"do": "visit", "action": "book", "routine": "sculptra", "when": "tomorrow 10:00"}
    assert house.ask("try", v=1, commands=[book])["said"]
    assert house.ask("visit-list", v=1, full=True)["series"][0]["visits"] == []
    assert {"visits", "today", "plan"} <= changed_by(house, "visit", **{k: v for k, v in book.items() if k != "do"})
    (visit,) = house.ask("visit-list", v=1, full=True)["series"][0]["visits"]
    assert visit["prepare"]
    assert visit["care"]


@pytest.mark.parametrize(
    ("do", "more"),
    [
        ("watch", {"revision": "x"}),
        ("answer", {"id": "x" * 100_000, "button": "done"}),
        ("edit", {"edits": [{"edit": "nonsense"}]}),
        ("try", {"commands": [{"do": "today"}]}),
        ("review", {"routines": "egg-mask"}),
        ("enable", {"routines": ["egg-mask"], "answers": {"egg-allergy": 7}}),
    ],
)
def test_nonsense_is_refused_and_the_daemon_goes_on(house: DaemonHome, do: str, more: dict[str, Any]) -> None:
    """Whatever a form sends."""
    with pytest.raises(AnsweredError):
        house.ask(do, v=1, **more)
    assert house.ask("hello")["pid"] == house.newest.pid
