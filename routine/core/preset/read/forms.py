"""Forms: how one value of a preset file is read, and how an editor is told the same; small ones make up large ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable
from typing import Any

from msgspec import Struct

from routine.core.errors import UsageError
from routine.core.preset.model import Fault
from routine.core.preset.read.nearest_word import nearest
from routine.core.preset.read.wrong_value import fault_of, short_text, shown, wrong_type

Key = tuple[str, ...]
Faults = list[Fault]
# Entries of a list or table, and faults with a hint: beyond any real preset, and it bounds the work of a hostile one.
MOST = 100
ID_PATTERN = "^[a-z0-9][a-z0-9-]{0,39}$"
ID = re.compile(ID_PATTERN.replace("$", r"\Z"))


class Form(Struct, frozen=True):
    """One kind of value: `read` returns what it says, or notes faults; `schema` is its JSON Schema.

    `flag`: true and false are both values of it. `fields`: the keys of a table; `entry`: what each entry of a list or
    of a table of named things is.
    """

    read: Callable[[Any, Key, Faults], Any]
    schema: dict[str, Any]
    flag: bool = False
    fields: dict[str, Field] | None = None
    entry: Form | None = None


class Field(Struct, frozen=True):
    """One key of a table."""

    form: Form
    required: bool = False


def required(form: Form) -> Field:
    """A key that a table must have."""
    return Field(form, required=True)


def leaf(
    needs: str,
    types: tuple[type, ...],
    parse: Callable[[Any], Any] | None,
    schema: dict[str, Any],
    plain: re.Pattern[str] | None = None,
) -> Form:
    """A single value of one of `types`; `parse` raises UsageError for one that cannot be meant.

    Without `parse`, and for a text that fits `plain`, which most do, it is the value as it stands.
    """

    def read(value: Any, key: Key, faults: Faults) -> Any:
        if type(value) is str and plain is not None and plain.search(value):
            return value
        # Not isinstance: to Python, true is a whole number.
        if type(value) not in types:
            faults.append(wrong_type(value, key, needs, types, parse))
            return None
        try:
            return parse(value) if parse else value
        except UsageError as error:
            faults.append(fault_of(key, error))
            return None

    return Form(read, {**schema, "description": needs}, flag=types == (bool,))


def table(fields: dict[str, Field], build: Callable[[dict[str, Any], Key, Faults], Any], what: str = "a table") -> Form:
    """A table of known keys; `build` is called with the values only when each of them could be read."""

    def read(value: Any, key: Key, faults: Faults) -> Any:
        if type(value) is not dict:
            faults.append(
                Fault(key, f"This needs {what}, not {shown(value)}.", f"Set its keys one by one: {', '.join(fields)}.")
            )
            return None
        before = len(faults)
        found = {
            name: fields[name].form.read(raw, (*key, name), faults) for name, raw in value.items() if name in fields
        }
        unknown = [name for name in value if name not in fields]
        faults.extend(_unknown((*key, name), fields, hint=i < MOST) for i, name in enumerate(unknown))
        faults.extend(_missing((*key, name)) for name, field in fields.items() if field.required and name not in value)
        return build(found, key, faults) if len(faults) == before else None

    return Form(read, _table_schema(fields, what), fields=fields)


def record(fields: dict[str, Field], made: Callable[..., Any], what: str = "a table") -> Form:
    """A table whose keys are the fields of one value: `made` is called with them."""
    return table(fields, lambda found, _key, _faults: made(**found), what)


def check_id(text: str) -> None:
    """Raises UsageError unless the text can name a preset or a step."""
    if not ID.match(text):
        near = re.sub(r"[^a-z0-9]+", "-", text.lower())[:40].strip("-")
        raise UsageError(
            f"{shown(text)} cannot be a name.",
            "Use at most 40 small letters, digits and hyphens.",
            example=near if near and near != text else None,
        )


def named(entry: Form, what: str, reserved: Container[str] = ()) -> Form:
    """A table of things by name, in file order; read as pairs. `reserved`: names that nothing may have."""

    def check_name(text: str) -> None:
        check_id(text)
        if text in reserved:
            raise UsageError(f"{shown(text)} is a name that every series uses itself.", "Choose another name.")

    def read(value: Any, key: Key, faults: Faults) -> Any:
        if type(value) is not dict:
            faults.append(Fault(key, f"This needs {what}, not {shown(value)}."))
            return ()
        if not _few(value, key, faults):
            return ()
        for name in value:
            try:
                check_name(name)
            except UsageError as error:
                faults.append(fault_of((*key, name), error))
        return tuple((name, entry.read(raw, (*key, name), faults)) for name, raw in value.items())

    schema = {
        "type": "object",
        "description": what,
        "patternProperties": {ID_PATTERN: entry.schema},
        "additionalProperties": False,
        "maxProperties": MOST,
    }
    return Form(read, schema, entry=entry)


def listed(entry: Form, what: str, or_one: bool = False, filled: bool = False) -> Form:
    """A list, read as a tuple; entries count from 1 in key paths. `or_one`: one may stand alone."""

    def read(value: Any, key: Key, faults: Faults) -> Any:
        if type(value) is list:
            if filled and not value:
                faults.append(Fault(key, "The list is empty.", f"Give it {what}."))
            if not _few(value, key, faults):
                return ()
            return tuple(entry.read(raw, (*key, str(i)), faults) for i, raw in enumerate(value, 1))
        if or_one and type(value) is not dict:
            return (entry.read(value, key, faults),)
        hint = f'Write it in brackets: ["{value}"]' if short_text(value) else None
        faults.append(Fault(key, f"This needs {what}, not {shown(value)}.", hint))
        return ()

    several = {
        "type": "array",
        "items": entry.schema,
        "description": what,
        "maxItems": MOST,
        **({"minItems": 1} if filled else {}),
    }
    return Form(read, {"anyOf": [entry.schema, several]} if or_one else several, entry=entry)


def choice(options: Iterable[str], what: str) -> Form:
    """One of a few words."""
    words = tuple(options)

    def parse(value: str) -> str:
        if value not in words:
            raise UsageError(f"{shown(value)} is not {what}.", nearest(value, words))
        return value

    return leaf(f"{what} in quotes", (str,), parse, {"enum": list(words)})


def _unknown(key: Key, fields: dict[str, Field], hint: bool) -> Fault:
    return Fault(key, f"There is no key {shown(key[-1])} here.", nearest(key[-1], fields) if hint else None)


def _few(value: Any, key: Key, faults: Faults) -> bool:
    if len(value) > MOST:
        faults.append(Fault(key, f"There are {len(value)} entries.", f"Use {MOST} at most."))
    return len(value) <= MOST


def _missing(key: Key) -> Fault:
    return Fault(key, f"The key “{key[-1]}” is missing.", None)


def _table_schema(fields: dict[str, Field], what: str) -> dict[str, object]:
    needed = [name for name, field in fields.items() if field.required]
    return {
        "type": "object",
        "description": what,
        "properties": {name: field.form.schema for name, field in fields.items()},
        "additionalProperties": False,
        **({"required": needed} if needed else {}),
    }
