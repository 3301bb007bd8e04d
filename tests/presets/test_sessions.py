"""Every timed preset run as a session, from the Start button to the log, and a course from its first to its last."""

from __future__ import annotations

from datetime import timedelta

import pytest

from routine.core.requests.commands import Disable, Done, Enable, SessionStart
from tests.builders import World, a_now
from tests.presets.shipped import IDS, MINUTE, answered, preset, questions
from tests.rows import each

TIMED = tuple(id_ for id_ in IDS if preset(id_).timed)
MASKS = tuple(id_ for id_ in TIMED if preset(id_).kind == "mask")
GOOD = {"patch-test": "yes", "broken-skin-today": "no"}


def household(id_: str) -> World:
    """A person to whom nothing applies begins this preset, on a Monday morning."""
    person = answered()
    return World(preset(id_), profile=person.profile, rules=person.rules, facts=person.facts, questions=questions())


def forward(world: World, step: timedelta) -> None:
    """Time passes."""
    world.simulation.run_to(world.now.instant + step)


def to_next(world: World, id_: str) -> None:
    """Until the routine's next planned time."""
    world.to(world.next(id_))
    assert world.raised


def run_through(world: World, id_: str) -> None:
    """Start it, answer every question well, press Ready wherever it waits, and let the timers run."""
    if "start" in world.offers(id_):
        world.press("start", id_)
    else:
        world.ask(SessionStart(id_))
    asked = iter(preset(id_).safety.ask)
    for _ in range(200):
        session = world.state.session
        if session is None:
            return
        buttons = set(world.offers(""))
        if "yes" in buttons:
            world.press(GOOD[next(asked)])
        elif "ready" in buttons:
            world.press("ready")
        else:
            forward(world, timedelta(seconds=10))
    raise AssertionError(f"the session of {id_} never ended")


@each("id_", TIMED)
def test_a_timed_preset_runs_from_start_to_done(id_: str) -> None:
    world = household(id_)
    to_next(world, id_)
    run_through(world, id_)
    assert list(world.answers.values()) == ["done"]


@each("id_", MASKS)
def test_a_mask_comes_off_in_time_for_who_presses_ready_at_once(id_: str) -> None:
    """The session's own measure of time on the skin, against the preset's limit."""
    world = household(id_)
    to_next(world, id_)
    run_through(world, id_)
    limit = preset(id_).safety.longest_on_skin
    assert limit is not None
    assert 5 * MINUTE < int(world.log[-1].details["on_skin_s"]) <= limit.seconds


def test_a_course_of_masks_ends_after_the_twelfth_and_begins_anew_when_enabled_again() -> None:
    """A course of 12 masks, every 2-3 days, every 3 months (bibliboba)."""
    world = household("sheet-mask-course")
    for nth in range(12):
        assert world.next("sheet-mask-course"), nth
        to_next(world, "sheet-mask-course")
        world.ask(Done(("sheet-mask-course",)))
    assert world.next("sheet-mask-course") == ""
    assert world.now.instant - a_now().instant == pytest.approx(timedelta(days=33), abs=timedelta(days=1))
    world.ask(Disable(("sheet-mask-course",)))
    world.ask(Enable(("sheet-mask-course",)))
    assert world.next("sheet-mask-course")
