"""What a page shows of a session: every step with where it is, what is asked, all that can be done, how it ended."""

from __future__ import annotations

from typing import Any

import pytest

from routine.core.errors import NothingToDoError
from routine.core.requests.commands import Press, SessionAct, SessionStart
from routine.core.requests.queries import SessionQuery
from routine.core.state.session import Action
from tests.builders import World
from tests.core.session.mask_evening import an_evening, asking, lying, phase


def seen(world: World) -> dict[str, Any]:
    """The session that runs."""
    return dict(world.ask(SessionQuery())["session"])


def can(world: World) -> list[str]:
    """All that can be done now."""
    return [action["id"] for action in seen(world)["actions"]]


def begun() -> World:
    """At the first step."""
    world = an_evening()
    world.ask(SessionStart("mask"))
    world.ask(SessionAct("ready"))
    return world


def test_every_step_is_listed_with_where_it_is() -> None:
    """One behind, one that runs, one ahead."""
    steps = seen(lying())["steps"]
    assert [(one["id"], one["state"], one["length_s"]) for one in steps] == [
        ("cleanse", "done", 0.0), ("lie-flat", "now", 600.0), ("remove", "ahead", 0.0),
    ]  # fmt: skip


def test_before_the_first_step_all_are_ahead_and_the_question_says_what_an_answer_means() -> None:
    """A yes or no with its consequence beside it."""
    world = asking()
    world.ask(SessionStart("mask"))
    view = seen(world)
    assert {one["state"] for one in view["steps"]} == {"ahead"}
    asked = view["asks"]
    assert (asked["id"], asked["stops_on"], asked["left"]) == ("patch-test", "no", 2)
    assert asked["why"] == "Test it first."
    assert can(world) == ["yes", "no", "stop"]
    world.ask(SessionAct("yes"))
    assert seen(world)["asks"]["left"] == 1


def test_a_sound_check_a_step_that_waits_and_one_that_runs_have_their_own_actions() -> None:
    """Skin that stings can be said at every step."""
    world = an_evening()
    world.ask(SessionStart("mask"))
    assert can(world) == ["ready", "next", "stop"]
    world.ask(SessionAct("ready"))
    assert can(world) == ["ready", "stinging", "stop"]
    world.ask(SessionAct("ready"))
    assert can(world) == ["pause", "next", "back", "stinging", "stop"]
    world.ask(SessionAct("pause"))
    assert can(world)[0] == "resume"


def test_over_time_says_how_often_it_has_sounded_and_leads_to_the_step_that_takes_it_off() -> None:
    """The mask is on for more than its fifteen minutes."""
    world = lying()
    world.ask(SessionAct("pause"))
    world.to("20:46")
    view = seen(world)
    assert view["overrun"]
    assert view["alarms"] >= 1
    assert can(world)[0] == "yes"
    world.ask(SessionAct("yes"))
    assert phase(world) == "remove/waiting"


@pytest.mark.parametrize("action", ["next", "ready", "back", "pause"])
def test_a_page_that_is_a_step_behind_changes_nothing(action: Action) -> None:
    """Pressed twice, or in another tab."""
    world = begun()
    old = seen(world)["at"]
    world.ask(SessionAct("ready", at=old))
    assert phase(world) == "lie-flat/running"
    with pytest.raises(NothingToDoError):
        world.ask(SessionAct(action, at=old))
    assert phase(world) == "lie-flat/running"


@pytest.mark.parametrize("action", ["stop", "stinging"])
def test_stop_and_it_stings_count_from_any_page(action: Action) -> None:
    """However old it is."""
    world = begun()
    old = seen(world)["at"]
    world.ask(SessionAct("ready"))
    assert world.ask(SessionAct(action, at=old))["ended"]


def test_how_it_ended_can_be_undone_by_its_notice() -> None:
    """The closing words carry the notice and its buttons."""
    world = lying()
    world.to("20:45")
    world.ask(SessionAct("ready"))
    ending = world.ask(SessionQuery())["ending"]
    assert (ending["routine"], ending["critical"]) == ("mask", False)
    assert [button["id"] for button in ending["buttons"]] == ["undo"]
    world.ask(Press(ending["notice"], "undo"))
    assert world.answers == {}
