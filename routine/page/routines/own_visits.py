"""A series of clinic visits of one's own: how many, how far apart, what to do before and after each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from routine.core.errors import RoutineError
from routine.core.preset.model import RESERVED
from routine.page.messages import Said
from routine.page.reader import advice
from routine.page.routines.visit_care_edits import AHEAD_UNITS, WHENS, When, care_row, care_value, length, name_for

if TYPE_CHECKING:
    from routine.core.requests.replies.edits import EditReply
    from routine.page.reader import Reader

#: The two that every new series has already, so that no visit comes as a surprise.
_THERE = ("visit", "look")
_FIRST_ROWS, _MOST_ROWS = 2, 12
APART_UNITS = {"weeks": "weeks", "days": "days", "months": "months"}


def ask(reader: Reader, error: RoutineError | None = None) -> Response:
    """The form, as it was sent if something in it cannot be."""
    return reader.show(
        "own_visits.html",
        status=422 if error else 200,
        before=_rows(reader, "before"),
        after=_rows(reader, "after"),
        ahead_units=AHEAD_UNITS,
        apart_units=APART_UNITS,
        error=error,
        advice=advice(error) if error else "",
    )


def _rows(reader: Reader, when: When) -> list[dict[str, str]]:
    """Those that the form had, and more on demand."""
    there = sum(1 for n in range(1, _MOST_ROWS + 1) if reader.fields(f"say.{when}.{n}"))
    more = 2 if reader.field("act") == f"more-{when}" else 0
    count = min(_MOST_ROWS, max(_FIRST_ROWS, there + more))
    return [{"n": str(n), **care_row(reader, when, f".{when}.{n}")} for n in range(1, count + 1)]


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
    for when in WHENS:
        for row in _rows(reader, when):
            if row["say"]:
                name = name_for(row, names)
                names.add(name)
                keys[f"{when}.{name}"] = care_value(when, row)
    yield from ({"edit": "set", "preset": "", "key": key, "value": value} for key, value in keys.items() if value)


def _apart(reader: Reader) -> str:
    """`4 weeks, 6 weeks`; one of the two where only that was said."""
    unit = reader.field("unit.apart") if reader.field("unit.apart") in APART_UNITS else "weeks"
    said = [number for name in ("apart", "apart_most") if (number := reader.field(name))]
    return ", ".join(length(number, unit) for number in dict.fromkeys(said))
