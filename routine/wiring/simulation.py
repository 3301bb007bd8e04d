"""A simulation of the days ahead, on a copy of what is on disk. Cheap to import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routine.adapters.paths import Paths
    from routine.core.requests.replies.occurrences import SimulateReply


def simulate(where: Paths, start: str, days: int) -> SimulateReply:
    """What would come in `days` days from the date that `start` means, on a copy; raises RoutineError."""
    from datetime import datetime, time

    from routine.adapters.store.tinydb_store import TinyDbStore
    from routine.core.errors import UsageError
    from routine.core.when.parse_time import parse_date
    from routine.daemon.encode_reply import received
    from routine.simulate import simulate as run
    from routine.wiring.files import build_files
    from routine.wiring.local_service import clocks

    state = TinyDbStore(Path(where.data_dir), readonly=True).load()
    files = build_files(where, readonly=True)
    setup = files.read((id for id, routine in state.routines.items() if routine.enabled), sparing=True)
    now = clocks(where)[0].now()
    try:
        first = parse_date(start, now, setup.settings.day_ends)
    except UsageError as error:
        raise error.within("simulate --from", f"--days {days}") from None
    found: SimulateReply = received(run(setup, state, datetime.combine(first, time()), days, now, files))
    return found
