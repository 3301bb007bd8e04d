"""Rating the signs of a self-check: which answer the ratings join, what they are compared with, how they go again."""

from __future__ import annotations

from typing import Any

import pytest

from routine.core.errors import AmbiguousError, NotFoundError, NothingToDoError, RoutineError, UsageError
from routine.core.preset.model import Preset, Remind, Sign
from routine.core.reminders.outcomes import Rated
from routine.core.reminders.rate import earlier_answers, last_ratings
from routine.core.requests.commands import Done, Rate, Skip, Undo
from routine.core.requests.queries import LogQuery, Ratings
from routine.core.requests.reports import Reload
from tests.builders import World, a_preset, a_schedule, lasting

SIGNS = (Sign("tone", "Slack skin"), Sign("wrinkles", "Fine wrinkles", ("forehead", "between the brows")))


def a_check(id: str = "look", at: str = "11:00", **fields: Any) -> Preset:
    """A daily check, with two signs, one of them at two places."""
    remind = Remind(late=lasting("6h"), expires=lasting("6h"))
    return a_preset(id, a_schedule(at), kind="check", **{"signs": SIGNS, "remind": remind, **fields})


def rate(world: World, *ratings: str, at: str | None = None, routine: str | None = "look") -> dict[str, Any]:
    return world.ask(Rate(routine, ratings, at))


def diary(world: World) -> dict[str, list[int | None]]:
    """Spot -> its ratings over time."""
    rows = world.ask(Ratings("look"))["diaries"][0]["rows"]
    return {row["key"]: row["ratings"] for row in rows}


@pytest.fixture
def world() -> World:
    return World(a_check())


def test_ratings_make_the_time_that_waits_done(world: World) -> None:
    world.to("11:00")
    rate(world, "tone=2", "wrinkles.forehead=1")
    assert world.answers == {"look@2026-11-23T11:00": "done"}
    assert world.raised == []
    assert diary(world) == {"tone": [2], "wrinkles.forehead": [1], "wrinkles.between-the-brows": [None]}


def test_ratings_before_the_time_answer_it(world: World) -> None:
    rate(world, "tone=2")
    assert world.answers == {"look@2026-11-23T11:00": "done"}
    world.to("12:00")
    assert world.raised == []


def test_a_check_that_was_done_without_ratings_takes_them_later_by_a_replacing_entry(world: World) -> None:
    world.to("11:00")
    world.ask(Done(("look",)))
    world.to("13:00")
    rate(world, "tone=2")
    first, second = (entry for entry in world.log if entry.answer == "done")
    assert second.replaces == first.seq
    assert second.at == first.at
    assert diary(world)["tone"] == [2]


def test_a_missed_check_takes_ratings_hours_later(world: World) -> None:
    world.to("20:00")
    assert world.answers == {"look@2026-11-23T11:00": "missed"}
    rate(world, "tone=2")
    assert world.answers == {"look@2026-11-23T11:00": "done"}


def test_rating_again_the_same_day_corrects_and_keeps_what_is_not_said_again(world: World) -> None:
    world.to("11:00")
    rate(world, "tone=2", "wrinkles.forehead=1")
    rate(world, "tone=3")
    assert diary(world) == {"tone": [3], "wrinkles.forehead": [1], "wrinkles.between-the-brows": [None]}
    assert len(world.answers) == 1


def test_a_correction_is_compared_with_the_time_before_and_not_with_what_it_corrects(world: World) -> None:
    world.to("11:00")
    rate(world, "tone=1")
    world.to("2026-11-24 11:00")
    rate(world, "tone=4")
    assert rate(world, "tone=2")["before"] == {"tone": 1}


def test_each_sign_is_told_with_what_it_was_rated_last(world: World) -> None:
    world.to("11:00")
    first = Rate("look", ("tone=2", "wrinkles.forehead=1", "wrinkles.between=3"))
    assert world.did(first) == Rated(world.log[0], before={})
    world.to("2026-11-24 11:00")
    second = Rate("look", ("tone=3", "wrinkles.forehead=0", "wrinkles.between=3"))
    before = {"tone": 2, "wrinkles.forehead": 1, "wrinkles.between-the-brows": 3}
    assert world.did(second) == Rated(world.log[1], before)


def test_a_sign_that_was_left_out_once_is_compared_with_its_last_rating(world: World) -> None:
    world.to("11:00")
    rate(world, "tone=2")
    world.to("2026-11-24 11:00")
    rate(world, "wrinkles.forehead=2")
    world.to("2026-11-25 11:00")
    assert rate(world, "tone=1")["before"] == {"tone": 2}
    row = world.ask(Ratings("look"))["diaries"][0]["rows"][0]
    assert (row["ratings"], row["last"], row["change"]) == ([2, None, 1], 1, -1)


def test_undo_takes_the_ratings_back(world: World) -> None:
    world.to("11:00")
    rate(world, "tone=2")
    world.ask(Undo("look"))
    assert diary(world)["tone"] == []
    assert world.raised == ["look@2026-11-23T11:00"]


def test_a_skip_said_afterwards_takes_the_ratings_out_of_the_diary(world: World) -> None:
    world.to("11:00")
    rate(world, "tone=2")
    world.ask(Skip(("look",), at="11:00"))
    assert diary(world)["tone"] == []


def test_a_done_said_again_keeps_the_ratings(world: World) -> None:
    world.to("11:00")
    rate(world, "tone=2")
    world.to("12:00")
    world.ask(Done(("look",), at="11:30"))
    assert diary(world)["tone"] == [2]


def test_ratings_far_from_any_time_are_a_time_of_their_own_and_leave_the_next_alone(world: World) -> None:
    world.to("11:00")
    world.ask(Skip(("look",)))
    world.to("2026-11-24 03:30")
    rate(world, "tone=2")
    assert world.next("look") == "2026-11-24 11:00"
    world.to("11:00")
    assert world.raised == ["look@2026-11-24T11:00"]


def test_at_names_the_time_that_the_ratings_answer(world: World) -> None:
    world.to("2026-11-24 10:00")
    rate(world, "tone=2", at="yesterday 12:00")
    assert world.answers == {"look@2026-11-23T11:00": "done"}


def test_ratings_stand_in_the_log(world: World) -> None:
    world.to("11:00")
    rate(world, "tone=2")
    assert [entry["ratings"] for entry in world.ask(LogQuery())["entries"] if entry["ratings"]] == [{"tone": 2}]


def test_ratings_outlive_a_restart_and_a_preset_that_lost_the_sign(world: World) -> None:
    world.to("11:00")
    rate(world, "wrinkles.forehead=1", "tone=2")
    world.restart()
    world.change(a_check(signs=SIGNS[:1]))
    world.ask(Reload())
    assert diary(world) == {"tone": [2], "wrinkles.forehead": [1]}


def test_the_notice_names_the_command(world: World) -> None:
    world.to("11:00")
    assert world.notice("look").commands[0] == "routine rate look"


def test_without_a_name_the_only_check_is_meant() -> None:
    world = World(a_check(), a_preset())
    rate(world, "tone=2", routine=None)
    assert diary(world)["tone"] == [2]


def test_without_a_name_the_check_that_waits_is_meant() -> None:
    world = World(a_check(), a_check("other", at="18:00"))
    with pytest.raises(AmbiguousError):
        rate(world, "tone=2", routine=None)
    world.to("11:00")
    rate(world, "tone=2", routine=None)
    assert world.answers == {"look@2026-11-23T11:00": "done"}


@pytest.mark.parametrize(
    ("ratings", "kind"),
    [(["tone=5"], UsageError), (["tone"], UsageError), (["toen=1"], NotFoundError), ([], UsageError)],
)
def test_what_cannot_be_a_rating_is_refused_and_changes_nothing(
    world: World, ratings: list[str], kind: type[RoutineError]
) -> None:
    world.to("11:00")
    before = world.state
    with pytest.raises(kind):
        rate(world, *ratings)
    assert world.state == before


def test_a_routine_without_signs_cannot_be_rated() -> None:
    world = World(a_check(), a_preset())
    before = world.state
    with pytest.raises(UsageError):
        rate(world, "tone=1", routine="spf")
    assert world.state == before


def test_a_check_that_is_not_enabled_says_how_to_enable_it() -> None:
    world = World(a_check(), enabled=False)
    with pytest.raises(NothingToDoError) as refused:
        rate(world, "tone=1")
    assert refused.value.hint == "Enable it: routine preset enable look"


def test_ratings_are_compared_with_those_of_the_same_check_from_before_alone() -> None:
    """Another check rates the same sign; and what is entered for an earlier time is not compared with a later one."""
    world = World(a_check(), a_check("other", "10:00"))
    world.to("2026-11-23 11:00")
    rate(world, "tone=4", routine="other")
    outcome = world.did(Rate("look", ("tone=2",)))
    assert isinstance(outcome, Rated)
    assert earlier_answers(world.log, "look", world.now.instant, outcome.entry) == []
    world.to("2026-11-24 11:00")
    rate(world, "tone=1")
    found = earlier_answers(world.log, "look", world.now.instant, None)
    assert [entry.routine for entry in found] == ["look"]
    assert last_ratings(found) == {"tone": 2}
