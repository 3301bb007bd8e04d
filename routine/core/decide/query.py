"""Answers a query from the state as it is; changes nothing. Dispatch only, as `decide` is for commands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from routine.core.find_routine import resolve_enabled
from routine.core.requests.queries import (
    CourseList,
    LogQuery,
    Overview,
    Pending,
    PlanQuery,
    PresetList,
    Query,
    Ratings,
    SessionQuery,
    StatusQuery,
    Today,
    VisitList,
    Why,
)
from routine.core.requests.replies.courses import CourseListReply
from routine.core.requests.replies.log import LogReply
from routine.core.requests.replies.occurrences import OverviewReply, PendingReply, PlanReply, TodayReply, WhyReply
from routine.core.requests.replies.presets import PresetListReply
from routine.core.requests.replies.ratings import RatingsReply
from routine.core.requests.replies.session import SessionReply
from routine.core.requests.replies.status import StatusReply
from routine.core.requests.replies.visits import VisitListReply
from routine.core.session.view import session_view
from routine.core.snapshot import Snapshot
from routine.core.state.log import Entry
from routine.core.views.courses import course_list_view
from routine.core.views.overview import (
    overview_view,
    pending_view,
    plan_view,
    preset_list_view,
    status_view,
    today_view,
)
from routine.core.views.ratings import ratings_view
from routine.core.views.why import log_since, log_view, why_view
from routine.core.visits.view import visits_view

#: Reads the log from an instant (UTC) on, of one routine; None: all of it.
ReadLog = Callable[[datetime | None, str | None], list[Entry]]

QueryReply = (
    CourseListReply | LogReply | OverviewReply | PendingReply | PlanReply | PresetListReply | RatingsReply
    | SessionReply | StatusReply | TodayReply | VisitListReply | WhyReply
)  # fmt: skip


def answer(draft: Snapshot, query: Query, read_log: ReadLog) -> QueryReply:
    """What a query asks to see. Raises RoutineError; UnreadError where a preset matters that was left unread."""
    match query:
        case Overview():
            return overview_view(draft)
        case Today():
            return today_view(draft)
        case PlanQuery():
            return plan_view(draft, query)
        case Pending():
            return pending_view(draft)
        case Why():
            return why_view(draft.knowing(tuple(read_log(None, None))) if query.when else draft, query)
        case LogQuery():
            routine = resolve_enabled(draft, query.routine) if query.routine else None
            return log_view(draft, read_log(log_since(draft, query), routine))
        case StatusQuery():
            return status_view(draft)
        case SessionQuery():
            return session_view(draft)
        case CourseList():
            return course_list_view(draft)
        case VisitList():
            return visits_view(draft, query)
        case Ratings():
            return ratings_view(draft.knowing(tuple(read_log(None, None))), query)
        case PresetList():
            return preset_list_view(draft)
