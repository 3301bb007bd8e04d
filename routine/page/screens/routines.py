"""Routines: yours, the shelf of all others by kind, what is found by a word; and what can be done with one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from starlette.responses import Response

from routine.core.preset.kinds import KINDS
from routine.page.routines import (
    broken_file,
    change,
    enable,
    leaflet,
    own_routine,
    own_visits,
    pause_end,
    visit_care_edits,
)
from routine.page.routines.broken_file import where_broken
from routine.page.routines.icons import icon_of

if TYPE_CHECKING:
    from routine.core.requests.replies.presets import ShelfReply, ShelfRow
    from routine.page.reader import Reader

_LONGEST_SEARCH = 100


class Shelf(NamedTuple):
    """The presets of one kind that are not enabled."""

    kind: str
    heading: str
    presets: tuple[ShelfRow, ...]


def show(reader: Reader) -> Response:
    """The screen; with words to find, only what has them."""
    wanted = " ".join(reader.asked.get("find", "").split())[:_LONGEST_SEARCH]
    found: ShelfReply = reader.daemon.query("preset-list", full=True, find=wanted or None)
    by_title = sorted(found.presets, key=lambda row: row.title.casefold())
    rows = [row for row in by_title if not row.errors or row.enabled]
    return reader.show(
        "routines.html",
        wanted=wanted,
        found=rows,
        yours=[row for row in rows if row.enabled],
        shelves=_shelves(rows),
        broken=[row for row in by_title if row.errors],
        icon_of=icon_of,
    )


def _shelves(rows: list[ShelfRow]) -> list[Shelf]:
    made = (
        Shelf(kind, heading, tuple(row for row in rows if row.kind == kind and not row.enabled))
        for kind, heading in KINDS.items()
    )
    return [shelf for shelf in made if shelf.presets]


_seen = {where: where_broken(act) for where, act in {**enable.GET, **change.GET, **leaflet.GET}.items()}
#: No id of a preset begins with "~".
GET = {"": show, "~new": own_routine.ask, "~visits": own_visits.ask, **broken_file.GET, **_seen}
POST = {
    **broken_file.POST,
    "~new": own_routine.make,
    "~visits": own_visits.make,
    **enable.POST,
    **change.POST,
    **own_routine.POST,
    **pause_end.POST,
    **visit_care_edits.POST,
}
