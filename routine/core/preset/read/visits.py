"""The tables [series], [before] and [after]: visits to a clinic, and what to do before and after each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from routine.core.errors import UsageError
from routine.core.preset.model import RESERVED, Fault
from routine.core.preset.read.forms import Faults, Field, Form, Key, leaf, listed, named, required, table
from routine.core.preset.read.values import clock, duration, duration_of, filled_text, flag, whole
from routine.core.preset.read.wrong_value import shown
from routine.core.schedule.types import Schedule
from routine.core.schedule.visit_series import After, Before, Visits
from routine.core.when.duration import Duration
from routine.core.when.duration_words import duration_words

#: Reminders after one visit, at most: a span of years every hour would fill the state.
MOST_AFTER = 200
#: Stands in an after-care text for how long it `lasts`, so that the two always agree.
_LASTS = "{lasts}"
_TABLES = ("series", "before", "after")


def _day_of_visits(value: str) -> Duration:
    """A length in days, weeks, months or years. A comma would be read as a sum: two lengths are a list."""
    found = duration_of(value)
    if "," in value or found.seconds:
        raise UsageError(f"{shown(value)} is not a length in days, weeks or months.", None, example="4 weeks")
    return found


_LENGTH = leaf('a length in quotes, such as "4 weeks"', (str,), _day_of_visits, {"type": "string"})


def _one_or_two(entry: Form, what: str) -> Form:
    """One value, or the least and the most; read as a tuple of one or two."""
    several = listed(entry, what, or_one=True, filled=True)

    def read(value: Any, key: Key, faults: Faults) -> Any:
        before = len(faults)
        found = several.read(value, key, faults)
        if len(faults) > before:
            return ()
        if len(found) > 2:
            faults.append(Fault(key, f"There are {len(found)} entries.", "Use one, or the least and the most."))
        elif found[-1] < found[0]:
            faults.append(Fault(key, "The most stands before the least.", "Write the least first."))
        return found

    return Form(read, several.schema, entry=several.entry)


def _series(found: dict[str, Any], _key: Key, _faults: Faults) -> Visits:
    sessions, apart, effect = found.get("sessions"), found.get("apart"), found.get("effect")
    asked: dict[str, Any] = {"ask_at": found["ask_at"]} if "ask_at" in found else {}
    return Visits(
        sessions=(sessions[0], sessions[-1]) if sessions else None,
        apart=(apart[0], apart[1] if len(apart) == 2 else None) if apart else None,
        effect=(effect[0], effect[-1]) if effect else None,
        **asked,
    )


def _before(found: dict[str, Any], key: Key, _faults: Faults) -> Before:
    return Before(id=key[-1], **found)


def _after(found: dict[str, Any], key: Key, faults: Faults) -> After:
    wait, span, times = found.get("from", Duration(days=1)), found.get("for"), found.get("at", (9 * 60,))
    if wait.is_elapsed:
        faults += [
            Fault((*key, name), "A reminder some hours after the visit comes once.", 'Write from in days: "1 day"')
            for name in ("for", "every", "at")
            if name in found
        ]
    if "every" in found and span is None:
        faults.append(Fault((*key, "every"), "The key “for” is missing beside “every”.", 'Add for = "5 days".'))
    every = found.get("every", Duration(days=1)).days
    if span and span.delta().days // every * len(times) > MOST_AFTER:
        hint = "Use fewer times, or more days between them (every)."
        faults.append(Fault((*key, "for"), f"That makes more than {MOST_AFTER} reminders.", hint))
    if found.get("until_yes") and (wait.is_elapsed or span or "every" in found or len(times) > 1):
        hint = 'Write from = "5 days" and one time in at.'
        faults.append(Fault((*key, "until_yes"), "This asks once an evening until the answer is yes.", hint))
    flags = {name: found.get(name, False) for name in ("if_asked", "follow_up", "until_yes")}
    lasts = found.get("lasts")
    say = found["say"].replace(_LASTS, duration_words(lasts)) if lasts else found["say"]
    return After(id=key[-1], say=say, wait=wait, span=span, every=every, at=times, lasts=lasts, **flags)


def _in_days(value: str) -> Duration:
    found = duration_of(value)
    if found.seconds or found.months:
        raise UsageError(f"{shown(value)} is not a number of days.", None, example="7 days")
    return found


def _in_length(value: str) -> Duration:
    found = duration_of(value)
    if found.seconds:
        raise UsageError(f"{shown(value)} is not a number of days.", None, example="5 days")
    return found


def _one_kind(value: str) -> Duration:
    found = duration_of(value)
    if found.seconds and not found.is_elapsed:
        raise UsageError(f"{shown(value)} mixes days and hours.", "Use one of the two.", example="7 days")
    return found


_EITHER = leaf('a duration in quotes, such as "7 days"', (str,), _one_kind, duration.schema)
_BEFORE = {"say": required(filled_text), "ahead": required(_EITHER), "at": Field(clock)}
_AFTER = {
    "say": required(filled_text),
    "from": Field(_EITHER),
    "for": Field(leaf('a duration in quotes, such as "5 days"', (str,), _in_length, duration.schema)),
    "every": Field(leaf('a number of days in quotes, such as "7 days"', (str,), _in_days, duration.schema)),
    "at": Field(listed(clock, "a list of times", or_one=True, filled=True)),
    "if_asked": Field(flag),
    "follow_up": Field(flag),
    "lasts": Field(_EITHER),
    "until_yes": Field(flag),
}
SERIES = table(
    {
        "sessions": Field(_one_or_two(whole(1, 100), "how many visits, or the least and the most")),
        "apart": Field(_one_or_two(_LENGTH, "how far apart, or the least and the most")),
        "effect": Field(_one_or_two(_LENGTH, "how long the effect lasts, or the least and the most")),
        "ask_at": Field(clock),
    },
    _series,
    "a table: how many visits, and how far apart",
)
BEFORE = named(table(_BEFORE, _before), "a table: what to do before a visit, by name", RESERVED)
AFTER = named(table(_AFTER, _after), "a table: what to do after a visit, by name", RESERVED)


def misplaced(raw: dict[str, Any]) -> Iterator[Fault]:
    """What a visit has to have and must not have, and the other way round for anything else."""
    visit = raw.get("kind") == "visit"
    if visit and "schedule" in raw:
        yield Fault(
            ("schedule",),
            "A preset of kind “visit” has no schedule, because you book its visits.",
            "Replace it with [series].",
        )
    if visit and "series" not in raw:
        yield Fault(("series",), "The key “series” is missing.", "Add [series]. It may be empty.")
    if not visit and "schedule" not in raw:
        yield Fault(("schedule",), "The key “schedule” is missing.", 'Add a time, for example: schedule.at = ["20:30"]')
    for name in ("dose", "course"):
        if name in raw and visit:
            yield Fault((name,), f"A visit does not have “{name}”. It belongs to what you take at home.", None)
    for name in _TABLES:
        if name in raw and not visit:
            yield Fault((name,), f"Only a preset of kind “visit” has “{name}”.", 'Write kind = "visit".')


def schedule_of(found: dict[str, Any], faults: Faults) -> Schedule:
    """When it comes: a visit by its series, anything else by its [schedule]; takes both out of `found`."""
    given = {name: found.pop(name) for name in (*_TABLES, "schedule") if name in found}
    if "schedule" in given:
        return cast(Schedule, given["schedule"])
    before = tuple(step for _, step in given.get("before", ()))
    after = tuple(step for _, step in given.get("after", ()))
    for step in after:
        if step.id in {other.id for other in before}:
            said = f"“{step.id}” is also a name before the visit."
            faults.append(Fault(("after", step.id), said, "Choose another name."))
    series = given["series"]
    return Schedule(Visits(series.sessions, series.apart, series.effect, series.ask_at, before, after))
