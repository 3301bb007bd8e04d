"""What holds every reminder for a while: quiet hours, somebody who lies flat, a session, a clock never set."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from routine.core.config.settings import Settings
from routine.core.state.model import State
from routine.core.when.moment import Now, instant_of

#: Before this a clock was never set (they begin in 1970, 1980 or 2000): nothing is decided by it.
FIRST_POSSIBLE = datetime(2001, 1, 1, tzinfo=UTC)
_LOOK_AGAIN = timedelta(minutes=1)


def in_session(state: State, id: str) -> bool:
    """Whether a session of this routine runs, so that its reminder neither repeats nor closes."""
    return state.session is not None and state.session.routine == id and not state.session.rehearsal


def lying_flat(state: State) -> bool:
    """Whether somebody lies flat in a session: everything else is held."""
    return state.session is not None and state.session.lying_flat


def clock_unset(now: Now) -> bool:
    """Whether the machine's clock was never set, as after a battery died."""
    return now.instant < FIRST_POSSIBLE


def quiet_until(settings: Settings, now: Now) -> datetime | None:
    """When the quiet hours that it is in end (UTC), or None outside of them. They count as machine off."""
    wall = now.wall()
    minute = wall.hour * 60 + wall.minute
    for window in settings.quiet:
        if window.holds(minute):
            end = wall.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(minutes=window.end)
            end = end if end > wall else end + timedelta(days=1)
            # In the hour that clocks show twice, that wall time may have been once already.
            return max(instant_of(end, now.zone), now.instant + _LOOK_AGAIN)
    return None


def quiet_edges(settings: Settings, now: Now) -> Iterator[datetime]:
    """The next beginning and end of each span of quiet hours (UTC)."""
    wall = now.wall()
    midnight = wall.replace(hour=0, minute=0, second=0, microsecond=0)
    for window in settings.quiet:
        for minute in (window.start, window.end):
            edge = midnight + timedelta(minutes=minute)
            edge = edge if edge > wall else edge + timedelta(days=1)
            # In the hour that clocks show twice, that wall time may have been once already: look again soon.
            yield max(instant_of(edge, now.zone), now.instant + _LOOK_AGAIN)
