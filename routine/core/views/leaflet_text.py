"""How a leaflet is set: rows with a label beside them, titled lists, and lines that wrap."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from routine.core.views.leaflet_visits import DEEPER

#: The labels of the first screen stand in a column of so many characters; on a narrow screen, above their text.
_LABEL = 22
_NARROW = 60


def row(label: str, lines: Sequence[str], width: int, label_width: int = _LABEL) -> list[str]:
    """A label and what it says, side by side; nothing where there is nothing to say. A label may have two lines."""
    if not lines:
        return []
    if width < _NARROW:
        return [label.replace("\n", " "), *(part for line in lines for part in wrapped(line, "  ", width))]
    beside = [part for line in lines for part in wrapped(line, "", width - label_width)]
    labels = label.split("\n")
    depth = max(len(labels), len(beside))
    left = [*labels, *[""] * (depth - len(labels))]
    right = [*beside, *[""] * (depth - len(beside))]
    return [f"{one:<{label_width}}{other}".rstrip() for one, other in zip(left, right, strict=True)]


def section(title: str, lines: Sequence[str], width: int) -> list[str]:
    """A titled list; no lines, no section. Numbered lines keep their number as the bullet."""
    if not lines:
        return []
    return ["", title, *(part for line in lines for part in _bulleted(line, width))]


def _bulleted(line: str, width: int) -> list[str]:
    """One line of a list, or of a list within it."""
    if line[:1].isdigit() and line.partition(". ")[0].isdigit():
        return wrapped(line, "  ", width)
    text = line.removeprefix(DEEPER)
    return wrapped(f"- {text}", "  " if text is line else "    ", width)


def wrapped(text: str, indent: str, width: int) -> list[str]:
    """`text` wrapped; the lines after the first hang below the words behind a bullet."""
    bullet = text.partition(" ")[0]
    hang = " " * (len(bullet) + 1) if bullet == "-" or (bullet[-1:] == "." and bullet[:-1].isdigit()) else ""
    return textwrap.wrap(
        text,
        max(width, 20),
        initial_indent=indent,
        subsequent_indent=indent + hang,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [""]
