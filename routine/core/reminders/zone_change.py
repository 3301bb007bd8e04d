"""A changed time zone, which people are told of; and the mark of the clocks at each tick, by which it is seen."""

from __future__ import annotations

from routine.core.draft import Draft, News
from routine.core.state.cards import Card
from routine.core.state.model import ClockMark
from routine.core.state.notice import OK_BUTTONS


class ZoneChanged(News, frozen=True):
    """The machine's zone is another one than at the last tick."""

    old: str


def on_tick(draft: Draft) -> None:
    """Tell a zone change; remember the clocks. What a clock ahead of now wrote was put right before any command."""
    mark, now = draft.state.clocks, draft.now
    if mark and mark.zone != now.zone:
        from routine.core.reminders.sunscreen import arm_by_the_sun

        arm_by_the_sun(draft)
        draft.tell(ZoneChanged(mark.zone))
    draft.change(clocks=ClockMark(now.instant, now.elapsed, now.boot_id, now.zone))


def zone_changed_notice(draft: Draft, news: ZoneChanged) -> Card:
    """Old zone, new zone, and the next reminders."""
    from routine.core.reminders.next_time import (
        until_told,
        with_next,  # here: zones change on journeys, ticks come every day
    )

    coming = sorted((one.instant, id) for id in draft.enabled() if (one := draft.ahead(id)))
    lines = [f"It was {news.old}, and it is {draft.now.zone} now.", *with_next(draft, [id for _, id in coming[:3]])]
    same = draft.card_of("zone")
    id, title, body = same.id if same else draft.next_notice(), "Your time zone changed", "\n".join(lines)
    ends = until_told(draft, (at for at, _ in coming))
    return Card(id=id, kind="zone", title=title, body=body, buttons=OK_BUTTONS, ends=ends)
