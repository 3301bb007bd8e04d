"""Changes to one key of a [schedule]: the whole of it is written, and what cannot stand beside the key makes way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from routine.core.preset.edit.change import Change, Put, Step, TakeOut
from routine.core.preset.read.forms import Key
from routine.core.preset.read.schedule_keys import clashes

_SCHEDULE = ("schedule",)


def put_in_schedule(key: Key, value: Any, now: Mapping[str, Any], *, whole: bool) -> Change:
    """The key set, and what cannot go with it taken out. `now`: the schedule as it runs; `whole`: write it first."""
    first = (Put(_SCHEDULE, dict(now)),) if whole else ()
    gone = clashes(key[1], now)
    notes = tuple(f"“{name}” was removed, because it does not go with “{key[1]}”." for name in gone)
    return Change((*first, Put(key, value), *(TakeOut(("schedule", name)) for name in gone)), notes)


def brought_back(name: str, base: Mapping[str, Any], mine: Mapping[str, Any]) -> tuple[Step, ...]:
    """After a key of a [schedule] was taken out: the shipped one, and those that had made way for it.

    `mine`: the user's [schedule] with the key. One that is as shipped then is left out.
    """
    back = {k: v for k, v in base.items() if k == name or (k not in mine and k in clashes(name, base))}
    rest = {k: v for k, v in mine.items() if k != name}
    if {**rest, **back} == base:
        return (TakeOut(_SCHEDULE),) if rest else ()
    return tuple(Put(("schedule", k), value) for k, value in back.items())
