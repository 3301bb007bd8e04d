"""When a card goes by itself, and when a delivery that failed is tried again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from routine.core.draft import Draft
from routine.core.snapshot import Snapshot


def drop_ended(draft: Draft) -> None:
    """Take away the cards whose time is over."""
    kept = tuple(card for card in draft.state.notices.cards if card.ends is None or card.ends > draft.now.instant)
    if len(kept) != len(draft.state.notices.cards):
        draft.change_notices(cards=kept)


def next_wakes(snapshot: Snapshot) -> Iterator[datetime]:
    """The ends of cards, and the times to try a delivery again, that are ahead (UTC)."""
    state = snapshot.state
    times = [
        *(card.ends for card in state.notices.cards),
        *(delivery.retry_at for delivery in state.notices.deliveries.values()),
    ]
    return (at for at in times if at and at > snapshot.now.instant)
