"""The parts of a value that stand in several fields: numbers with their unit, weekdays with the week of the month."""

from __future__ import annotations

from routine.core.errors import UsageError
from routine.page.routines.field_labels import DAYS, WEEKS

_SECONDS = {"h": 3600, "m": 60, "s": 1}


def in_parts(form: str, text: str) -> tuple[str, str, str]:
    """`90`, nothing and `m`, of `1h30m`; `4`, `6` and `weeks`, of `4 weeks,6 weeks`; `3` and `4`, of `3,4`.

    Nothing of two that have no unit together.
    """
    least, comma, most = (part.strip() for part in text.partition(","))
    match form:
        case "duration":
            return _one_length(text)[0], "", _one_length(text)[1]
        case "numbers":
            return least, most, ""
        case "durations":
            (number, unit), (greatest, other) = _one_length(least), _one_length(most)
            return (number, greatest, unit) if not comma or unit == other else ("", "", "")
    return "", "", ""


def _one_length(text: str) -> tuple[str, str]:
    """`90` and `m`, of `1h30m`; `5` and `days`, of `5 days`. What has no such form stays as it is typed."""
    amount, _, unit = text.partition(" ")
    for name in ("days", "weeks", "months"):
        if unit in (name, name[:-1]) and amount.isdigit():
            return amount, name
    if unit in ("year", "years") and amount.isdigit():
        return str(12 * int(amount)), "months"
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


def by_week(text: str) -> tuple[tuple[str, ...], str]:
    """`mon` and `thu` of `mon,thu`; `sun` with `1st` of `1st sun`. Nothing where they are of several weeks."""
    pairs = [(day, week) for week, _, day in (one.strip().rpartition(" ") for one in text.split(","))]
    weeks = {week for _, week in pairs}
    if len(weeks) != 1 or not weeks <= {*WEEKS} or not {day for day, _ in pairs} <= {*DAYS}:
        return (), ""
    return tuple(day for day, _ in pairs), weeks.pop()
