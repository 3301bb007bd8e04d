"""How far a ramp, or a cycle of nights, has come."""

from __future__ import annotations

from datetime import date

from msgspec import Struct


class Nights(Struct, frozen=True, kw_only=True):
    """How a ramp, or a cycle of nights, has gone: a fold over the effective answers.

    `start` is the day that the week `index` (from 0; or the cycle's place `index`) began on, `last` the last night
    before it; `done`: the nights done since. `upto`: the week that it goes no further than by itself, None without
    limit. `shape` tells whether the schedule is still the one meant; `asked`: the week, by its first day, after which
    going on was offered. `free`: weekdays (Monday is 0) that a person left free of a ramp by a button, which hold
    unless the schedule names its own; `offered`: those that were offered.
    """

    start: date
    shape: str
    index: int = 0
    last: date | None = None
    done: tuple[date, ...] = ()
    upto: int | None = None
    asked: date | None = None
    free: tuple[int, ...] = ()
    offered: tuple[int, ...] = ()
