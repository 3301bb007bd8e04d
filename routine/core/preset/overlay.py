"""The user's changes over a base preset, as raw tables."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from msgspec import Struct

from routine.core.preset.model import Fault
from routine.core.preset.read.forms import MOST, Key
from routine.core.preset.read.nearest_word import nearest
from routine.core.preset.read.preset import form_at
from routine.core.preset.read.wrong_value import shown

_Raw = dict[str, Any]
_PLACES = ("before", "after")


class Merged(Struct, frozen=True):
    """What came of a merge. `dropped`: changes whose target is gone, left out; the rest of the file holds."""

    raw: _Raw
    faults: tuple[Fault, ...] = ()
    dropped: tuple[Fault, ...] = ()


def merge(base: Mapping[str, Any], overlay: Mapping[str, Any]) -> Merged:
    """The base with the user's changes: tables merge, arrays and scalars replace, [schedule] replaces whole.

    `key = false` removes an optional key; `steps.NAME.skip`, `before` and `after` remove and place steps. Neither
    argument is changed, and merging the same changes again changes nothing.
    """
    changes = {key: value for key, value in overlay.items() if key != "extends"}
    dropped = _gone_signs(base, changes)
    steps = changes.pop("steps", None)
    raw = _tables(dict(base), changes, ())
    if steps is None:
        return Merged(raw, dropped=tuple(dropped))
    if type(steps) is not dict or type(raw.get("steps", {})) is not dict:
        return Merged(_tables(raw, {"steps": steps}, ()), dropped=tuple(dropped))
    faults: list[Fault] = []
    merged = _steps(raw.get("steps", {}), steps, faults, dropped)
    return Merged({**raw, "steps": merged}, tuple(faults), tuple(dropped))


def _tables(base: _Raw, changes: Mapping[str, Any], key: Key) -> _Raw:
    result = dict(base)
    for name, value in changes.items():
        here = (*key, name)
        if value is False and _removable(here):
            result.pop(name, None)
        elif type(value) is dict:
            # A schedule whole: what is left of the old one, such as `window`, may not stand beside a new `at`.
            old = result.get(name)
            result[name] = _tables(old if type(old) is dict and here != ("schedule",) else {}, value, here)
        else:
            result[name] = value
    return result


def _removable(key: Key) -> bool:
    """Whether `false` means "take it out": not for keys that can be false, must be there, or do not exist."""
    field = form_at(key)
    return field is not None and not field.required and not field.form.flag


def _steps(base: _Raw, changes: _Raw, faults: list[Fault], dropped: list[Fault]) -> _Raw:
    result, skipped, places = dict(base), set(), {}
    for name, change in changes.items():
        if change is False or (type(change) is dict and change.get("skip") is True):
            if name not in base:
                dropped.append(_gone(("steps", name), "step", name, base))
            skipped.add(name)
        elif type(change) is not dict:
            result[name] = change
        elif name not in base and "say" not in change:
            dropped.append(_gone(("steps", name), "step", name, base))
        else:
            places[name] = {place: change[place] for place in _PLACES if place in change}
            result[name] = _one_step(base.get(name), change, name)
    order = _placed(list(result), _targets(places, result, faults, dropped), faults)
    return {name: result[name] for name in order if name not in skipped}


def _one_step(base: Any, change: _Raw, name: str) -> _Raw:
    rest = {key: value for key, value in change.items() if key not in (*_PLACES, "skip")}
    if type(change.get("skip", False)) is not bool:
        rest["skip"] = change["skip"]
    return _tables(base if type(base) is dict else {}, rest, ("steps", name))


def _gone(key: Key, what: str, name: str, there: Collection[str]) -> Fault:
    message = f"There is no {what} {shown(name)} any more, so this change is left out."
    return Fault(key, message, nearest(name, there) if 0 < len(there) <= MOST else None)


def _gone_signs(base: Mapping[str, Any], changes: _Raw) -> list[Fault]:
    """Takes out of `changes` what speaks of a sign that the base does not have, and begins none of its own."""
    mine, there = changes.get("signs"), base.get("signs")
    if type(mine) is not dict or type(there) is not dict:
        return []
    gone = [name for name, change in mine.items() if name not in there and _begins_nothing(change)]
    changes["signs"] = {name: change for name, change in mine.items() if name not in gone}
    return [_gone(("signs", name), "sign", name, there) for name in gone]


def _begins_nothing(change: Any) -> bool:
    return change is False or (type(change) is dict and "say" not in change)


def _targets(
    places: dict[str, _Raw], steps: _Raw, faults: list[Fault], dropped: list[Fault]
) -> dict[str, tuple[str, str]]:
    """Step -> ("before" or "after", which step), for those that can be placed."""
    found: dict[str, tuple[str, str]] = {}
    for name, wanted in places.items():
        if len(wanted) == 2:
            faults.append(
                Fault(("steps", name, "after"), "A step stands either before or after another step, not both.", None)
            )
        for place, target in wanted.items():
            if type(target) is not str or target == name:
                faults.append(Fault(("steps", name, place), "This needs the name of another step in quotes.", None))
            elif target not in steps:
                dropped.append(_gone(("steps", name, place), "step", target, steps))
            else:
                found[name] = (place, target)
    return found


def _placed(names: list[str], targets: dict[str, tuple[str, str]], faults: list[Fault]) -> list[str]:
    """The steps in their places; those placed at the same target keep their order."""
    around: dict[tuple[str, str], list[str]] = {}
    for name in names:
        if name in targets:
            around.setdefault(targets[name], []).append(name)
    order: dict[str, None] = {}
    waiting = [(name, True) for name in reversed(names) if name not in targets]
    while waiting:
        name, neighbours = waiting.pop()
        if not neighbours:
            order[name] = None
            continue
        before, after = around.get(("before", name), []), around.get(("after", name), [])
        waiting += [*((n, True) for n in reversed(after)), (name, False), *((n, True) for n in reversed(before))]
    for name, (place, target) in targets.items():
        if name not in order:
            faults.append(Fault(("steps", name, place), f"This step and “{target}” are placed by each other.", None))
    return list(order)
