"""What is to be done around a visit, as the leaflet lists it: by the moment, in the order in which it comes."""

from __future__ import annotations

from collections.abc import Iterator

from routine.core.preset.model import Preset
from routine.core.schedule.visit_series import After
from routine.core.text.safe import one_line
from routine.core.when.duration_words import duration_words

#: A line that begins so belongs under the one before it.
DEEPER = "  "


def before_words(preset: Preset) -> Iterator[str]:
    """Preparations, from the earliest to the day of the visit."""
    series = preset.schedule.series
    found = sorted(series.before, key=lambda step: step.ahead.delta(), reverse=True) if series else []
    yield from _by_moment([(f"{duration_words(step.ahead)} before", step.say) for step in found])


def after_words(preset: Preset) -> Iterator[str]:
    """After-care, in the order in which it begins."""
    series = preset.schedule.series
    asked = " Only if your doctor asked for it."
    found = sorted(series.after, key=lambda step: step.wait.delta()) if series else []
    yield from _by_moment([(_moment(step), f"{step.say}{asked if step.if_asked else ''}") for step in found])


def _by_moment(found: list[tuple[str, str]]) -> Iterator[str]:
    """What falls on one moment stands together, as it comes in one reminder."""
    for moment in dict.fromkeys(moment for moment, _ in found):
        says = [one_line(say) for other, say in found if other == moment]
        words = moment[:1].upper() + moment[1:]
        yield f"{words}: {says[0]}" if len(says) == 1 else f"{words}:"
        yield from (f"{DEEPER}{say}" for say in says if len(says) > 1)


def _moment(step: After) -> str:
    """`1 day after`, `from 1 day after, 5 times a day, for 5 days`, `from 5 days after, every evening until …`."""
    if step.until_yes:
        return f"from {duration_words(step.wait)} after, every evening until your answer is yes"
    begin = f"{'from ' if step.span else ''}{duration_words(step.wait)} after"
    times = f", {len(step.at)} times a day" if len(step.at) > 1 else ""
    every = f", every {step.every} days" if step.every > 1 else ""
    return f"{begin}{times}{every}{f', for {duration_words(step.span)}' if step.span else ''}"
