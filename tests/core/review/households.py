"""Households whose profile changes while routines run: set-up that the tests of safety notes and of holds share."""

from __future__ import annotations

from typing import Any

from routine.core.config.rules import Fact, Rule
from routine.core.preset.model import Preset, Safety, Step
from routine.core.requests.commands import SessionAct, SessionStart
from routine.core.requests.reports import Reload
from routine.core.review.outcomes import Look
from routine.core.routines.outcomes import Reloaded
from tests.builders import World, a_preset

CONTACT = "Contact your prescriber before the next use."
FINAL = Rule(
    name="final", fact="pregnant", level="final", why="Not at all.", fix="Leave it.", source="a", running=CONTACT
)
THIN = Rule(name="thin", fact="thin", level="block", why="Thin blood.", fix="Keep it, ask.", source="the book")
LABS = Rule(name="labs", fact="labs", level="warn", why="Labs.", fix="Tell the lab.", source="the lab")
RULES = {rule.name: rule for rule in (FINAL, THIN, LABS)}
FACTS = {name: Fact(name, f"Are you {name}?") for name in ("pregnant", "thin", "labs")}


def guarded(id: str, *rules: str, **fields: Any) -> Preset:
    """A preset that these rules are held against."""
    return a_preset(id, safety=Safety(never_if=rules), **fields)


def a_world(*presets: Preset, **profile: bool | str) -> World:
    """A household of somebody to whom nothing applies, except what is given."""
    known: dict[str, bool | str] = {**dict.fromkeys(FACTS, False), **profile}
    return World(*presets, rules=RULES, facts=FACTS, profile=known)


def thin_from_the_start(*presets: Preset) -> World:
    """A household of somebody with thin blood, who enables nothing yet."""
    return World(*presets, rules=RULES, facts=FACTS, profile={"thin": True}, enabled=False)


def read_again(world: World) -> Look:
    """The files are read again; what the safety rules find."""
    outcome = world.did(Reload())
    assert isinstance(outcome, Reloaded)
    return outcome.look


def say(world: World, **profile: bool | str) -> Look:
    """The profile's file changes, by command; what the safety rules find."""
    world.change(profile={**world.files.setup.profile, **profile})
    return read_again(world)


def rules_of(look: Look) -> list[str]:
    """What is new, as `ROUTINE:RULE`."""
    return [f"{finding.routine}:{finding.rule}" for finding in look.new]


def overridden(world: World) -> list[str]:
    """The rules that the log says were overridden."""
    return [entry.details["rule"] for entry in world.log if entry.answer == "accepted"]


def a_mask_on_the_skin(**fields: Any) -> World:
    """A session whose mask is on, of a person to whom nothing applies."""
    steps = (
        Step(id="on", say="Brush it on.", on_skin="start"),
        Step(id="off", say="Rinse it off.", on_skin="end"),
    )
    world = a_world(guarded("mask", "final", "thin", steps=steps, **fields))
    world.to("08:01")
    for request in (SessionStart("mask"), SessionAct("ready")):
        world.ask(request)
    return world
