"""Raw TOML tables -> Preset, with every fault at once."""

from __future__ import annotations

from typing import Any

from routine.core.errors import UsageError
from routine.core.preset.model import KINDS, Fault, Preset, Remind
from routine.core.preset.read import values
from routine.core.preset.read.contents_by_name import spoken_contents
from routine.core.preset.read.dose import COURSE, DOSE, LIMIT
from routine.core.preset.read.forms import Faults, Field, Form, Key, check_id, choice, leaf, record, required
from routine.core.preset.read.implausible import implausible
from routine.core.preset.read.remind import REMIND
from routine.core.preset.read.safety import SAFETY
from routine.core.preset.read.schedule import SCHEDULE
from routine.core.preset.read.signs import SIGNS, misplaced_signs
from routine.core.preset.read.steps import OVERLAY_FIELDS, STEPS
from routine.core.preset.read.sunscreen import SUN
from routine.core.preset.read.visits import AFTER, BEFORE, SERIES, misplaced, schedule_of
from routine.core.preset.read.wrong_value import fault_of
from routine.core.preset.reminder_defaults import EXPIRES_OF_VISIT, LATE_OF_VISIT

FORMAT = 1


def _format(value: int) -> int:
    if value != FORMAT:
        raise UsageError(
            f"This version of Routine does not know format {value}.", "Write format = 1, or update Routine."
        )
    return value


FIELDS = {
    "format": required(leaf("the number 1", (int,), _format, {"const": FORMAT})),
    "title": required(values.filled_text),
    "kind": required(choice(KINDS, "a kind")),
    "summary": Field(values.text),
    "area": Field(values.texts),
    "needs": Field(values.texts),
    "contains": Field(values.names),
    "notes": Field(values.texts),
    "warnings": Field(values.texts),
    "sources": Field(values.texts),
    "starter": Field(values.flag),
    "schedule": Field(SCHEDULE),
    "remind": Field(REMIND),
    "safety": Field(SAFETY),
    "dose": Field(DOSE),
    "limit": Field(LIMIT),
    "course": Field(COURSE),
    "sun": Field(SUN),
    "steps": Field(STEPS),
    "signs": Field(SIGNS),
    "series": Field(SERIES),
    "before": Field(BEFORE),
    "after": Field(AFTER),
}
PRESET = record(FIELDS, dict, "a preset")
_VISIT = {"remind": Remind(late=LATE_OF_VISIT, expires=EXPIRES_OF_VISIT)}
_DEFAULTS = {"summary": "", "sources": ("unsourced",), "steps": ()}


def read_preset(preset_id: str, raw: dict[str, Any]) -> tuple[Preset | None, tuple[Fault, ...]]:
    """The preset that the tables of a file (merged with the user's changes) describe, or every fault in it.

    `preset_id` is the file's name without `.toml`. Never raises, whatever is in `raw`.
    """
    faults: Faults = []
    try:
        check_id(preset_id)
    except UsageError as error:
        faults.append(fault_of((), error))
    found = PRESET.read(raw, (), faults)
    if type(raw) is dict:
        faults += (*misplaced(raw), *misplaced_signs(raw))
    schedule = schedule_of(found, faults) if not faults else None
    if faults or schedule is None:
        return None, tuple(_overlay_words(fault) for fault in faults)
    del found["format"]
    held = found.get("contains", ())
    spoken = spoken_contents(found["kind"], found["title"], found.get("needs", ()), held)
    if spoken:
        found["contains"] = (*held, *spoken)
    preset = Preset(
        id=preset_id, schedule=schedule, **{**_DEFAULTS, **(_VISIT if found["kind"] == "visit" else {}), **found}
    )
    faults = list(implausible(preset, raw.get("schedule", {})))
    return (None if faults else preset), tuple(faults)


def form_at(key: Key) -> Field | None:
    """How the value at a key path is read; None where a preset has no such key."""
    here: Field | None = Field(PRESET, required=True)
    for part in key:
        if here is None:
            return None
        form: Form = here.form
        here = form.fields.get(part) if form.fields is not None else (Field(form.entry) if form.entry else None)
    return here


def _overlay_words(fault: Fault) -> Fault:
    """Better words for keys that only the user's changes to another preset may have."""
    misplaced = fault.key == ("extends",) or (
        len(fault.key) == 3 and fault.key[0] == "steps" and fault.key[2] in OVERLAY_FIELDS
    )
    if not misplaced:
        return fault
    said = f"“{fault.key[-1]}” is only possible in a file that extends another preset."
    return Fault(fault.key, said, None)
