"""Columns that fit a terminal, with a simple measure for wide characters."""

from __future__ import annotations

from collections.abc import Sequence

from routine.cli.shell.terminal_characters import shown

_GAP = "  "
_NARROWEST = 12


def cells(text: str) -> int:
    """Terminal cells that the text takes: two for East Asian wide characters and emoji, none for combining marks."""
    if text.isascii():
        return len(text)
    import unicodedata  # only here: most tables are plain ASCII

    total = 0
    for char in text:
        if unicodedata.combining(char) or char in "\u200c\u200d\ufe0e\ufe0f":
            continue
        total += 2 if unicodedata.east_asian_width(char) in "WF" else 1
    return total


def clip(text: str, width: int) -> str:
    """The text in at most `width` cells, ending in “…” (as the terminal shows it) where something was cut."""
    if cells(text) <= width:
        return text
    mark = shown("…")
    kept = ""
    for char in text:
        if cells(kept + char) > width - len(mark):
            break
        kept += char
    return kept.rstrip() + mark


def pad(text: str, width: int) -> str:
    """The text followed by spaces up to `width` cells."""
    return text + " " * (width - cells(text))


def table(rows: Sequence[Sequence[str]], width: int, flexible: int, indent: str = "") -> list[str]:
    """One line a row, columns aligned; the column `flexible` gives way where the terminal is too narrow."""
    if not rows:
        return []
    widths = [max(cells(row[column]) for row in rows) for column in range(len(rows[0]))]
    spare = width - cells(indent) - sum(widths) - len(_GAP) * (len(widths) - 1)
    if spare < 0:
        widths[flexible] = max(min(widths[flexible], _NARROWEST), widths[flexible] + spare)
    return [(indent + _GAP.join(map(_cell, row, widths))).rstrip() for row in rows]


def _cell(text: str, width: int) -> str:
    return pad(clip(text, width), width)


def listing(rows: Sequence[Sequence[str]], width: int, indent: str = "") -> list[str]:
    """Rows with columns aligned, whose last column is folded below itself: nothing of it is cut."""
    if not rows:
        return []
    widths = [max(cells(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    left = cells(indent) + sum(widths) + len(_GAP) * len(widths)
    room = width - left
    lines: list[str] = []
    for row in rows:
        head = indent + _GAP.join(map(pad, row[:-1], widths))
        if room < _NARROWEST:  # no column is left for it: below, then
            lines += [clip(head.rstrip(), width), *fold(row[-1], width, f"{indent}    ")]
            continue
        first, *more = fold(row[-1], room) or [""]
        lines += [f"{head}{_GAP}{first}".rstrip(), *(" " * left + part for part in more)]
    return lines


def hanging(text: str, width: int, margin: str = "") -> list[str]:
    """The text folded behind `margin` (“  1  ”) and a “- ” of its own, later lines below its first word."""
    own = text[: len(text) - len(text.lstrip(" -"))]
    head = margin + own
    first, *more = fold(text[len(own) :], max(1, width - cells(head))) or [""]
    return [head + first, *(" " * cells(head) + part for part in more)]


def fold(text: str, width: int, indent: str = "") -> list[str]:
    """The text broken at spaces into lines of at most `width` cells."""
    lines, line = [], indent
    for word in text.split():
        longer = f"{line} {word}" if line.strip() else indent + word
        if cells(longer) > width and line.strip():
            lines.append(line)
            line = indent + word
        else:
            line = longer
    return [*lines, line] if line.strip() else lines
