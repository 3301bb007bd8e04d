"""A series of clinic visits of one's own: how many, how far apart, what to do before and after each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from routine.core.errors import RoutineError, UsageError
from routine.core.preset.edit.names import free_name, name_of
from routine.core.preset.model import RESERVED
from routine.page.reader import advice
from routine.page.said import Said

if TYPE_CHECKING:
    from routine.core.requests.replies.edits import EditReply
    from routine.page.reader import Reader

#: The two that every new series has already, so that no visit comes as a surprise.
_THERE = ("visit", "look")
_FIRST_ROWS, _MOST_ROWS = 2, 12
_BEFORE = ("say", "ahead", "unit.ahead")
_AFTER = ("say", "from", "for", "at", "if_asked")
AHEAD_UNITS = {"days": "days", "h": "hours", "weeks": "weeks"}
APART_UNITS = {"weeks": "weeks", "days": "days", "months": "months"}


def ask(reader: Reader, error: RoutineError | None = None) -> Response:
    """The form, as it was sent if something in it cannot be."""
    return reader.show(
        "own_visits.html",
        status=422 if error else 200,
        before=_rows(reader, "before", _BEFORE),
        after=_rows(reader, "after", _AFTER),
        ahead_units=AHEAD_UNITS,
        apart_units=APART_UNITS,
        error=error,
        advice=advice(error) if error else "",
    )


def _rows(reader: Reader, when: str, names: tuple[str, ...]) -> list[dict[str, str]]:
    """Those that the form had, and more on demand."""
    there = sum(1 for n in range(1, _MOST_ROWS + 1) if reader.fields(f"say.{when}.{n}"))
    more = 2 if reader.field("act") == f"more-{when}" else 0
    count = min(_MOST_ROWS, max(_FIRST_ROWS, there + more))
    return [
        {"n": str(n), **{name.replace(".", "_"): reader.field(f"{name}.{when}.{n}") for name in names}}
        for n in range(1, count + 1)
    ]


# --- sent ---------------------------------------------------------------------------------------------------------


def make(reader: Reader) -> Response:
    """Make it; then its leaflet, from which it is enabled, and its visits are booked."""
    if reader.field("act").startswith("more-"):
        return ask(reader)
    try:
        reply: EditReply = reader.daemon.change("edit", edits=list(_edits(reader)))
    except RoutineError as error:
        return ask(reader, error)
    lines = (*reply.problems, "Look at it and enable it. Then book your visits.")
    return reader.back(f"routines/{reply.presets[0]}", Said("Your series of visits is made", lines))


def _edits(reader: Reader) -> Iterator[dict[str, Any]]:
    """Raises UsageError for what cannot be meant."""
    summary = " ".join(reader.field("summary").split()) or None
    yield {"edit": "new", "title": " ".join(reader.field("title").split()), "kind": "visit", "summary": summary}
    keys = {"series.sessions": reader.field("sessions"), "series.apart": _apart(reader)}
    names = {*RESERVED, *_THERE}
    for when, read in (("before", _before), ("after", _after)):
        for row in _rows(reader, when, _BEFORE if when == "before" else _AFTER):
            if row["say"]:
                name = free_name(name_of(" ".join(row["say"].split()[:3])), names)
                names.add(name)
                keys[f"{when}.{name}"] = _inline(read(row))
    yield from ({"edit": "set", "preset": "", "key": key, "value": value} for key, value in keys.items() if value)


def _apart(reader: Reader) -> str:
    """`4 weeks, 6 weeks`; one of the two where only that was said."""
    unit = reader.field("unit.apart") if reader.field("unit.apart") in APART_UNITS else "weeks"
    said = [number for name in ("apart", "apart_most") if (number := reader.field(name))]
    return ", ".join(_length(number, unit) for number in dict.fromkeys(said))


def _before(row: dict[str, str]) -> dict[str, Any]:
    if not row["ahead"]:
        raise UsageError(
            f"“{_short(row['say'])}” has no time before the visit.", "Enter how long before, such as 7 days."
        )
    unit = row["unit_ahead"] if row["unit_ahead"] in AHEAD_UNITS else "days"
    return {"say": row["say"], "ahead": _length(row["ahead"], unit)}


def _after(row: dict[str, str]) -> dict[str, Any]:
    days = {name: _length(row[name], "days") for name in ("from", "for") if row[name]}
    return {
        "say": row["say"],
        **days,
        **({"at": [row["at"]]} if row["at"] else {}),
        **({"if_asked": True} if row["if_asked"] else {}),
    }


def _length(number: str, unit: str) -> str:
    """`1 day`, `7 days`, `3h`; a text that is not a number stays as it was typed, and is refused as such."""
    if unit == "h":
        return f"{number}h"
    return f"{number} {unit[:-1] if number == '1' else unit}"


def _inline(table: dict[str, Any]) -> str:
    """The table as TOML has it on one line; the strings of JSON are strings of TOML too."""
    pairs = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in table.items())
    return f"{{ {', '.join(pairs)} }}"


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
