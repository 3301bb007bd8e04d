"""What a change to a preset does to its coming week: the times that go, and those that come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from routine.cli.shell.colours import Look
from routine.cli.shell.output import said
from routine.cli.shell.requests import query
from routine.core.errors import AmbiguousError, NotFoundError, NothingToDoError
from routine.core.text.counts import plural

#: The times of one routine: instant -> as people say it.
Week = Mapping[str, str]
_MOST_LINES = 14


class Differences(NamedTuple):
    """The times that a change takes from the coming week and those it brings, in the order of time."""

    gone: list[str]
    added: list[str]
    changes: list[str]
    planned: int


class Changed(NamedTuple):
    """A preset that was changed, with the differences."""

    preset: str
    said: list[str]
    gone: list[str]
    added: list[str]
    changes: list[str]
    planned: int


class _Changes(Protocol):
    @property
    def said(self) -> Sequence[str]: ...
    @property
    def changes(self) -> Sequence[str]: ...
    @property
    def planned(self) -> int: ...


def week(id: str) -> Week:
    """The coming week's times of one routine."""
    try:
        found = query("plan", days=7, routine=id).occurrences
    except (NothingToDoError, NotFoundError, AmbiguousError):  # it is not enabled
        return {}
    return {one.instant: one.when for one in found if one.routine == id and one.status != "excused"}


def differences(before: Week, after: Week) -> Differences:
    """What became of the week."""
    both = sorted({**before, **after}.items())
    return Differences(
        gone=[when for instant, when in both if instant not in after],
        added=[when for instant, when in both if instant not in before],
        changes=[
            f"- {when}" if instant in before else f"+ {when}"
            for instant, when in both
            if (instant in before) != (instant in after)
        ],
        planned=len(after),
    )


def changed(found: _Changes, look: Look) -> str:
    """The change, then the coming week: times that go (-) and times that come (+), or that it stays."""
    lines = [f"  {line}" for line in found.changes]
    if len(lines) > _MOST_LINES:
        lines = [
            *lines[:_MOST_LINES],
            "  "
            + plural(len(lines) - _MOST_LINES, one="There is 1 more change.", other="There are {count} more changes."),
        ]
    if lines:
        lines.insert(0, "In the next 7 days:")
    elif found.planned:
        lines = ["The times of the next 7 days stay as they are."]
    return "\n".join([said(found, look), *lines])
