"""What goes wrong outside, as an exception with a text for people, a remedy, and a cause for the log."""

from __future__ import annotations


class FailedError(Exception):
    """Something outside could not do it. The text says what, for people: a clause without a capital or full stop.

    `remedy`: what a person can do, in sentences; `cause`: what was found underneath (a bus, a socket, a number), for
    the log alone.
    """

    def __init__(self, text: str, *, remedy: str | None = None, cause: object = "") -> None:
        super().__init__(text)
        self.remedy, self.cause = remedy, str(cause)

    @property
    def in_log(self) -> str:
        """The text and its cause."""
        return f"{self}, {self.cause}" if self.cause else str(self)
