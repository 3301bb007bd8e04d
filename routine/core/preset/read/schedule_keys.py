"""Which keys of a [schedule] go together, and which do not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from routine.core.preset.model import Fault
from routine.core.text.counts import and_list

# What makes the times, strongest first: each with every key that can go with it.
_BOUNDS = ("from", "until", "count", "zone")
_DAYS = ("on", "every", "days")
MAKERS: dict[str, tuple[str, ...]] = {
    "ramp": ("at", "from", "zone", "free"),
    "when_needed": ("zone",),
    "nights": ("at", "from", "zone"),
    "after": ("at", "zone"),
    "after_done": ("at", *_BOUNDS),
    "cron": ("cycle", "again", *_BOUNDS),
    "window": (*_DAYS, "cycle", *_BOUNDS),
    "at": (*_DAYS, "cycle", "again", "free", *_BOUNDS),
}
_EXCLUSIVE = {"days": ("on", "every")}


def clashes(key: str, others: Iterable[str]) -> tuple[str, ...]:
    """Those of the other keys of a [schedule] that cannot stand beside `key`."""
    return tuple(other for other in others if other != key and not _together(key, other))


def _together(one: str, other: str) -> bool:
    if one in MAKERS and other in MAKERS:
        return other in MAKERS[one] or one in MAKERS[other]
    if one in MAKERS or other in MAKERS:
        maker, key = (one, other) if one in MAKERS else (other, one)
        return key in MAKERS[maker]
    return other not in _EXCLUSIVE.get(one, ()) and one not in _EXCLUSIVE.get(other, ())


def clash_faults(known: Sequence[str], key: tuple[str, ...]) -> Iterable[Fault]:
    """Each key that a [schedule] has against the strongest that makes the times, then the days among themselves."""
    maker = next((name for name in MAKERS if name in known), None)
    if maker is None:
        yield Fault(key, "The schedule has no times.", 'Add a time, for example: at = ["20:30"]')
    strong = [name for name in (maker, *_EXCLUSIVE) if name is not None and name in known]
    seen: set[str] = set()
    for name in strong:
        for other in clashes(name, known):
            if other not in seen:
                seen.add(other)
                fits = and_list([*MAKERS.get(name, ())] or ["at"])
                hint = f"Remove one of the two. Beside “{name}” you can use {fits}."
                yield Fault((*key, other), f"“{other}” does not go with “{name}”.", hint)
