"""Changing a routine: times, timers, reminders, steps; first what that would change in the plan, then for good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from routine.core.errors import RoutineError
from routine.page.messages import Said
from routine.page.reader import advice
from routine.page.routines.field_labels import POSTURES, UNITS
from routine.page.routines.fields import fields_of
from routine.page.routines.sent_fields import edits_of, keys_of
from routine.page.without_commands import without_commands
from routine.page.would_change import rows_of

if TYPE_CHECKING:
    from routine.core.requests.replies.edits import EditableReply, EditReply, TrialReply
    from routine.core.requests.replies.leaflet import LeafletReply
    from routine.page.reader import Reader

#: What the buttons beside a step do, each at once.
_STEP_ACTS = ("up", "down", "remove")


def show(reader: Reader) -> Response:
    """Every key that may be changed; with what was sent, and what that would change."""
    told: LeafletReply = reader.daemon.query("leaflet", routine=reader.given["id"])
    keys: EditableReply = reader.daemon.query("editable", preset=told.id)
    trial, error = _tried(reader, keys)
    shown = reader if reader.drafted else None
    return reader.show(
        "change.html",
        status=422 if error else 200,
        told=told,
        keys=keys,
        other=fields_of(keys.other, shown),
        schedule=fields_of(keys.schedule, shown),
        remind=fields_of(keys.remind, shown),
        steps=[(step, fields_of(keys_of(step), shown)) for step in keys.steps],
        series=fields_of(keys.series, shown),
        care=[(one, fields_of(keys_of(one), shown)) for one in keys.care],
        ahead_units={name: UNITS[name] for name in ("days", "h", "weeks")},
        postures=POSTURES,
        trial=trial,
        moved=rows_of(trial.fits) if trial else [],
        error=error,
        advice=advice(error) if error else "",
    )


def _tried(reader: Reader, keys: EditableReply) -> tuple[TrialReply | None, RoutineError | None]:
    if not reader.drafted:
        return None, None
    try:
        edits = edits_of(keys, reader)
        return (reader.daemon.query("try", edits=edits) if edits else None), None
    except RoutineError as error:
        return None, error


def send(reader: Reader) -> Response:
    """Look at what would change, or change it."""
    id = reader.given["id"]
    where = f"routines/{id}/change"
    keys: EditableReply = reader.daemon.query("editable", preset=id)
    try:
        edits = edits_of(keys, reader)
        if not edits:
            return reader.back(where, Said("Nothing was changed", ("All is as it was.",), kind="info"))
        if reader.field("act") != "save":
            return reader.again(where)
        return reader.back(f"routines/{id}", made(reader, edits, "Your changes are saved"))
    except RoutineError:
        return reader.again(where)  # which tells what is wrong, beside the form as it was sent


def made(reader: Reader, edits: Sequence[dict[str, Any]], title: str) -> Said:
    """Make these edits; what there is to say of it. Raises RoutineError; then nothing was changed."""
    reply: EditReply = reader.daemon.change("edit", edits=edits)
    findings = (f"{one.why} {one.advice}".strip() for one in reply.findings)
    lines = tuple(dict.fromkeys((*without_commands(reply.said), *findings, *reply.problems)))
    return Said(title, lines, kind="warn" if reply.problems or reply.findings else "done")


def reset(reader: Reader) -> Response:
    """The original again."""
    id = reader.given["id"]
    return _done(reader, [{"edit": "reset", "preset": id}], "It is the original again", f"routines/{id}")


# --- steps ------------------------------------------------------------------------------------------------------------


def step(reader: Reader) -> Response:
    """One step more, one at another place, or one less."""
    id, (act, _, name) = reader.given["id"], reader.field("act").partition(" ")
    keys: EditableReply = reader.daemon.query("editable", preset=id)
    names = [one.step for one in keys.steps]
    if act == "add":
        return _done(reader, [added(reader, id)], "The step is added", f"routines/{id}/change")
    if act not in _STEP_ACTS or name not in names:
        return reader.back(f"routines/{id}/change", Said("Nothing was changed", kind="info"))
    if act == "remove":
        edit = {"edit": "step-remove", "preset": id, "step": name}
        return _done(reader, [edit], "The step is removed", f"routines/{id}/change")
    at = names.index(name) + (1 if act == "down" else -1)
    if not 0 <= at < len(names):
        return reader.back(f"routines/{id}/change", Said("Nothing was changed", kind="info"))
    place = {"after" if act == "down" else "before": names[at]}
    edit = {"edit": "step-move", "preset": id, "step": name, **place}
    return _done(reader, [edit], "The step is moved", f"routines/{id}/change")


def added(reader: Reader, id: str, suffix: str = "") -> dict[str, object]:
    """The step that the form describes, as an edit."""
    named = ("timer", "lead_in", "posture", "on_skin")
    more = {name: value for name in named if (value := _value(reader, f"{name}{suffix}"))}
    say = " ".join(reader.field(f"say{suffix}").split())
    return {"edit": "step-add", "preset": id, "say": say, **more}


def _value(reader: Reader, name: str) -> str:
    """A field; a length in the unit that stands beside it."""
    value, unit = reader.field(name), reader.field(f"unit.{name}")
    return f"{value}{unit}" if value and unit in ("s", "m", "h") else value


def _done(reader: Reader, edits: Sequence[dict[str, Any]], title: str, where: str) -> Response:
    try:
        return reader.back(where, made(reader, edits, title))
    except RoutineError as error:
        lines = tuple(one for one in (*without_commands((error.message,)), advice(error)) if one)
        return reader.back(where, Said("This was not possible", lines, kind="stop"))


GET = {"{id}/change": show}
POST = {"{id}/change": send, "{id}/reset": reset, "{id}/step": step}
