"""How a reminder behaves where its preset does not say: how late, how long, what Later is; also that of a visit."""

from __future__ import annotations

from routine.core.when.duration import Duration

LATE = Duration(seconds=2 * 3600)
EXPIRES = Duration(seconds=4 * 3600)
LATER = Duration(seconds=20 * 60)
EARLY = Duration(seconds=3600)
#: Visits are days apart: a reminder is worth showing a day late, and waits for half a day.
LATE_OF_VISIT, EXPIRES_OF_VISIT = Duration(days=1), Duration(seconds=12 * 3600)
