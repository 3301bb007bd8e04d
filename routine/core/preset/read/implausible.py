"""What cannot be meant, though each key by itself could be."""

from __future__ import annotations

from collections.abc import Container, Iterator

from routine.core.preset.model import Fault, Preset, times_of_course
from routine.core.preset.read.implausible_times import (
    sunscreen_at_night,
    sunscreen_renewed_too_late,
    too_often_to_keep_apart,
)
from routine.core.preset.read.too_long_on_skin import too_long_on_skin
from routine.core.schedule.types import AfterRoutine, NightCycle


def implausible(preset: Preset, schedule_keys: Container[str]) -> Iterator[Fault]:
    """Faults between sections; the preset is readable otherwise. `schedule_keys`: those its [schedule] has."""
    maker = next((key for key in ("window", "cron", "after_done") if key in schedule_keys), "at")
    frequent = ("again", "every") if preset.schedule.again else (maker,)
    yield from too_often_to_keep_apart(preset, ("schedule", *frequent))
    if preset.kind == "sun":
        yield from sunscreen_at_night(preset.schedule, ("schedule", maker))
        yield from sunscreen_renewed_too_late(preset.schedule)
    elif preset.sun:
        yield Fault(("sun",), "Only a sunscreen has the key “sun”.", 'Write kind = "sun", or remove it.')
    yield from too_long_on_skin(preset)
    yield from _nights_of_steps(preset)
    yield from _limit_of_another_unit(preset)
    base = preset.schedule.base
    if preset.course and preset.course.length is None and times_of_course(preset) is None:
        hint = 'Write length = "12 weeks", or count = 12 in [schedule].'
        yield Fault(("course", "length"), "A course needs a length, or a schedule with a count.", hint)
    if isinstance(base, AfterRoutine) and base.routine == preset.id:
        yield Fault(
            ("schedule", "after", "routine"), "A routine cannot come after itself.", 'Use after_done = "5 days".'
        )


def _limit_of_another_unit(preset: Preset) -> Iterator[Fault]:
    """So much in 24 hours can only be counted in the unit of a dose."""
    amount = preset.limit.amount if preset.limit else None
    if amount and preset.dose is None:
        hint = "Add [dose], or write times = 4 instead."
        yield Fault(("limit", "amount"), "This amount cannot be counted without a dose.", hint)
    elif amount and preset.dose and amount.to(preset.dose.unit) is None:
        unit = preset.dose.unit
        hint = f'Use the unit of the dose, for example: amount = "{preset.dose.amount * 4:g} {unit}"'
        yield Fault(("limit", "amount"), f"This amount cannot be counted in {unit}.", hint)


def _nights_of_steps(preset: Preset) -> Iterator[Fault]:
    """A step's nights are nights of the cycle, and each night of the cycle has something to do."""
    base = preset.schedule.base
    kinds = base.kinds if isinstance(base, NightCycle) else ()
    for step in preset.steps:
        for name in step.nights:
            if name not in kinds:
                allowed = (
                    f"Its nights are {', '.join(dict.fromkeys(kinds))}." if kinds else 'Add nights = ["retinoid", …].'
                )
                yield Fault(("steps", step.id, "nights"), f"The schedule has no night “{name}”.", allowed)
    for kind in dict.fromkeys(kinds):
        if preset.steps and all(step.nights and kind not in step.nights for step in preset.steps):
            said = f"No step says what to do on the night “{kind}”."
            yield Fault(("schedule", "nights"), said, f'Give a step nights = ["{kind}"].')
