"""Times that cannot be meant: too many to be kept apart, sunscreen at night, a time outside the part of the day."""

from __future__ import annotations

from collections.abc import Iterator

from routine.core.preset.model import Fault, Preset
from routine.core.schedule.types import MINUTES_A_DAY, Schedule
from routine.core.when.duration import format_duration
from routine.core.when.format import format_minute

_LONGEST_IN_THE_SUN_S = 120 * 60
_PROTECT_FROM = 3
_LIGHT = (4 * 60, 21 * 60)
#: What is kept apart has a place looked for at each of its times, for weeks ahead and at every change.
_MOST_KEPT_APART = 48


def doubts(preset: Preset) -> Iterator[Fault]:
    """What may be meant, but is worth a word to the person who just changed it."""
    window = preset.remind.window
    if window is None:
        return
    outside = [minute for minute in preset.schedule.clock_times if not window.holds(minute % MINUTES_A_DAY)]
    if outside:
        listing = ", ".join(format_minute(minute) for minute in outside[:5])
        key = ("remind", "window")
        said = f"{listing} is outside “{window.name}”. The reminder appears at {listing} anyway."
        yield Fault(key, said, "Change one of the two.")


def too_often_to_keep_apart(preset: Preset, key: tuple[str, ...]) -> Iterator[Fault]:
    """Every minute is possible for a glass of water, not for what goes on the skin or is taken."""
    times = preset.schedule.most_a_day
    if times > _MOST_KEPT_APART and preset.kept_apart:
        said = f"Times are kept apart for this routine, which is not possible for {times} times a day."
        yield Fault(key, said, f"Use {_MOST_KEPT_APART} times a day at most, such as every 30 minutes.")


def sunscreen_at_night(schedule: Schedule, key: tuple[str, ...]) -> Iterator[Fault]:
    dark = [minute for minute in schedule.clock_times if not _LIGHT[0] <= minute % MINUTES_A_DAY < _LIGHT[1]]
    if dark:
        said = f"It is dark at {format_minute(dark[0])}, so sun protection is not possible then."
        yield Fault(key, said, "Use 04:00 to 21:00.", "08:00")


def sunscreen_renewed_too_late(schedule: Schedule) -> Iterator[Fault]:
    """Two hours at most, whatever the SPF; protection from an index of 3 (Cancer Council Australia, ARPANSA)."""
    again = schedule.again
    if again and again.every.seconds > _LONGEST_IN_THE_SUN_S:
        found = format_duration(again.every)
        said = f"Sunscreen lasts 2 hours at most, whatever its SPF, not {found}."
        yield Fault(("schedule", "again", "every"), said, "Use 2 hours or less.", "2h")
    if again and again.uv and again.uv > _PROTECT_FROM:
        said = f"Protect your skin from a UV index of 3, not only from {again.uv}."
        yield Fault(("schedule", "again", "uv"), said, "Use 3 or less.", "3")
