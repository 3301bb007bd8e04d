"""How a person may lie: steps that lie flat become steps on the side where what they said of themselves asks for it."""

from __future__ import annotations

import re
from typing import Literal

from msgspec.structs import replace

from routine.core.preset import Preset, Step
from routine.core.profile_answers import holds
from routine.core.setup import Finding, PostureRule, Setup

_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)


def fitted(preset: Preset, setup: Setup) -> Preset:
    """The preset with its steps said as this person may do them; the rules of spacing look at the one as written."""
    steps = preset.steps
    for rule in setup.postures.values():
        if any(step.posture == rule.posture for step in steps) and (how := _applies(rule, setup)):
            steps = tuple(_fit(step, rule, how) if step.posture == rule.posture else step for step in steps)
    return preset if steps is preset.steps else replace(preset, steps=steps)


def posture_findings(setup: Setup, preset: Preset) -> tuple[Finding, ...]:
    """A note for each rule of posture that changes a step of this preset for this person."""
    postures = {step.posture for step in preset.steps}
    return tuple(
        Finding(level="note", rule=rule.name, why=rule.why, fix=rule.fix, source=rule.source, routine=preset.id)
        for rule in setup.postures.values()
        if rule.posture in postures and _applies(rule, setup) == "now"
    )


def _applies(rule: PostureRule, setup: Setup) -> Literal["now", "later", ""]:
    """Whether the rule holds for this person now, or may before long: a week that was said once goes on."""
    number, state = setup.profile.get(rule.fact), setup.profile.get(rule.during)
    if state is not None and not holds(state):
        return ""
    found = _NUMBER.search(number) if isinstance(number, str) else None
    if found and float(found[0]) >= rule.at_least:
        return "now"
    return "later" if state is not None or found else ""


def _fit(step: Step, rule: PostureRule, how: Literal["now", "later", ""]) -> Step:
    if how == "later":
        return replace(step, say=f"{step.say} {rule.later}")
    return replace(step, posture=rule.instead, say=step.on_side or f"{rule.now} {step.say}")
