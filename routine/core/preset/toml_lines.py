"""Where each key of a TOML text stands, and how deep it goes: by scanning, for tomllib tells neither."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

Key = tuple[str, ...]

#: Strings first, also those that nothing ends: a bracket or “#” in one is text. Then comments, marks and words.
_PIECE = re.compile(
    r'''"""(?:[^\\]|\\.)*?(?:"{3,5}|\\?\Z)'''
    r"""|'{3}.*?(?:'{3,5}|\Z)"""
    r"""|"(?:[^"\\\n]|\\[^\n])*"?"""
    r"""|'[^'\n]*'?"""
    r"""|\#[^\n]*|[\[\]{}=,.\n]|[^\s\[\]{}=,.\#"']+""",
    re.DOTALL,
)
_MARKS = "[]{}=,."
_ESCAPE = re.compile(r'\\(["\\])')


class TooDeepError(Exception):
    """Keys or brackets nested beyond the limit; `line` is where."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def key_lines(text: str, deepest: int = 32) -> dict[Key, int]:
    """Every key path and list entry (from 1) of a TOML text -> the line it stands in, from 1.

    Works on broken text too, as far as it can be followed. Takes time in proportion to the text; raises TooDeepError.
    """
    return _Scan(deepest).run(text)


def nearest_line(lines: Mapping[Key, int], key_path: Key) -> int | None:
    """The line of a key, or of the nearest table around it; None if the text has neither.

    `lines`: as key_lines has them; the one at key path (), if there is one, stands for the whole file.
    """
    return next((lines[key_path[:n]] for n in range(len(key_path), -1, -1) if key_path[:n] in lines), None)


class _Frame:
    """What is open: the value of a key, a list (`entry` counts) or an inline table, with its key path."""

    def __init__(self, kind: str, key: Key, entry: int | None = None) -> None:
        self.kind, self.key, self.entry = kind, key, entry

    @property
    def here(self) -> Key:
        """The key path of the present entry, or of the value or table."""
        return self.key if self.entry is None else (*self.key, str(self.entry))


class _Scan:
    """One pass over the tokens; `_expected` takes the next: `_in_key`, `_in_value` or `_in_header`."""

    def __init__(self, deepest: int) -> None:
        self.lines: dict[Key, int] = {}
        self._deepest, self._line = deepest, 1
        self._expected: Callable[[str], None] = self._in_key
        self._table: Key = ()
        self._frames: list[_Frame] = []
        self._parts: list[str] = []
        self._brackets = 0
        self._repeated: dict[Key, int] = {}

    def run(self, text: str) -> dict[Key, int]:
        """The lines of all keys; raises TooDeepError."""
        for match in _PIECE.finditer(text):
            piece = match[0]
            if not piece.startswith("#"):
                self._expected(piece)
            self._line += piece.count("\n")
        return self.lines

    def _in_key(self, piece: str) -> None:
        if piece == "=":
            prefix = self._frames[-1].here if self._frames else self._table
            self._open("value", self._note((*prefix, *self._parts)))
            self._parts = []
        elif piece == "[" and not self._parts and not self._frames:
            self._brackets, self._expected = 1, self._in_header
        elif piece == "}" and self._frames:
            self._frames.pop()
            self._parts, self._expected = [], self._in_value
        elif piece == "\n":
            self._parts = []
        elif piece not in _MARKS:
            self._part(piece)

    def _in_header(self, piece: str) -> None:
        if piece == "[" and not self._parts:
            self._brackets += 1
        elif piece in ("]", "\n"):
            self._table = self._note(self._header_key())
            self._parts, self._expected = [], self._in_key
            if piece == "]":
                self._open("value", self._table)
        elif piece not in _MARKS:
            self._part(piece)

    def _in_value(self, piece: str) -> None:
        top = self._frames[-1] if self._frames else _Frame("value", self._table)
        if top.kind == "list" and piece not in ("]", ",", "\n"):
            self._note(top.here)
        if piece == "[":
            self._open("list", top.here, 1)
        elif piece == "{":
            self._open("table", top.here)
            self._expected = self._in_key
        elif piece == ",":
            self._next_entry(top)
        elif piece in ("]", "}"):
            self._close(piece)
        elif piece == "\n" and len(self._frames) <= 1:
            self._frames, self._expected = [], self._in_key

    def _next_entry(self, top: _Frame) -> None:
        if top.entry is not None:
            top.entry += 1
        elif len(self._frames) > 1:
            self._frames.pop()
            self._expected = self._in_key

    def _close(self, bracket: str) -> None:
        if bracket == "}" and len(self._frames) > 1 and self._frames[-1].kind == "value":
            self._frames.pop()
        if len(self._frames) > 1:
            self._frames.pop()

    def _header_key(self) -> Key:
        """The path of a [table], or of the next entry of a [[list of tables]], with the entries it lies in."""
        key: Key = ()
        for i, part in enumerate(self._parts, 1):
            key = (*key, part)
            if self._brackets > 1 and i == len(self._parts):
                self._repeated[key] = self._repeated.get(key, 0) + 1
            if key in self._repeated:
                key = (*key, str(self._repeated[key]))
        return key

    def _part(self, piece: str) -> None:
        self._parts.append(_ESCAPE.sub(r"\1", piece[1:-1]) if piece[0] in "\"'" else piece)
        self._check(len(self._parts))

    def _open(self, kind: str, key: Key, entry: int | None = None) -> None:
        self._frames.append(_Frame(kind, key, entry))
        self._expected = self._in_value
        self._check(sum(frame.kind != "value" for frame in self._frames))

    def _note(self, key: Key) -> Key:
        self._check(len(key))
        for n in range(1, len(key) + 1):
            self.lines.setdefault(key[:n], self._line)
        return key

    def _check(self, depth: int) -> None:
        if depth > self._deepest:
            raise TooDeepError(self._line)
