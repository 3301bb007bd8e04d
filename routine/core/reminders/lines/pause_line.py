"""A pause in words."""

from __future__ import annotations

from datetime import datetime

from routine.core.snapshot import Snapshot
from routine.core.state.pause import Pause


def pause_lines(draft: Snapshot) -> tuple[str, ...]:
    """Every pause that lasts or is ahead."""
    ahead = (p for p in draft.state.pauses if p.end is None or p.end > draft.now.instant)
    return tuple(pause_line(draft, p) for p in ahead)


def paused_at_present(draft: Snapshot, id: str) -> str | None:
    """The pause that a routine is in now, alone or with everything; None where it is in none."""
    now = draft.now.instant
    lasting = (one for one in draft.state.pauses if one.routine in (None, id) and one.covers(now))
    return next((pause_line(draft, one) for one in lasting), None)


def pause_line(draft: Snapshot, pause: Pause) -> str:
    """`Egg mask is paused from tomorrow 08:00 until you resume`, in the machine's zone."""
    ahead = pause.start if pause.start > draft.now.instant else None
    return paused_words(draft, pause.routine, ahead, pause.end)


def paused_words(draft: Snapshot, routine: str | None, start: datetime | None, end: datetime | None) -> str:
    """The same of any pause, said at once; `start`: where it is worth saying. None ends it where you resume."""
    what = draft.title(routine) if routine else "Everything"
    over = end is not None and end <= draft.now.instant
    first, last = (draft.edge_here(at) if at else "" for at in (start, end))
    match bool(start), bool(end):
        case True, True:
            was, now = "{what} was paused from {first} until {last}", "{what} is paused from {first} until {last}"
        case True, False:
            was, now = "", "{what} is paused from {first} until you resume"
        case False, True:
            was, now = "{what} was paused until {last}", "{what} is paused until {last}"
        case _:
            was, now = "", "{what} is paused until you resume"
    return (was if over else now).format(what=what, first=first, last=last)
