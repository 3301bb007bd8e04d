"""What goes wrong on a D-Bus bus."""

from __future__ import annotations

#: Somebody else's words may be of any length; the log would hold nothing else.
_MOST_TEXT = 300


class BusError(Exception):
    """The bus, or who was called over it, could not do it; the text says why, for people."""


class NoAnswerError(BusError):
    """No answer came in time."""


class ErrorReplyError(BusError):
    """The other side answered with an error: its D-Bus name is `error`, its own words are `text`."""

    def __init__(self, error: str, text: str) -> None:
        text = text if len(text) <= _MOST_TEXT else f"{text[:_MOST_TEXT]}…"
        super().__init__(f"{text or 'refused without a reason'} ({error})")
        self.error, self.text = error, text
