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
_PLAIN = "routine-plain"


def drawable(signs: str) -> bool:
    """Whether what reads the output can show these signs; a terminal that is not UTF-8 cannot show blocks."""
    try:
        signs.encode(sys.stdout.encoding or "ascii")
    except (UnicodeError, LookupError):
        return False
    return True


def settle() -> None:
    """Have every text printed, whatever the terminal can show: a sign that it lacks becomes a typed one."""
    codecs.register_error(_PLAIN, _plainly)
    codecs.register(_find)
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, TextIOWrapper):
            continue
        if _of_no_locale(stream):
            stream.reconfigure(encoding=_PLAIN, errors=_PLAIN)
        elif not stream.encoding.lower().startswith("utf"):
            stream.reconfigure(errors=_PLAIN)


def _of_no_locale(stream: TextIOWrapper) -> bool:
    """A terminal where the locale is C: Python then writes UTF-8, but nobody said that the terminal can show it."""
    told = os.environ.get("PYTHONIOENCODING") or os.environ.get("PYTHONUTF8") == "1"
    return bool(sys.flags.utf8_mode) and not told and stream.isatty()


def _plainly(error: UnicodeError) -> tuple[str | bytes, int]:
    """How a stream prints what its encoding lacks.

    On a terminal of no locale the letters of a person's own language go out as UTF-8: most can show them.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    found = error.object[error.start : error.end]
    typed = [_TYPED.get(char, char) for char in found]
    if error.encoding == "ascii" and sys.flags.utf8_mode:
        return "".join(typed).encode("utf-8", "replace"), error.end
    return "".join(part if part.isascii() else "?" for part in typed), error.end


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
