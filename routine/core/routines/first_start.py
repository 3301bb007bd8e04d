"""The first start: which routines begin by themselves."""

from __future__ import annotations

from routine.core.draft import Draft
from routine.core.requests.reports import Reload, Welcome
from routine.core.routines.greet import forget
from routine.core.routines.lost_routines import tell_behind, tell_lost
from routine.core.routines.outcomes import Welcomed
from routine.core.routines.reload import reload


def welcome(draft: Draft, command: Welcome) -> Welcomed:
    """At the first start, enable the starters; the notice that says what comes is worded afterwards.

    At a later one, what a greeting said of the day before is not said again.
    """
    reload(draft, Reload())
    draft.change(at_login=command.at_login)
    lost = tell_lost(draft, command.kept)
    if command.behind and not lost:
        tell_behind(draft)
    if lost or draft.state.welcomed or draft.state.routines:
        draft.change(welcomed=True)
        forget(draft, "welcome", "today", "offer", "login")
        return Welcomed(first=False)
    return _first(draft)


def _first(draft: Draft) -> Welcomed:
    from routine.core.routines.begins_from_now import begin  # here: once in the life of a home
    from routine.core.safety.contraindications import refusals, review

    draft.change(welcomed=True)
    starters = [p.id for p in draft.setup.presets.values() if p.starter]
    enabled = [id for id in starters if not refusals(review(draft.setup, [id], draft.now.wall().date()), ())]
    for id in enabled:
        begin(draft, id, ())
    return Welcomed(first=True, enabled=tuple(enabled))
