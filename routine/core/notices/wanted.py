"""Which notices should be showing: reminders, together or one by one, and cards; derived from state, never queued."""

from __future__ import annotations

from msgspec.structs import replace

from routine.core.notices.early_notification import early_notices
from routine.core.notices.one_notice_at_a_time import Group, Member, shown_groups
from routine.core.notices.reminder_notice import single
from routine.core.notices.several_reminders import also_due, several, times_shown
from routine.core.occurrences.held_back import lying_flat
from routine.core.occurrences.quiet_hours import quiet_until
from routine.core.snapshot import Snapshot
from routine.core.state.cards import KINDS, Card
from routine.core.state.keys import is_visit
from routine.core.state.notice import TO_BE_READ_S, Notice
from routine.core.state.session import Session


def wanted(draft: Snapshot) -> tuple[Notice, ...]:
    """Every notice that should be showing now; in quiet hours (machine off) and lying flat, a session's alone."""
    again, found = draft.state.presence.again, _found(draft)
    if not again:
        return found
    # Sent while nobody could see it: another revision has it sent once more.
    return tuple(replace(n, revision=f"{n.revision}/{again[n.id]}") if n.id in again else n for n in found)


def _found(draft: Snapshot) -> tuple[Notice, ...]:
    session = draft.state.session
    ended = tuple(_card(card) for card in draft.state.notices.cards if card.kind == "session")
    running = (_running(session, draft),) if session else ended
    if quiet_until(draft.setup.settings, draft.now) or lying_flat(draft.state):
        return running
    cards = {card.id: card for card in draft.state.notices.cards}
    found = {notice.id: notice for notice in running}
    found.update((id, _card(card)) for id, card in cards.items())
    # Not before the notice about the silence is there: else nothing at all would show until the next time.
    silent = draft.state.silence.shown is not None
    for id, group in shown_groups(draft).items():
        # What the clinic asks for is read in a silence too, and whether somebody went: after-care hangs on that.
        if not silent or is_visit(group.members[0][1].key):
            found[id] = _reminders(draft, id, group, cards.get(id))
    if not silent:
        found.update((notice.id, notice) for notice in early_notices(draft))
    return tuple(found.values())


def _running(session: Session, draft: Snapshot) -> Notice:
    from routine.core.session.notice import session_notice  # here: mostly, no session runs

    return session_notice(session, draft.now)


def _card(card: Card) -> Notice:
    return Notice(
        id=card.id,
        title=card.title,
        body=card.body,
        buttons=card.buttons,
        commands=card.commands,
        urgency="critical" if card.critical else "normal",
        timeout_s=_timeout(card),
        revision=f"card-{card.revision}",
        # Whoever pressed looks there now: what came of it is not to wait behind what came before.
        first=card.kind == "answered",
    )


def _timeout(card: Card) -> int | None:
    """For how long it shows, in seconds: 0 until it is answered, None for as long as reading takes."""
    if card.critical or KINDS[card.kind].stays or len(card.buttons) > 1:
        return 0
    return TO_BE_READ_S if card.kind == "answered" and card.buttons else None


def _reminders(draft: Snapshot, id: str, group: Group, card: Card | None) -> Notice:
    """Those of a group; what else is due and comes after them is named below."""
    behind = [also_due(draft, group.behind)] if group.behind else []
    alone = len(group.members) == 1
    notice = single(draft, id, group.members[0], card) if alone else several(draft, id, group.members)
    revision = _revision(draft, id, notice.revision, group.behind)
    return replace(notice, body="\n".join([notice.body, *behind]), revision=revision)


def _revision(draft: Snapshot, id: str, own: str, behind: tuple[Member, ...]) -> str:
    """Those behind remind by it, too: it is shown again when one of them nags, or joins; closed, only for its own."""
    notices = draft.state.notices
    if id in notices.put_away and id in notices.deliveries:
        last = notices.deliveries[id].revision
        return last if last == own or last.startswith(f"{own}+") else own
    times = sum(times_shown(raised) for _, raised in behind)
    return f"{own}+{len(behind)}/{times}" if behind else own
