"""What notifiers report: a notice sent, confirmed, failed or taken off the screen."""

from __future__ import annotations

from msgspec.structs import replace

from routine.core.draft import Draft
from routine.core.notices.one_notice_at_a_time import groups, told_of
from routine.core.notices.presence import forget, note_unseen
from routine.core.notices.reconcile import after_telling
from routine.core.notices.wanted import wanted
from routine.core.occurrences.held_back import unseen
from routine.core.requests.reports import Cleared, Closed, Told, Withdrawn
from routine.core.snapshot import Snapshot


def told(draft: Draft, report: Told) -> None:
    """Note what became of a notice; only one that was confirmed, and can be seen, counts as delivered."""
    before = draft.state.notices.deliveries.get(report.notice)
    new = after_telling(report, before, draft.now.instant)
    draft.change_notices(deliveries={**draft.state.notices.deliveries, report.notice: new})
    if report.error is not None:
        return
    if unseen(draft.state):
        note_unseen(draft, report.notice)
    elif _is_current(draft, report):
        _note_sent(draft, report.notice, "delivered_at" if report.confirmed else "sent_at")


def _is_current(draft: Snapshot, report: Told) -> bool:
    """Whether what was shown is what should be showing now: a reminder that joined meanwhile was not on the screen."""
    notice = next((notice for notice in wanted(draft) if notice.id == report.notice), None)
    return notice is not None and notice.revision == report.revision


def _note_sent(draft: Draft, notice: str, field: str) -> None:
    """Every reminder that the notice shows or names is delivered (or sent, where nobody confirms), the first time."""
    for id, raised in told_of(draft, notice):
        if getattr(raised, field) is None:
            draft.change_routine(id, raised=replace(raised, **{field: draft.now.instant}))


def cleared(draft: Draft, report: Cleared) -> None:
    """Nothing of these shows any more; who goes through them one by one goes on where they were."""
    left = {id: d for id, d in draft.state.notices.deliveries.items() if id not in report.notices}
    draft.change_notices(deliveries=left)


def closed(draft: Draft, report: Closed) -> None:
    """A person closed it: no answer, but what comes after it may come, and what waits may be asked again."""
    known = report.notice in groups(draft) or draft.card(report.notice) is not None
    if known and report.notice not in draft.state.notices.put_away:
        draft.change_notices(put_away=(*draft.state.notices.put_away, report.notice))


def withdrawn(draft: Draft, report: Withdrawn) -> None:
    """Forget a notice that is off the screen."""
    notices = draft.state.notices
    waiting = {routine.raised.notice for routine in draft.state.routines.values() if routine.raised}
    draft.change_notices(
        deliveries={id: d for id, d in notices.deliveries.items() if id != report.notice},
        one_by_one=tuple(id for id in notices.one_by_one if id in waiting),
        gone_through={id: n for id, n in notices.gone_through.items() if id in waiting},
        put_away=tuple(id for id in notices.put_away if id != report.notice),
    )
    forget(draft, report.notice)
