"""A clock set back and a changed zone: what is reopened, and what people are told."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from routine.core.draft import Draft, News
from routine.core.reminders.lines import with_next
from routine.core.reminders.next_time import until_told
from routine.core.reminders.sunscreen import arm_by_the_sun
from routine.core.state.cards import Card
from routine.core.state.fold import effective
from routine.core.state.keys import link_key
from routine.core.state.log import Entry
from routine.core.state.model import ClockMark, State
from routine.core.state.notice import OK_BUTTONS
from routine.core.state.reminder import Reminder
from routine.core.when.moment import Now, instant_of, wall

#: Smaller steps back are the clock being kept in time, and repeat nothing.
_TOLERANCE = timedelta(seconds=5)
_SET_BACK = "the clock was set back"


class ZoneChanged(News, frozen=True):
    """The machine's zone is another one than at the last tick."""

    old: str


def set_back_by(state: State, now: Now) -> timedelta:
    """How far the wall clock was set back since the last tick; zero when it was not.

    Within one boot the difference to elapsed time tells; after another boot only a clock that runs behind shows.
    """
    mark = state.clocks
    if mark is None:
        return timedelta()
    moved = now.instant - mark.instant
    if mark.boot_id == now.boot_id:
        moved -= timedelta(seconds=now.elapsed - mark.elapsed)
    return -moved if moved < -_TOLERANCE else timedelta()


def on_tick(draft: Draft) -> None:
    """Lower the watermarks after a clock was set back; tell a zone change; remember the clocks."""
    back = set_back_by(draft.state, draft.now)
    if back:
        _reopen(draft, back)
    mark, now = draft.state.clocks, draft.now
    if mark and mark.zone != now.zone:
        arm_by_the_sun(draft)
        draft.tell(ZoneChanged(mark.zone))
    draft.change(clocks=ClockMark(now.instant, now.elapsed, now.boot_id, now.zone))


def _reopen(draft: Draft, back: timedelta) -> None:
    """Lower every watermark by the step, and reopen what time, not a person, had closed ahead of now."""
    for id in list(draft.state.routines):
        _set_back(draft, id, back)
    silent = draft.state.silence.waiting_since
    draft.change_silence(waiting_since=min(silent, draft.now.instant) if silent else None, shown=None)
    # The newest first: what hung on an entry that is retracted goes with it.
    for entry in reversed(effective(draft.history)):
        closed_by_time = entry.by == "time" and entry.answer in ("missed", "excused")
        if closed_by_time and entry.instant > draft.now.instant and entry.routine in draft.state.routines:
            draft.answer(entry.routine, entry, "undone", by="time", reason=_SET_BACK, replaces=entry)
            draft.open_again(entry.routine, entry, _SET_BACK)
    _remember_answers(draft)


def _remember_answers(draft: Draft) -> None:
    """Have the state know every answer to a time that the clock brings once more, so that it is not asked again.

    The state forgets answers behind the watermark after some days; the watermark may have gone back further.
    """
    answered: dict[str, dict[int, Entry]] = {}
    for entry in effective((*draft.history, *draft.state.outbox)):
        answered.setdefault(entry.routine, {})[entry.seq] = entry
    for id, routine in list(draft.state.routines.items()):
        known = {entry.seq: entry for entry in routine.recent}
        again = {
            seq: entry
            for seq, entry in answered.get(id, {}).items()
            if seq not in known and max(entry.nominal, wall(entry.instant, draft.zone(id))) > routine.through
        }
        if again:
            everything = sorted({**known, **again}.items())
            draft.change_routine(id, recent=tuple(entry for _, entry in everything))


def _set_back(draft: Draft, id: str, back: timedelta) -> None:
    """Turn one routine's clock back. What is left of a snooze or of a nag's wait stays as long as it was."""
    routine, zone, now = draft.routine(id), draft.zone(id), draft.now.instant
    # `through` is written only when something was decided; nothing was due between it and the last tick.
    marked = draft.state.clocks.instant if draft.state.clocks else now
    through = max(routine.through, wall(marked, zone))
    lowered = wall(instant_of(through, zone) - back, zone)
    wrong = {link_key(entry.seq) for entry in routine.recent if entry.recorded_at > now}
    armed = tuple(replace(a, instant=a.instant - back) if a.key in wrong else a for a in routine.armed)
    raised = routine.raised
    ahead = raised is not None and raised.instant > now
    kept = None if raised is None or ahead else _waiting_back(raised, now, back)
    draft.change_routine(id, through=lowered, since=min(routine.since, now), armed=armed, raised=kept)
    if raised and ahead:
        draft.open_again(id, raised, _SET_BACK)


def _waiting_back(raised: Reminder, now: datetime, back: timedelta) -> Reminder:
    """Instants that the clock had not reached yet, as it now is, move with it."""
    names = ("raised_at", "delivered_at", "last_shown", "last_nag", "snoozed_until")
    times = {name: at for name in names if (at := getattr(raised, name)) is not None and at > now}
    return replace(raised, **{name: at - back for name, at in times.items()})


def zone_changed_notice(draft: Draft, news: ZoneChanged) -> Card:
    """Old zone, new zone, and the next reminders."""
    coming = sorted((one.instant, id) for id in draft.enabled() if (one := draft.upcoming(id)))
    lines = [f"From {news.old} to {draft.now.zone}.", *with_next(draft, [id for _, id in coming[:3]])]
    same = draft.card_of("zone")
    id, title, body = same.id if same else draft.next_notice(), "Your time zone changed", "\n".join(lines)
    ends = until_told(draft, (at for at, _ in coming))
    return Card(id=id, kind="zone", title=title, body=body, buttons=OK_BUTTONS, ends=ends)
