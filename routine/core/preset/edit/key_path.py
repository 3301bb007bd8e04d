"""Key paths as people type them, such as `schedule.at`, and what they lead to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from routine.core.errors import NotFoundError, UsageError
from routine.core.preset.read.forms import Field, Key
from routine.core.preset.read.nearest_word import closest, nearest
from routine.core.preset.read.preset import form_at
from routine.core.preset.read.steps import OVERLAY_FIELDS
from routine.core.preset.resolve import dotted
from routine.core.text.counts import or_list

_DEEPEST = 6


def parse_key(path: str) -> Key:
    """`steps.lie-flat.timer` as a key path; raises UsageError."""
    key = tuple(part.strip() for part in path.strip().split("."))
    if not all(key) or len(key) > _DEEPEST:
        raise UsageError(
            f"“{path[:60]}” is not a key.",
            "Write it like one of these: schedule.at, steps.lie-flat.timer, remind.late.",
        )
    return key


def field_for(key: Key, steps: Collection[str], overlay: bool) -> Field:
    """How the value at a key is read; raises NotFoundError with the nearest right words, the key as `meant`.

    `steps`: those that the preset has; another can be begun by its `say`. `overlay`: whether steps can be placed.
    """
    if key[0] == "steps" and len(key) > 1 and key[1] not in steps and key[2:] != ("say",):
        meant = closest(key[1], steps)
        details = {"meant": dotted(("steps", meant, *key[2:]))} if meant else None
        raise NotFoundError(f"There is no step “{key[1]}”.", nearest(key[1], steps), details)
    if overlay and len(key) == 3 and key[0] == "steps" and key[2] in OVERLAY_FIELDS:
        return OVERLAY_FIELDS[key[2]]
    field = form_at(key)
    if field is not None:
        return field
    depth = next(n for n in range(len(key)) if form_at(key[: n + 1]) is None)
    around = form_at(key[:depth])
    names = (around.form.fields if around else None) or {}
    near = closest(key[depth], names)
    whole = (*key[:depth], near, *key[depth + 1 :]) if near else ()
    raise NotFoundError(
        f"There is no key “{dotted(key)}” in a preset.",
        _instead(key[:depth], near, names),
        {"meant": dotted(whole)} if form_at(whole) else None,
    )


def _instead(table: Key, near: str | None, names: Collection[str]) -> str | None:
    """The key that is probably meant, as it is typed: `schedule.on` for `schedule.weekdays`."""
    if not names:
        return None
    whole = [dotted((*table, name)) for name in ([near] if near else names)]
    return f"Did you mean “{whole[0]}”?" if near else f"You can use {or_list(whole)}."


def holds_key(tables: Mapping[str, Any], key: Key) -> bool:
    """Whether the tables have a value at this key path."""
    here: Any = tables
    for part in key:
        if not isinstance(here, Mapping) or part not in here:
            return False
        here = here[part]
    return True


def in_schedule(key: Key) -> bool:
    """Whether it is one key of a [schedule], which replaces that of the base whole."""
    return key[0] == "schedule" and len(key) > 1
