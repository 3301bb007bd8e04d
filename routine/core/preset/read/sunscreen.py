"""The table [sun]: what the label of a sunscreen says."""

from __future__ import annotations

from routine.core.errors import UsageError
from routine.core.preset.model import Sunscreen
from routine.core.preset.read.forms import Field, leaf, record, required
from routine.core.preset.read.values import duration_of
from routine.core.preset.read.wrong_value import shown
from routine.core.when.duration import Duration

#: Cancer Council Australia, About sunscreen.
LEAST_SPF = 30
_MOST_SPF = 200
RESISTANCES = ("40m", "80m")


def _spf_of(value: int) -> int:
    if value < LEAST_SPF:
        source = "Cancer Council Australia, cancer.org.au, About sunscreen"
        said = f"SPF {max(value, 0)} is too low. Use SPF 30 or higher ({source})."
        raise UsageError(said, "Use the number on the label.", example=str(LEAST_SPF))
    if value > _MOST_SPF:
        raise UsageError(
            f"“{value}” is not an SPF.", f"Use {LEAST_SPF} to {_MOST_SPF}, as the label says.", example="50"
        )
    return value


def _resistance_of(value: str) -> Duration:
    if value not in RESISTANCES:
        raise UsageError(
            f"{shown(value)} is not a water resistance.",
            "Labels say 40 or 80 minutes, and no sunscreen is waterproof. Leave it out if the label does not name it.",
            example="40m",
        )
    return duration_of(value)


_SPF = leaf("a whole number", (int,), _spf_of, {"type": "integer", "minimum": LEAST_SPF, "maximum": _MOST_SPF})
_RESISTANCE = leaf('"40m" or "80m"', (str,), _resistance_of, {"enum": list(RESISTANCES)})
SUN = record(
    {"spf": required(_SPF), "water_resistance": Field(_RESISTANCE)},
    Sunscreen,
    "a table: what the sunscreen's label says",
)
