"""The table [remind]: how late a reminder may be, its part of the day, when it nags, when it expires, what Later is."""

from __future__ import annotations

from routine.core.preset.model import Nag, Remind
from routine.core.preset.read.forms import Field, record, required
from routine.core.preset.read.values import duration, elapsed, elapsed_interval, whole, window

_NAG = {"every": required(elapsed_interval), "times": required(whole(1, 50))}
REMIND = record(
    {
        "late": Field(duration),
        "window": Field(window),
        "nag": Field(record(_NAG, Nag, "a table: how it reminds again")),
        "expires": Field(duration),
        "later": Field(duration),
        "ahead": Field(elapsed),
        "early": Field(duration),
    },
    Remind,
    "a table: how a reminder behaves",
)
