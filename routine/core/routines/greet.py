"""The first start, what begins by itself then, and the notice that greets: at the first start, and when asked for."""

from __future__ import annotations

from routine.core.draft import Draft
from routine.core.requests.commands import Greet, LoginSet, Reload, Welcome
from routine.core.routines.outcomes import Greeted, LoginTold, Welcomed
from routine.core.routines.reload import reload
from routine.core.routines.start import begin
from routine.core.safety.contraindications import refusals, review
from routine.core.state.cards import Kind, card_id


def welcome(draft: Draft, command: Welcome) -> Welcomed:
    """At the first start, enable the starters; the notice that says what comes is worded afterwards.

    At a later one, what a greeting said of the day before is not said again.
    """
    reload(draft, Reload())
    draft.change(at_login=command.at_login)
    if draft.state.welcomed or draft.state.routines:
        _forget(draft, "welcome", "today", "offer", "login")
        return Welcomed(first=False)
    draft.change(welcomed=True)
    starters = [p.id for p in draft.setup.presets.values() if p.starter]
    enabled = [id for id in starters if not refusals(review(draft.setup, [id], draft.now.wall().date()), ())]
    for id in enabled:
        begin(draft, id, ())
    return Welcomed(first=True, enabled=tuple(enabled))


def _forget(draft: Draft, *kinds: Kind) -> None:
    for kind in kinds:
        draft.drop_card(card_id(kind))


def greet(draft: Draft, command: Greet) -> Greeted:
    """Show what is next, of the routines whose time is nearest."""
    draft.change(at_login=command.at_login)
    _forget(draft, "today", "offer", "login")
    coming = sorted((one.instant, id) for id in draft.enabled() if (one := draft.upcoming(id)))
    return Greeted(tuple(id for _, id in coming))


def login_set(draft: Draft, command: LoginSet) -> LoginTold:
    """Note whether Routine starts at login now, and tell."""
    if not command.problem:
        draft.change(at_login=command.on)
    return LoginTold(command.on, command.problem)
