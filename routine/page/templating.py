"""The templates: every text is escaped, times and lists are worded by one function each."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

FOLDER = Path(__file__).parent / "templates"


def environment() -> Environment:
    """The templates as they are on disk; a name that nobody gave is an error, not an empty place."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters["clock"] = clock
    return made


def clock(local: str) -> str:
    """`20:30`, of `2026-11-28T20:30`."""
    return local[11:16]
