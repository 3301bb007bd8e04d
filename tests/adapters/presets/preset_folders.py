"""The egg mask, a sunscreen and a pill as shipped presets, and a folder of the user's own."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from routine.adapters.presets.own_presets import OwnPresets
from routine.adapters.presets.preset_files import PresetFiles
from routine.adapters.presets.preset_writer import PresetWriter
from routine.core.preset.model import Preset
from tests.preset_texts import EGG_MASK

SUN = """\
format = 1
title = "Sunscreen"
kind = "sun"

[schedule]
at = ["08:00"]
again = { every = "2h", from = "08:00", until = "18:00" }
"""


PILL = """\
format = 1
title = "A pill"
kind = "supplement"

[schedule]
at = ["08:00"]
"""


class PresetFolders:
    """The egg mask and a sunscreen as shipped presets, and a directory of the user's own."""

    def __init__(self, root: Path) -> None:
        self.folder, shipped = root / "config" / "presets", root / "shipped"
        shipped.mkdir()
        (shipped / "egg-mask.toml").write_text(EGG_MASK, "utf-8")
        (shipped / "spf.toml").write_text(SUN, "utf-8")
        (shipped / "pill.toml").write_text(PILL, "utf-8")
        self.files = PresetFiles(self.folder, shipped)
        self.edit = PresetWriter(self.files)
        self.own = OwnPresets(self.files)

    def text(self, name: str = "egg-mask") -> str:
        return (self.folder / f"{name}.toml").read_text("utf-8")

    def raw(self, name: str = "egg-mask") -> dict[str, Any]:
        return tomllib.loads(self.text(name))

    def preset(self, name: str = "egg-mask") -> Preset:
        return self.files.load().presets[name]

    def write(self, text: str, name: str = "egg-mask") -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / f"{name}.toml").write_text(text, "utf-8")
