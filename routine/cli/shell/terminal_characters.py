"""Which characters the terminal shows, and what stands for a typographic sign where it cannot be shown."""

from __future__ import annotations

import codecs
import os
import sys
from io import TextIOWrapper

_TYPED = {
    "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "…": "...", "·": "-", "×": "x",
    "→": "->", "≥": ">=", "≤": "<=", "•": "*", "°": " deg", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
}  # fmt: skip
_IUTF8 = 0x4000  # of termios, the same on Linux and macOS; Python names it from 3.14 on
_PLAIN, _LETTERS_TOO = "routine-plain", "routine-letters-too"


def drawable(signs: str) -> bool:
    """Whether what reads the output can show these signs; a terminal that is not UTF-8 cannot show blocks."""
    try:
        signs.encode(sys.stdout.encoding or "ascii")
    except (UnicodeError, LookupError):
        return False
    return True


def shown(sign: str) -> str:
    """A typographic sign as it will be printed: itself, or what stands for it."""
    return sign if drawable(sign) else _TYPED.get(sign, sign)


def settle() -> None:
    """Have every text printed, whatever the terminal can show: a sign that it lacks becomes a typed one."""
    codecs.register_error(_PLAIN, _plainly)
    codecs.register_error(_LETTERS_TOO, _letters_too)
    codecs.register(_find)
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, TextIOWrapper):
            continue
        if _of_no_locale(stream):
            stream.reconfigure(encoding=_PLAIN, errors=_LETTERS_TOO if _takes_utf8(stream) else _PLAIN)
        elif codecs.lookup(stream.encoding).name == "ascii":
            stream.reconfigure(encoding=_PLAIN, errors=_PLAIN)
        elif not stream.encoding.lower().startswith("utf"):
            stream.reconfigure(errors=_PLAIN)


def _of_no_locale(stream: TextIOWrapper) -> bool:
    """A terminal where the locale is C: Python then writes UTF-8, but nobody said that the terminal can show it."""
    told = os.environ.get("PYTHONIOENCODING") or os.environ.get("PYTHONUTF8") == "1"
    return bool(sys.flags.utf8_mode) and not told and stream.isatty()


def _takes_utf8(terminal: TextIOWrapper) -> bool:
    """Whether the terminal told its driver that it speaks UTF-8, so that a rubout takes a whole letter."""
    import termios

    try:
        return bool(termios.tcgetattr(terminal.fileno())[0] & _IUTF8)
    except (termios.error, OSError, ValueError):
        return False


def _plainly(error: UnicodeError) -> tuple[str, int]:
    """What an encoding lacks, as it is typed; a question mark for what nobody can type."""
    typed, end = _typed(error)
    return "".join(part if part.isascii() else "?" for part in typed), end


def _letters_too(error: UnicodeError) -> tuple[bytes, int]:
    """The same, but letters of a person's own language go out as UTF-8, which this terminal shows."""
    typed, end = _typed(error)
    return "".join(typed).encode("utf-8", "replace"), end


def _typed(error: UnicodeError) -> tuple[list[str], int]:
    """What could not be encoded, character by character, and where it ends."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return [_TYPED.get(char, char) for char in error.object[error.start : error.end]], error.end


def _find(name: str) -> codecs.CodecInfo | None:
    """ASCII under a name of its own, since click would take a stream that says “ascii” for a misconfigured one."""
    if name.replace("_", "-") != _PLAIN:
        return None
    ascii_ = codecs.lookup("ascii")
    return codecs.CodecInfo(
        name=_PLAIN,
        encode=ascii_.encode,
        decode=ascii_.decode,
        incrementalencoder=ascii_.incrementalencoder,
        incrementaldecoder=ascii_.incrementaldecoder,
    )
