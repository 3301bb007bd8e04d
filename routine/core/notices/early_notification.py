"""A word in good time before a routine whose things have to be fetched: what is needed, and when it begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from routine.core.config.setup import Setup
from routine.core.occurrences.held_back import in_session
from routine.core.occurrences.irritation_rest import holding
from routine.core.occurrences.pauses import paused_at
from routine.core.occurrences.quiet_hours import quiet_until
from routine.core.reminders.shared_notice import TOGETHER
from routine.core.schedule.clock import Occurrence
from routine.core.snapshot import Snapshot
from routine.core.spacing.one_time import left_out
from routine.core.state.keys import is_visit
from routine.core.state.notice import Notice
from routine.core.text.notice_title import LONGEST_TITLE, shortened
from routine.core.when.duration import Duration
from routine.core.when.duration_words import duration_words
from routine.core.when.moment import Now, wall

_MINUTE = 60


def early_notices(draft: Snapshot) -> Iterator[Notice]:
    """One notice for what begins soon, those of the same few minutes together.

    Worked out from what is ahead now, never stored: a time that was answered, moved or held is no longer in it.
    """
    groups: dict[float, list[Occurrence]] = {}
    for one in sorted(_soon(draft), key=lambda one: (one.instant, one.routine)):
        # By fixed spans of the clock: the id stays the same, whoever joins or leaves.
        groups.setdefault(one.instant.timestamp() // TOGETHER.total_seconds(), []).append(one)
    for slot, members in groups.items():
        yield _notice(draft, f"ahead:{slot:.0f}", members)


def next_wakes(snapshot: Snapshot) -> Iterator[datetime]:
    """When (UTC) the next of these notices is due, one for each routine that has them."""
    begins = (_begins(snapshot.setup, one) for one in _coming(snapshot))
    return (at for at in begins if at > snapshot.now.instant)


def _coming(draft: Snapshot) -> Iterator[Occurrence]:
    """The next time of each routine that wants a word ahead."""
    for id in draft.enabled():
        if draft.preset(id).remind.ahead:
            found = draft.upcoming(id)
            if found and not is_visit(found.key):
                yield found


def _begins(setup: Setup, one: Occurrence) -> datetime:
    ahead = setup.presets[one.routine].remind.ahead
    return one.instant - (ahead.delta() if ahead else timedelta())


def _soon(draft: Snapshot) -> Iterator[Occurrence]:
    """The times close enough to say so, but for those that will not be shown."""
    for one in _coming(draft):
        if _begins(draft.setup, one) <= draft.now.instant < one.instant and _will_show(draft, one):
            yield one


def _will_show(draft: Snapshot, one: Occurrence) -> bool:
    id, pauses = one.routine, draft.state.pauses
    if in_session(draft.state, id) or draft.routine(id).held:
        return False
    if paused_at(pauses, id, draft.now.instant) or paused_at(pauses, id, one.instant) or left_out(draft, id, one):
        return False
    then = Now(one.instant, draft.now.elapsed, draft.now.boot_id, draft.now.zone)
    quiet = quiet_until(draft.setup.settings, then)
    return not quiet and not holding(draft.state, draft.preset(id), one.instant, draft.zone(id))


def _notice(draft: Snapshot, id: str, members: list[Occurrence]) -> Notice:
    """`revision` names the times alone: as the time left grows shorter, nothing is shown anew."""
    what = draft.title(members[0].routine) if len(members) == 1 else f"{len(members)} routines"
    left = duration_words(Duration(seconds=_minutes(members[0].instant - draft.now.instant) * _MINUTE))
    return Notice(
        id=id,
        title=f"{shortened(what, LONGEST_TITLE - len(left) - 4)} in {left}",
        body="\n".join(line for one in members for line in _lines(draft, one, alone=len(members) == 1)),
        revision=",".join(f"{one.id}/{one.instant:%Y%m%d%H%M}" for one in members),
    )


def _minutes(left: timedelta) -> int:
    return max(1, round(left.total_seconds() / _MINUTE))


def _lines(draft: Snapshot, one: Occurrence, *, alone: bool) -> Iterator[str]:
    zone, needs = draft.zone(one.routine), draft.preset(one.routine).needs
    when = draft.when_in(zone, wall(one.instant, zone))
    yield f"Starts {when}." if alone else f"{draft.title(one.routine)} starts {when}."
    if needs:
        yield "You need:"
    yield from (f"• {need}" for need in needs)
