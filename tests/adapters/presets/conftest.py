"""A few shipped presets, and a folder of the user's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.adapters.presets.preset_folders import PresetFolders


@pytest.fixture
def folders(tmp_path: Path) -> PresetFolders:
    return PresetFolders(tmp_path)
