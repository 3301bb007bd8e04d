"""A clock that was never set, as after a battery died: nothing is decided by it, and that is said."""

from __future__ import annotations

from routine.core.when.moment import Now


def clock_unset(now: Now) -> bool:
    """Whether the machine's clock was never set: it shows a time before Routine was made."""
    return now.instant < now.earliest


def clock_problems(now: Now) -> tuple[str, ...]:
    """What is said of such a clock, wherever problems are told."""
    said = "Set the clock of this computer: reminders appear once it is right, and nothing is saved before."
    return (f"{unset_clock(now)} {said}",) if clock_unset(now) else ()


def unset_clock(now: Now) -> str:
    """That it is not set, and what it shows."""
    wall = now.wall()
    return f"The clock of this computer is not set. It shows {wall.day} {wall:%B %Y, %H:%M}."
