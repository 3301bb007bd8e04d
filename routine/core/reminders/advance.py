"""Every routine brought up to now; then what was found too late is told, or the silence of days."""

from __future__ import annotations

from datetime import datetime

from routine.core.config.settings import Settings
from routine.core.config.setup import Setup
from routine.core.draft import Draft
from routine.core.occurrences.calendar import calendar_of
from routine.core.occurrences.due import next_due
from routine.core.occurrences.held_back import in_session, unseen
from routine.core.occurrences.quiet_hours import quiet_until
from routine.core.reminders.expiry import expires_at
from routine.core.reminders.lifecycle import advance
from routine.core.reminders.missed import tell_missed
from routine.core.reminders.nag import nags_at
from routine.core.reminders.silence import is_silent, tell_silence
from routine.core.state.model import State
from routine.core.when.moment import Now


def advance_all(draft: Draft) -> None:
    """Close, raise and remind again, routine by routine."""
    silent = is_silent(draft)
    steps = [advance(draft, id, silent=silent) for id in draft.enabled()]
    missed = [entry for step in steps for entry in step.missed]
    if silent:
        tell_silence(draft, raised=bool(missed) or any(step.raised for step in steps))
    elif missed:
        tell_missed(draft, missed)


def routine_wake(setup: Setup, id: str, state: State, now: Now) -> datetime | None:
    """The next instant (UTC) at which this routine needs a tick."""
    preset, routine = setup.presets.get(id), state.routines[id]
    if preset is None or not routine.enabled:
        return None
    raised = routine.raised
    if raised and raised.snoozed_until:
        return raised.snoozed_until
    upcoming = next_due(preset, routine, calendar_of(setup, state, now).of(preset), unanswered=True)
    found = [upcoming.instant if upcoming else None]
    if not unseen(state):  # neither repeats nor runs out before it can be seen
        found += [nags_at(preset, raised), expires_at(preset, raised)]
    return min((t for t in found if t), default=None)


def when_not_held(found: dict[str, datetime], settings: Settings, state: State, now: Now) -> dict[str, datetime]:
    """The routines' wakes, `found` one by one; none while nothing is decided: in quiet hours, and lying flat."""
    if state.session:
        if state.session.lying_flat:
            return {}
        found = {id: at for id, at in found.items() if not in_session(state, id)}
    quiet = quiet_until(settings, now)
    return {id: max(at, quiet) for id, at in found.items()} if quiet else found
