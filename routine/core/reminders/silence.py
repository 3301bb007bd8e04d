"""Nobody answers for days: reminders are quiet, and one notice a day asks whether to go on."""

from __future__ import annotations

from datetime import timedelta

from routine.core.draft import Draft
from routine.core.occurrences.held_back import unseen_for
from routine.core.snapshot import Snapshot
from routine.core.state.cards import Card
from routine.core.state.notice import Button
from routine.core.state.pause import Pause
from routine.core.text.counts import listed
from routine.core.when.moment import day_of

SILENT_BUTTONS = (Button("fresh", "Start fresh"), Button("did-them", "Mark done"), Button("pause", "Pause"))
SILENCE = timedelta(days=3)
#: Of those that wait, so many are named.
_NAMED = 5


def silence(draft: Snapshot) -> tuple[str, str]:
    """Title and text of the daily notice while nobody answers."""
    since = draft.state.silence.waiting_since or draft.now.instant
    waiting = [id for id in draft.enabled() if draft.routine(id).raised]
    when = draft.when_here(since)
    body = (
        f"You have not answered since {when}. Reminders are quiet until you choose.\n"
        "Start fresh: what you missed stays missed, and reminders continue from now on.\n"
        "Mark done: everything since then counts as done.\n"
        "Pause: nothing since then counts, and reminders stay quiet until you resume."
    )
    if waiting:
        body += f"\nWaiting: {listed(draft.title(id) for id in waiting[:_NAMED])}"
    return "Continue your reminders?", body


def is_silent(draft: Snapshot) -> bool:
    """Whether nobody has answered for three days although something waited, and could be seen."""
    silence, now = draft.state.silence, draft.now.instant
    if silence.waiting_since is None:
        return False
    unseen = silence.unseen + unseen_for(draft.state, silence.waiting_since, now)
    return now - silence.waiting_since - unseen >= SILENCE


def no_silence(draft: Draft, pause: Pause) -> None:
    """While everything is paused nobody has to answer: that does not count as silence."""
    if pause.routine is None and not any(r.raised for r in draft.state.routines.values()):
        draft.change_silence(waiting_since=None, unseen=timedelta())


def tell_silence(draft: Draft, *, raised: bool) -> None:
    """At most one notice a day, at the day's first time, while nobody answers."""
    today = day_of(draft.now.wall(), draft.day_ends)
    if not raised or draft.state.silence.shown == today:
        return
    title, body = silence(draft)
    draft.change_silence(shown=today)
    for card in draft.state.notices.cards:
        if card.kind == "missed":
            draft.drop_card(card.id)
    old = draft.card_of("silent")
    id = old.id if old else draft.next_notice()
    draft.show(Card(id=id, kind="silent", title=title, body=body, buttons=SILENT_BUTTONS))


def heard(draft: Draft) -> None:
    """A sign of life: the silence, and its notice, are over; the wait of what is still raised begins anew."""
    waiting_since = draft.now.instant if draft.waiting() else None
    draft.change_silence(waiting_since=waiting_since, shown=None, unseen=timedelta())
    for card in draft.state.notices.cards:
        if card.kind == "silent":
            draft.drop_card(card.id)
