"""How a person may lie: steps that lie flat become steps on the side where what they said of themselves asks for it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec.structs import replace

from routine.core.config.rules import PostureRule
from routine.core.config.setup import Setup
from routine.core.preset.model import Preset, Step
from routine.core.safety.contraindications import applies, concerns


def fitted(preset: Preset, setup: Setup, today: date | None = None) -> Preset:
    """The preset with its steps said as this person may do them; the rules of spacing look at the one as written."""
    steps = preset.steps
    for rule in setup.postures.values():
        if any(step.posture == rule.posture for step in steps) and (how := _holds(rule, setup, today)):
            steps = tuple(_fit(step, rule, how) if step.posture == rule.posture else step for step in steps)
    return preset if steps is preset.steps else replace(preset, steps=steps)


def _holds(posture: PostureRule, setup: Setup, today: date | None) -> Literal["now", "later", ""]:
    """Whether its safety rule holds for this person now, or may before long."""
    rule = setup.rules.get(posture.rule)
    fact = setup.facts.get(rule.fact) if rule else None
    if rule is None or fact is None or not concerns(rule, setup):
        return ""
    answer = setup.profile.get(rule.fact)
    return "now" if answer is not None and applies(rule, fact, answer, today) else "later"


def _fit(step: Step, rule: PostureRule, how: Literal["now", "later", ""]) -> Step:
    if how == "later":
        return replace(step, say=f"{step.say} {rule.later}")
    return replace(step, posture=rule.instead, say=step.on_side or f"{rule.now} {step.say}")
