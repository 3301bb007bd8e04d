"""A preset as a change finds it, and the change as values: keys to put in, to take out, to put into order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct, to_builtins

from routine.core.errors import PresetError, for_example
from routine.core.preset.read.forms import Key
from routine.core.preset.resolve import FileError, PresetText, Resolved, more_errors


class Put(Struct, frozen=True):
    """Give a key this value; tables on the way to it are made."""

    key: Key
    value: Any


class TakeOut(Struct, frozen=True):
    """Remove a key, and the tables that its going leaves empty."""

    key: Key


class Order(Struct, frozen=True):
    """Put the tables under a key into this order."""

    key: Key
    names: tuple[str, ...]


Step = Put | TakeOut | Order


class Change(Struct, frozen=True):
    """What is done to the user's file, in order; `notes` are worth telling."""

    steps: tuple[Step, ...]
    notes: tuple[str, ...] = ()


class Editable(Struct, frozen=True):
    """One preset before a change. `mine`: the user's file, if any; `base`: the file that it changes, or stands for."""

    id: str
    mine: PresetText | None
    base: PresetText | None
    now: Resolved

    @property
    def overlay(self) -> bool:
        """Whether the user's file holds, or would hold, only what differs from a base."""
        return self.mine is None or "extends" in self.mine_raw

    @property
    def mine_raw(self) -> Mapping[str, Any]:
        """What the user's file says."""
        return (self.mine.tables.raw if self.mine else None) or {}

    @property
    def base_raw(self) -> Mapping[str, Any]:
        """What the base says."""
        return (self.base.tables.raw if self.base else None) or {}

    @property
    def merged_raw(self) -> Mapping[str, Any]:
        """What the preset says now; where it does not load, what its base says."""
        return self.now.raw or self.base_raw


def refused(preset_id: str, errors: Iterable[FileError]) -> PresetError:
    """All of the errors of a file, the first of them in words; nothing was written."""
    found = list(errors)
    message = _first_of(preset_id, found)
    return PresetError(message, found[0].hint, {"errors": [to_builtins(error) for error in found]})


def refused_value(preset_id: str, errors: Iterable[FileError]) -> PresetError:
    """The same of a value that was typed in a shell: the example is a command that works there."""
    found = list(errors)
    first, command = found[0], None
    if first.example and first.key:
        import shlex  # here: only for a value that cannot be

        key = re.sub(r"(\.\d+)+$", "", first.key)  # a list is set whole, not entry by entry
        command = f"routine preset set {preset_id} {key} {shlex.quote(first.example)}"
    hint = for_example(first.advice, command) if command else first.hint
    return PresetError(_first_of(preset_id, found), hint, {"errors": [to_builtins(error) for error in found]})


def _first_of(preset_id: str, found: list[FileError]) -> str:
    first = found[0]
    others = len(found) - 1
    more = f" {more_errors(others)}" if others else ""
    return f"{located(first.message, preset_id, first.key)}{more} Nothing was changed."


def located(message: str, *where: str) -> str:
    """The sentence with the place in brackets; a message of several sentences says itself where it is."""
    place = ", ".join(part for part in where if part)
    if not place or re.search(r"[.!?] ", message) or not message.endswith("."):
        return message
    return f"{message[:-1]} ({place})."
