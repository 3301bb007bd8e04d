"""Which enabled routine a person's word means."""

from __future__ import annotations

from routine.core.errors import NotFoundError, NothingToDoError
from routine.core.snapshot import Snapshot
from routine.core.text.match import resolve


def resolve_enabled(household: Snapshot, text: str) -> str:
    """The id of the enabled routine that `text` names; a preset that is not enabled says how to enable it.

    Part of a name means an enabled routine, if it can; the whole id of another preset means that one.
    """
    enabled = {id: household.title(id) for id, r in household.state.routines.items() if r.enabled}
    if text in enabled or text not in household.setup.presets:
        try:
            return resolve(text, enabled)
        except NotFoundError:
            pass
    known = {id: preset.title for id, preset in household.setup.presets.items()}
    id = resolve(text, {**known, **enabled})
    raise NothingToDoError(f"{household.title(id)} is not enabled.", f"Enable it: routine preset enable {id}")
