"""The reply about a plan in full: reasons as facts, what comes every day told once, and the choices it leaves."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

from routine.core.requests.replies.occurrences import OccurrenceView, PlanReply
from routine.core.requests.replies.reasons import ReasonView


class WholePlanTime(OccurrenceView, frozen=True, kw_only=True):
    """One time of the plan. `moved_from`: its own local time, where it is at another. `kind`: the routine's.

    `daily`: it is as `daily` of the reply tells of its routine, so it need not be shown again. `day`: the day, as
    people count days, that it falls on. `visit`, `part`: the number of the visit that it belongs to, and whether it
    comes before it, after it, or asks whether the person went.
    """

    kind: str
    day: str
    visit: int | None
    part: Literal["before", "asks", "after"] | None
    reason: ReasonView | None
    moved_from: str | None
    moved_words: str | None
    daily: bool


class DailyView(Struct, frozen=True, kw_only=True):
    """A routine that comes at the same times every day. `until`: the last day of its course, and for people.

    `again`: when it comes again once it was done.
    """

    routine: str
    title: str
    kind: str
    times: tuple[str, ...]
    words: str
    dose: str | None
    again: str | None
    until: str | None
    until_words: str | None


class Way(Struct, frozen=True, kw_only=True):
    """One way to make room. `edits` and `commands` do it, as `try` and `edit` take them; both empty: as it is.

    `kind`: the left-out time `comes` and the other does not; the other stays (`stays`); an evening of a build-up is
    left `free` every week; the routine is paused over these times (`pause`); it is asked about each time (`ask`).
    """

    kind: Literal["comes", "stays", "free", "pause", "ask"]
    routine: str
    title: str
    words: str
    edits: tuple[dict[str, Any], ...] = ()
    commands: tuple[dict[str, Any], ...] = ()


class ChoiceView(Struct, frozen=True, kw_only=True):
    """Times of a routine that have no room beside another one, and what may be chosen."""

    routine: str
    title: str
    other: str
    other_title: str
    times: tuple[str, ...]
    first_words: str
    reason: ReasonView
    ways: tuple[Way, ...]


class WholePlanReply(PlanReply, frozen=True, kw_only=True):
    """The coming days in full. `now`, `until`: local times. `today`: the present day, as people count days."""

    occurrences: tuple[WholePlanTime, ...]
    now: str
    today: str
    until: str
    daily: tuple[DailyView, ...]
    choices: tuple[ChoiceView, ...]
