"""The preset format as a JSON Schema, for editors: made from the very forms that read a file."""

from __future__ import annotations

from typing import Any

from routine.core.preset.read.forms import ID_PATTERN
from routine.core.preset.read.preset import PRESET
from routine.core.preset.read.steps import OVERLAY_FIELDS

_Schema = dict[str, Any]
_NONE: _Schema = {"not": {}}
# A visit has a series and no schedule; everything else the other way round.
_BY_KIND: _Schema = {
    "if": {"properties": {"kind": {"const": "visit"}}, "required": ["kind"]},
    "then": {"required": ["series"], "properties": {"schedule": _NONE}},
    "else": {"required": ["schedule"], "properties": {"series": _NONE, "before": _NONE, "after": _NONE}},
}
# Signs are a check's alone.
_SIGNS: _Schema = {"if": {"required": ["signs"]}, "then": {"properties": {"kind": {"const": "check"}}}}


def schema() -> _Schema:
    """A JSON Schema (draft 2020-12) for preset files: whole ones, and those that extend another.

    It knows keys, types and words; what only the whole preset can tell (times that contradict) is `preset check`'s.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A preset of Routine",
        "type": "object",
        "if": {"required": ["extends"]},
        "then": _overlay(),
        "else": {**PRESET.schema, **_BY_KIND, "allOf": [_SIGNS]},
    }


def _overlay() -> _Schema:
    """Any of a preset's keys, or false to take one out; steps can be placed and skipped; [schedule] is whole."""
    changed = _loose(PRESET.schema)
    changed["properties"] = {
        **changed["properties"],
        "format": PRESET.schema["properties"]["format"],
        "extends": {"type": "string", "pattern": ID_PATTERN, "description": "the preset that this file changes"},
        "schedule": PRESET.schema["properties"]["schedule"],
    }
    step = changed["properties"]["steps"]["anyOf"][0]["patternProperties"][ID_PATTERN]
    step["anyOf"][0]["properties"].update({name: field.form.schema for name, field in OVERLAY_FIELDS.items()})
    return changed


def _loose(form: _Schema) -> _Schema:
    """The form of changes: nothing is required, and every key can be false."""
    loose = {key: value for key, value in form.items() if key != "required"}
    for group in ("properties", "patternProperties"):
        if group in form:
            loose[group] = {name: _or_false(inner) for name, inner in form[group].items()}
    return loose


def _or_false(form: _Schema) -> _Schema:
    return {"anyOf": [_loose(form), {"const": False}]}
