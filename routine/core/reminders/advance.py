"""Every routine brought up to now; then what was found too late is told, or the silence of days."""

from __future__ import annotations

from datetime import datetime

from routine.core.draft import Draft
from routine.core.occurrences.held_back import in_session, unseen
from routine.core.occurrences.quiet_hours import quiet_until
from routine.core.reminders.expiry import expires_at
from routine.core.reminders.lifecycle import advance
from routine.core.reminders.missed import tell_missed
from routine.core.reminders.nag import nags_at
from routine.core.reminders.silence import is_silent, tell_silence
from routine.core.snapshot import Snapshot


def advance_all(draft: Draft) -> None:
    """Close, raise and remind again, routine by routine."""
    silent = is_silent(draft)
    steps = [advance(draft, id, silent=silent) for id in draft.enabled()]
    missed = [entry for step in steps for entry in step.missed]
    if silent:
        tell_silence(draft, raised=bool(missed) or any(step.raised for step in steps))
    elif missed:
        tell_missed(draft, missed)


def routine_wakes(snapshot: Snapshot) -> dict[str, datetime]:
    """The next instant (UTC) at which each routine needs a tick; none while nothing is decided."""
    own = ((id, _wake(snapshot, id)) for id in snapshot.enabled())
    return _when_not_held({id: at for id, at in own if at}, snapshot)


def _wake(snapshot: Snapshot, id: str) -> datetime | None:
    preset, raised = snapshot.preset(id), snapshot.routine(id).raised
    # While it is put off nothing else of its routine happens: a newer time waits behind it.
    if raised and raised.snoozed_until:
        return raised.snoozed_until
    upcoming = snapshot.upcoming(id, unanswered=True)
    found = [upcoming.instant if upcoming else None]
    if not unseen(snapshot.state):  # neither repeats nor runs out before it can be seen
        found += [nags_at(preset, raised), expires_at(preset, raised)]
    return min((t for t in found if t), default=None)


def _when_not_held(found: dict[str, datetime], snapshot: Snapshot) -> dict[str, datetime]:
    """The wakes, but for those in quiet hours, and while somebody lies flat."""
    state = snapshot.state
    if state.session:
        # Getting up changes the session, and with it every wake is worked out anew.
        if state.session.lying_flat:
            return {}
        found = {id: at for id, at in found.items() if not in_session(state, id)}
    quiet = quiet_until(snapshot.setup.settings, snapshot.now)
    return {id: max(at, quiet) for id, at in found.items()} if quiet else found
