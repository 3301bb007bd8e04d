"""A way to the service that answers as it does, with replies that a test sets, and remembers what it was asked."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from routine.core.config.rules import Finding
from routine.core.errors import RoutineError
from routine.core.requests.replies.commands import AnswersReply, EnableReply, Given, ReloadReply, VisitReply
from routine.core.requests.replies.log import EntryView, LogReply
from routine.core.requests.replies.occurrences import (
    OccurrenceView,
    OverviewReply,
    PendingReply,
    PlanReply,
    ReminderView,
    TodayReply,
    WhyReply,
)
from routine.core.requests.replies.presets import PresetListReply, PresetRow
from routine.core.requests.replies.status import DaemonStatus, NotifierStatus, StatusReply
from routine.core.requests.replies.visits import SeriesView, VisitListReply, VisitView
from routine.daemon.encode_reply import received
from routine.daemon.protocol import Json


def occurrence(routine: str = "spf", when: str = "today 08:00", **changes: Any) -> OccurrenceView:
    """An occurrence."""
    found = OccurrenceView(
        id=f"{routine}@2026-11-23T08:00",
        routine=routine,
        title=f"Title of {routine}",
        nominal="2026-11-23T08:00",
        instant="2026-11-23T07:00:00Z",
        zone="Europe/Berlin",
        status="planned",
        moved=False,
        why="every day at 08:00",
        when=when,
        says=(),
    )
    return replace(found, **changes)


def reminder(routine: str = "spf", **changes: Any) -> ReminderView:
    """A reminder."""
    found = ReminderView(
        id=f"{routine}@2026-11-23T08:00",
        routine=routine,
        title=f"Title of {routine}",
        nominal="2026-11-23T08:00",
        raised_at="2026-11-23T07:00:00Z",
        delivered_at=None,
        snoozed_until=None,
        nags=0,
        when="today 08:00",
        raised="today 08:00",
        later=None,
        says=("Do it.",),
    )
    return replace(found, **changes)


def finding(**changes: Any) -> Finding:
    """A safety finding that asks for a fact nobody gave."""
    found = Finding(
        level="block",
        rule="egg-allergy",
        why="Nobody said whether you are allergic to egg.",
        fix="Answer it: routine profile set egg-allergy no",
        source="unsourced",
        routine="egg-mask",
        asks="egg-allergy",
    )
    return replace(found, **changes)


def a_visit(**changes: Any) -> VisitView:
    """A visit."""
    found = VisitView(
        visit=1,
        nominal="2026-12-01T10:00",
        instant="2026-12-01T09:00:00Z",
        zone="Europe/Berlin",
        status="booked",
        asked=(),
        when="Tue 1 Dec 10:00",
    )
    return replace(found, **changes)


def a_series(**changes: Any) -> SeriesView:
    """A series with a visit booked."""
    found = SeriesView(
        routine="sculptra",
        title="Title of sculptra",
        sessions=(3, 3),
        attended=0,
        apart="4 to 6 weeks",
        of="3",
        visits=(a_visit(),),
        next=None,
        effect_ends=None,
        notes=("A note.",),
    )
    return replace(found, **changes)


def today(*occurrences: OccurrenceView) -> TodayReply:
    """A day that holds these."""
    return TodayReply(zone="Europe/Berlin", day="2026-11-23", occurrences=occurrences, notes=(), visits=())


def an_overview(**changes: Any) -> OverviewReply:
    """One reminder that waits, and one time to come."""
    coming = occurrence("egg-mask", "Fri 27 Nov 20:30")
    found = OverviewReply(zone="Europe/Berlin", pending=(reminder(),), next=(coming,), problems=(), notes=())
    return replace(found, **changes)


def a_stopped_status() -> StatusReply:
    """What the service says of itself where no daemon runs."""
    return StatusReply(
        routines=1,
        next=occurrence(),
        problems=(),
        zone="Europe/Berlin",
        pauses=(),
        notes=(),
        held=(),
        waiting=0,
    )


def a_status() -> DaemonStatus:
    """What a daemon says of itself."""
    service = a_stopped_status()
    return DaemonStatus(
        **{name: getattr(service, name) for name in service.__struct_fields__},
        running=True,
        pid=42,
        since="2026-11-23T06:00:00Z",
        version="0",
        jobs=1,
        notifier=NotifierStatus(name="freedesktop", detail="", tried=()),
        zone_source=None,
        next_wake=None,
        virtual=False,
        session=None,
    )


def preset_row(id: str = "spf", **changes: Any) -> PresetRow:
    """A preset that is enabled."""
    row = PresetRow(id=id, title=f"Title of {id}", kind="sun", when="", enabled=True, source="shipped", errors=0)
    return replace(row, **changes)


def an_entry() -> EntryView:
    """A time that a pause took."""
    return EntryView(
        seq=1,
        id="spf@2026-11-23T08:00",
        routine="spf",
        title="Title of spf",
        nominal="2026-11-23T08:00",
        answer="excused",
        at="2026-11-23T07:00:00Z",
        recorded_at="2026-11-23T07:00:00Z",
        replaces=None,
        reason="pause",
        by="time",
        ratings={},
        when="today 08:00",
        said="not counted: pause",
    )


class FakeService:
    """Stands in for `routine.cli.shell.connection.ask`; `replies` by `do`, an exception among them is raised."""

    def __init__(self) -> None:
        self.asked: list[tuple[dict[str, Any], bool]] = []
        self.running = True
        said = ("Done: Title of spf. Next: tomorrow 08:00.",)
        answers = (Given("spf@k", "done"),)
        answered = AnswersReply(said=said, answers=answers)
        mask = preset_row("egg-mask", title="Egg", kind="mask", enabled=False, source="overlay")
        self.replies: dict[str, Struct | RoutineError] = {
            "overview": an_overview(),
            "today": today(occurrence(status="raised")),
            "plan": PlanReply(zone="Europe/Berlin", occurrences=(occurrence(when="tomorrow 08:00"),), visits=()),
            "pending": PendingReply(reminders=(reminder(),)),
            "why": WhyReply(routine="spf", title="Title of spf", lines=("Schedule: every day at 08:00.",)),
            "status": a_status(),
            "log": LogReply(entries=(an_entry(),)),
            "preset-list": PresetListReply(presets=(preset_row(), mask)),
            "visit-list": VisitListReply(zone="Europe/Berlin", series=(a_series(),)),
            "visit": VisitReply(said=said, answers=answers, routine="sculptra", visit=a_visit()),
            "enable": EnableReply(enabled=("egg-mask",), said=("Egg is enabled. Next: Fri 27 Nov 20:30.",)),
            "reload": ReloadReply(),
            **dict.fromkeys(("done", "skip", "snooze", "undo", "pause", "resume", "disable"), answered),
        }

    def __call__(self, request: dict[str, Any], *, write: bool) -> Json:
        """Answer as `connection.ask` does."""
        self.asked.append((request, write))
        reply = self.replies[request["do"]]
        if isinstance(reply, RoutineError):
            reply.details = received(reply.details)
            raise reply
        return Json({**received(reply), "running": self.running})

    @property
    def last(self) -> dict[str, Any]:
        """The last request."""
        return self.asked[-1][0]
