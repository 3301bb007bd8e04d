"""A desk with a few presets on it, and a folder of the user's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.adapters.presets.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)
