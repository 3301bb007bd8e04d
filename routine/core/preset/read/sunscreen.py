"""The table [sun]: what the label of a sunscreen says."""

from __future__ import annotations

from routine.core.errors import UsageError
from routine.core.preset.model import Sunscreen
from routine.core.preset.read.forms import Field, leaf, record, required, shown
from routine.core.preset.read.values import duration_of
from routine.core.when.duration import Duration

#: Cancer Council Australia, About sunscreen.
LEAST_SPF = 30
_MOST_SPF = 200
RESISTANCES = ("40m", "80m")


def _spf_of(value: int) -> int:
    if value < LEAST_SPF:
        reason = "sunscreen has SPF 30 or higher (Cancer Council Australia, cancer.org.au, About sunscreen)"
        raise UsageError(f"SPF {max(value, 0)} is refused: {reason}", f"write {LEAST_SPF} or more, as the label says")
    if value > _MOST_SPF:
        raise UsageError(f"{shown(value)} is no SPF", f"from {LEAST_SPF} to {_MOST_SPF}")
    return value


def _resistance_of(value: str) -> Duration:
    if value not in RESISTANCES:
        raise UsageError(
            f"{shown(value)} is no water resistance: labels say 40 or 80 minutes, and no sunscreen is waterproof",
            'write "40m" or "80m"; leave it out where the label says nothing',
        )
    return duration_of(value)


_SPF = leaf("a whole number", (int,), _spf_of, {"type": "integer", "minimum": LEAST_SPF, "maximum": _MOST_SPF})
_RESISTANCE = leaf('"40m" or "80m"', (str,), _resistance_of, {"enum": list(RESISTANCES)})
SUN = record(
    {"spf": required(_SPF), "water_resistance": Field(_RESISTANCE)},
    Sunscreen,
    "a table: what the sunscreen's label says",
)
