"""`preset set`: which key is meant, which value was typed for it, and what must make way."""

from __future__ import annotations

from typing import Any

from routine.core.errors import NothingToDoError, PresetError, UsageError, for_example
from routine.core.preset.edit.change import Change, Editable, Put, TakeOut, refused, refused_value
from routine.core.preset.edit.dose import lacks_the_other, put_dose, said_dose
from routine.core.preset.edit.key_path import field_for, holds_key, in_schedule, parse_key
from routine.core.preset.edit.schedule import put_in_schedule
from routine.core.preset.edit.typed_value import typed_value
from routine.core.preset.model import Fault
from routine.core.preset.read.forms import Key
from routine.core.preset.read.wrong_value import fault_of
from routine.core.preset.resolve import FileError, dotted

_SCHEDULE = ("schedule",)


def set_key(preset: Editable, key_path: str, typed: str) -> Change:
    """Give one key, such as `steps.lie-flat.timer`, the value that was typed, such as `9m`; `false` takes it out.

    Raises UsageError, NotFoundError (with the nearest right words), NothingToDoError, PresetError (with every error).
    """
    key = parse_key(key_path)
    if preset.mine and preset.mine.tables.raw is None:
        raise refused(preset.id, preset.now.errors)
    field = field_for(key, preset.merged_raw.get("steps") or (), preset.overlay)
    if typed.strip() == "false" and not field.form.flag:
        if field.required:
            raise PresetError(
                f"“{key[-1]}” cannot be removed ({preset.id}).",
                f"Change it: routine preset set {preset.id} {dotted(key)} VALUE",
            )
        return _take_out(preset, key)
    try:
        dose = said_dose(key, typed)
    except UsageError as error:
        refused_dose = refused_value(preset.id, [_typed(key, fault_of(key, error))])
        raise UsageError(refused_dose.message, refused_dose.hint) from None
    if dose:
        return Change(put_dose(dose))
    if lacks_the_other(key, "dose" in preset.merged_raw):
        whole = f'Set both, for example: routine preset set {preset.id} dose "2 capsules"'
        raise PresetError(f"{preset.id} has no dose yet, and an amount and a unit go together.", whole)
    value, faults = typed_value(typed, field.form, key)
    if faults:
        raise refused_value(preset.id, [_typed(f.key, f) for f in faults])
    return _put(preset, key, value)


def _typed(key: Key, fault: Fault) -> FileError:
    return FileError(
        "", None, dotted(key), fault.message, for_example(fault.hint, fault.example), fault.hint, fault.example
    )


def _put(preset: Editable, key: Key, value: Any) -> Change:
    if in_schedule(key):
        return put_in_schedule(key, value, preset.merged_raw.get("schedule") or {}, whole=_lacks_schedule(preset))
    steps = preset.merged_raw.get("steps") or ()
    begun = key[0] == "steps" and key[1:2] and key[1] not in steps
    return Change((Put(key, value),), (f"“{key[1]}” is a new step. It comes last.",) if begun else ())


def _take_out(preset: Editable, key: Key) -> Change:
    if not holds_key(preset.merged_raw, key):
        raise NothingToDoError(
            f"{preset.id} has no “{dotted(key)}”.", f"See what it has: routine preset show {preset.id}"
        )
    if preset.overlay and key[0] != "schedule":
        return Change((Put(key, False),))
    if in_schedule(key) and _lacks_schedule(preset):
        return Change((Put(_SCHEDULE, preset.base_raw["schedule"]), TakeOut(key)))
    return Change((TakeOut(key),) if holds_key(preset.mine_raw, key) else ())


def _lacks_schedule(preset: Editable) -> bool:
    """Whether the file must get the whole [schedule] first: it replaces that of the base whole."""
    return preset.overlay and not holds_key(preset.mine_raw, _SCHEDULE)
