"""The keys of one preset as people type them, and the values that each can have: for Tab."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from routine.cli.shell import connection
from routine.cli.shell import user_files as files
from routine.cli.shell.preset_values import shown
from routine.core.preset.read.forms import Form
from routine.core.preset.read.preset import FIELDS, form_at
from routine.wiring.files import preset_files, preset_writer

#: Keys whose values are days of the week, and how those are typed.
_ON_DAYS = ("schedule.on", "schedule.free")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun", "weekdays", "weekends")
#: Which keys nobody changes one by one.
_LEFT_OUT = ("format", "extends")


def keys(id: str) -> list[tuple[str, str]]:
    """Every key that this preset has or can have: `schedule.at`, `steps.lie-flat.timer`, each with its value."""
    raw = preset_files(connection.paths()).judge(id).raw
    return [
        (key, shown(value) if value is not None else "")
        for name, field in FIELDS.items()
        if name not in _LEFT_OUT
        for key, value in _below(name, field.form, raw.get(name))
    ]


def _below(path: str, form: Form, value: Any) -> Iterator[tuple[str, Any]]:
    """The keys under a key; of named things, those that the preset has."""
    table = value if isinstance(value, Mapping) else {}
    if form.fields is not None:
        for name, field in form.fields.items():
            yield from _below(f"{path}.{name}", field.form, table.get(name))
    elif form.entry is not None and "patternProperties" in form.schema:
        for name in table:
            yield from _below(f"{path}.{name}", form.entry, table[name])
    else:
        yield path, value


def key_values(id: str, key: str) -> list[tuple[str, str]]:
    """What the key can be, or what it is now."""
    field = form_at(tuple(key.split(".")))
    found = possible(field.form) if field else []
    days = [(day, "") for day in _DAYS if key in _ON_DAYS]
    now = files.value(id, key)
    return found or days or ([(shown(now), "now")] if isinstance(now, str | int | float | list) else [])


def possible(form: Form) -> list[tuple[str, str]]:
    """The values of a key that has only a few; none for any other."""
    if form.flag:
        return [("true", ""), ("false", "")]
    return [(str(word), "") for word in _words(form.schema)]


def _words(schema: Mapping[str, Any]) -> Iterable[object]:
    if "enum" in schema:
        words: Iterable[object] = schema["enum"]
        return words
    inner = (schema.get("items"), *schema.get("anyOf", ()))
    return next((found for one in inner if one and (found := _words(one))), ())


def changed_keys(id: str) -> list[tuple[str, str]]:
    """The keys that the user has changed, each with its value."""
    return [(change.key, shown(change.yours)) for change in preset_writer(connection.paths()).diff(id)]
