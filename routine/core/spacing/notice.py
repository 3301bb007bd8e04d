"""Told once: that a change of presets, settings or visits leaves times of a routine without room."""

from __future__ import annotations

from collections.abc import Collection

from routine.core.config.rules import Finding
from routine.core.draft import Draft, title_of
from routine.core.spacing.findings import room
from routine.core.state.keys import routine_of
from routine.core.state.notice import OK_BUTTONS, Card
from routine.core.state.spacing import Clash
from routine.core.when.format import format_when
from routine.core.when.moment import wall

#: The id of the one notice about it.
_NOTICE = "no-room"
_SHOWN = 3


def note_room(draft: Draft) -> list[Finding]:
    """What has no room now and was not known: from now on it is."""
    found = [f for f in room(draft, draft.enabled()) if f.level != "note"]
    new = [f for f in found if _key(f) not in draft.state.spacing.no_room]
    keys = tuple(sorted({_key(f) for f in found}))
    if keys != draft.state.spacing.no_room:
        draft.change_spacing(no_room=keys)
    return new


def tell_room(draft: Draft) -> list[str]:
    """The same, said in one notice, and as lines for whoever made the change."""
    new = note_room(draft)
    lines = [f"{f.why} {f.fix} Source: {f.source}" for f in new]
    if new:
        body = "\n".join([f.why for f in new[:_SHOWN]] + ([f"and {len(new) - _SHOWN} more"] if new[_SHOWN:] else []))
        title = f"Not all of it fits: {title_of(draft, new[0].routine)}"
        draft.show(Card(id=_NOTICE, kind="clash", title=title, body=body, buttons=OK_BUTTONS))
    return lines


def left_out_by(draft: Draft, before: tuple[Clash, ...], answered: Collection[str]) -> list[str]:
    """Lines for whoever answered: what finds no room any more because of the times that were answered."""
    known = {one.id for one in before}
    new = [one for one in draft.state.spacing.clashes if one.id not in known and one.other in answered]
    return [f"{_when(draft, one)}: {one.why}." for one in new]


def _when(draft: Draft, clash: Clash) -> str:
    id = routine_of(clash.id)
    zone = draft.zone(id)
    return f"{title_of(draft, id)}, {format_when(wall(clash.instant, zone), draft.now.wall(zone))}"


def _key(finding: Finding) -> str:
    return f"{finding.routine} {finding.rule}"
