"""The reply about visits in full: what to do before and after each, dated, and what waits for it at home."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from routine.core.requests.replies.steps import StepLine
from routine.core.requests.replies.visits import SeriesView, VisitListReply, VisitView


class CareLine(Struct, frozen=True, kw_only=True):
    """One dated line of a visit's preparation or after-care. `nominal`: the clinic's wall clock.

    `status`: `past` or `ahead`, `waits` for an answer now, or what was answered. `if_asked`: only where the doctor asks
    for it, which was not said yet. `on`: whether its time is fixed; after-care hangs on going.
    """

    id: str
    step: str
    nominal: str
    when: str
    says: tuple[str, ...]
    reason: str
    status: Literal["past", "ahead", "waits", "done", "skipped", "missed", "excused"]
    if_asked: bool = False


class WaitView(Struct, frozen=True, kw_only=True):
    """A routine that waits, or is moved, around a visit: from when until when (UTC, and the local days, included)."""

    routine: str
    title: str
    since: str
    until: str
    first_day: str
    last_day: str
    why: str
    prescribed: bool


class WholeVisit(VisitView, frozen=True, kw_only=True):
    """One visit with its line in time. `can`: what `visit` takes for it now. `asks`: whether you went is asked."""

    prepare: tuple[CareLine, ...]
    care: tuple[CareLine, ...]
    waits: tuple[WaitView, ...]
    can: tuple[str, ...]
    asks: bool


class AskedCare(Struct, frozen=True, kw_only=True):
    """After-care that hangs on the doctor asking for it: its id, for `asked` of `visit`, and what it says."""

    step: str
    say: str


class WholeSeries(SeriesView, frozen=True, kw_only=True):
    """A series in full. `at_visit`: what happens there. `if_asked`: after-care that the doctor may ask for."""

    visits: tuple[WholeVisit, ...]
    at_visit: tuple[StepLine, ...]
    if_asked: tuple[AskedCare, ...]
    warnings: tuple[str, ...]


class WholeVisitsReply(VisitListReply, frozen=True, kw_only=True):
    """Every enabled series in full, or the one that was asked for. `today`: the present day, as people count days."""

    today: str
    series: tuple[WholeSeries, ...]
