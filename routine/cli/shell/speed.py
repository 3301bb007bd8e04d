"""What `--speed` takes: a number within bounds, which "nan" is not, though it is on neither side of them."""

from __future__ import annotations

import math
from typing import Any

import click


class Speed(click.FloatRange):
    """How many times as fast: from 1 on."""

    def __init__(self, most: int) -> None:
        super().__init__(1, most)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number; fails with click's own error."""
        found = super().convert(value, param, ctx)
        if math.isnan(found):
            self.fail(f"{value!r} is not a valid {self.name}.", param, ctx)
        return found
