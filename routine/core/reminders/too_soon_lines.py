"""What is said of one more that is too soon or too much: as a question before it is recorded, or at once after it."""

from __future__ import annotations

from routine.core.preset.words import named
from routine.core.reminders.too_soon import TooSoon
from routine.core.schedule.words import duration_words
from routine.core.snapshot import Snapshot
from routine.core.text.counts import counted
from routine.core.when.duration import Duration


def question(draft: Snapshot, against: TooSoon) -> str:
    """What stands against it, and whether to record it all the same."""
    return f"{told(draft, against)} Record it anyway?"


def told(draft: Snapshot, against: TooSoon) -> str:
    """`Drops: The last time was 2 minutes ago, today 10:13. At least 5 hours should lie between two times. …`"""
    free = [f"Next from {draft.when(against.routine, against.free)}."] if against.free else []
    return " ".join([draft.title(against.routine) + ":", _why(draft, against), *free])


def _why(draft: Snapshot, one: TooSoon) -> str:
    when, ago = draft.when(one.routine, one.last), _ago(one, at_once=one.at == draft.now.instant)
    match one.why:
        case "gap":
            gap = duration_words(one.gap) if one.gap else ""
            return f"The last time was {ago}, {when}. At least {gap} should lie between two times."
        case "times":
            limit = draft.preset(one.routine).limit
            most = counted(limit.times or 0, "time") if limit else ""
            return (
                f"You did it {counted(one.so_far, 'time')} in 24 hours already, last {when}. At most {most} are meant."
            )
        case "amount" | "substance":
            what = f" of {named(one.substance)}" if one.substance else ""
            total, most = (amount.words() if amount else "" for amount in (one.total, one.most))
            return f"With this it is {total}{what} in 24 hours, the last {when}. At most {most} are meant."


def _ago(one: TooSoon, *, at_once: bool) -> str:
    """How long before: to the minute, from a day on to the hour."""
    seconds = int((one.at - one.last).total_seconds())
    if seconds < 60:
        return "just now"
    words = duration_words(Duration(days=seconds // 86400, seconds=seconds % 86400 // 60 * 60))
    return f"{words} ago" if at_once else f"{words} before"
