"""Which notices should be showing: reminders, together or one by one, and cards; derived from state, never queued."""

from __future__ import annotations

from routine.core.notices.digest import several
from routine.core.notices.early import early_notices
from routine.core.notices.reminder_notice import Member, single
from routine.core.occurrences.held_back import in_session, lying_flat
from routine.core.occurrences.quiet_hours import quiet_until
from routine.core.session.notice import session_notice
from routine.core.snapshot import Snapshot
from routine.core.state.cards import KINDS, Card
from routine.core.state.keys import is_question
from routine.core.state.notice import Notice
from routine.core.state.reminder import Reminder

#: Servers take a notice off after 5 to 10 s by themselves; a wrong button may be noticed later than that.
_TO_UNDO_S = 30


def wanted(draft: Snapshot) -> tuple[Notice, ...]:
    """Every notice that should be showing now; in quiet hours (machine off) and lying flat, a session's alone."""
    session = draft.state.session
    ended = tuple(_card(card) for card in draft.state.notices.cards if card.kind == "session")
    running = (session_notice(session, draft.now),) if session else ended
    if quiet_until(draft.setup.settings, draft.now) or lying_flat(draft.state):
        return running
    cards = {card.id: card for card in draft.state.notices.cards}
    found = {id: _card(card) for id, card in cards.items()}
    # Not before the notice about the silence is there: else nothing at all would show until the next time.
    silent = draft.state.silence.shown is not None
    for id, members in groups(draft).items():
        # After-care hangs on whether somebody went: that is asked in a silence too.
        if not silent or is_question(members[0][1].key):
            found[id] = _reminders(draft, id, members, cards.get(id))
    if not silent:
        found.update((notice.id, notice) for notice in early_notices(draft))
    found.update((notice.id, notice) for notice in running)
    return tuple(found.values())


def groups(draft: Snapshot) -> dict[str, list[Member]]:
    """The reminders to be shown now (not snoozed), by their notice, the oldest first."""
    found: dict[str, list[Member]] = {}
    for id, routine in sorted(draft.state.routines.items()):
        raised = routine.raised
        if in_session(draft.state, id):
            continue
        if raised and routine.enabled and id in draft.setup.presets and not _snoozed(draft, raised):
            found.setdefault(raised.notice, []).append((id, raised))
    for members in found.values():
        members.sort(key=lambda member: (member[1].instant, member[0]))
    return found


def _snoozed(draft: Snapshot, raised: Reminder) -> bool:
    return raised.snoozed_until is not None and raised.snoozed_until > draft.now.instant


def _card(card: Card) -> Notice:
    return Notice(
        id=card.id,
        title=card.title,
        body=card.body,
        buttons=card.buttons,
        commands=card.commands,
        urgency="critical" if card.critical else "low" if card.kind in ("answered", "welcome") else "normal",
        timeout_s=_timeout(card),
        revision=f"card-{card.revision}",
    )


def _timeout(card: Card) -> int | None:
    """For how long it shows, in seconds: 0 until it is answered, None as the server has it."""
    if card.critical or KINDS[card.kind].stays or len(card.buttons) > 1:
        return 0
    return _TO_UNDO_S if card.kind == "answered" and card.buttons else None


def _reminders(draft: Snapshot, id: str, members: list[Member], card: Card | None) -> Notice:
    if len(members) == 1 or id in draft.state.notices.one_by_one:
        return single(draft, id, members, card)
    return several(draft, id, members)
