"""Times that come to the same, told once: spans of them, and lists in one line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from routine.core.text.counts import and_list, counted
from routine.page.time_words import clock
from routine.page.without_commands import upfirst

if TYPE_CHECKING:
    from routine.core.requests.replies.occurrences import OccurrenceView

T = TypeVar("T")


class TimesRow(NamedTuple):
    """One row: of which routine, when, what becomes of it, why, and who says so."""

    title: str
    when: str
    now: str
    why: str
    source: str = ""


def runs(found: Iterable[T], same: Callable[[T], object]) -> list[list[T]]:
    """The ones that are the same, together; each group where its first one stands."""
    groups: dict[object, list[T]] = {}
    for one in found:
        groups.setdefault(same(one), []).append(one)
    return list(groups.values())


def span(times: Sequence[str]) -> str:
    """`Fri 4 Dec 20:30`, `Fri 4 Dec 20:30 and Fri 11 Dec 20:30`, `Fri 4 Dec 20:30 to Fri 18 Dec 20:30, 3 times`."""
    first, last = upfirst(times[0]), times[-1]
    if len(times) < 3:
        return first if len(times) == 1 else f"{first} and {last}"
    return f"{first} to {last}, {counted(len(times), 'time')}"


def in_one_line(times: Iterable[OccurrenceView]) -> str:
    """`Sunscreen 08:00, 10:00 and 12:00, Collagen 09:00`."""
    by_title: dict[str, list[str]] = {}
    for one in times:
        by_title.setdefault(one.title, []).append(clock(one.when))
    return ", ".join(f"{title} {and_list(clocks)}" for title, clocks in by_title.items())
