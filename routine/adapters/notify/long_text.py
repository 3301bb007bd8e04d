"""A text in portions that one notification shows whole: servers cut what is longer, some with the buttons under it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_WORDS = re.compile(r"\s*\S+\s*$|\s*\S+|\s+")
CUT = "…"


def portions(text: str, rows: int, columns: int) -> list[str]:
    """The text in portions of at most so many rows of so many columns; a text that fits is one portion, unchanged."""
    lines = list(_rows(text, columns))
    return ["".join(lines[at : at + rows]).strip("\n") for at in range(0, len(lines), rows)] or [""]


def first_rows(text: str, rows: int, columns: int) -> str:
    """The text, or as much of it as so many rows take, ending in “…”."""
    first, *more = portions(text, rows, columns)
    return f"{first.rstrip()[: rows * columns - 1].rstrip()}{CUT}" if more else first


def _rows(text: str, columns: int) -> Iterator[str]:
    """The text row by row: together they are the text, with its breaks of lines."""
    for line in text.splitlines(keepends=True):
        yield from _folded(line, columns)


def _folded(line: str, columns: int) -> Iterator[str]:
    row, width = "", 0
    for word in _WORDS.findall(line):
        for piece in _pieces(word, columns):
            taken = _width(piece.strip("\n"))
            if row and width + taken > columns:
                yield row
                row, width = "", 0
            row, width = row + piece, width + taken
    yield row


def _pieces(word: str, columns: int) -> list[str]:
    """A word that is longer than a row, in pieces."""
    if _width(word) <= columns:
        return [word]
    third = max(1, columns // 3)  # a sign may be three columns wide
    return [word[at : at + third] for at in range(0, len(word), third)]


def _width(text: str) -> int:
    """In columns, rather too many than too few: fonts differ."""
    return sum(3 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
