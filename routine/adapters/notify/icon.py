"""Routine's own mark, as the file that every server finds: by name some find none."""

from __future__ import annotations

from pathlib import Path

_ICONS = Path(__file__).parents[2] / "icons"


def icon_path() -> Path:
    """The mark as a PNG of the package; there may be none, where somebody took the package apart."""
    return _ICONS / "routine.png"
