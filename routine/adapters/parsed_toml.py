"""TOML files that came with Routine, kept parsed beside Python's byte code, for parsing them is most of reading them.

As with byte code: where that cannot be written, or is not to be (`PYTHONDONTWRITEBYTECODE`), they are parsed each time.
"""

from __future__ import annotations

import os
import sys
import tomllib
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any
from zlib import crc32

import msgspec


def tables_of(path: Path, content: bytes) -> dict[str, Any]:
    """The tables that the content of this file says. Raises as tomllib does, and UnicodeDecodeError."""
    kept = Path(cache_from_source(str(path.with_suffix(".py")))).with_suffix(".toml.json")
    mark = b"%08x %d\n" % (crc32(content), len(content))
    with suppress(OSError, msgspec.DecodeError):
        found = kept.read_bytes()
        if found.startswith(mark):
            return msgspec.json.decode(found[len(mark) :], type=dict[str, Any])
    tables = tomllib.loads(content.decode("utf-8"))
    if not sys.dont_write_bytecode:
        _keep(kept, mark, tables)
    return tables


def _keep(kept: Path, mark: bytes, tables: dict[str, Any]) -> None:
    """Write it whole or not at all; what JSON cannot say alike (a date) is not kept."""
    said = msgspec.json.encode(tables)
    if msgspec.json.decode(said) != tables:
        return
    new = kept.with_name(f"{kept.name}.{os.getpid()}")
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(mark + said)
        new.replace(kept)
