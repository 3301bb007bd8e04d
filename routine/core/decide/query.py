"""Answers a query from the state as it is; changes nothing. Dispatch only, as `decide` is for commands.

What answers is imported when the first query of its kind comes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from routine.core.requests.queries import (
    CourseList,
    LeafletQuery,
    LogQuery,
    Notices,
    Overview,
    Pending,
    PlanQuery,
    PresetList,
    ProfileQuery,
    Query,
    Ratings,
    Report,
    ReviewQuery,
    SessionQuery,
    SettingsQuery,
    Stats,
    StatusQuery,
    Today,
    VisitList,
    Why,
)
from routine.core.snapshot import Snapshot
from routine.core.state.clocks import ahead_by
from routine.core.state.log import Entry

if TYPE_CHECKING:
    from routine.core.requests.replies.courses import CourseListReply
    from routine.core.requests.replies.leaflet import LeafletReply
    from routine.core.requests.replies.log import LogReply
    from routine.core.requests.replies.notices import NoticesReply
    from routine.core.requests.replies.occurrences import OverviewReply, PendingReply, PlanReply, TodayReply, WhyReply
    from routine.core.requests.replies.presets import PresetListReply, ShelfReply
    from routine.core.requests.replies.profile import ProfileReply
    from routine.core.requests.replies.ratings import RatingsReply
    from routine.core.requests.replies.report import ReportReply
    from routine.core.requests.replies.review import ReviewReply
    from routine.core.requests.replies.session import SessionReply
    from routine.core.requests.replies.settings import SettingsReply
    from routine.core.requests.replies.stats import StatsReply
    from routine.core.requests.replies.status import StatusReply
    from routine.core.requests.replies.visits import VisitListReply

    QueryReply = (
        CourseListReply | LeafletReply | LogReply | NoticesReply | OverviewReply | PendingReply | PlanReply
        | PresetListReply | ProfileReply | RatingsReply | ReportReply | ReviewReply | SessionReply | ShelfReply
        | SettingsReply | StatsReply | StatusReply | TodayReply | VisitListReply | WhyReply
    )  # fmt: skip

#: Reads the log from an instant (UTC) on, of one routine; None: all of it.
ReadLog = Callable[[datetime | None, str | None], list[Entry]]


def answer(draft: Snapshot, query: Query, read_log: ReadLog) -> QueryReply:
    """What a query asks to see. Raises RoutineError; UnreadError where a preset matters that was left unread."""
    draft = _by_the_right_clock(draft)
    match query:
        case Overview() | Today() | PlanQuery() | Pending():
            return _times(draft, query)
        case Why() | LogQuery() | Ratings() | Stats() | Report():
            return _past(draft, query, read_log)
        case StatusQuery():
            from routine.core.views.status import status_view

            return status_view(draft)
        case SessionQuery():
            from routine.core.session.session_status import session_view

            return session_view(draft)
        case Notices():
            from routine.core.views.notices import notices_view

            return notices_view(draft)
        case CourseList() | VisitList():
            return _courses(draft, query)
        case PresetList() | LeafletQuery() | ReviewQuery() | ProfileQuery() | SettingsQuery():
            return _files(draft, query)


def _courses(draft: Snapshot, query: CourseList | VisitList) -> QueryReply:
    """How far courses and series of visits are."""
    match query:
        case CourseList():
            from routine.core.views.courses import course_list_view

            return course_list_view(draft)
        case VisitList(full=True):
            from routine.core.views.visit_care import visit_care_view

            return visit_care_view(draft, query)
        case VisitList():
            from routine.core.visits.visit_list import visits_view

            return visits_view(draft, query)


def _files(
    draft: Snapshot, query: PresetList | LeafletQuery | ReviewQuery | ProfileQuery | SettingsQuery
) -> QueryReply:
    """What the files say: presets, what speaks against one, the profile, the settings."""
    match query:
        case PresetList(full=True):
            from routine.core.views.presets import shelf_view

            return shelf_view(draft, query.find)
        case PresetList():
            from routine.core.views.presets import preset_list_view

            return preset_list_view(draft)
        case ReviewQuery():
            from routine.core.views.review import review_view

            return review_view(draft, query)
        case LeafletQuery():
            from routine.core.views.leaflet_sections import leaflet_view

            return leaflet_view(draft, query)
        case ProfileQuery():
            from routine.core.views.profile import profile_view

            return profile_view(draft)
        case SettingsQuery():
            from routine.core.views.settings import settings_view

            return settings_view(draft)


def _by_the_right_clock(draft: Snapshot) -> Snapshot:
    """What a clock ahead wrote is seen as the next command will put it right; a look itself changes nothing."""
    if not ahead_by(draft.state, draft.now):
        return draft
    from routine.core.draft import Draft
    from routine.core.reminders.clock_ahead import put_right

    seen = Draft(draft.files, draft.state, draft.now, draft.history)
    put_right(seen)
    return Snapshot(draft.files, seen.state, draft.now, draft.history)


def _times(draft: Snapshot, query: Overview | Today | PlanQuery | Pending) -> QueryReply:
    from routine.core.views import today_plan_pending

    match query:
        case Overview():
            return today_plan_pending.overview_view(draft)
        case Today(full=True):
            from routine.core.views.whole_day import whole_day_view

            return whole_day_view(draft)
        case Today():
            return today_plan_pending.today_view(draft)
        case PlanQuery(full=True):
            from routine.core.views.whole_plan import whole_plan_view

            return whole_plan_view(draft, query)
        case PlanQuery():
            return today_plan_pending.plan_view(draft, query)
        case Pending():
            return today_plan_pending.pending_view(draft)


def _past(draft: Snapshot, query: Why | LogQuery | Ratings | Stats | Report, read_log: ReadLog) -> QueryReply:
    """What needs the log."""
    match query:
        case Why():
            from routine.core.views.why import why_view

            return why_view(draft.knowing(tuple(read_log(None, None))) if query.when else draft, query)
        case LogQuery():
            from routine.core.find_routine import resolve_enabled
            from routine.core.views.log import log_since, log_view

            routine = resolve_enabled(draft, query.routine) if query.routine else None
            return log_view(draft, read_log(log_since(draft, query), routine))
        case Ratings():
            from routine.core.views.ratings import ratings_view

            return ratings_view(draft.knowing(tuple(read_log(None, None))), query)
        case Stats():
            from routine.core.views.stats import read_since, span_of, stats_view

            span = span_of(draft, query)
            return stats_view(draft, query, span, read_log(read_since(draft, span), None))
        case Report():
            from routine.core.views.doctor_report import report_view

            return report_view(draft.knowing(tuple(read_log(None, None))), query)
