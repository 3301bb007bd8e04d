"""Said at the last of a day: when one more of the same would exceed an upper limit, or be once too often."""

from __future__ import annotations

from collections.abc import Iterator

from routine.core.config.rules import Limit
from routine.core.config.spacing_rules import Most
from routine.core.preset.amount import Amount, amount_of
from routine.core.preset.substance_words import named
from routine.core.safety.upper_limits import in_a_dose, part_of
from routine.core.snapshot import Snapshot
from routine.core.spacing.contents import tags_of
from routine.core.state.reminder import Reminder
from routine.core.state.stock import TOOK
from routine.core.when.moment import day_of, wall


def last_today(draft: Snapshot, id: str, raised: Reminder) -> str | None:
    """`This is the last for today: …` at the last allowed dose; a warning at one that is above the limit."""
    above, last = _by_the_limits(draft, id, raised)
    return ". ".join(above or last) or _last_of_so_many(draft, id, raised)


def too_much_today(draft: Snapshot, id: str, raised: Reminder) -> bool:
    """Whether it would be above an upper limit, or once too often: that is to be read before it is done."""
    above, _ = _by_the_limits(draft, id, raised)
    return bool(above) or any(count > most.times for most, count in _counts(draft, id, raised))


def _by_the_limits(draft: Snapshot, id: str, raised: Reminder) -> tuple[list[str], list[str]]:
    """What is to say of each substance in the dose: above its limit with this one, or with one more."""
    above: list[str] = []
    lasts: list[str] = []
    preset = draft.preset(id)
    parts = in_a_dose(preset, draft.setup.limits)
    for limit in draft.setup.limits.values():
        part = parts.get(limit.substance)
        dose = part.to(limit.unit) if part else None
        if limit.per != "day" or dose is None:
            continue
        total = sum(_before(draft, id, raised, limit)) + dose
        # Doses are added as floats: three times 0.1 is not more than 0.3.
        most = limit.amount * (1 + 1e-9)
        region = f" ({limit.region})" if limit.region else ""
        of = f"{Amount(limit.amount, limit.unit).words()} {named(limit.substance)}{region}"
        so_far = f"{Amount(total, limit.unit).words()} of {of}"
        if total > most:
            above.append(f"With this one it comes to {so_far} today, which is above the upper limit")
        elif total + dose > most:
            lasts.append(f"This is the last for today: {so_far}")
    return above, lasts


def _last_of_so_many(draft: Snapshot, id: str, raised: Reminder) -> str | None:
    """The same for what may be done so many times a day; of what comes once a day, every time would be the last."""
    for most, count in _counts(draft, id, raised):
        if count == most.times:
            return f"This is the last for today: {count} of {most.times}"
        if count > most.times:
            return f"With this one it is {count} times today. The limit is {most.times}"
    return None


def _counts(draft: Snapshot, id: str, raised: Reminder) -> Iterator[tuple[Most, int]]:
    """Which time of today it would be, for each rule of at most so many times."""
    own = tags_of(draft.preset(id))
    for most in draft.setup.spacing.most:
        if most.of in own and most.times > 1:
            yield most, 1 + sum(1 for _ in _done_before(draft, id, raised, most))


def _done_before(draft: Snapshot, id: str, raised: Reminder, most: Most) -> Iterator[str]:
    """What is one of the so many and was done today, or waits to be done before this reminder."""
    today = day_of(draft.now.wall(), draft.day_ends)
    for other, routine in draft.state.routines.items():
        preset = draft.known(other)
        if preset is None or not most.counts(tags_of(preset)):
            continue
        for entry in routine.recent:
            if entry.answer == "done" and day_of(wall(entry.at, draft.now.zone), draft.day_ends) == today:
                yield entry.id
        waits = routine.raised if routine.enabled else None
        if waits and (waits.instant, other) < (raised.instant, id):
            yield other


def _before(draft: Snapshot, id: str, raised: Reminder, limit: Limit) -> Iterator[float]:
    """What was taken of the limit's substance today, and what waits to be taken before this reminder."""
    today = day_of(draft.now.wall(), draft.day_ends)
    for other, routine in draft.state.routines.items():
        preset = draft.known(other)
        part = in_a_dose(preset, draft.setup.limits).get(limit.substance) if preset else None
        if preset is None or part is None:
            continue
        for entry in routine.recent:
            of_today = day_of(wall(entry.at, draft.now.zone), draft.day_ends) == today
            if entry.answer == "done" and of_today and TOOK in entry.details:
                took = part_of(preset, draft.setup.limits, limit.substance, amount_of(entry.details[TOOK]))
                yield (took.to(limit.unit) or 0.0) if took else 0.0
        waits = routine.raised if routine.enabled else None
        if waits and (waits.instant, other) < (raised.instant, id):
            yield part.to(limit.unit) or 0.0
