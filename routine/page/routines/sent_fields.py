"""What a form with the keys of a preset says, as edits: only what differs is changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast

from routine.core.errors import UsageError
from routine.page.routines.field_labels import DAYS, UNITS
from routine.page.routines.field_parts import in_parts

if TYPE_CHECKING:
    from routine.core.requests.replies.edits import CareKeys, EditableReply, KeyView, StepKeys
    from routine.page.reader import Reader


def typed(key: KeyView, reader: Reader) -> str:
    """What the form says for a key, as it would be typed; "" where it is to be unset."""
    values = [" ".join(one.split()) for one in reader.fields(f"set.{key.key}")]
    filled = [one for one in values if one]
    match key.form:
        case "times":
            return ",".join(sorted(dict.fromkeys(filled)))
        case "weekdays":
            return _weekdays(key, reader, filled)
        case "duration":
            unit = reader.field(f"unit.{key.key}")
            return _with_unit(filled[-1], unit) if filled else ""
        case "numbers":
            return ",".join(dict.fromkeys(filled))
        case "durations":
            unit = reader.field(f"unit.{key.key}")
            return ",".join(dict.fromkeys(_with_unit(one, unit) for one in filled))
    return filled[-1] if filled else ""


def _weekdays(key: KeyView, reader: Reader, chosen: list[str]) -> str:
    if not key.key.endswith(".on"):
        return ",".join(chosen)
    if not chosen:
        raise UsageError("No day is chosen.", "Choose at least one day.")
    week = reader.field(f"week.{key.key}")
    if not {*chosen} <= {*DAYS}:
        return ",".join(part.strip() for one in chosen for part in one.split(","))  # typed, not ticked
    if not week:
        return "" if len({*chosen}) == len(DAYS) else ",".join(day for day in DAYS if day in chosen)
    return ",".join(f"{week} {day}" for day in DAYS if day in chosen)


def _with_unit(amount: str, unit: str) -> str:
    if not amount.isascii() or not amount.isdigit() or unit not in UNITS:
        return amount
    return (
        f"{int(amount)} {unit[:-1] if amount == '1' else unit}"
        if unit in ("days", "weeks", "months")
        else amount + unit
    )


def edits_of(told: EditableReply, reader: Reader) -> list[dict[str, Any]]:
    """What the form changes, as edits; none where all is as it was. Raises UsageError for what cannot be meant."""
    return [edit for key in all_keys(told) if key.key in reader.fields("key") for edit in _edit(told, key, reader)]


def all_keys(told: EditableReply) -> Iterator[KeyView]:
    """Every key that may be changed."""
    yield from (*told.other, *told.schedule, *told.remind, *told.series)
    parts: list[StepKeys | CareKeys] = [*told.steps, *told.care]
    for one in parts:
        yield from keys_of(one)


def keys_of(step: StepKeys | CareKeys) -> Sequence[KeyView]:
    """The keys of one step, or of one thing before or after a visit.

    What is received is a dict, whose own `keys` hides the attribute.
    """
    found: Sequence[KeyView] = cast(Any, step)["keys"]
    return found


def _edit(told: EditableReply, key: KeyView, reader: Reader) -> Iterator[dict[str, Any]]:
    new, now = typed(key, reader), key.value or ""
    if new == now or _says_the_same(key, new, now) or _all_days(key, new, now):
        return
    where = {"preset": told.preset, "key": key.key}
    if key.changed and new == (key.original or ""):
        yield {"edit": "unset", **where}
    else:
        yield {"edit": "set", **where, "value": new or "false"}


def _says_the_same(key: KeyView, new: str, now: str) -> bool:
    """Whether both are the same lengths, written in two ways."""
    parts = in_parts(key.form, new)
    return bool(parts[0]) and parts == in_parts(key.form, now)


def _all_days(key: KeyView, new: str, now: str) -> bool:
    """Whether every day is chosen as before: once by naming none, once by naming all."""
    return key.key.endswith(".on") and not new and {*now.split(",")} >= {*DAYS}
