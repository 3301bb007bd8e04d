"""Whether somebody went is asked on the evening of the visit, and on the next, until it is answered."""

from __future__ import annotations

from routine.core.requests.commands import PauseCommand, Resume
from tests.builders import World, a_series
from tests.core.visits.series import (
    book,
    planned,
    status,
)


def test_a_late_visit_is_asked_about_after_it_began() -> None:
    """At 19:30 nobody who is there at 20:00 can say."""
    world = World(a_series())
    book(world, "2026-12-10 20:00")
    assert planned(world)[-1] == "12-10 21:00 went"


def test_unanswered_it_is_asked_again_every_evening() -> None:
    """After-care hangs on it. Each asking is a time of its own, with one answer."""
    world = World(a_series())
    book(world)
    for day in (10, 11, 12):
        world.to(f"2026-12-{day} 19:30")
        assert world.raised == [f"sculptra@visit:1:went:2026-12-{day}T19:00"]
    world.pressed("went", "sculptra")
    assert [world.answers[f"sculptra@visit:1:went:2026-12-{d}T19:00"] for d in (10, 11, 12)] == [
        "missed",
        "missed",
        "done",
    ]
    world.to("2026-12-13 19:30")
    assert "sculptra@visit:1:went:2026-12-13T19:00" not in world.answers


def test_after_days_off_it_is_asked_on_the_next_evening_without_a_flood() -> None:
    """The machine was off for a fortnight."""
    world = World(a_series())
    book(world)
    world.to("2026-12-10 12:00")
    world.off_until("2026-12-25 09:00")
    assert world.next("sculptra") == "2026-12-25 19:00"
    assert sum("went" in id for id in world.answers) == 1
    world.to("2026-12-25 19:00")
    world.pressed("went", "sculptra")
    assert status(world) == ["attended"]


def test_a_pause_silences_a_visit_and_the_question_waits_for_its_end() -> None:
    """What falls into it is not counted; whether the person went is still to be known."""
    world = World(a_series())
    book(world)
    world.ask(PauseCommand(None, "2026-12-09", "2026-12-14"))
    world.to("2026-12-13 20:00")
    assert set(world.answers.values()) <= {"excused", "missed", "done"}
    assert world.raised == []
    world.to("2026-12-14 19:00")
    assert world.raised == ["sculptra@visit:1:went:2026-12-14T19:00"]


def test_resuming_early_asks_on_the_next_evening() -> None:
    """Also where the pause had no end."""
    world = World(a_series())
    book(world)
    world.ask(PauseCommand())
    world.to("2026-12-12 08:00")
    world.ask(Resume())
    world.to("2026-12-12 19:00")
    assert world.raised == ["sculptra@visit:1:went:2026-12-12T19:00"]


def test_a_clock_set_back_over_an_unanswered_evening_asks_once_more() -> None:
    """Every asking has one answer."""
    world = World(a_series())
    book(world)
    world.to("2026-12-11 20:00")
    world.set_clock("2026-12-10 18:00")
    world.to("2026-12-10 19:00")
    assert world.raised == ["sculptra@visit:1:went:2026-12-10T19:00"]
    world.pressed("went", "sculptra")
    world.to("2026-12-13 20:00")
    assert [a for id, a in world.answers.items() if "went" in id] == ["done"]
