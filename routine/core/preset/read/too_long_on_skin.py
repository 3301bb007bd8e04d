"""Whether the steps keep something on the skin longer than the preset allows."""

from __future__ import annotations

from collections.abc import Iterator

from routine.core.preset.model import Fault, Preset, Step
from routine.core.when.duration import format_duration, format_seconds


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
        yield Fault(
            ("steps", last.id, "timer" if last.timer else "auto"),
            f"the steps keep it on the skin for {format_seconds(planned)}, "
            f"longer than longest_on_skin = {format_duration(longest)}",
            "shorten the steps",
        )
