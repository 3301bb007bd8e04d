"""What the key of an occurrence tells: a clock time, a link of a chain, a visit's reminder, a session of its own."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from routine.core.preset.model import ASKED


class Planned(Protocol):
    """Anything that is one planned time of a routine: an occurrence, a reminder, a log entry."""

    @property
    def key(self) -> str: ...
    @property
    def nominal(self) -> datetime: ...
    @property
    def instant(self) -> datetime: ...


#: The key of a session that answers no planned time begins so.
OWN_TIME = "run:"


def link_key(seq: int) -> str:
    """The key of an occurrence that hangs on the answer with this seq."""
    return f"after:{seq}"


def is_link(key: str) -> bool:
    """Whether the occurrence hangs on an answer."""
    return key.startswith("after:")


# --- names --------------------------------------------------------------------------------------------------------


def is_visit(key: str) -> bool:
    """Whether an occurrence belongs to a visit: its key is `visit:N:STEP:NOMINAL`."""
    return key.startswith("visit:")


def number_of(key: str) -> int | None:
    """Which visit an occurrence belongs to."""
    parts = key.split(":", 3)
    return int(parts[1]) if is_visit(key) and len(parts) == 4 and parts[1].isdecimal() else None


def is_question(key: str) -> bool:
    """Whether the occurrence asks, on the evening of a visit, whether the person went."""
    return is_visit(key) and step_of(key) == ASKED


def step_of(key: str) -> str:
    return [*key.split(":", 3), "", ""][2]
