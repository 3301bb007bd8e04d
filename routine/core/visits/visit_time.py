"""When a visit is, in words, as the clock of the clinic shows it."""

from __future__ import annotations

from routine.core.snapshot import Snapshot
from routine.core.state.visit import Visit


def visit_time(draft: Snapshot, visit: Visit) -> str:
    """`Tue 1 Dec 10:00`; with the zone of the clinic where the machine is in another one."""
    away = "" if visit.zone == draft.now.zone else f" ({visit.zone} time)"
    return draft.when_in(visit.zone, visit.at) + away
