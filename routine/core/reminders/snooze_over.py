"""A snooze is over: its reminder is shown again."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from routine.core.draft import Draft
from routine.core.state.reminder import Reminder


def wake(draft: Draft, id: str, raised: Reminder) -> None:
    """Show it again, and no longer that it comes later."""
    shown = raised.shown_again + 1
    now = draft.now.instant
    woken = replace(raised, snoozed_until=None, shown_again=shown, last_shown=now, unseen=timedelta())
    draft.change_routine(id, raised=woken)
    for card in draft.state.notices.cards:
        if snooze_id(id, raised) in card.about:
            draft.drop_card(card.id)


def snooze_id(id: str, raised: Reminder) -> str:
    """How a card names the reminder whose snooze it tells of."""
    return f"{id}@{raised.key}"
