"""What a person said about themselves: whether it is a yes, which week it is by now, and what was said in a notice."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from routine.core.config.setup import Setup

_NO = frozenset({"", "no", "none", "never", "false", "0"})
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Said(Struct, frozen=True):
    """What a person answered to a safety question in a notice: it holds at once, and goes to the profile's file.

    A number said by command comes here too, with its day.
    """

    fact: str
    value: bool | str


_WEEK = re.compile(r"(\d{1,2})(?: on (\d{4}-\d{2}-\d{2}))?", re.ASCII)


def week_said(answer: str, day: date) -> str:
    """A week that was said on a day: `24 on 2026-11-29`. One that has its day keeps it."""
    return answer if " on " in answer else f"{answer} on {day.isoformat()}"


def week_now(answer: str, today: date | None) -> int | None:
    """Which week it is by now; None for a text that names no week. Without the day that it was said on, it stays."""
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


def holds(answer: bool | str, kind: str = "yes-no", today: date | None = None) -> bool:
    """Whether a profile answer means yes. A text does unless it says no; dates do while one of them is not past."""
    if isinstance(answer, bool):
        return answer
    if answer.strip().lower() in _NO:
        return False
    if kind == "dates" and today is not None:
        return _ahead(answer, today)
    return True


def _ahead(answer: str, today: date) -> bool:
    """Whether any date is today or later; a text that can't be read as dates counts, to be on the safe side."""
    dates = dates_in(answer)
    return not dates or max(dates) >= today


def dates_in(answer: str) -> tuple[date, ...]:
    """The dates that an answer names; none where one of them cannot be read."""
    try:
        return tuple(date.fromisoformat(found) for found in _DATE.findall(answer))
    except ValueError:
        return ()
