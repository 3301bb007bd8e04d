"""The [steps.NAME] tables, and what is plausible within and between them."""

from __future__ import annotations

from typing import Any

from routine.core.errors import UsageError
from routine.core.preset.model import Cue, Fault, Step
from routine.core.preset.read.forms import (
    Faults,
    Field,
    Form,
    Key,
    choice,
    leaf,
    listed,
    named,
    record,
    required,
    table,
)
from routine.core.preset.read.values import duration_of, elapsed, filled_text, flag, identity, names
from routine.core.preset.read.wrong_value import fault_of, shown
from routine.core.when.duration import Duration, format_duration

POSTURES = ("lie-flat", "lie-side", "sit", "stand", "head-elevated", "any")


def cue_seconds(at: str, timer: Duration) -> int:
    """Seconds after a step of this length began at which a cue is said; raises UsageError if that is not within it."""
    words = at.strip().lower()
    if words == "half":
        return timer.seconds // 2
    found = duration_of(words.removesuffix("left"))
    if not found.is_elapsed or found.seconds >= timer.seconds:
        said = f"The cue at {shown(at)} is outside the step, which takes {format_duration(timer)}."
        raise UsageError(said, _CUE_HINT)
    return timer.seconds - found.seconds if words.endswith("left") else found.seconds


def _cue_at(value: str) -> str:
    if value.strip().lower() != "half":
        try:
            duration_of(value.strip().lower().removesuffix("left"))
        except UsageError:
            raise UsageError(f"{shown(value)} is not a moment within a step.", _CUE_HINT) from None
    return value.strip().lower()


def _step(found: dict[str, Any], key: Key, faults: Faults) -> Step:
    step = Step(id=key[-1], **found)
    if step.hands == "busy" and not (step.auto or step.timer):
        said = "With busy hands you cannot press a key."
        faults.append(Fault((*key, "hands"), said, 'Add auto = "60s", or a timer.'))
    for i, cue in enumerate(step.cues, 1):
        place = (*key, "cues", str(i), "at")
        if step.timer is None:
            faults.append(Fault(place, "A cue needs the step's timer.", 'Add timer = "8m".'))
            continue
        try:
            cue_seconds(cue.at, step.timer)
        except UsageError as error:
            faults.append(fault_of(place, error))
    return step


def _read(value: Any, key: Key, faults: Faults) -> tuple[Step, ...]:
    before = len(faults)
    found = tuple(step for _, step in _NAMED.read(value, key, faults))
    if len(faults) == before:
        faults.extend(_skin_faults(found, key))
    return found if len(faults) == before else ()


def _skin_faults(steps: tuple[Step, ...], key: Key) -> Faults:
    """What goes on the skin comes off, once and in this order."""
    faults: Faults = []
    started: str | None = None
    for step in steps:
        if step.on_skin == "start" and started:
            faults.append(Fault((*key, step.id, "on_skin"), f"It is on the skin already, since “{started}”.", None))
        if step.on_skin == "end" and not started:
            faults.append(
                Fault(
                    (*key, step.id, "on_skin"),
                    "Nothing is on the skin yet.",
                    'Write on_skin = "start" in an earlier step.',
                )
            )
        started = {"start": step.id, "end": None}.get(step.on_skin or "", started)
    if started:
        faults.append(
            Fault(
                (*key, started, "on_skin"), "No step takes it off the skin.", 'Write on_skin = "end" in a later step.'
            )
        )
    return faults


_CUE_HINT = "Use half, 2m (after the step began) or 2m left."
_CUE = record(
    {
        "at": required(leaf('a place in quotes, such as "half"', (str,), _cue_at, {"type": "string"})),
        "say": required(filled_text),
    },
    Cue,
)
STEP_FIELDS = {
    "say": required(filled_text),
    "posture": Field(choice(POSTURES, "a position")),
    "on_side": Field(filled_text),
    "timer": Field(elapsed),
    "lead_in": Field(elapsed),
    "auto": Field(elapsed),
    "hands": Field(choice(("free", "busy"), "free or busy")),
    "on_skin": Field(choice(("start", "end", "stays"), "start, end or stays")),
    "cues": Field(listed(_CUE, "a list of cues")),
    "music": Field(flag),
    "nights": Field(names),
}
# What only a file that extends another preset says of a step.
OVERLAY_FIELDS = {"skip": Field(flag), "before": Field(identity), "after": Field(identity)}
_NAMED = named(table(STEP_FIELDS, _step, "a table: one step"), "a table: the steps, by name")
STEPS = Form(_read, _NAMED.schema, entry=_NAMED.entry)
