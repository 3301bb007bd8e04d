"""What a series asks before and after each visit: a row of a form as a key of the preset; one more, or one less."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Literal, get_args

from starlette.responses import Response

from routine.core.errors import RoutineError, UsageError
from routine.core.preset.edit.names import free_name, name_of
from routine.core.preset.model import RESERVED
from routine.page.messages import Said
from routine.page.reader import advice
from routine.page.routines.change import made
from routine.page.without_commands import without_commands

if TYPE_CHECKING:
    from routine.core.requests.replies.edits import EditableReply
    from routine.page.reader import Reader

When = Literal["before", "after"]
WHENS: tuple[When, ...] = get_args(When)
_FIELDS = {"before": ("say", "ahead", "unit.ahead"), "after": ("say", "from", "for", "at", "if_asked")}
AHEAD_UNITS = {"days": "days", "h": "hours", "weeks": "weeks"}


def care_row(reader: Reader, when: When, suffix: str) -> dict[str, str]:
    """What the form says in the fields whose names end so."""
    return {name.replace(".", "_"): reader.field(f"{name}{suffix}") for name in _FIELDS[when]}


def name_for(row: dict[str, str], taken: Collection[str]) -> str:
    """A name for it in the preset, from its first words."""
    return free_name(name_of(" ".join(row["say"].split()[:3]), "line"), {*taken})


def care_value(when: When, row: dict[str, str]) -> str:
    """The table that the row describes, as it is typed. Raises UsageError for what cannot be meant."""
    return _inline(_before(row) if when == "before" else _after(row))


def _before(row: dict[str, str]) -> dict[str, Any]:
    if not row["ahead"]:
        raise UsageError(
            f"“{_short(row['say'])}” has no time before the visit.", "Enter how long before, such as 7 days."
        )
    unit = row["unit_ahead"] if row["unit_ahead"] in AHEAD_UNITS else "days"
    return {"say": row["say"], "ahead": length(row["ahead"], unit)}


def _after(row: dict[str, str]) -> dict[str, Any]:
    days = {name: length(row[name], "days") for name in ("from", "for") if row[name]}
    return {
        "say": row["say"],
        **days,
        **({"at": [row["at"]]} if row["at"] else {}),
        **({"if_asked": True} if row["if_asked"] else {}),
    }


def length(number: str, unit: str) -> str:
    """`1 day`, `7 days`, `3h`; what is no number stays as it was typed, and is refused as that."""
    if unit == "h":
        return f"{number}h"
    return f"{number} {unit[:-1] if number == '1' else unit}"


def _inline(table: dict[str, Any]) -> str:
    """The table as TOML has it on one line; the strings of JSON are strings of TOML too."""
    pairs = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in table.items())
    return f"{{ {', '.join(pairs)} }}"


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


# --- of a series that is there ------------------------------------------------------------------------------------


def send(reader: Reader) -> Response:
    """One thing more to do before or after each visit, or one less."""
    id, (act, _, which) = reader.given["id"], reader.field("act").partition(" ")
    keys: EditableReply = reader.daemon.query("editable", preset=id)
    there = [f"{one.when}.{one.name}" for one in keys.care]
    if act == "remove" and which in there:
        return _told(reader, {"key": which, "value": "false"}, "It is removed")
    if act != "add" or which not in WHENS:
        return reader.back(f"routines/{id}/change", Said("Nothing was changed", kind="info"))
    when: When = "before" if which == "before" else "after"
    row = care_row(reader, when, f".{when}")
    try:
        name = name_for(row, {*RESERVED, *(one.partition(".")[2] for one in there)})
        return _told(reader, {"key": f"{when}.{name}", "value": care_value(when, row)}, "It is added")
    except RoutineError as error:
        return _refused(reader, error)


def _told(reader: Reader, edit: dict[str, str], title: str) -> Response:
    id = reader.given["id"]
    try:
        return reader.back(f"routines/{id}/change", made(reader, [{"edit": "set", "preset": id, **edit}], title))
    except RoutineError as error:
        return _refused(reader, error)


def _refused(reader: Reader, error: RoutineError) -> Response:
    lines = tuple(one for one in (*without_commands((error.message,)), advice(error)) if one)
    return reader.back(f"routines/{reader.given['id']}/change", Said("This was not possible", lines, kind="stop"))


POST = {"{id}/care": send}
