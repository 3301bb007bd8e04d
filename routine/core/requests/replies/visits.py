"""The reply about the visits to a clinic."""

from __future__ import annotations

from msgspec import Struct


class VisitView(Struct, frozen=True, kw_only=True):
    """One visit of a series, by its number."""

    visit: int
    nominal: str
    instant: str
    zone: str
    status: str
    asked: tuple[str, ...]
    when: str


class SeriesView(Struct, frozen=True, kw_only=True):
    """A series: how many visits there are `of`, the first and last day for the next, and for the effect to end."""

    routine: str
    title: str
    sessions: tuple[int, int] | None
    attended: int
    apart: str | None
    of: str | None
    visits: tuple[VisitView, ...]
    next: tuple[str | None, ...] | None
    effect_ends: tuple[str, ...] | None
    notes: tuple[str, ...]


class VisitListReply(Struct, frozen=True, kw_only=True):
    """Every enabled series, or the one that was asked for."""

    zone: str
    series: tuple[SeriesView, ...]
