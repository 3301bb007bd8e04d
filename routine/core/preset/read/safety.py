"""The table [safety]: what the safety rules look at, how far a time may move, what is kept apart."""

from __future__ import annotations

from datetime import timedelta

from routine.core.errors import UsageError
from routine.core.preset.model import Safety
from routine.core.preset.read.forms import Field, leaf, named, record
from routine.core.preset.read.values import duration, duration_of, elapsed, filled_text, names
from routine.core.preset.read.wrong_value import shown
from routine.core.when.duration import Duration

#: A time that a rule moves stays near where it was planned.
FARTHEST_MOVE = timedelta(days=14)


def _move_of(value: str) -> Duration:
    found = duration_of(value)
    if found.months or (found.days and found.seconds) or found.delta() > FARTHEST_MOVE:
        raise UsageError(
            f"{shown(value)} is more than 14 days, or mixes days and hours.", "Use days or hours.", example="3 days"
        )
    return found


_MOVE = leaf('a duration in quotes, such as "3 days"', (str,), _move_of, duration.schema)
SAFETY = record(
    {
        "never_if": Field(names),
        "ask": Field(names),
        "min_gap": Field(duration),
        "may_move": Field(_MOVE),
        "longest_on_skin": Field(elapsed),
        "take_off": Field(filled_text),
        "apart": Field(named(duration, "a table: what to keep apart, and how long")),
    },
    Safety,
    "a table: what the safety rules look at",
)
