"""Changes to a dose as people say it: `500 mg` is its amount and its unit, which hold only together."""

from __future__ import annotations

from routine.core.errors import UsageError
from routine.core.preset.amount import Amount, parse_amount
from routine.core.preset.edit.change import Put
from routine.core.preset.read.forms import Key

_HOW = "Write an amount and a unit."
_DOSE, _AMOUNT, _UNIT = ("dose",), ("dose", "amount"), ("dose", "unit")


def said_dose(key: Key, text: str) -> Amount | None:
    """The dose that a person typed for `dose` or `dose.amount`; None where the text is something else.

    Raises UsageError for one that is none, such as less than nothing.
    """
    bare = not any(char.isalpha() for char in text)
    if key not in (_DOSE, _AMOUNT) or (bare and key == _AMOUNT) or text.lstrip()[:1] == "{":
        return None
    found = parse_amount(text, _HOW, "2 capsules")
    if not found.value:
        raise UsageError(f"“{found.words()}” is not a dose.", "Use the dose on the label.", example="2 capsules")
    return found


def put_dose(dose: Amount) -> tuple[Put, Put]:
    """Its amount and its unit; what else is known of the dose stays."""
    value = int(dose.value) if dose.value == int(dose.value) else dose.value
    return Put(_AMOUNT, value), Put(_UNIT, dose.unit)


def lacks_the_other(key: Key, has_dose: bool) -> bool:
    """Whether the key alone would be half a dose."""
    return not has_dose and key in (_AMOUNT, _UNIT)
