"""Every instant and date of the state: none is without a rule, and none that was noted stays ahead of now."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from types import UnionType

import msgspec
from msgspec import Struct

from routine.core.state.log import Entry
from routine.core.state.model import State
from routine.core.state.pause import Pause
from routine.core.state.turn_back import RULES, Ahead, by_its_routine, lasts, stays, turned_back, until, until_day
from tests.builders import utc
from tests.rows import each

NOW = utc("2026-11-23 07:00")
AHEAD = Ahead(NOW, timedelta(days=400), "UTC")


def dated(kind: object, seen: set[type]) -> Iterator[tuple[str, type]]:
    """`Struct.field` and its type, of every instant and date in a type and in what it is made of."""
    if isinstance(kind, type) and issubclass(kind, Struct):
        if kind in seen:
            return
        seen.add(kind)
        for field in msgspec.structs.fields(kind):
            parts = set(flat(field.type))
            yield from ((f"{kind.__name__}.{field.name}", one) for one in (datetime, date) if one in parts)
            for part in parts:
                yield from dated(part, seen)


def flat(kind: object) -> Iterator[object]:
    """A type, or what a union, a tuple or a dict is made of."""
    if isinstance(kind, typing.TypeAliasType if hasattr(typing, "TypeAliasType") else ()):
        yield from flat(kind.__value__)
    elif args := typing.get_args(kind):
        for one in args if isinstance(kind, UnionType) or typing.get_origin(kind) else ():
            yield from flat(one)
    else:
        yield kind


FIELDS = dict(dated(State, set()))


def test_every_instant_and_date_of_the_state_has_a_rule() -> None:
    """A new one has to say what becomes of it when the clock was ahead."""
    assert FIELDS.keys() == RULES.keys()
    assert len(FIELDS) > 40


@each("field", sorted(FIELDS))
def test_what_was_noted_by_a_clock_ahead_is_not_ahead_any_more(field: str) -> None:
    rule = RULES[field]
    wrong = NOW + timedelta(days=402, hours=1)
    at, now = (wrong, NOW) if FIELDS[field] is datetime else (wrong.date(), NOW.date())
    put_right = rule(at, AHEAD)
    if rule in (stays, by_its_routine):
        assert put_right == at
    elif rule in (lasts, until, until_day):
        assert put_right == at - timedelta(days=400)
    else:
        assert put_right <= now + timedelta(hours=1 if FIELDS[field] is datetime else 24)


@each("field", sorted(FIELDS))
def test_what_lies_behind_stays_where_it_is(field: str) -> None:
    before = NOW - timedelta(days=3)
    at = before if FIELDS[field] is datetime else before.date()
    assert RULES[field](at, AHEAD) == at


def test_the_log_is_never_rewritten() -> None:
    wrong = NOW + timedelta(days=400)
    entry = Entry(
        seq=1, routine="spf", key="k", nominal=wrong.replace(tzinfo=None), instant=wrong, answer="done", at=wrong,
        recorded_at=wrong,
    )  # fmt: skip
    assert turned_back((entry,), AHEAD) == (entry,)


def test_a_pause_lies_where_the_clock_that_it_was_entered_by_meant_it() -> None:
    wrong = NOW + timedelta(days=400)
    entered = Pause("spf", wrong, wrong + timedelta(days=2), wrong)
    named = Pause("spf", NOW + timedelta(days=3), NOW + timedelta(days=5), NOW)
    assert turned_back((entered, named), AHEAD) == (Pause("spf", NOW, NOW + timedelta(days=2), NOW), named)
