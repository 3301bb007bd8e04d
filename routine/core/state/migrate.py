"""A state document of an older version brought to the present schema, step by step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from routine.core.errors import StoreError
from routine.core.state.model import SCHEMA

Document = dict[str, Any]
Step = Callable[[Document], Document]

Fields = Mapping[str, str]  # where a field is from now on -> what it was called

#: Schema 1 had every field of the state, and of a routine, side by side.
_PARTS_OF_STATE: Mapping[str, Fields] = {
    "notices": {"seq": "notice_seq", "cards": "cards", "deliveries": "deliveries", "one_by_one": "one_by_one"},
    "silence": {"waiting_since": "waiting_since", "shown": "silent_shown"},
    "profile": {"confirmed": "confirmed", "not_before": "not_before", "said": "said", "looked": "looked"},
    "spacing": {"clashes": "clashes", "chosen": "chosen", "no_room": "no_room"},
}
_PARTS_OF_ROUTINE: Mapping[str, Fields] = {
    "course": {"done_count": "done_count", "ended": "ended", "over_on": "over_on", "asked_again": "asked_again"},
    "safety": {"accepted": "accepted", "weighed": "weighed", "told": "told", "confirmed": "confirmed"},
}


def _by_subject(document: Document) -> Document:
    """Schema 1 to 2: what belongs together stands together."""
    state = _renamed(_gathered(document, _PARTS_OF_STATE), {"clocks": "mark", "lay_flat": "hold"})
    notices = state["notices"]
    state["notices"] = {**notices, "cards": [_card_by_kind(_table(card)) for card in notices.get("cards", [])]}
    routines = _table(document.get("routines", {}))
    return {**state, "routines": {id: _routine_by_subject(_table(routine)) for id, routine in routines.items()}}


def _routine_by_subject(routine: Document) -> Document:
    left = _gathered(routine, _PARTS_OF_ROUTINE)
    why, since = left.pop("held", None), left.pop("held_since", None)
    return {**left, "held": None if why is None else {"why": why, "since": since}}


def _card_by_kind(card: Document) -> Document:
    """What shared a kind has one of its own: a hold and broken files were problems, having no room was a clash."""
    begins = str(card.get("id")).partition(":")[0]
    shared = card.get("kind") in ("problem", "clash") and begins in ("hold", "files", "no-room")
    return {**card, "kind": begins} if shared else card


def _table(value: object) -> Document:
    """A damaged document says so as any other that cannot be read."""
    if not isinstance(value, dict):
        raise ValueError(f"Expected `object`, got `{type(value).__name__}`")
    return value


def _gathered(flat: Document, parts: Mapping[str, Fields]) -> Document:
    """The fields of each part in a table of its own, the others as they were."""
    moved = {old for fields in parts.values() for old in fields.values()}
    left = {name: value for name, value in flat.items() if name not in moved}
    found = {
        part: _renamed({old: flat[old] for old in fields.values() if old in flat}, fields)
        for part, fields in parts.items()
    }
    return {**left, **found}


def _renamed(document: Document, names: Fields) -> Document:
    new = {old: name for name, old in names.items()}
    return {new.get(name, name): value for name, value in document.items()}


STEPS: Mapping[int, Step] = {1: _by_subject}  # schema N -> what makes a document of schema N + 1 of it


def migrate(document: Mapping[str, Any], steps: Mapping[int, Step] = STEPS, to: int = SCHEMA) -> Document:
    """The document in schema `to`; itself is left alone.

    Raises ValueError where it names no schema that there is a way from, and StoreError where a newer Routine wrote it.
    """
    schema = document.get("schema")
    if not isinstance(schema, int) or isinstance(schema, bool):
        raise ValueError("it names no schema")
    if schema > to:
        raise StoreError(
            f"A newer version of Routine saved your data (schema {schema}, this one knows {to}). Nothing was changed.",
            "Update Routine, or choose another folder with ROUTINE_HOME.",
        )
    migrated = dict(document)
    while schema < to:
        if schema not in steps:
            raise ValueError(f"no way leads from schema {schema} to {to}")
        migrated = steps[schema](migrated)
        schema += 1
        migrated["schema"] = schema
    return migrated
