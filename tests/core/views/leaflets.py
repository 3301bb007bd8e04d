"""A mask and its leaflet: set-up that the tests of leaflets and of notices share."""

from __future__ import annotations

from typing import Any

import msgspec

from routine.core.config.rules import Fact, Rule
from routine.core.config.setup import Setup
from routine.core.preset.model import Preset, Step
from routine.core.schedule.types import (
    Clock,
    Schedule,
    Weekdays,
)
from routine.core.views.leaflet import leaflet
from routine.core.when.duration import Duration

MINUTE = Duration(seconds=60)


STEPS = (
    Step(id="cleanse", say="Wash your face."),
    Step(id="layer", say="Brush on a layer.", auto=MINUTE, hands="busy"),
    Step(id="lie", say="Lie flat.", posture="lie-flat", timer=Duration(seconds=480), lead_in=Duration(seconds=20)),
)


EGG = Rule(
    name="egg-allergy", fact="egg-allergy", level="final", why="It is egg.", fix="Leave it off.", source="a label"
)


ALLERGIC = Fact(name="egg-allergy", question="Are you allergic to egg?", yes="are allergic to egg")


def a_preset(**changes: Any) -> Preset:
    """A mask; any key can be given another value."""
    mask = Preset(
        id="mask",
        title="A mask",
        kind="mask",
        summary="A film that dries.",
        schedule=Schedule(Clock((1230,), Weekdays((4,)))),
        steps=STEPS,
        sources=("8 minutes: a label",),
        needs=("a brush",),
        notes=("The effect is temporary.",),
    )
    return msgspec.structs.replace(mask, **changes)


def text_of(preset: Preset, **how: Any) -> str:
    return leaflet(preset, Setup(presets={}, facts={"egg-allergy": ALLERGIC}, rules={"egg-allergy": EGG}), **how)


def section(text: str, title: str) -> list[str]:
    """The lines under a section's title."""
    return text.split(f"\n{title}\n", 1)[1].split("\n\n", 1)[0].strip("\n").split("\n")


def beside(text: str, label: str) -> str:
    """What stands beside a label of the first screen, on one line."""
    lines = text.split("\nSteps\n")[0].splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(label))
    said = [lines[start][22:]]
    for line in lines[start + 1 :]:
        if not line.startswith((" " * 22, "and get help")):
            break
        said.append(line[22:])
    return " ".join(said).strip()
