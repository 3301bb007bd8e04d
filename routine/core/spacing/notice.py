"""Told once: that a change of presets, settings or visits leaves times of a routine without room."""

from __future__ import annotations

from routine.core.config.rules import Finding
from routine.core.draft import Draft
from routine.core.spacing.findings import room
from routine.core.state.cards import Card, card_id
from routine.core.state.notice import OK_BUTTONS

_SHOWN = 3


def note_room(draft: Draft) -> tuple[Finding, ...]:
    """What has no room now and was not known: from now on it is."""
    found = [f for f in room(draft, draft.enabled()) if f.level != "note"]
    new = tuple(f for f in found if _key(f) not in draft.state.spacing.no_room)
    keys = tuple(sorted({_key(f) for f in found}))
    if keys != draft.state.spacing.no_room:
        draft.change_spacing(no_room=keys)
    return new


def show_no_room(draft: Draft, new: tuple[Finding, ...]) -> None:
    """Say it in one notice."""
    if new:
        body = "\n".join([f.why for f in new[:_SHOWN]] + ([f"and {len(new) - _SHOWN} more"] if new[_SHOWN:] else []))
        title = f"Not all of it fits: {draft.title(new[0].routine)}"
        draft.show(Card(id=card_id("no-room"), kind="no-room", title=title, body=body, buttons=OK_BUTTONS))


def no_room_lines(new: tuple[Finding, ...]) -> list[str]:
    """The same, for whoever made the change."""
    return [f"{f.why} {f.fix} Source: {f.source}" for f in new]


def _key(finding: Finding) -> str:
    return f"{finding.routine} {finding.rule}"
