"""Schedule -> occurrences: when routines come due."""

from routine.core.schedule.clock import Occurrence, between_instants, next_occurrence, occurrences

__all__ = ["Occurrence", "between_instants", "next_occurrence", "occurrences"]
