"""A state document of an older version brought to the present schema, step by step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from routine.core.errors import StoreError
from routine.core.state.model import SCHEMA

Document = dict[str, Any]
Step = Callable[[Document], Document]

STEPS: Mapping[int, Step] = {}  # schema N -> what makes a document of schema N + 1 of it


def migrate(document: Mapping[str, Any], steps: Mapping[int, Step] = STEPS, to: int = SCHEMA) -> Document:
    """The document in schema `to`; itself is left alone.

    Raises ValueError where it names no schema that there is a way from, and StoreError where a newer Routine wrote it.
    """
    schema = document.get("schema")
    if not isinstance(schema, int) or isinstance(schema, bool):
        raise ValueError("it names no schema")
    if schema > to:
        raise StoreError(
            f"what is saved was written by a newer Routine (schema {schema}; this one knows {to})",
            "upgrade Routine, or choose another place with ROUTINE_HOME; nothing was changed",
        )
    migrated = dict(document)
    while schema < to:
        if schema not in steps:
            raise ValueError(f"no way leads from schema {schema} to {to}")
        migrated = steps[schema](migrated)
        schema += 1
        migrated["schema"] = schema
    return migrated
