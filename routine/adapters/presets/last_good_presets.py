"""Copies of the presets that loaded, in the data directory: what a routine runs on when its file is broken or gone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from routine.adapters.atomic_file import make_directory, write_atomically
from routine.adapters.regular_file import read_file


class LastGoodPresets:
    """One JSON file for each preset, written only when it differs."""

    def __init__(self, folder: Path, *, readonly: bool = False) -> None:
        """`readonly`: for a command that does not own the data directory; `keep` then does nothing."""
        self._folder = folder
        self._readonly = readonly

    def keep(self, preset_id: str, raw: Mapping[str, Any]) -> None:
        """Keep the merged tables of a preset; raises OSError."""
        if not self.has(preset_id, raw):
            make_directory(self._folder)
            write_atomically(self._path(preset_id), msgspec.json.encode(raw))

    def has(self, preset_id: str, raw: Mapping[str, Any]) -> bool:
        """Whether there is nothing to keep: the copy says the same, or none is to be made."""
        return self._readonly or self._read(self._path(preset_id)) == msgspec.json.encode(raw)

    def names(self) -> tuple[str, ...]:
        """The ids of all that were kept."""
        return tuple(sorted(path.stem for path in self._folder.glob("*.json")))

    def find(self, preset_id: str) -> dict[str, Any] | None:
        """The tables that were kept; None where there are none that can be read."""
        try:
            return msgspec.json.decode(self._read(self._path(preset_id)) or b"", type=dict[str, Any])
        except msgspec.DecodeError:
            return None

    def _path(self, preset_id: str) -> Path:
        return self._folder / f"{preset_id}.json"

    def _read(self, path: Path) -> bytes | None:
        try:
            return read_file(path)
        except OSError:
            return None
