"""Said in a reminder while a date draws near that matters to it: a lab test, an operation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from routine.core.config.profile import dates_in
from routine.core.snapshot import Snapshot
from routine.core.when.format import format_day

#: From so long before the day on. Our own choice: time to make a call.
AHEAD = timedelta(days=7)


def coming_up(draft: Snapshot, id: str) -> str | None:
    """`Lab tests tomorrow: tell your doctor and the lab …`; None while no such date is near.

    Said at each dose, however long ago the date was given and whatever was accepted then.
    """
    today = draft.today(id)
    return ". ".join(_notes(draft, id, today)) or None


def _notes(draft: Snapshot, id: str, today: date) -> Iterator[str]:
    setup = draft.setup
    rules = (setup.rules[name] for name in draft.preset(id).safety.never_if if name in setup.rules)
    for rule in rules:
        fact = setup.facts.get(rule.fact)
        answer = setup.profile.get(rule.fact)
        if fact is None or fact.kind != "dates" or not isinstance(answer, str):
            continue
        near = min((day for day in dates_in(answer) if today <= day <= today + AHEAD), default=None)
        if near:
            what = fact.called[:1].upper() + fact.called[1:]
            yield f"{what} {format_day(near, today)}. {rule.fix.rstrip('.')}"
