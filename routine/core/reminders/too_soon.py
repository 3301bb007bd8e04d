"""What stands against one more time now: the last one was too short a while ago, or it is more than a day's limit.

Nothing of it refuses: what was done is recorded. It is asked before where somebody can answer, else said at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from routine.core.preset.amount import Amount, amount_of
from routine.core.preset.model import Preset
from routine.core.preset.substance_words import named
from routine.core.safety.upper_limits import LIMIT_RULE, in_a_dose, part_of
from routine.core.snapshot import Snapshot
from routine.core.state.keys import is_visit
from routine.core.state.log import Entry
from routine.core.state.stock import TOOK
from routine.core.text.counts import counted, plural
from routine.core.when.duration import Duration
from routine.core.when.duration_words import duration_words
from routine.core.when.moment import wall

_DAY = timedelta(days=1)
_EXACT = 1e-9  # sums of floats: three times 0.1 is not more than 0.3


class TooSoon(Struct, frozen=True):
    """One more at `at` is too soon or too much. All instants are UTC; `free`: from when on nothing stands against it.

    `why`: a `gap` (then `gap` says how long), so many `times`, so much of the product (`amount`), or a `substance` with
    its upper limit. `so_far`: the times in the 24 hours before it; `total`: what it comes to with this one; `most`:
    what may be.
    """

    routine: str
    at: datetime
    why: Literal["gap", "times", "amount", "substance"]
    last: datetime
    free: datetime | None
    gap: Duration | None = None
    so_far: int = 0
    total: Amount | None = None
    most: Amount | None = None
    substance: str = ""


def too_soon(draft: Snapshot, id: str, at: datetime, but: Entry | None = None) -> TooSoon | None:
    """What stands against doing a routine at `at` (UTC), beside all that was done of late; `but`: what it corrects."""
    if draft.preset(id).schedule.series:
        return None
    done = [entry for entry in draft.routine(id).recent if _counts(entry, but)]
    found = (_gap(draft, id, at, done, but), _limit(draft.preset(id), at, done), _substance(draft, id, at, but))
    return next((one for one in found if one), None)


def free_from(draft: Snapshot, id: str) -> datetime | None:
    """From when on (UTC) nothing stands against the next one; None where nothing does now."""
    against = too_soon(draft, id, draft.now.instant)
    return against.free if against else None


def gap_kept(gap: Duration, last: datetime, at: datetime, zone: str) -> bool:
    """Whether `at` is no sooner. A gap in days counts days: done on Sunday, five days later is Friday, at any hour."""
    if gap.is_elapsed:
        return at >= gap.after(last, zone)
    return wall(at, zone).date() >= gap.after_wall(wall(last, zone)).date()


def _counts(entry: Entry, but: Entry | None) -> bool:
    same = but is not None and entry.seq == but.seq
    return entry.answer == "done" and not same and not is_visit(entry.key)


# --- the gap ------------------------------------------------------------------------------------------------------


def _gap(draft: Snapshot, id: str, at: datetime, done: list[Entry], but: Entry | None) -> TooSoon | None:
    gap, zone, known = draft.preset(id).safety.min_gap, draft.zone(id), draft.routine(id).last_done
    times = [entry.at for entry in done]
    if known is not None and (but is None or but.at != known):
        times.append(known)  # the log has it, from before what is kept at hand
    before = max((time for time in times if time <= at), default=None)
    if gap is None or before is None or gap_kept(gap, before, at, zone):
        return None
    return TooSoon(id, at, "gap", before, gap.after(before, zone), gap=gap)


# --- limits -------------------------------------------------------------------------------------------------------


def _limit(preset: Preset, at: datetime, done: list[Entry]) -> TooSoon | None:
    """Its own [limit]: so many times, or so much of it, in any 24 hours."""
    limit = preset.limit
    of_day = sorted(entry.at for entry in done if at - _DAY < entry.at <= at)
    if limit is None or not of_day:
        return None
    if limit.times is not None and len(of_day) >= limit.times:
        free = of_day[len(of_day) - limit.times] + _DAY
        return TooSoon(preset.id, at, "times", of_day[-1], free, so_far=len(of_day))
    return _too_much(preset, at, done, limit.amount) if limit.amount and preset.dose else None


def _too_much(preset: Preset, at: datetime, done: list[Entry], most: Amount) -> TooSoon | None:
    taken = [(entry.at, _took(preset, entry).to(most.unit) or 0.0) for entry in done]
    taken = sorted((time, much) for time, much in taken if at - _DAY < time <= at)
    one = _dose(preset).to(most.unit) or 0.0
    total = one + sum(much for _, much in taken)
    if total <= most.value * (1 + _EXACT) or not taken:
        return None
    free, left = None, total
    for time, much in taken:
        left -= much
        if left <= most.value * (1 + _EXACT):
            free = time + _DAY
            break
    return TooSoon(
        preset.id, at, "amount", taken[-1][0], free, so_far=len(taken), total=Amount(total, most.unit), most=most
    )


def _dose(preset: Preset) -> Amount:
    return preset.dose.size if preset.dose else Amount(0, "")


def _took(preset: Preset, entry: Entry) -> Amount:
    """What an answer took, as it says; a dose as it is now, where it does not."""
    return amount_of(entry.details[TOOK]) if TOOK in entry.details else _dose(preset)


def _substance(draft: Snapshot, id: str, at: datetime, but: Entry | None) -> TooSoon | None:
    """The upper limits of a day, over what was taken of every routine; unless the person accepted one for this."""
    setup, preset = draft.setup, draft.preset(id)
    if any(rule.startswith(LIMIT_RULE) for rule in draft.routine(id).safety.accepted):
        return None
    for substance, amount in in_a_dose(preset, setup.limits).items():
        for limit in setup.limits.values():
            one = amount.to(limit.unit) if limit.per == "day" and limit.substance == substance else None
            if one is None:
                continue
            taken = sorted(_taken(draft, substance, limit.unit, at, but))
            total = one + sum(much for _, much in taken)
            if taken and total > limit.amount * (1 + _EXACT):
                sum_, most = Amount(total, limit.unit), Amount(limit.amount, limit.unit)
                last = taken[-1][0]
                return TooSoon(id, at, "substance", last, None, None, len(taken), sum_, most, substance)
    return None


def _taken(
    draft: Snapshot, substance: str, unit: str, at: datetime, but: Entry | None
) -> Iterator[tuple[datetime, float]]:
    """When, and how much of a substance, was taken in the 24 hours before."""
    for id, routine in draft.state.routines.items():
        preset = draft.known(id)
        for entry in routine.recent if preset and preset.dose else ():
            if preset is None or not _counts(entry, but) or not at - _DAY < entry.at <= at:
                continue
            part = part_of(preset, draft.setup.limits, substance, _took(preset, entry))
            much = part.to(unit) if part else None
            if much:
                yield entry.at, much


# --- in words -----------------------------------------------------------------------------------------------------


def question(draft: Snapshot, against: TooSoon) -> str:
    """What stands against it, and whether to record it all the same."""
    return f"{told(draft, against)} Record it anyway?"


def told(draft: Snapshot, against: TooSoon) -> str:
    """`Drops: The last time was 2 minutes ago, today 10:13. At least 5 hours between two times is advised, so not …`

    That is about this one: recorded, it counts itself, and what follows says from when on the next one is possible.
    """
    return f"{draft.title(against.routine)}: {_why(draft, against)}"


def _why(draft: Snapshot, one: TooSoon) -> str:
    when, ago = draft.when(one.routine, one.last), _ago(one, at_once=one.at == draft.now.instant)
    until = f", so not before {draft.when(one.routine, one.free)}." if one.free else "."
    match one.why:
        case "gap":
            gap = duration_words(one.gap) if one.gap else ""
            return f"The last time was {ago}, {when}. At least {gap} between two times is advised{until}"
        case "times":
            limit = draft.preset(one.routine).limit
            most = counted(limit.times or 0, "time") if limit else ""
            return plural(
                one.so_far,
                one=f"You have done it once in the last 24 hours, {when}. The limit is {most}{until}",
                other=f"You have done it {{count}} times in 24 hours, the last time {when}. The limit is {most}{until}",
            )
        case "amount" | "substance":
            what = f" of {named(one.substance)}" if one.substance else ""
            total, most = (amount.words() if amount else "" for amount in (one.total, one.most))
            return (
                f"With this one it is {total}{what} in 24 hours. The last time was {when}. The limit is {most}{until}"
            )


def _ago(one: TooSoon, *, at_once: bool) -> str:
    """How long before: to the minute, from a day on to the hour."""
    seconds = int((one.at - one.last).total_seconds())
    if seconds < 60:
        return "just now"
    words = duration_words(Duration(days=seconds // 86400, seconds=seconds % 86400 // 60 * 60))
    return f"{words} ago" if at_once else f"{words} before"
