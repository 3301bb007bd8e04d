"""`preset step add`, `move` and `remove`: the steps of a preset, each in its place."""

from __future__ import annotations

from routine.core.errors import NotFoundError, PresetError, UsageError
from routine.core.preset.edit.change import Change, Editable, Order, Put, Step, TakeOut
from routine.core.preset.edit.key_path import holds_key
from routine.core.preset.read.forms import check_id
from routine.core.preset.read.nearest_word import nearest

_STEPS = ("steps",)


def add_step(
    preset: Editable,
    name: str,
    say: str,
    *,
    before: str | None = None,
    after: str | None = None,
    timer: str | None = None,
) -> Change:
    """A new step at its place, or the last one. Raises UsageError, NotFoundError, PresetError."""
    check_id(name)
    if name in _names(preset):
        raise PresetError(
            f"{preset.id} has a step “{name}” already.", f"Change it: routine preset set {preset.id} steps.{name}.say"
        )
    told = [Put((*_STEPS, name, "say"), say)]
    if timer is not None:
        told.append(Put((*_STEPS, name, "timer"), timer))
    place = _place(before, after)
    return Change((*told, *(_placed(preset, name, *place) if place else ())))


def move_step(preset: Editable, name: str, *, before: str | None = None, after: str | None = None) -> Change:
    """A step at another place. Raises UsageError, NotFoundError."""
    _check_there(preset, name)
    place = _place(before, after)
    if place is None:
        raise UsageError(
            "Say where the step goes.", f"For example: routine preset step move {preset.id} {name} --after STEP"
        )
    return Change(_placed(preset, name, *place))


def remove_step(preset: Editable, name: str) -> Change:
    """Without this step; of a shipped preset it is left out, and can come back. Raises NotFoundError, PresetError."""
    _check_there(preset, name)
    if len(_names(preset)) == 1:
        raise PresetError(
            f"“{name}” is the only step of {preset.id}.", f"Change it: routine preset set {preset.id} steps.{name}.say"
        )
    key = (*_STEPS, name)
    if not preset.overlay or name not in (preset.base_raw.get("steps") or {}):
        return Change((TakeOut(key),))
    own = (TakeOut(key),) if holds_key(preset.mine_raw, key) else ()
    back = f"It can come back: routine preset unset {preset.id} steps.{name}.skip"
    return Change((*own, Put((*key, "skip"), True)), (back,))


def _names(preset: Editable) -> list[str]:
    return list(preset.merged_raw.get("steps") or ())


def _check_there(preset: Editable, name: str) -> None:
    if name not in _names(preset):
        raise NotFoundError(f"{preset.id} has no step “{name}”.", nearest(name, _names(preset)))


def _place(before: str | None, after: str | None) -> tuple[str, str] | None:
    """“before” or “after”, and which step; raises UsageError for both."""
    if before and after:
        raise UsageError("A step goes before one or after one, not both.", "Leave out --before or --after.")
    return ("before", before) if before else ("after", after) if after else None


def _placed(preset: Editable, name: str, place: str, target: str) -> tuple[Step, ...]:
    """In changes over a shipped preset by a key of the step, in a file of one's own by the order of its tables."""
    _check_there(preset, target)
    if target == name:
        raise UsageError(f"“{name}” cannot stand {place} itself.", "Name another step.")
    if not preset.overlay:
        others = [other for other in _names(preset) if other != name]
        at = others.index(target) + (place == "after")
        return (Order(_STEPS, (*others[:at], name, *others[at:])),)
    other = (*_STEPS, name, "after" if place == "before" else "before")
    gone = (TakeOut(other),) if holds_key(preset.mine_raw, other) else ()
    return (*gone, Put((*_STEPS, name, place), target))
