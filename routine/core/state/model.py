"""What survives a restart, as one immutable value."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from routine.core.state.cards import NoticesState
from routine.core.state.irritation import Irritation
from routine.core.state.log import Entry
from routine.core.state.pause import Pause
from routine.core.state.presence import Presence
from routine.core.state.profile import ProfileState
from routine.core.state.reminder import Silence
from routine.core.state.routine import RoutineState
from routine.core.state.session import LyingFlat, Session
from routine.core.state.spacing import SpacingState

SCHEMA = 2


class ClockMark(Struct, frozen=True):
    """The clocks at the last tick, to notice that a clock or the zone was changed."""

    instant: datetime
    elapsed: float
    boot_id: str
    zone: str


class State(Struct, frozen=True, kw_only=True):
    """Everything that Routine knows of the past and must not forget; `seq` is the last log entry's number.

    `outbox`: entries that the log may not have yet; `known_problems`: ids of the file problems that a notice told of.
    `lay_flat`: the last span in which somebody lay flat in a session.
    `welcomed`: once in a home's life. `at_login`: whether it started at login when that was last looked at.
    """

    schema: int = SCHEMA
    seq: int = 0
    routines: dict[str, RoutineState] = {}
    pauses: tuple[Pause, ...] = ()
    irritations: tuple[Irritation, ...] = ()
    outbox: tuple[Entry, ...] = ()
    clocks: ClockMark | None = None
    notices: NoticesState = NoticesState()
    silence: Silence = Silence()
    presence: Presence = Presence()
    session: Session | None = None
    lay_flat: LyingFlat | None = None
    profile: ProfileState = ProfileState()
    spacing: SpacingState = SpacingState()
    welcomed: bool = False
    at_login: bool = False
    known_problems: tuple[str, ...] = ()
