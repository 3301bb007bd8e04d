"""Stock: what is left of a product, as a fold over the log: refills add to it, done answers take from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from routine.core.preset.amount import DOSES, Amount, amount_of
from routine.core.preset.model import Preset
from routine.core.state.log import Entry

#: Keys of an entry's details: what a refill added, or found there in all; what a done answer took; what the answer
#: that this entry replaces had taken.
ADDED, COUNTED, TOOK, GAVE_BACK = "added", "counted", "took", "gave_back"
#: The key of an entry's details that names the answer which holds again by it.
RESTORES = "restores"
_EXACT = 6  # decimals: what is taken dose by dose is added up in floats


class Refill(Struct, frozen=True, kw_only=True):
    """The last refill, as far as taking it back needs it.

    `delta`: by how much it changed what was left; `since_before`: from when on doses counted until then, None where
    nothing was known.
    """

    entry: Entry
    delta: float
    since_before: datetime | None = None


class Stock(Struct, frozen=True, kw_only=True):
    """What is left, in `unit`: below zero where more was taken than was ever said to be there.

    Done answers from `since` (UTC) on take from it. `told`: this refill's reminder that it runs low was shown.
    """

    left: float
    unit: str
    since: datetime
    refill: Refill | None = None
    told: bool = False


def dose_of(preset: Preset) -> Amount:
    """What one done answer takes; one dose, where the preset gives no amount."""
    return preset.dose.size if preset.dose else Amount(1, DOSES)


def moved(preset: Preset | None, stock: Stock | None, answer: str, replaces: Entry | None) -> dict[str, str]:
    """The details that say what an answer takes, and what the answer it replaces had taken since the stock is known."""
    found: dict[str, str] = {}
    if answer == "done" and preset and (preset.dose or stock):
        found[TOOK] = dose_of(preset).text()
    taken = replaces.details.get(TOOK) if replaces and replaces.answer == "done" else None
    if replaces and taken and stock and replaces.at >= stock.since:
        found[GAVE_BACK] = taken
    return found


def restored(entry: Entry, doses: Mapping[str, str]) -> dict[str, str]:
    """The details of an answer that holds again: what it took then; `doses` says what is given back for it."""
    own = {**entry.details, RESTORES: str(restored_seq(entry))}
    own.pop(GAVE_BACK, None)
    return {**own, GAVE_BACK: doses[GAVE_BACK]} if GAVE_BACK in doses else own


def restored_seq(entry: Entry) -> int:
    """The number of the answer that an entry restores, or its own."""
    text = entry.details.get(RESTORES, "")
    return int(text) if text.isdecimal() else entry.seq


def after_entry(stock: Stock | None, entry: Entry) -> Stock | None:
    """The stock once this entry holds. What was done before the stock was known takes nothing from it."""
    if entry.answer == "refilled":
        return _refilled(stock, entry)
    if stock is None:
        return None
    if entry.was == "refilled":
        return _taken_back(stock, entry)
    took = _in_unit(stock, entry.details.get(TOOK)) if entry.at >= stock.since else 0.0
    back = _in_unit(stock, entry.details.get(GAVE_BACK))
    return stock if took == back else replace(stock, left=round(stock.left + back - took, _EXACT))


def doses_left(stock: Stock, preset: Preset) -> int | None:
    """How many whole doses are left; None where a dose is in a unit that the stock cannot be converted to."""
    one = _in_unit(stock, dose_of(preset).text())
    return max(0, int(stock.left / one + 10**-_EXACT)) if one else None


def _refilled(stock: Stock | None, entry: Entry) -> Stock:
    counted = entry.details.get(COUNTED)
    amount = amount_of(counted or entry.details[ADDED])
    more = amount.to(stock.unit) if stock else None
    if stock is None or more is None:
        refill = Refill(entry=entry, delta=amount.value)
        return Stock(left=amount.value, unit=amount.unit, since=entry.at, refill=refill)
    # What was taken beyond zero was never there: a new bottle begins full.
    left = more if counted else round(max(stock.left, 0) + more, _EXACT)
    refill = Refill(entry=entry, delta=round(left - stock.left, _EXACT), since_before=stock.since)
    return Stock(left=left, unit=stock.unit, since=entry.at if counted else stock.since, refill=refill)


def _taken_back(stock: Stock, entry: Entry) -> Stock | None:
    refill = stock.refill
    if refill is None or refill.entry.seq != entry.replaces:
        return stock
    if refill.since_before is None:
        return None
    return replace(stock, left=round(stock.left - refill.delta, _EXACT), since=refill.since_before, refill=None)


def _in_unit(stock: Stock, text: str | None) -> float:
    """An entry's amount in the stock's unit; a stock counted in doses loses one, whatever a dose is."""
    if text is None:
        return 0.0
    return 1.0 if stock.unit == DOSES else amount_of(text).to(stock.unit) or 0.0
