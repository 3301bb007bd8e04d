"""Schedule -> occurrences: when routines come due."""

from routine.core.schedule.clock import Occurrence, between_instants, next_occurrence, occurrences
from routine.core.schedule.reason import moved_by_clock_change, nth_of, reason
from routine.core.schedule.relative import (
    after_done_goes_on,
    after_done_instant,
    after_routine_instant,
    again_instant,
    again_window,
    first_after_done,
)
from routine.core.when.moment import clock_time

__all__ = [
    "Occurrence",
    "after_done_goes_on",
    "after_done_instant",
    "after_routine_instant",
    "again_instant",
    "again_window",
    "between_instants",
    "clock_time",
    "first_after_done",
    "moved_by_clock_change",
    "next_occurrence",
    "nth_of",
    "occurrences",
    "reason",
]
