"""When to look again: for each routine, for notices and for pauses, the next instant at which something changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from routine.core.config.settings import Settings
from routine.core.config.setup import Setup
from routine.core.notices.early import ahead_wakes
from routine.core.occurrences.due import next_due
from routine.core.occurrences.holds import in_session, quiet_until
from routine.core.reminders.lifecycle import expires_at, nags_at
from routine.core.review.check_in import check_in_wake
from routine.core.routines.course_end import course_wakes
from routine.core.session.notice import session_wake
from routine.core.spacing.choice import wakes as clash_wakes
from routine.core.state.model import State
from routine.core.state.pause import Pause
from routine.core.state.routine import RoutineState
from routine.core.when.moment import Now, instant_of

#: Wakes that belong to no routine; a routine's id never holds a colon.
NOTICES = "routine:notices"
PAUSES = "routine:pauses"
QUIET = "routine:quiet"
SESSION = "routine:session"
COURSES = "routine:courses"
CHECK_IN = "routine:check-in"
CLASHES = "routine:clashes"
AHEAD = "routine:ahead"


def routine_wake(setup: Setup, id: str, routine: RoutineState, now: Now, pauses: tuple[Pause, ...]) -> datetime | None:
    """The next instant (UTC) at which this routine needs a tick."""
    preset = setup.presets.get(id)
    if preset is None or not routine.enabled:
        return None
    raised = routine.raised
    if raised and raised.snoozed_until:
        return raised.snoozed_until
    upcoming = next_due(id, preset, routine, now, pauses, unanswered=True)
    found = [upcoming.instant if upcoming else None, nags_at(preset, raised), expires_at(preset, raised)]
    return min((t for t in found if t), default=None)


def routine_wakes(found: dict[str, datetime], settings: Settings, state: State, now: Now) -> dict[str, datetime]:
    """The routines' wakes, `found` one by one; none while nothing is decided: in quiet hours, and lying flat."""
    if state.session:
        if state.session.lying_flat:
            return {}
        found = {id: at for id, at in found.items() if not in_session(state, id)}
    quiet = quiet_until(settings, now)
    return {id: max(at, quiet) for id, at in found.items()} if quiet else found


def other_wakes(setup: Setup, state: State, now: Now) -> dict[str, datetime]:
    """The wakes that belong to no routine: a card's end, a delivery's retry, a pause's start or end, quiet hours,
    the end of a course or of the break after it, the question which of two times it shall be, a word ahead of one, or
    the question whether anything has changed."""
    notices = [card.ends for card in state.notices.cards] + [d.retry_at for d in state.notices.deliveries.values()]
    pauses = [t for pause in state.pauses for t in (pause.start, pause.end)]
    found = {
        NOTICES: min((t for t in notices if t and t > now.instant), default=None),
        PAUSES: min((t for t in pauses if t and t > now.instant), default=None),
        QUIET: min(_quiet_edges(setup.settings, now), default=None),
        SESSION: session_wake(state.session, now) if state.session else None,
        CHECK_IN: check_in_wake(setup, state, now),
        COURSES: min(course_wakes(setup, state, now), default=None),
        CLASHES: min(clash_wakes(state, now.instant), default=None),
        AHEAD: min(ahead_wakes(setup, state, now), default=None),
    }
    return {name: at for name, at in found.items() if at}


def _quiet_edges(settings: Settings, now: Now) -> Iterator[datetime]:
    """The next beginning and end of each span of quiet hours (UTC)."""
    wall = now.wall()
    midnight = wall.replace(hour=0, minute=0, second=0, microsecond=0)
    for window in settings.quiet:
        for minute in (window.start, window.end):
            edge = midnight + timedelta(minutes=minute)
            edge = edge if edge > wall else edge + timedelta(days=1)
            # In the hour that clocks show twice, that wall time may have been once already: look again soon.
            yield max(instant_of(edge, now.zone), now.instant + timedelta(minutes=1))
