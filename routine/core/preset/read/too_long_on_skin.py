"""Whether the steps keep something on the skin longer than the preset allows."""

from __future__ import annotations

from collections.abc import Iterator

from routine.core.preset.model import Fault, Preset, Step
from routine.core.when.duration import format_seconds
from routine.core.when.duration_words import in_words

_DURING = {"lie-flat": "lying flat", "lie-side": "lying on your side", "sit": "sitting", "stand": "standing"}


def skin_seconds(steps: tuple[Step, ...]) -> int:
    """How long the timed steps between going on the skin and coming off take together."""
    total, on = 0, False
    for step in steps:
        on = on or step.on_skin == "start"
        if step.on_skin == "end":
            on = False
        if on:
            longer = max((part.seconds for part in (step.timer, step.auto) if part), default=0)
            total += longer + (step.lead_in.seconds if step.lead_in else 0)
    return total


def too_long_on_skin(preset: Preset) -> Iterator[Fault]:
    longest, planned = preset.safety.longest_on_skin, skin_seconds(preset.steps)
    if longest and planned > longest.seconds:
        last = max((s for s in preset.steps if s.timer or s.auto), key=lambda s: (s.timer or s.auto or longest).seconds)
        alone = (last.timer or last.auto or longest).seconds
        yield Fault(
            ("steps", last.id, "timer" if last.timer else "auto"),
            f"With {in_words(alone)} {_spoken(last)}, the {_thing(preset)} stays on your skin for {in_words(planned)}. "
            f"The limit is {in_words(longest.seconds)}.",
            "Choose a shorter time.",
            format_seconds(max(60, (alone - (planned - longest.seconds)) // 60 * 60 - 60)),  # with a minute to spare
        )


def _spoken(step: Step) -> str:
    return _DURING.get(step.posture or "", f"for “{step.id}”")


def _thing(preset: Preset) -> str:
    return "mask" if preset.kind == "mask" else "product"
