"""What the page says: times, lengths and lists in words, and replies without the commands that one would type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Protocol

from routine.core.text.counts import and_list, counted
from routine.core.when.duration import parse_duration
from routine.core.when.format import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from routine.core.requests.replies.reasons import ReasonView

#: A command, as replies name it: on its own, after a colon, or in quotes.
_COMMAND = re.compile(r"(?:^|: |`|“)routine [a-z]")
#: Beside a button that is named, the command that does the same.
_OR_TYPE = re.compile(r",? or type: routine [^.]*(?=\.)")
_CLOCK = re.compile(r"\d\d:\d\d")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def without_commands(lines: Iterable[str]) -> tuple[str, ...]:
    """The lines without the sentences that name a command: what they would do has a button here.

    A sentence that names the button first keeps it.
    """
    named = (_OR_TYPE.sub("", line) for line in lines)
    kept = (" ".join(one for one in _SENTENCE.split(line) if not _COMMAND.search(one)) for line in named)
    return tuple(line for line in kept if line)


def in_two(text: str) -> tuple[str, str]:
    """The first sentence, which is shown large, and the rest."""
    first, *rest = _SENTENCE.split(text, maxsplit=1)
    return first, rest[0] if rest else ""


def first_sentence(text: str) -> str:
    """The first sentence, without its full stop: what a step is called beside another."""
    return in_two(text)[0].rstrip(".")


def clock(when: str) -> str:
    """`20:30`, of `today 20:30`, `Fri 27 Nov 20:30`, `2026-11-28T20:30` or `Wed 9 Dec 20:30 (Asia/Tokyo time)`."""
    found = _CLOCK.findall(when)
    return found[-1] if found else when


def of_zone(when: str) -> str:
    """`Asia/Tokyo time`, of `Wed 9 Dec 20:30 (Asia/Tokyo time)`; nothing of a time by the clock that is here."""
    return when.partition(" (")[2].rstrip(")")


def same_day(when: str) -> str:
    """`20:30`, of `today 20:30`; what is of another day is said whole."""
    return when.removeprefix("today ")


class Planned(Protocol):
    """A time, and why it is not as its schedule says."""

    @property
    def moved_words(self) -> str | None:
        """When it would have been; None where it is at its own time."""

    @property
    def reason(self) -> ReasonView | None:
        """Why; None where it is as its schedule says."""


def why_so(one: Planned) -> str:
    """Why a time is not as its schedule says; where no rule is known, the reason tells the move itself."""
    if one.reason is None:
        return ""
    moved = f"Moved from {one.moved_words}." if one.moved_words and one.reason.rule else ""
    return " ".join(filter(None, (moved, sentence(upfirst(one.reason.why)) if one.reason.why else "")))


def later_words(choice: Mapping[str, str | None]) -> str:
    """A choice of Later, as the day gives it: `In 20 minutes, 21:16`, `Tomorrow 20:30`."""
    when, after = choice["when"] or "", choice["for"]
    if after:
        return f"In {how_long(parse_duration(after).delta().total_seconds())}, {same_day(when)}"
    return when[:1].upper() + when[1:]


def slug(id: str) -> str:
    """An id that HTML may have, of `egg-mask@2026-11-27T20:30`."""
    return re.sub(r"[^a-zA-Z0-9-]", "-", id)


def long_date(day: str, beside: str = "") -> str:
    """`Saturday 28 November`, of `2026-11-28`; with the year where the day `beside` is given and lies in another."""
    one = date.fromisoformat(day)
    year = f" {one.year}" if beside and beside[:4] != day[:4] else ""
    return f"{WEEKDAYS[one.weekday()]} {one.day} {MONTHS[one.month - 1]}{year}"


def full_day(day: date) -> str:
    """`28 November 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: str) -> str:
    """`4 Dec 2026`, of `2026-12-04`; nothing of nothing."""
    if not day:
        return ""
    one = date.fromisoformat(day)
    return f"{one.day} {MONTHS[one.month - 1][:3]} {one.year}"


def how_long(seconds: float) -> str:
    """`8 minutes`, `2 minutes and 30 seconds`, `1 hour and 5 minutes`; the seconds are left out from an hour on."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "hour"), (minutes, "minute"), (0 if hours else rest, "second")]
    return and_list([counted(n, unit) for n, unit in parts if n]) or "0 seconds"


def about(seconds: float) -> str:
    """`about 12 minutes`; under 2 minutes to the second."""
    return f"about {how_long(round(seconds / 60) * 60)}" if seconds >= 120 else how_long(seconds)


def upfirst(text: str) -> str:
    """With a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """With a full stop, if it ends without one."""
    return text if text.endswith((".", "?", "!")) else f"{text}."
