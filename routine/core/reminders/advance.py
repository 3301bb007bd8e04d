"""Every routine brought up to now; then what was found too late is told, or the silence of days."""

from __future__ import annotations

from datetime import UTC, datetime

from msgspec import Struct

from routine.core.draft import Draft
from routine.core.memo import Memo
from routine.core.occurrences.held_back import in_session, unseen
from routine.core.occurrences.quiet_hours import quiet_until
from routine.core.reminders.expiry import expires_at
from routine.core.reminders.lifecycle import advance
from routine.core.reminders.missed import tell_missed
from routine.core.reminders.nag import nags_at
from routine.core.reminders.silence import is_silent, tell_silence
from routine.core.snapshot import Snapshot
from routine.core.when.moment import wall


def advance_all(draft: Draft) -> None:
    """Close, raise and remind again, routine by routine."""
    silent = is_silent(draft)
    now = draft.now.instant
    steps = [advance(draft, id, silent=silent) for id in draft.enabled() if _look(draft, id).acts_at <= now]
    missed = [entry for step in steps for entry in step.missed]
    if silent:
        tell_silence(draft, raised=bool(missed) or any(step.raised for step in steps))
    elif missed:
        tell_missed(draft, missed)


def routine_wakes(snapshot: Snapshot) -> dict[str, datetime]:
    """The next instant (UTC) at which each routine needs a tick; none while nothing is decided."""
    own = ((id, _look(snapshot, id).wake) for id in snapshot.enabled())
    return _when_not_held({id: at for id, at in own if at}, snapshot)


class _Look(Struct, frozen=True):
    """When (UTC) a routine needs a tick next, and from when on a tick does anything to it at all."""

    wake: datetime | None
    acts_at: datetime


_NEVER = datetime.max.replace(tzinfo=UTC)
_LOOKS: Memo[_Look] = Memo()


def _look(snapshot: Snapshot, id: str) -> _Look:
    """Asked of every routine at every tick and for every wake; most of them did not change since."""
    hangs_on = (snapshot.preset(id), snapshot.routine(id), snapshot.calendar(id), unseen(snapshot.state))
    return _LOOKS.of(id, hangs_on, lambda: _look_at(snapshot, id))


def _look_at(snapshot: Snapshot, id: str) -> _Look:
    routine, wake = snapshot.routine(id), _wake(snapshot, id)
    # The watermark moves over what was answered in advance, without a tick of its own.
    answered = (one.instant for one in routine.recent if wall(one.instant, snapshot.zone(id)) > routine.through)
    return _Look(wake, min((at for at in (wake, *answered) if at), default=_NEVER))


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
