"""The program as it was when this process began: what it imports later is of that version, whatever was installed."""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Iterable, Sequence
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType
from typing import NamedTuple

import routine

#: Processes of their own, begun anew each time.
_OTHERS = ("routine.cli", "routine.page", "routine.presets")


class _File(NamedTuple):
    """A module's file: what it was, and which part of the kept text is its."""

    path: str
    changed: int
    begin: int
    end: int


class OwnCode:
    """Finds the modules of `package` that were not imported yet: as Python does, or, once their file was changed or
    removed, from the text that it had."""

    def __init__(self, files: Iterable[tuple[str, Path]]) -> None:
        """Read them all, and keep them small. Raises OSError."""
        self._files: dict[str, _File] = {}
        packed, begin, parts = zlib.compressobj(), 0, []
        for name, path in files:
            changed, text = path.stat().st_mtime_ns, path.read_bytes()
            parts.append(packed.compress(text))
            self._files[name] = _File(str(path), changed, begin, begin + len(text))
            begin += len(text)
        self._texts = b"".join((*parts, packed.flush()))

    def find_spec(self, name: str, _: Sequence[str] | None = None, __: ModuleType | None = None) -> ModuleSpec | None:
        """None: as Python finds it."""
        file = self._files.get(name)
        if file is None or file.changed == _changed(file.path):
            return None
        text = zlib.decompress(self._texts)[file.begin : file.end]
        return spec_from_file_location(name, file.path, loader=_Kept(name, file.path, text))


class _Kept(SourceFileLoader):
    """Loads a module from its text, not from its file."""

    def __init__(self, name: str, path: str, text: bytes) -> None:
        super().__init__(name, path)
        self._text = text

    def get_code(self, _: str) -> CodeType:
        """Compiled from what was kept."""
        code: CodeType = compile(self._text, self.path, "exec", dont_inherit=True)
        return code


def keep_own_code() -> None:
    """From now on, whatever of Routine is imported is of the version that runs; once for a process."""
    if not any(isinstance(one, OwnCode) for one in sys.meta_path):
        sys.meta_path.insert(0, OwnCode(own_modules()))


def own_modules() -> list[tuple[str, Path]]:
    """What this process may yet import: each module's name and file."""
    root = Path(routine.__file__).parent
    named = ((_name(path.relative_to(root.parent)), path) for path in sorted(root.rglob("*.py")))
    return [(name, path) for name, path in named if name not in sys.modules and not name.startswith(_OTHERS)]


def _name(path: Path) -> str:
    return ".".join((path.parent if path.name == "__init__.py" else path.with_suffix("")).parts)


def _changed(path: str) -> int | None:
    try:
        return os.stat(path).st_mtime_ns  # noqa: PTH116 - for every import of a process that counts its milliseconds
    except OSError:
        return None
