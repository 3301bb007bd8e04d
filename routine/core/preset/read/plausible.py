"""What cannot be meant, though each key by itself could be: sunscreen at night, longer on the skin than allowed."""

from __future__ import annotations

from collections.abc import Container, Iterator

from routine.core.preset.model import Fault, Preset, Step, times_of_course
from routine.core.schedule.types import MINUTES_A_DAY, AfterRoutine, NightCycle, Schedule
from routine.core.when.duration import format_duration, format_seconds
from routine.core.when.format import format_minute

_LONGEST_IN_THE_SUN_S = 120 * 60
_PROTECT_FROM = 3
_LIGHT = (4 * 60, 21 * 60)


def implausible(preset: Preset, schedule_keys: Container[str]) -> Iterator[Fault]:
    """Faults between sections; the preset is readable otherwise. `schedule_keys`: those its [schedule] has."""
    if preset.kind == "sun":
        maker = next((key for key in ("window", "cron") if key in schedule_keys), "at")
        yield from _sun_at_night(preset.schedule, ("schedule", maker))
        yield from _too_long_in_the_sun(preset.schedule)
    elif preset.sun:
        yield Fault(("sun",), "belongs only to a sunscreen", 'kind = "sun"')
    yield from _too_long_on_skin(preset)
    yield from _nights_of_steps(preset)
    base = preset.schedule.base
    if preset.course and preset.course.length is None and times_of_course(preset) is None:
        hint = 'length = "12 weeks", or count = 12 in [schedule]'
        yield Fault(("course", "length"), "a course needs its length, or a schedule with a count", hint)
    if isinstance(base, AfterRoutine) and base.routine == preset.id:
        yield Fault(("schedule", "after", "routine"), "a routine cannot wait for itself", 'use after_done = "5 days"')


def doubts(preset: Preset) -> Iterator[Fault]:
    """What may be meant, but is worth a word to the person who just changed it."""
    window = preset.remind.window
    if window is None:
        return
    outside = [minute for minute in preset.schedule.clock_times if not window.holds(minute % MINUTES_A_DAY)]
    if outside:
        listing = ", ".join(format_minute(minute) for minute in outside[:5])
        key = ("remind", "window")
        said = f"{listing} is outside “{window.name}”: it is shown then all the same"
        yield Fault(key, said, "change one of the two")


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


def _nights_of_steps(preset: Preset) -> Iterator[Fault]:
    """A step's nights are nights of the cycle, and each night of the cycle has something to do."""
    base = preset.schedule.base
    kinds = base.kinds if isinstance(base, NightCycle) else ()
    for step in preset.steps:
        for name in step.nights:
            if name not in kinds:
                allowed = f"its nights: {', '.join(dict.fromkeys(kinds))}" if kinds else 'add nights = ["retinoid", …]'
                yield Fault(("steps", step.id, "nights"), f"the schedule has no night “{name}”", allowed)
    for kind in dict.fromkeys(kinds):
        if preset.steps and all(step.nights and kind not in step.nights for step in preset.steps):
            yield Fault(("schedule", "nights"), f"no step says what to do on the night “{kind}”", "give a step nights")


def _sun_at_night(schedule: Schedule, key: tuple[str, ...]) -> Iterator[Fault]:
    dark = [minute for minute in schedule.clock_times if not _LIGHT[0] <= minute % MINUTES_A_DAY < _LIGHT[1]]
    if dark:
        yield Fault(key, f"sun protection at {format_minute(dark[0])}, in the dark", "from 04:00 to 21:00")


def _too_long_in_the_sun(schedule: Schedule) -> Iterator[Fault]:
    """Two hours at most, whatever the SPF; protection from an index of 3 (Cancer Council Australia, ARPANSA)."""
    again = schedule.again
    if again and again.every.seconds > _LONGEST_IN_THE_SUN_S:
        found = format_duration(again.every)
        yield Fault(
            ("schedule", "again", "every"), f"sunscreen lasts 2 hours at most, whatever its SPF, not {found}", "2h"
        )
    if again and again.uv and again.uv > _PROTECT_FROM:
        yield Fault(("schedule", "again", "uv"), f"skin is protected from a UV index of 3, not {again.uv}", "uv = 3")


def _too_long_on_skin(preset: Preset) -> Iterator[Fault]:
    longest, planned = preset.safety.longest_on_skin, skin_seconds(preset.steps)
    if longest and planned > longest.seconds:
        last = max((s for s in preset.steps if s.timer or s.auto), key=lambda s: (s.timer or s.auto or longest).seconds)
        yield Fault(
            ("steps", last.id, "timer" if last.timer else "auto"),
            f"the steps keep it on the skin for {format_seconds(planned)}, "
            f"longer than longest_on_skin = {format_duration(longest)}",
            "shorten the steps",
        )
