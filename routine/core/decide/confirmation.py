"""What a notice says once one of its buttons was pressed: for how long, and with Undo."""

from __future__ import annotations

from datetime import timedelta

from routine.core.draft import Draft
from routine.core.requests.replies import commands as reply
from routine.core.state.cards import Card, Confirmation
from routine.core.state.notice import OK_BUTTONS, UNDO_BUTTONS

#: How long it can be pressed where the server keeps it; one that asks something, or has to be read: a day.
CONFIRMATION, ASKING = timedelta(minutes=2), timedelta(days=1)


def confirm(draft: Draft, notice: str, told: Confirmation) -> reply.AnswersReply:
    """Say in the same notice what happened and what comes next, with Undo where there is something to take back."""
    _drop_the_one_before(draft, notice)
    lines = (*told.lines, *([told.asks] if told.asks else []))
    buttons = (*told.buttons, *(OK_BUTTONS if told.to_read else ()))
    stays = told.asks or told.to_read
    draft.show(
        Card(
            id=notice,
            kind="answered",
            title=told.title,
            body="\n".join(lines),
            buttons=(*buttons, *(UNDO_BUTTONS if told.undo or told.snoozed else ())),
            about=(*(f"{entry.routine}/{entry.seq}" for entry in told.undo), *told.snoozed),
            since=min((entry.recorded_at for entry in told.undo), default=None),
            ends=draft.now.instant + (ASKING if stays else CONFIRMATION),
        )
    )
    return reply.AnswersReply(said=lines)


def _drop_the_one_before(draft: Draft, notice: str) -> None:
    """Of reminders that come one by one, only the last confirmation stands; one that asks something waits for it."""
    begins, one_by_one, _ = notice.partition(".")
    for card in draft.state.notices.cards:
        asks = len(card.buttons) > 1
        if one_by_one and card.kind == "answered" and card.id.partition(".")[0] == begins and not asks:
            draft.drop_card(card.id)
