"""What the tests of `routine preset` share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def presets(home: Path) -> Path:
    """The user's preset directory."""
    folder = home / "presets"
    folder.mkdir(parents=True)
    return folder
