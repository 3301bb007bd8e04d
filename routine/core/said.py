"""Answers that a person gave in a notice: they hold at once, over the profile's file, until they are in it."""

from __future__ import annotations

import re
from datetime import date

from msgspec.structs import replace

from routine.core.setup import Setup
from routine.core.state import Said

_WEEK = re.compile(r"(\d{1,2})(?: on (\d{4}-\d{2}-\d{2}))?", re.ASCII)


def week_said(answer: str, day: date) -> str:
    """A week that was said on a day: `24 on 2026-11-29`. One that has its day keeps it."""
    return answer if " on " in answer else f"{answer} on {day.isoformat()}"


def week_now(answer: str, today: date | None) -> int | None:
    """Which week it is by now; None for a text that is none. Without the day that it was said on, it stays."""
    found = _WEEK.fullmatch(answer.strip())
    if found is None:
        return None
    try:
        since = date.fromisoformat(found[2]) if found[2] else today
    except ValueError:
        return None
    passed = (today - since).days // 7 if today and since else 0
    return int(found[1]) + max(0, passed)


def overlaid(setup: Setup, said: tuple[Said, ...]) -> Setup:
    """The setup with these answers in its profile."""
    if not said:
        return setup
    return replace(setup, profile={**setup.profile, **{one.fact: one.value for one in said}})


def with_answer(said: tuple[Said, ...], fact: str, value: bool | str) -> tuple[Said, ...]:
    """These answers and one more; a later one takes the place of an earlier."""
    return (*without(said, fact), Said(fact, value))


def without(said: tuple[Said, ...], fact: str) -> tuple[Said, ...]:
    """These answers but the one to `fact`."""
    return tuple(one for one in said if one.fact != fact)
