"""What time does: one table of the subjects that act as it passes, and of when each wants to look again.

A tick and the wakes are made from the same table, so that nothing that looks at a date can miss its wake.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from routine.core.draft import Draft
from routine.core.irritation import ramp_goes_on
from routine.core.notices import card_time_over, early_notification
from routine.core.occurrences.held_back import lying_flat
from routine.core.occurrences.irritation_rest import lasting
from routine.core.occurrences.quiet_hours import quiet_edges, quiet_until
from routine.core.reminders import advance, late_nights, pause, zone_change
from routine.core.review import check_in, on_hold_until_over, profile_change
from routine.core.routines import course_end
from routine.core.snapshot import Snapshot
from routine.core.spacing import ask_which_of_two, near_plan
from routine.core.supply import shelf_life
from routine.core.visits import plan_new
from routine.core.when.unset_clock import clock_unset

#: The wake of a running session, which the daemon keeps more exactly than the others.
SESSION = "routine:session"


class TickAndWakes(NamedTuple):
    """A subject that acts as time passes: what it does at a tick, and the instants (UTC) at which it needs one."""

    name: str
    on_tick: Callable[[Draft], None]
    next_wakes: Callable[[Snapshot], Iterable[datetime]]


def _never(_: Snapshot) -> Iterable[datetime]:
    """What needs no tick of its own: it follows from what others do, or was woken for by them."""
    return ()


def _derived(_: Snapshot) -> None:
    """What a tick need not change: it is worked out anew whenever notices are."""


def _quiet_edges(snapshot: Snapshot) -> Iterable[datetime]:
    return quiet_edges(snapshot.setup.settings, snapshot.now)


# What is there only now and then is imported when it is: most daemons wait for weeks without it.


def _session(draft: Draft) -> None:
    if draft.state.session:
        from routine.core.session.running import pass_time

        pass_time(draft)


def _session_wakes(snapshot: Snapshot) -> Iterable[datetime]:
    if snapshot.state.session is None:
        return ()
    from routine.core.session.notice import next_wakes

    return next_wakes(snapshot)


def _irritation(draft: Draft) -> None:
    if lasting(draft.state, draft.now.instant):
        from routine.core.irritation.report import leave_undo_out

        leave_undo_out(draft)


def _irritation_wakes(snapshot: Snapshot) -> Iterable[datetime]:
    if not lasting(snapshot.state, snapshot.now.instant):
        return ()
    from routine.core.irritation.report import next_wakes

    return next_wakes(snapshot)


#: Acts at every tick, in this order.
ALWAYS = (
    TickAndWakes("clock", zone_change.on_tick, _never),
    TickAndWakes("session", _session, _session_wakes),
    TickAndWakes("notices", card_time_over.drop_ended, card_time_over.next_wakes),
    TickAndWakes("pauses", pause.excuse_paused, pause.next_wakes),
    TickAndWakes("quiet", _derived, _quiet_edges),
)
#: Acts unless everything is held: in quiet hours, and while somebody lies flat. A routine's own wake: `routine_wakes`.
#: Visits first, since spacing goes by them; spacing before reminders, which leave out what has no room; courses behind
#: both, for one is over only once nothing of it waits.
UNLESS_HELD = (
    TickAndWakes("visits", plan_new.plan_new, _never),
    TickAndWakes("spacing", near_plan.catch_up, ask_which_of_two.next_wakes),
    TickAndWakes("reminders", advance.advance_all, _never),
    TickAndWakes("courses", course_end.end_courses, course_end.next_wakes),
    TickAndWakes("use-by", shelf_life.tell_use_by, shelf_life.next_wakes),
    TickAndWakes("nights", late_nights.forget_settled, _never),
    TickAndWakes("irritation", _irritation, _irritation_wakes),
    TickAndWakes("ramps", ramp_goes_on.offer_next_weeks, ramp_goes_on.next_wakes),
    TickAndWakes("check-in", check_in.check_in, check_in.next_wakes),
    TickAndWakes("profile", profile_change.look_daily, profile_change.next_wakes),
    TickAndWakes("waiting", on_hold_until_over.ask_again, on_hold_until_over.next_wakes),
    TickAndWakes("early", _derived, early_notification.next_wakes),
)


def tick(draft: Draft) -> None:
    """Bring everything up to now."""
    for subject in ALWAYS:
        subject.on_tick(draft)
    # Only now that the session's own time has passed: somebody may be up again.
    if quiet_until(draft.setup.settings, draft.now) or lying_flat(draft.state):
        return
    for subject in UNLESS_HELD:
        subject.on_tick(draft)


def wakes(snapshot: Snapshot) -> dict[str, datetime]:
    """When (UTC) each subject needs a tick next, by `routine:NAME`; a routine's id never holds a colon."""
    next_ = ((one.name, min(one.next_wakes(snapshot), default=None)) for one in (*ALWAYS, *UNLESS_HELD))
    return {f"routine:{name}": at for name, at in next_ if at}


def all_wakes(snapshot: Snapshot) -> dict[str, datetime]:
    """The same, and when (UTC) each routine needs a tick, by its id.

    None while the clock was never set: then a tick decides nothing, so that a wake would come again and again.
    """
    return {} if clock_unset(snapshot.now) else {**advance.routine_wakes(snapshot), **wakes(snapshot)}
