"""A routine of one's own: made with steps, timers, positions and times; copied from another; deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from routine.core.errors import RoutineError
from routine.core.preset.kinds import KINDS
from routine.page.messages import Said
from routine.page.reader import advice
from routine.page.routines.change import added, made
from routine.page.routines.field_labels import DAYS, POSTURES
from routine.page.routines.pause_end import told_there

if TYPE_CHECKING:
    from routine.core.requests.replies.edits import EditReply, PresetFileReply
    from routine.page.reader import Reader

_FIRST_ROWS, _MOST_ROWS = 3, 20
_NAMED = ("say", "timer", "unit.timer", "posture", "on_skin")


def ask(reader: Reader, error: RoutineError | None = None) -> Response:
    """The form for a new one, as it was sent if something in it cannot be."""
    sent = reader.posted
    return reader.show(
        "own_routine.html",
        status=422 if error else 200,
        kinds={kind: heading for kind, heading in KINDS.items() if kind != "visit"},
        days=DAYS,
        postures=POSTURES,
        rows=[_row(reader, n) for n in range(1, _rows(reader) + 1)],
        title=reader.field("title") if sent else reader.asked.get("title", ""),
        kind=reader.field("kind") or "habit",
        chosen=reader.fields("on") if sent else tuple(DAYS),
        times=[time for time in reader.fields("at") if time] or ["20:00"],
        error=error,
        advice=advice(error) if error else "",
    )


def _rows(reader: Reader) -> int:
    """How many steps there is room for: as many as the form had, and more on demand."""
    there = sum(1 for n in range(1, _MOST_ROWS + 1) if reader.fields(f"say.{n}"))
    more = 2 if reader.field("act") == "more" else 0
    return min(_MOST_ROWS, max(_FIRST_ROWS, there + more))


def _row(reader: Reader, n: int) -> dict[str, str]:
    return {"n": str(n), **{name.replace(".", "_"): reader.field(f"{name}.{n}") for name in _NAMED}}


def make(reader: Reader) -> Response:
    """Make it; then its leaflet, from which it is enabled like any other."""
    if reader.field("act") == "more":
        return ask(reader)
    try:
        reply: EditReply = reader.daemon.change("edit", edits=_edits(reader))
    except RoutineError as error:
        return ask(reader, error)
    lines = (*reply.problems, "Look at it, then enable it.")
    return reader.back(f"routines/{reply.presets[0]}", Said("Your routine is made", lines))


def _edits(reader: Reader) -> list[dict[str, Any]]:
    """Begun with one step, which says what the first says; then the others, and when it comes."""
    new = {"edit": "new", "title": " ".join(reader.field("title").split()), "kind": reader.field("kind")}
    steps = [added(reader, "", f".{n}") for n in range(1, _MOST_ROWS + 1) if reader.field(f"say.{n}")]
    days = [day for day in DAYS if day in reader.fields("on")]
    at = ",".join(sorted({time for time in reader.fields("at") if time}))
    keys = {"schedule.at": at, "schedule.on": "" if len(days) == len(DAYS) else ",".join(days)}
    return [
        {**new, "summary": " ".join(reader.field("summary").split()) or None},
        *_first(steps[:1]),
        *steps[1:],
        *({"edit": "set", "preset": "", "key": key, "value": value} for key, value in keys.items() if value),
    ]


def _first(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The step that every new one begins with gets what the first says."""
    keys = ("say", "timer", "lead_in", "posture", "on_skin")
    return [
        {"edit": "set", "preset": "", "key": f"steps.begin.{key}", "value": step[key]}
        for step in steps
        for key in keys
        if key in step
    ]


def copy(reader: Reader) -> Response:
    """A copy under a name of its own, to be changed at will."""
    edit = {"edit": "copy", "preset": reader.given["id"], "title": " ".join(reader.field("title").split())}
    reply: EditReply = reader.daemon.change("edit", edits=[edit])
    return reader.back(f"routines/{reply.presets[0]}/change", Said("This is your copy", ("Change it as you like.",)))


def delete(reader: Reader) -> Response:
    """It goes; where it is enabled, it ends first. Its answers are kept."""
    edit = {"edit": "delete", "preset": reader.given["id"]}
    reader.daemon.query("try", edits=[edit])  # refused before anything ends
    told: PresetFileReply = reader.daemon.query("preset-file", preset=reader.given["id"])
    if told.enabled:
        reader.daemon.change("disable", routines=[told.preset])
    return reader.back("routines", made(reader, [edit], f"{told.title} is deleted"))


POST = {"{id}/copy": told_there(copy), "{id}/delete": told_there(delete)}
