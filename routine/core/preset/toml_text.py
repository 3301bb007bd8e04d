"""The bytes of a TOML file -> its tables, with limits checked before the parser sees them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct

from routine.core.preset.model import Fault
from routine.core.preset.toml_lines import Key, TooDeepError, key_lines

LARGEST = 64 * 1024
DEEPEST = 8
_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")


class Tables(Struct, frozen=True):
    """What a file says: `raw` None when it cannot be read at all. `found`: the lines, where they are known already.

    `text`: else, what to look for them in.
    """

    raw: dict[str, Any] | None
    found: dict[Key, int] | None = None
    faults: tuple[Fault, ...] = ()
    text: str = ""

    @property
    def lines(self) -> Mapping[Key, int]:
        """Key path -> line; () is the fault's line."""
        return _lines(self.text) if self.found is None else self.found


#: Asked for once for every mistake in the same file.
_lines = lru_cache(maxsize=4)(key_lines)


def read_tables(data: bytes, ours: Callable[[bytes], dict[str, Any]] | None = None) -> Tables:
    """The tables of a file; never raises. A file too large, too deep, binary or not TOML gives one fault.

    tomllib takes gigabytes for one long dotted key and runs out of stack in nested brackets: depth is scanned first,
    and the lines of all keys with it. `ours`: it came with Routine, so it is scanned when something is wrong, and this
    makes its tables; raises as tomllib does.
    """
    if len(data) > LARGEST:
        return _refused("The file is larger than 64 KiB.", "Make it shorter. A preset takes a few KiB.")
    if b"\0" in data:
        return _refused("The file is not a text file.", "Save it as TOML text in UTF-8.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _refused("The file is not UTF-8 text.", "Save it again as UTF-8.", data.count(b"\n", 0, error.start) + 1)
    text = text.replace("\r\n", "\n")
    try:
        if ours:
            return Tables(ours(data), text=text)
        found = key_lines(text, DEEPEST)
        return Tables(tomllib.loads(text), found)
    except TooDeepError as error:
        return _refused(f"The file has more than {DEEPEST} levels of keys or brackets.", None, error.line)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return _not_toml(str(error), text)
    except ValueError as error:  # of Python's own, of a number with thousands of digits
        return _not_toml("a number is too long" if "digits" in str(error) else str(error), text)


def _not_toml(message: str, text: str) -> Tables:
    place = _PLACE.search(message)
    line = int(place[1]) if place and place[1] else text.count("\n") + 1
    said = _PLACE.sub("", message)[:200]
    return _refused(
        f"The file is not valid TOML: {said.removesuffix('.')}.", 'Texts need quotes, for example: key = "text"', line
    )


def _refused(message: str, hint: str | None, line: int | None = None) -> Tables:
    return Tables(None, {} if line is None else {(): line}, (Fault((), message, hint),))
