"""The answers to the question after days without one: a fresh start, Mark done, or a pause."""

from __future__ import annotations

from routine.core.decide.outcomes import NothingDone
from routine.core.preset.model import Nag, Remind
from routine.core.reminders.outcomes import DoneAfterAll, FreshStart, Resumed
from routine.core.requests.commands import Press
from tests.builders import World, a_preset, a_schedule, lasting, weekly

NAGGING = Remind(nag=Nag(lasting("10m"), 3))


def silent(*times: str) -> World:
    world = World(a_preset(schedule=a_schedule(*(times or ("08:00",))), remind=NAGGING))
    world.to("2026-11-26 08:00")
    return world


def test_a_click_beside_the_buttons_does_not_choose_how_to_go_on() -> None:
    world = silent()
    before = world.notice("silent")
    assert world.did(Press(before.id, "default")) == NothingDone()
    assert world.notice("silent") == before
    assert world.raised == ["spf@2026-11-26T08:00"]


def test_fresh_start_leaves_missed_what_was_and_shows_what_is_due_now() -> None:
    world = silent()
    world.press("fresh")
    assert list(world.answers.values()) == ["missed"] * 3
    assert world.raised == ["spf@2026-11-26T08:00"]
    assert "spf" in world.showing


def test_fresh_start_much_later_leaves_missed_what_waits_too() -> None:
    world = silent()
    world.to("2026-11-26 20:00")
    assert world.pressed("fresh") == FreshStart()
    assert list(world.answers.values()) == ["missed"] * 4
    assert world.showing == ["answered"]


def test_i_did_them_counts_everything_since_as_done() -> None:
    world = silent()
    assert world.pressed("did-them") == DoneAfterAll(tuple(world.log[-4:]), silence_over=True)
    assert list(world.answers.values()) == ["done"] * 4


def test_i_did_them_counts_the_first_one_too_though_it_was_raised_a_moment_late() -> None:
    world = World(a_preset())
    world.off_until("2026-11-23 08:01")
    world.to("2026-11-27 08:00")
    world.press("did-them")
    assert set(world.answers.values()) == {"done"}


def test_pause_excuses_everything_since_and_stays_quiet() -> None:
    world = World(a_preset())
    world.off_until("2026-11-23 08:01")
    world.to("2026-11-27 08:00")
    world.press("pause")
    assert set(world.answers.values()) == {"excused"}
    world.to("2026-12-10 12:00")
    assert world.notices == []
    assert set(world.answers.values()) == {"excused"}


def test_a_pause_that_a_button_began_ends_by_a_button() -> None:
    """Who answers with a mouse has no other way back."""
    world = silent()
    world.press("pause")
    assert [button.id for button in world.notice("answered").buttons] == ["resume", "ok"]
    assert world.pressed("resume", "answered") == Resumed(("spf",))
    world.to("2026-11-28 08:00")
    assert "spf" in world.showing


def test_after_a_fresh_start_that_leaves_nothing_waiting_the_next_time_is_shown() -> None:
    """A week lies between: that nobody answered in it is no silence, for there was nothing to answer."""
    world = World(a_preset(schedule=weekly(4, "20:30")))
    world.to("2026-12-05 09:00")
    world.press("fresh", "silent")
    assert world.raised == []
    world.to("2026-12-11 20:30")
    assert world.showing == ["spf"]
