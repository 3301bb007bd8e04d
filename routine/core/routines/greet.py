"""The notice that greets when it is asked for, and what is told of starting at login."""

from __future__ import annotations

from routine.core.draft import Draft
from routine.core.requests.commands import Greet
from routine.core.requests.reports import LoginSet, PageFailed
from routine.core.routines.outcomes import Greeted, LoginTold, NoticeTried, PageNotOpened
from routine.core.state.cards import Kind, card_id


def forget(draft: Draft, *kinds: Kind) -> None:
    """Take away what an earlier greeting showed."""
    for kind in kinds:
        draft.drop_card(card_id(kind))


def greet(draft: Draft, command: Greet) -> Greeted:
    """Show what is next, of the routines whose time is nearest."""
    draft.change(at_login=command.at_login)
    forget(draft, "today", "offer", "login")
    coming = sorted((one.instant, id) for id in draft.enabled() if (one := draft.ahead(id)))
    return Greeted(tuple(id for _, id in coming))


def try_notice(_: Draft) -> NoticeTried:
    """Nothing changes by it: its words are shown."""
    return NoticeTried()


def login_set(draft: Draft, command: LoginSet) -> LoginTold:
    """Note whether Routine starts at login now, and tell."""
    if not command.problem:
        draft.change(at_login=command.on)
    return LoginTold(command.on, command.problem)


def page_failed(_: Draft, command: PageFailed) -> PageNotOpened:
    """Tell why the page does not show."""
    return PageNotOpened(command.problem)
