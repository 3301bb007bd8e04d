"""What a command may ask of the service, by name, and what each is answered: every field that is read is checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, overload

from routine.cli.shell import connection
from routine.daemon.protocol import SENT_AS

if TYPE_CHECKING:
    from routine.core.requests.replies.commands import (
        AnswersReply,
        DoneReply,
        EnableReply,
        RateReply,
        ReloadReply,
        SessionActReply,
        SessionStartReply,
        SnoozeReply,
        VisitReply,
    )
    from routine.core.requests.replies.courses import CourseListReply
    from routine.core.requests.replies.leaflet import LeafletReply
    from routine.core.requests.replies.log import LogReply
    from routine.core.requests.replies.notices import NoticesReply
    from routine.core.requests.replies.occurrences import OverviewReply, PendingReply, PlanReply, TodayReply, WhyReply
    from routine.core.requests.replies.presets import PresetListReply
    from routine.core.requests.replies.profile import ProfileReply
    from routine.core.requests.replies.ratings import RatingsReply
    from routine.core.requests.replies.report import ReportReply
    from routine.core.requests.replies.review import ReviewReply
    from routine.core.requests.replies.session import SessionReply
    from routine.core.requests.replies.settings import SettingsReply
    from routine.core.requests.replies.stats import StatsReply
    from routine.core.requests.replies.status import DaemonStatus
    from routine.core.requests.replies.visits import VisitListReply

Maybe = str | None
Names = Sequence[str]


if TYPE_CHECKING:
    # fmt: off
    @overload
    def query(do: Literal["overview"]) -> OverviewReply: ...
    @overload
    def query(do: Literal["today"]) -> TodayReply: ...
    @overload
    def query(do: Literal["plan"], *, days: int, routine: Maybe = None) -> PlanReply: ...
    @overload
    def query(do: Literal["pending"]) -> PendingReply: ...
    @overload
    def query(do: Literal["why"], *, routine: str, when: Maybe) -> WhyReply: ...
    @overload
    def query(do: Literal["status"]) -> DaemonStatus: ...
    @overload
    def query(do: Literal["log"], *, since: Maybe, routine: Maybe) -> LogReply: ...
    @overload
    def query(do: Literal["preset-list"]) -> PresetListReply: ...
    @overload
    def query(do: Literal["session-status"]) -> SessionReply: ...
    @overload
    def query(do: Literal["course-list"]) -> CourseListReply: ...
    @overload
    def query(do: Literal["visit-list"], *, routine: Maybe) -> VisitListReply: ...
    @overload
    def query(do: Literal["leaflet"], *, routine: str) -> LeafletReply: ...
    @overload
    def query(do: Literal["notices"]) -> NoticesReply: ...
    @overload
    def query(do: Literal["review"], *, routines: Names, accept: Names) -> ReviewReply: ...
    @overload
    def query(do: Literal["settings"]) -> SettingsReply: ...
    @overload
    def query(do: Literal["profile"]) -> ProfileReply: ...
    @overload
    def query(do: Literal["report"], *, routines: Names, since: Maybe, until: Maybe) -> ReportReply: ...
    @overload
    def query(do: Literal["stats"], *, routine: Maybe, since: Maybe, until: Maybe) -> StatsReply: ...
    @overload
    def query(
        do: Literal["ratings"], *, routine: Maybe = None, to_rate: bool = False, at: Maybe = None
    ) -> RatingsReply: ...
    # fmt: on


def query(do: str, **asked: object) -> Any:
    """Ask to see something; nothing changes. Raises RoutineError."""
    return connection.ask(_request(do, asked), write=False)


if TYPE_CHECKING:
    # fmt: off
    @overload
    def change(
        do: Literal["done"], *, routines: Names, at: Maybe, since: Maybe, extra: bool, next: bool, note: Maybe,
        swim: bool, sweat: bool, ask: bool,
    ) -> DoneReply: ...
    @overload
    def change(
        do: Literal["skip"], *, routines: Names, at: Maybe, since: Maybe, extra: bool, next: bool, note: Maybe,
        staying_in: bool,
    ) -> DoneReply: ...
    @overload
    def change(do: Literal["snooze"], *, routine: Maybe, length: Maybe, until: Maybe) -> SnoozeReply: ...
    @overload
    def change(do: Literal["undo"], *, routine: Maybe) -> AnswersReply: ...
    @overload
    def change(do: Literal["pause"], *, routine: Maybe, start: Maybe, until: Maybe, length: Maybe) -> AnswersReply: ...
    @overload
    def change(do: Literal["resume"], *, routine: Maybe) -> AnswersReply: ...
    @overload
    def change(do: Literal["try-notice"]) -> AnswersReply: ...
    @overload
    def change(do: Literal["irritated"], *, level: Maybe, over: bool, go_on: Maybe) -> AnswersReply: ...
    @overload
    def change(do: Literal["rate"], *, routine: Maybe, ratings: Names, at: Maybe, note: Maybe) -> RateReply: ...
    @overload
    def change(
        do: Literal["refill"], *, routine: str, amount: Maybe, doses: int | None, left: Maybe,
        opened: Maybe, keeps: Maybe, use_by: Maybe,
    ) -> AnswersReply: ...
    @overload
    def change(
        do: Literal["visit"], *, action: str, routine: str,
        when: Maybe = None, visit: int | None = None, asked: Names = (),
    ) -> VisitReply: ...
    @overload
    def change(do: Literal["session-start"], *, routine: str, speed: float | None, keys: bool) -> SessionStartReply: ...
    @overload
    def change(do: Literal["session"], *, action: str) -> SessionActReply: ...
    @overload
    def change(do: Literal["enable"], *, routines: Names, accept: Names) -> EnableReply: ...
    @overload
    def change(do: Literal["disable"], *, routines: Names) -> AnswersReply: ...
    @overload
    def change(do: Literal["reload"], *, fact: Maybe = None, confirmed: bool = False) -> ReloadReply: ...
    # fmt: on


def change(do: str, **asked: object) -> Any:
    """Ask for a change. Raises RoutineError; then nothing has changed."""
    return connection.ask(_request(do, asked), write=True)


def _request(do: str, asked: dict[str, object]) -> dict[str, object]:
    """What is sent: without what was not given."""
    given = {name: value for name, value in asked.items() if value is not None and value is not False}
    return {"do": do, **{SENT_AS.get(name, name): value for name, value in given.items()}}
