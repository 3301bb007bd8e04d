"""Changes a TOML text in one place and keeps the rest, comments and order, as its writer left it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.container import Container
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AbstractTable, Item

from routine.core.errors import FileProblemError

Key = tuple[str, ...]
_BY_HAND = "Open it in a text editor and correct it there."


def set_value(text: str, key: Key, value: Any) -> str:
    """The text with this key set; tables on the way are made. Raises FileProblemError where it cannot be done so."""
    document = _document(text)
    wanted = tomllib.loads(text)
    _put(wanted, key, value)
    table: Any = document
    try:
        for depth, part in enumerate(key[:-1], 1):
            if not isinstance(table.get(part), Mapping):
                table[part] = _new_table(key[:depth])
            table = table[part]
        table[key[-1]] = _item(value, key)
    except (TOMLKitError, TypeError, KeyError, ValueError) as error:
        raise _too_odd(key) from error
    return _checked(tomlkit.dumps(document), wanted, key)


def remove_value(text: str, key: Key) -> str:
    """The text without this key, and without the tables that its going leaves empty; raises FileProblemError."""
    document = _document(text)
    wanted = tomllib.loads(text)
    try:
        for depth in range(len(key), 0, -1):
            around, mirror = _at(document, key[: depth - 1]), _at(wanted, key[: depth - 1])
            if depth < len(key) and mirror[key[depth - 1]]:
                break
            del mirror[key[depth - 1]]
            del around[key[depth - 1]]
    except (TOMLKitError, TypeError, KeyError, ValueError) as error:
        raise _too_odd(key) from error
    return _checked(tomlkit.dumps(document), wanted, key)


def order_tables(text: str, key: Key, names: tuple[str, ...]) -> str:
    """The text with the tables under this key in this order; raises FileProblemError where it cannot be done so."""
    document, wanted = _document(text), tomllib.loads(text)
    try:
        tables = _at(document, key)
        kept = {name: tables.item(name) for name in names}
        for name in names:
            tables.remove(name)
        for name in names:
            tables.append(name, kept[name])
    except (TOMLKitError, TypeError, KeyError, ValueError, AttributeError) as error:
        raise _too_odd(key) from error
    written = _tidy(_checked(tomlkit.dumps(document), wanted, key), wanted)
    if tuple(_at(tomllib.loads(written), key)) != names:
        raise _too_odd(key)
    return written


def _tidy(text: str, wanted: dict[str, Any]) -> str:
    """Without the empty lines that tables leave behind where they go; not where a text of the file has such lines."""
    tidy = re.sub(r"\n{3,}", "\n\n", text)
    return tidy if tomllib.loads(tidy) == wanted else text


def _document(text: str) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(text)
    except (TOMLKitError, ValueError, RecursionError) as error:
        raise FileProblemError(f"The file is not valid TOML: {error}.", _BY_HAND) from error


def _at(tables: Any, key: Key) -> Any:
    for part in key:
        tables = tables[part]
    return tables


def _put(tables: dict[str, Any], key: Key, value: Any) -> None:
    for part in key[:-1]:
        if not isinstance(tables.get(part), dict):
            tables[part] = {}
        tables = tables[part]
    tables[key[-1]] = value


def _new_table(key: Key) -> Item:
    """[section] and [steps.NAME] get a header of their own; what is deeper stays in one line."""
    if key == ("steps",):
        return tomlkit.table(is_super_table=True)
    return tomlkit.table() if len(key) == 1 or (len(key) == 2 and key[0] == "steps") else tomlkit.inline_table()


def _item(value: Any, key: Key) -> Item:
    if not isinstance(value, Mapping):
        item: Item = tomlkit.item(value)
        return item
    table = _new_table(key)
    if isinstance(table, (AbstractTable, Container)):
        for name, part in value.items():
            table[name] = _item(part, (*key, name))
    return table


def _checked(text: str, wanted: dict[str, Any], key: Key) -> str:
    """Trust, and look: what was written must read as what was meant."""
    try:
        found = tomllib.loads(text)
    except ValueError as error:
        raise _too_odd(key) from error
    if found != wanted:
        raise _too_odd(key)
    return text


def _too_odd(key: Key) -> FileProblemError:
    return FileProblemError(f"Routine cannot change “{'.'.join(key)}” in this file.", _BY_HAND)
