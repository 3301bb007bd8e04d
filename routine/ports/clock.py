"""The clock, as a protocol: the only way to the present."""

from __future__ import annotations

from typing import Protocol

from routine.core.when.moment import Now


class Clock(Protocol):
    """The only reader of clocks."""

    def now(self) -> Now:
        """The present."""
        ...
