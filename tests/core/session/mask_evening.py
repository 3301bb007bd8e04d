"""A mask on Friday evenings, in a household: begun, lying flat, or with its questions."""

from __future__ import annotations

from typing import Any

from routine.core.config.rules import SafetyQuestion
from routine.core.preset.model import Preset, Remind, Safety, Step
from routine.core.state.session import Say
from tests.builders import World, a_preset, a_schedule, lasting, weekly

STEPS = (
    Step(id="cleanse", say="Wash."),
    Step(id="lie-flat", say="Lie flat.", posture="lie-flat", timer=lasting("10m"), on_skin="start"),
    Step(id="remove", say="Rinse.", on_skin="end"),
)

PATCH = SafetyQuestion(name="patch-test", text="Tested?", stops_on="no", why="Test it first.", once=True)

SORE = SafetyQuestion(name="sore", text="Sore today?", stops_on="yes", why="Not on sore skin.")


def a_mask(**fields: Any) -> Preset:
    """A mask on Fridays at 20:30, ten minutes lying flat, at most fifteen on the skin."""
    safety = Safety(longest_on_skin=lasting("15m"), min_gap=lasting("5 days"), ask=("patch-test", "sore"))
    given = {"schedule": weekly(4, "20:30"), "steps": STEPS, "safety": safety, **fields}
    return a_preset("mask", **given)


def an_evening(*others: Preset) -> World:
    """Friday, 20:30: the mask is due, its questions are answered already."""
    mask = a_mask(safety=Safety(longest_on_skin=lasting("15m"), min_gap=lasting("5 days")))
    world = World(mask, *others, now="2026-11-27 19:00")
    world.to("20:30")
    return world


def lying() -> World:
    """The ten minutes have begun at 20:30."""
    world = an_evening(a_preset("pills", a_schedule("20:35"), remind=Remind(late=lasting("2m"))))
    world.press("start", "Mask")
    world.press("ready", "Mask")
    world.press("ready", "Mask")
    return world


def spoken(world: World) -> list[str]:
    """What was said since the last look."""
    return [effect.text for effect in world.simulation.service.take_performance().effects if isinstance(effect, Say)]


def phase(world: World) -> str:
    """The step of the running session and its phase."""
    session = world.state.session
    return f"{session.step.id}/{session.phase}" if session else ""


def asking() -> World:
    """The mask with its two questions."""
    world = World(a_mask(), now="2026-11-27 19:00", questions={"patch-test": PATCH, "sore": SORE})
    world.to("20:30")
    world.press("start", "Mask")
    return world


def asked(world: World) -> list[str]:
    """The names of the questions that are still open; the first is being asked."""
    session = world.state.session
    return [question.id for question in session.questions] if session else []
