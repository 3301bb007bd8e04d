"""A product in use: when it was opened, and until when it keeps by its label."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct


class Product(Struct, frozen=True, kw_only=True):
    """What a person said of the one that is open. `use_by`: the last day on which it is used; None: nobody said.

    `told`: that this day has come was said. `said`: when (UTC) this was entered, and after which entry of the log
    (`seq`); None: from before that was noted. `before`: what was known until then.
    """

    opened: date
    use_by: date | None = None
    told: bool = False
    said: datetime | None = None
    seq: int = 0
    before: Product | None = None
