"""A pause in words."""

from __future__ import annotations

from routine.core.snapshot import Snapshot
from routine.core.state.pause import Pause


def pause_lines(draft: Snapshot) -> tuple[str, ...]:
    """Every pause that lasts or is ahead."""
    ahead = (p for p in draft.state.pauses if p.end is None or p.end > draft.now.instant)
    return tuple(pause_line(draft, p) for p in ahead)


def pause_line(draft: Snapshot, pause: Pause) -> str:
    """`Egg mask: paused from tomorrow 08:00 until you resume`, in the machine's zone."""
    what = draft.title(pause.routine) if pause.routine else "Everything"
    begins = "" if pause.start <= draft.now.instant else f" from {draft.edge_here(pause.start)}"
    until = f"until {draft.edge_here(pause.end)}" if pause.end else "until you resume"
    return f"{what}: paused{begins} {until}"
