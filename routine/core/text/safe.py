"""Text of presets and people made safe for a screen: characters that show, and no others."""

from __future__ import annotations

import re

# C0 (but newline), DEL and C1 controls, lone surrogates (cannot be encoded), line and paragraph separators.
_UNSHOWN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]+")
_SURROGATES = re.compile("[\ud800-\udfff]")
_BREAKS = re.compile(r"\s*[\r\n\x0b\x0c\x85\u2028\u2029]\s*")


def shown(text: str) -> str:
    """The text without control characters (each run becomes a space); newlines stay; emoji and right-to-left too."""
    return _UNSHOWN.sub(" ", text.replace("\r\n", "\n"))


def sayable(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, as names of files hold that are not UTF-8: it can be encoded."""
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    """The same on one line."""
    return shown(_BREAKS.sub(" ", text)).strip()
