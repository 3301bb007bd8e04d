"""The tables [remind], [safety], [dose], [course] and [sun]."""

from __future__ import annotations

from datetime import timedelta

from routine.core.errors import UsageError
from routine.core.preset.amount import Amount, known_unit, parse_amount
from routine.core.preset.model import Course, Dose, Nag, Remind, Safety, Sunscreen
from routine.core.preset.read.forms import Field, leaf, named, nearest, record, required, shown
from routine.core.preset.read.values import (
    amount,
    duration,
    duration_of,
    elapsed,
    flag,
    identity,
    names,
    whole,
    window,
)
from routine.core.when.duration import Duration

#: Cancer Council Australia, About sunscreen.
LEAST_SPF = 30
_MOST_SPF = 200
#: A time that a rule moves stays near where it was planned.
FARTHEST_MOVE = timedelta(days=14)
RESISTANCES = ("40m", "80m")
UNITS = (
    *("mg", "g", "µg", "ug", "mcg", "IU", "ml", "ampoule", "capsule", "drop", "glass", "gummy", "portion", "sachet"),
    *("scoop", "serving", "softgel", "spray", "tablet", "tbsp", "teaspoon", "tablespoon", "tsp", "unit", "%"),
)
_PLURALS = {"glass": "glasses", "gummy": "gummies", "spray": "sprays"}
_EITHER = (*UNITS, *(_PLURALS.get(unit, f"{unit}s") for unit in UNITS if len(unit) > 4 or unit in ("drop", "unit")))


def _unit_of(value: str) -> str:
    if value not in _EITHER:
        known = {unit.lower(): unit for unit in _EITHER}
        hint = f"did you mean “{known[value.lower()]}”?" if value.lower() in known else nearest(value, UNITS)
        raise UsageError(f"{shown(value)} is no unit known here", hint)
    return value


def _held(value: str) -> Amount:
    found = parse_amount(value, 'an amount and a unit, such as "80 mg"')
    if not found.value:
        raise UsageError(f"{shown(value)} is no amount", 'above zero, such as "80 mg"; leave out what it does not hold')
    if found.unit not in {known_unit(unit) for unit in UNITS}:
        raise UsageError(f"{shown(found.unit)} is no unit known here", nearest(found.unit, UNITS))
    return found


def _move_of(value: str) -> Duration:
    found = duration_of(value)
    if found.months or (found.days and found.seconds) or found.delta() > FARTHEST_MOVE:
        raise UsageError(f"{shown(value)} is too far, or mixes days and hours", 'up to "14 days", or hours: "6h"')
    return found


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


_UNIT = leaf('a unit in quotes, such as "g"', (str,), _unit_of, {"enum": list(_EITHER)})
_SPF = leaf("a whole number", (int,), _spf_of, {"type": "integer", "minimum": LEAST_SPF, "maximum": _MOST_SPF})
_RESISTANCE = leaf('"40m" or "80m"', (str,), _resistance_of, {"enum": list(RESISTANCES)})
_HELD = leaf('an amount in quotes, such as "80 mg"', (str,), _held, {"type": "string"})
_MOVE = leaf('a duration in quotes, such as "3 days"', (str,), _move_of, duration.schema)
_NAG = {"every": required(elapsed), "times": required(whole(1, 50))}

REMIND = record(
    {
        "late": Field(duration),
        "window": Field(window),
        "nag": Field(record(_NAG, Nag, "a table: how it reminds again")),
        "expires": Field(duration),
        "later": Field(duration),
        "ahead": Field(elapsed),
    },
    Remind,
    "a table: how a reminder behaves",
)
SAFETY = record(
    {
        "never_if": Field(names),
        "ask": Field(names),
        "min_gap": Field(duration),
        "may_move": Field(_MOVE),
        "longest_on_skin": Field(elapsed),
        "apart": Field(named(duration, "a table: what to keep apart, and how long")),
    },
    Safety,
    "a table: what the safety rules look at",
)
DOSE = record(
    {
        "amount": required(amount),
        "unit": required(_UNIT),
        "with_food": Field(flag),
        "of": Field(identity),
        "holds": Field(named(_HELD, "a table: what one unit of it holds of each substance")),
    },
    Dose,
    "a table: what one time takes",
)
COURSE = record({"length": Field(duration), "rest": Field(duration)}, Course, "a table: how long it is taken")
SUN = record(
    {"spf": required(_SPF), "water_resistance": Field(_RESISTANCE)},
    Sunscreen,
    "a table: what the sunscreen's label says",
)
