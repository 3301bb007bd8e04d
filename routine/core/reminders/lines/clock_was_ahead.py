"""What one notice says of a clock that was ahead."""

from __future__ import annotations

from routine.core.draft import Draft
from routine.core.reminders.clock_ahead import ClockWasAhead
from routine.core.reminders.next_time import until_told, with_next
from routine.core.state.cards import Card, card_id
from routine.core.state.notice import OK_BUTTONS


def clock_was_ahead_notice(draft: Draft, news: ClockWasAhead) -> Card:
    """What the clock had said, and the next reminders by the time that it says now."""
    coming = sorted((one.instant, id) for id in draft.enabled() if (one := draft.ahead(id)))
    lines = [
        f"The clock showed {draft.when_here(news.said)}. Your reminders follow the present time again.",
        *with_next(draft, [id for _, id in coming[:3]]),
    ]
    ends = until_told(draft, (at for at, _ in coming))
    title = "The clock was ahead"
    return Card(id=card_id("clock"), kind="clock", title=title, body="\n".join(lines), buttons=OK_BUTTONS, ends=ends)
