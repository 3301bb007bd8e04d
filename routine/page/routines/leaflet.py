"""The leaflet of one routine: who must not use it, how and when it is done; beside it what can be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from starlette.responses import Response

from routine.core.errors import PresetError, RoutineError
from routine.core.preset import leaflet_titles as titles
from routine.core.preset.kinds import KINDS
from routine.page.steps_bar import steps_bar
from routine.page.without_commands import without_commands

if TYPE_CHECKING:
    from collections.abc import Iterable

    from routine.core.requests.replies.edits import EditableReply
    from routine.core.requests.replies.leaflet import LeafletPart, LeafletReply
    from routine.core.requests.replies.plan import WholePlanReply
    from routine.page.reader import Reader

_AHEAD_DAYS, _MOST_TIMES = 28, 6
#: What the first screen shows in words of its own, and what is long and seldom read.
_STEPS = (titles.STEPS, titles.AT_THE_VISIT)
_FOLDED = (titles.WHY_NOT_FOR_EVERYBODY, titles.REMINDERS, titles.SOURCES, titles.WITHOUT_A_SOURCE)


class Line(NamedTuple):
    """A line of the leaflet, and what belongs under it."""

    text: str
    under: list[str]


class Part(NamedTuple):
    """A part of the leaflet; a `folded` one opens on demand."""

    title: str
    lines: list[Line]
    folded: bool


def show(reader: Reader) -> Response:
    """The leaflet."""
    told: LeafletReply = reader.daemon.query("leaflet", routine=reader.given["id"])
    keys = _keys(reader, told.id)
    first = {part.title: without_commands(part.lines) for part in told.first}
    return reader.show(
        "leaflet.html",
        told=told,
        heading=KINDS.get(told.kind, "Routines"),
        never=first.get(titles.DO_NOT_USE_IT, ()),
        ask=first.get(titles.ASK_FIRST, ()),
        stop=first.get(titles.WHEN_TO_STOP, ()),
        how_long=" ".join(first.get(titles.WHEN_HOW_LONG, ())),
        parts=_parts(told.sections),
        steps_bar=steps_bar,
        times=_times(reader, told.id) if told.enabled else [],
        own=bool(keys and keys.own),
        changed=bool(keys and keys.changed),
        broken=keys is None,
    )


def _keys(reader: Reader, id: str) -> EditableReply | None:
    """What may be changed of it; None where its file has errors, and it continues as it was."""
    try:
        keys: EditableReply = reader.daemon.query("editable", preset=id)
    except RoutineError as error:
        if error.code != PresetError.code:
            raise
        return None
    return keys


def _parts(sections: Iterable[LeafletPart]) -> list[Part]:
    """What stands below the first screen; commands are left out: what they do has a button here."""
    made = (Part(one.title, _lines(without_commands(one.lines)), one.title in _FOLDED) for one in sections)
    return [part for part in made if part.lines and part.title not in _STEPS]


def _lines(told: Iterable[str]) -> list[Line]:
    found: list[Line] = []
    for text in told:
        if text.startswith("  ") and found:
            found[-1].under.append(text.strip())
        else:
            found.append(Line(text.strip(), []))
    return found


def _times(reader: Reader, id: str) -> list[object]:
    plan: WholePlanReply = reader.daemon.query("plan", days=_AHEAD_DAYS, routine=id, full=True)
    return [*plan.occurrences[:_MOST_TIMES]]


GET = {"{id}": show}
