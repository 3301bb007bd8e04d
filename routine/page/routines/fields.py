"""The keys of a preset as fields of a form, and what was sent back as edits: only what differs is changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from routine.core.errors import UsageError

if TYPE_CHECKING:
    from routine.core.requests.replies.edits import EditableReply, KeyView, StepKeys
    from routine.page.reader import Reader

DAYS = {"mon": "Mon", "tue": "Tue", "wed": "Wed", "thu": "Thu", "fri": "Fri", "sat": "Sat", "sun": "Sun"}
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "days": "days", "weeks": "weeks", "months": "months"}
_SECONDS = {"h": 3600, "m": 60, "s": 1}
#: Label and hint of each key, by its last part.
_LABELS = {
    "at": ("Time", ""),
    "on": ("Days", ""),
    "free": ("Evenings left free", ""),
    "count": ("How many times", ""),
    "from": ("From", ""),
    "until": ("Until", ""),
    "ahead": ("Early notification", "So long before, a notification says what you need."),
    "later": ("“Later” means", "Empty means the usual time."),
    "late": ("Show it late, at most", "Found later than this, a time is missed."),
    "expires": ("Counts as missed after", "So long without an answer."),
    "say": ("What to do", ""),
    "timer": ("Timer", ""),
    "lead_in": ("Time to get ready", ""),
    "auto": ("Continues by itself after", "Where no hand is free."),
    "posture": ("Position", ""),
    "title": ("Name", ""),
    "summary": ("What it is for", ""),
    "dose": ("Amount each time", "For example: 2 capsules."),
}
POSTURES = {
    "lie-flat": "Lying flat",
    "lie-side": "Lying on the side",
    "sit": "Sitting",
    "stand": "Standing",
    "head-elevated": "Head raised",
    "any": "Any",
}


class Field(NamedTuple):
    """One key as a field. `value` as it is typed, "" where it is not set.

    `times`, `days`, `amount` and `unit`: its parts. `id`: what HTML calls it.
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
    amount: str
    unit: str
    choices: tuple[str, ...]
    least: int | None
    most: int | None
    required: bool


def fields_of(keys: Iterable[KeyView], reader: Reader | None = None) -> list[Field]:
    """The fields of these keys, with their values; with those that a form brought back, if `reader` has one."""
    return [_field(key, reader) for key in keys]


def _field(key: KeyView, reader: Reader | None) -> Field:
    now = key.value or ""
    value = typed(key, reader) if reader is not None and key.key in reader.fields("key") else now
    last = key.key.rpartition(".")[2]
    label, hint = _LABELS.get(last, (last.replace("_", " ").capitalize(), ""))
    amount, unit = _in_parts(value) if key.form == "duration" else ("", "")
    return Field(
        key=key.key,
        id=key.key.replace(".", "-").replace("_", "-"),
        form="date" if last in ("from", "until") else key.form,
        label=label,
        hint=hint,
        value=value,
        original=key.original or "",
        times=tuple(value.split(",")) if key.form == "times" and value else (),
        days=tuple(value.split(",")) if value else tuple(DAYS) if last == "on" else (),
        amount=amount,
        unit=unit or ("days" if last == "min_gap" else "m"),
        choices=key.choices,
        least=key.least,
        most=key.most,
        required=last in ("say", "title"),
    )


def _in_parts(text: str) -> tuple[str, str]:
    """`90` and `m`, of `1h30m`; `5` and `days`, of `5 days`. What has no such form stays as it is typed."""
    amount, _, unit = text.partition(" ")
    for name in ("days", "weeks", "months"):
        if unit in (name, name[:-1]) and amount.isdigit():
            return amount, name
    seconds = _in_seconds(text)
    if not seconds:
        return text, ""
    unit = next(name for name, length in _SECONDS.items() if seconds % length == 0)
    return str(seconds // _SECONDS[unit]), unit


def _in_seconds(text: str) -> int:
    from routine.core.when.duration import parse_duration

    try:
        found = parse_duration(text)
    except UsageError:
        return 0
    return found.seconds if found.is_elapsed else 0


# --- what was sent ----------------------------------------------------------------------------------------------------


def typed(key: KeyView, reader: Reader) -> str:
    """What the form says for a key, as it would be typed; "" where it is to be unset."""
    values = [" ".join(one.split()) for one in reader.fields(f"set.{key.key}")]
    filled = [one for one in values if one]
    match key.form:
        case "times":
            return ",".join(sorted(dict.fromkeys(filled)))
        case "weekdays":
            return _weekdays(key, filled)
        case "duration":
            unit = reader.field(f"unit.{key.key}")
            return _with_unit(filled[-1], unit) if filled else ""
    return filled[-1] if filled else ""


def _weekdays(key: KeyView, chosen: list[str]) -> str:
    if not key.key.endswith(".on"):
        return ",".join(chosen)
    if not chosen:
        raise UsageError("No day is chosen.", "Choose at least one day.")
    return "" if len({*chosen}) == len(DAYS) else ",".join(day for day in DAYS if day in chosen)


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
    yield from (*told.other, *told.schedule, *told.remind)
    for step in told.steps:
        yield from keys_of(step)


def keys_of(step: StepKeys) -> Sequence[KeyView]:
    """The keys of one step; what is received is a dict, whose own `keys` hides the attribute."""
    found: Sequence[KeyView] = cast(Any, step)["keys"]
    return found


def _edit(told: EditableReply, key: KeyView, reader: Reader) -> Iterator[dict[str, Any]]:
    new, now = typed(key, reader), key.value or ""
    if new == now or (key.form == "duration" and _in_parts(new) == _in_parts(now)) or _all_days(key, new, now):
        return
    where = {"preset": told.preset, "key": key.key}
    if key.changed and new == (key.original or ""):
        yield {"edit": "unset", **where}
    else:
        yield {"edit": "set", **where, "value": new or "false"}


def _all_days(key: KeyView, new: str, now: str) -> bool:
    """Whether every day is chosen as before: once by naming none, once by naming all."""
    return key.key.endswith(".on") and not new and {*now.split(",")} >= {*DAYS}
