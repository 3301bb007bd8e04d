"""Desktops for end-to-end tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.desktop import Desktop


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[Desktop]:
    """A desktop with a session bus, and nothing on it."""
    found = Desktop(tmp_path / "desktop")
    try:
        found.start_bus()
        yield found
    finally:
        found.close()


@pytest.fixture
def screen(bus: Desktop) -> Desktop:
    """A desktop with a session bus and a virtual screen; start the server that the test is about."""
    bus.start_display()
    return bus
