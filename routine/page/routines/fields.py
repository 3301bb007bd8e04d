"""The keys of a preset as fields of a form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from routine.core.errors import UsageError
from routine.page.routines.field_labels import DAYS, LABELS, OF_CARE, UNITS, UNITS_OF, WEEKS
from routine.page.routines.field_parts import by_week, in_parts
from routine.page.routines.sent_fields import typed

if TYPE_CHECKING:
    from routine.core.requests.replies.edits import KeyView
    from routine.page.reader import Reader


class Field(NamedTuple):
    """One key as a field. `value` as it is typed, "" where it is not set.

    `times`, `days` with the `week` of the month, `amount` (`amount_most`, of two) and `unit`: its parts. `units`: those
    that it may have, with their words. `id`: what HTML calls it.
    """

    key: str
    id: str
    form: str
    label: str
    hint: str
    value: str
    original: str
    times: tuple[str, ...]
    days: tuple[str, ...]
    week: str
    amount: str
    amount_most: str
    unit: str
    units: dict[str, str]
    choices: tuple[str, ...]
    least: int | None
    most: int | None
    required: bool

    @property
    def weeks(self) -> dict[str, str]:
        """The weeks of a month that its weekdays may mean, with their words."""
        return WEEKS if self.key.endswith(".on") else {}


def fields_of(keys: Iterable[KeyView], reader: Reader | None = None) -> list[Field]:
    """The fields of these keys, with their values; with those that a form brought back, if `reader` has one."""
    return [_field(key, reader) for key in keys]


def _field(key: KeyView, reader: Reader | None) -> Field:
    now = key.value or ""
    value = now if reader is None or key.key not in reader.fields("key") else _as_sent(key, reader)
    last, care = key.key.rpartition(".")[2], key.key.startswith(("before.", "after."))
    label, hint = (OF_CARE if care else LABELS).get(last, (last.replace("_", " ").capitalize(), ""))
    days, week = by_week(value) if key.form == "weekdays" else ((), "")
    amount, amount_most, unit = in_parts(key.form, value)
    return Field(
        key=key.key,
        id=key.key.replace(".", "-").replace("_", "-"),
        form=_form(key, value),
        label=label,
        hint=hint,
        value=value,
        original=key.original or "",
        times=tuple(value.split(",")) if key.form == "times" and value else (),
        days=days or (() if value or last != "on" else tuple(DAYS)),
        week=week,
        amount=amount,
        amount_most=amount_most,
        unit=unit or _usual_unit(last, care),
        units=_units(last, unit, care),
        choices=key.choices,
        least=key.least,
        most=key.most,
        required=last in ("say", "title") or (care and last == "ahead"),
    )


def _as_sent(key: KeyView, reader: Reader) -> str:
    """What the form said; as it is now, where that cannot be meant."""
    try:
        return typed(key, reader)
    except UsageError:
        return key.value or ""


def _form(key: KeyView, value: str) -> str:
    """As which field it is shown; what has no parts that its own could show, is text."""
    if key.key in ("schedule.from", "schedule.until"):
        return "date"
    if key.form == "weekdays" and value and not by_week(value)[0]:
        return "text"
    if key.form in ("duration", "durations", "numbers") and value and not in_parts(key.form, value)[0].isdigit():
        return "text"
    return key.form


def _usual_unit(last: str, care: bool) -> str:
    """The unit of what is not set yet."""
    if last in ("apart", "effect"):
        return "weeks"
    return "days" if care or last in ("min_gap", "every", "after_done") else "m"


def _units(last: str, unit: str, care: bool) -> dict[str, str]:
    """The units to choose from."""
    found = UNITS_OF.get(last, ()) if care or last in ("apart", "effect", "every") else ()
    return {name: word for name, word in UNITS.items() if name in (found or ("s", "m", "h")) or name == unit}
