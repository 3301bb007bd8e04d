"""Said at the last dose of a day: when one more of the same would exceed an upper limit."""

from __future__ import annotations

from collections.abc import Iterator

from routine.core.amount import Amount, amount_of
from routine.core.draft import Draft
from routine.core.limits import named, substance_of
from routine.core.now import day_of, wall
from routine.core.setup import Limit
from routine.core.state import Reminder
from routine.core.stock import TOOK, dose_of


def last_today(draft: Draft, id: str, raised: Reminder) -> str | None:
    """`This is the last for today: …` at the last allowed dose; a warning at one that is above the limit."""
    preset = draft.preset(id)
    substance = substance_of(preset, draft.setup.limits)
    for limit in draft.setup.limits.values():
        dose = dose_of(preset).to(limit.unit)
        if substance is None or limit.substance != substance or limit.per != "day" or dose is None:
            continue
        total = sum(_before(draft, id, raised, limit)) + dose
        most = limit.amount * (1 + 1e-9)
        so_far = f"{Amount(total, limit.unit).words()} of {Amount(limit.amount, limit.unit).words()} {named(limit)}"
        if total > most:
            return f"With this it comes to {so_far} today: above the upper limit"
        if total + dose > most:
            return f"This is the last for today: {so_far}"
    return None


def _before(draft: Draft, id: str, raised: Reminder, limit: Limit) -> Iterator[float]:
    """What was taken of the limit's substance today, and what waits to be taken before this reminder."""
    today = day_of(draft.now.wall(), draft.day_ends)
    for other, routine in draft.state.routines.items():
        preset = draft.setup.presets.get(other)
        if preset is None or substance_of(preset, draft.setup.limits) != limit.substance:
            continue
        for entry in routine.recent:
            of_today = day_of(wall(entry.at, draft.now.zone), draft.day_ends) == today
            if entry.answer == "done" and of_today and TOOK in entry.details:
                yield amount_of(entry.details[TOOK]).to(limit.unit) or 0.0
        waits = routine.raised if routine.enabled else None
        if waits and (waits.instant, other) < (raised.instant, id):
            yield dose_of(preset).to(limit.unit) or 0.0
