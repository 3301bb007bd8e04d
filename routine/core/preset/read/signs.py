"""The [signs.NAME] tables: what a self-check rates, and at which places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from routine.core.errors import UsageError
from routine.core.preset.model import Fault, Sign
from routine.core.preset.rated_signs import place_name
from routine.core.preset.read.forms import MOST, Faults, Field, Form, Key, leaf, listed, named, required, table
from routine.core.preset.read.values import filled_text
from routine.core.preset.read.wrong_value import shown

_LONGEST_PLACE = 40


def _place(value: str) -> str:
    if not place_name(value):
        raise UsageError(f"{shown(value)} does not name an area.", "Use a word or a few.", example="forehead")
    if len(value) > _LONGEST_PLACE:
        raise UsageError(f"{shown(value)} is too long for an area.", f"Use {_LONGEST_PLACE} characters at most.")
    return value


def _sign(found: dict[str, Any], key: Key, faults: Faults) -> Sign:
    places = found.get("places", ())
    names = [place_name(place) for place in places]
    for i, place in enumerate(places):
        if names[i] in names[:i]:
            said = f"{shown(place)} stands there twice."
            faults.append(Fault((*key, "places", str(i + 1)), said, "Name each area once."))
    return Sign(key[-1], found["say"], places)


def _read(value: Any, key: Key, faults: Faults) -> tuple[Sign, ...]:
    before = len(faults)
    found = tuple(sign for _, sign in _NAMED.read(value, key, faults))
    if len(faults) > before:
        return ()
    asked = sum(max(1, len(sign.places)) for sign in found)
    if asked > MOST:
        faults.append(Fault(key, f"There are {asked} ratings.", f"Use {MOST} at most, areas included."))
    return found


_PLACE = leaf('a place in quotes, such as "forehead"', (str,), _place, {"type": "string", "maxLength": _LONGEST_PLACE})
_FIELDS = {
    "say": required(filled_text),
    "places": Field(listed(_PLACE, "a list of places", filled=True)),
}
_NAMED = named(table(_FIELDS, _sign, "a table: one sign"), "a table: the signs, by name")
SIGNS = Form(_read, _NAMED.schema, entry=_NAMED.entry)


def misplaced_signs(raw: dict[str, Any]) -> Iterator[Fault]:
    """Only a check rates anything."""
    if "signs" in raw and raw.get("kind") != "check":
        yield Fault(("signs",), "Only a preset of kind “check” has signs.", 'Write kind = "check".')
