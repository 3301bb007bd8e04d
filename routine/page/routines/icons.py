"""The icon of each kind of routine."""

from __future__ import annotations

from routine.core.preset.kinds import KINDS


def icon_of(kind: str) -> str:
    """The name of its symbol; `check` is a hook already."""
    return "check-up" if kind == "check" else kind if kind in KINDS else "routines"
