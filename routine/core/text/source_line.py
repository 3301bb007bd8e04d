"""Where a statement comes from, in one line: its source, or that it has none."""

from __future__ import annotations

_NONE = "unsourced"


def source_line(source: str) -> str:
    """`Source: the label`, or `Without a source: our own caution` of what a file marks as unsourced."""
    if not source.startswith(_NONE):
        return f"Source: {source}"
    why = source.removeprefix(_NONE).removeprefix(":").strip()
    return f"Without a source: {why}" if why else "Without a source"
