"""A ramp goes on after irritation: only when the person says so; asked once after each whole week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from msgspec.structs import replace

from routine.core.draft import Draft
from routine.core.errors import NothingToDoError, UsageError
from routine.core.irritation.outcomes import WentOn
from routine.core.irritation.ramp_stays import at_week, ramp
from routine.core.occurrences.irritation_rest import lasting, since_day
from routine.core.occurrences.ramp_progress import completed
from routine.core.schedule.types import Ramp
from routine.core.snapshot import Snapshot
from routine.core.state.cards import Card, card_id
from routine.core.text.notice_title import titled
from routine.core.when.moment import instant_of, wall

#: When a whole week is asked about: local, at an hour at which people are up.
_ASKED_AT = time(10)


def go_on(draft: Draft, id: str) -> WentOn:
    """Let a ramp go one week further, once its present week is done. Raises UsageError while irritation lasts."""
    from routine.core.irritation.lines import HOW_TO_END  # here: a tick seldom says anything
    from routine.core.reminders.next_time import next_line

    base, kept, at = ramp(draft.preset(id)), draft.routine(id).nights, at_week(draft, id)
    if base is None or kept is None or at is None:
        raise NothingToDoError(f"{draft.title(id)} has no build-up, so there is no next week to continue to.")
    if one := lasting(draft.state, draft.now.instant):
        raise UsageError(f"Your skin has been irritated since {since_day(one, draft.now.zone)}.", HOW_TO_END)
    if kept.upto is None or kept.upto > at.index or at.index == len(base.weeks) - 1:
        raise NothingToDoError(f"{draft.title(id)} continues by itself. {next_line(draft, id)}")
    # From the week it is in now: what was done before that counts no further.
    here = replace(kept, start=at.begins, index=at.index, last=at.last, upto=at.index + 1)
    draft.change_routine(id, nights=here)
    draft.drop_card(card_id("ramp", id))
    return WentOn(id, at.index + 1)


def offer_next_weeks(draft: Draft) -> None:
    """After a whole week of a ramp that irritation keeps where it is, ask once; nothing goes on by itself."""
    if lasting(draft.state, draft.now.instant):
        return
    for id in draft.enabled():
        kept = draft.routine(id).nights
        if kept is None or kept.upto is None:
            continue
        base, at = ramp(draft.preset(id)), at_week(draft, id)
        if at is None or base is None or kept.upto != at.index:
            continue
        whole = completed(draft.preset(id), draft.routine(id), draft.calendar(id), draft.today(id))
        if whole and whole != kept.asked and at.index < len(base.weeks) - 1 and _since_irritation(draft, whole):
            draft.change_routine(id, nights=replace(kept, asked=whole))
            _offer(draft, id, base, at.index)


def _since_irritation(draft: Snapshot, day: date) -> bool:
    ended = [one.over for one in draft.state.irritations if one.over]
    return not ended or wall(max(ended), draft.now.zone).date() <= day


def _offer(draft: Draft, id: str, base: Ramp, week: int) -> None:
    from routine.core.irritation.lines import CONTINUE_OR_STAY, offer

    draft.show(
        Card(
            id=card_id("ramp", id),
            kind="ramp",
            title=titled(draft.title(id), "continue?"),
            body=offer(base, week),
            buttons=CONTINUE_OR_STAY,
        )
    )


def press(draft: Draft, card: Card, button: str) -> WentOn | None:
    """A button of the question; None where it only puts it away."""
    return go_on(draft, card.of) if button == "go-on" else None


def next_wakes(snapshot: Snapshot) -> Iterator[datetime]:
    """A week may be whole once its last day is over: the next morning (UTC), while a ramp is kept at its week."""
    if lasting(snapshot.state, snapshot.now.instant):
        return
    for id in snapshot.enabled():
        kept = snapshot.routine(id).nights
        if kept is not None and kept.upto is not None and ramp(snapshot.preset(id)):
            here = snapshot.wall(id)
            morning = datetime.combine(here.date(), _ASKED_AT)
            yield instant_of(morning if morning > here else morning + timedelta(days=1), snapshot.zone(id))
