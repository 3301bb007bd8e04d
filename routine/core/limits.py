"""Upper limits: what all of the user's own doses of a substance come to in a day, against the most that may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Literal

from routine.core.amount import Amount
from routine.core.preset import Preset
from routine.core.schedule_types import MINUTES_A_DAY, AfterDone, AfterRoutine, Again, Clock, Visits
from routine.core.setup import Finding, Limit, Setup

#: Findings of a limit have a rule that begins so, then the limit's name and the sum.
LIMIT_RULE = "limit-"
_MINUTE = 60
_EXACT = 1e-9
_ALIKE = 0.8


def substance_of(preset: Preset, limits: Mapping[str, Limit]) -> str | None:
    """What its dose is a dose of: as it says, or the one thing it contains that a limit speaks of."""
    if preset.dose is None:
        return None
    if preset.dose.of:
        return preset.dose.of
    known = {limit.substance for limit in limits.values()} & set(preset.contains)
    return known.pop() if len(known) == 1 else None


def near_substance(preset: Preset, limits: Mapping[str, Limit]) -> str | None:
    """The substance with a limit that a dose may be meant to be of, where its own is another word: `vitamn-d`.

    Anything else can be a dose of something of its own. Of one family (`vitamin-b` and `vitamin-c`) is no slip.
    """
    of = preset.dose.of if preset.dose else None
    known = sorted({limit.substance for limit in limits.values()})
    if of is None or of in known or of in preset.contains:
        return None
    family = of.rpartition("-")[0]
    others = [one for one in known if not family or of.startswith(one) or one.rpartition("-")[0] != family]
    return next(iter(get_close_matches(of, others, n=1, cutoff=_ALIKE)), None)


def times_a_day(preset: Preset, presets: Mapping[str, Preset], known: frozenset[str] = frozenset()) -> int:
    """The most doses that the schedule can bring in one day."""
    base = preset.schedule.base
    if isinstance(base, AfterDone):
        times = _repeated(base.wait.delta().total_seconds() / _MINUTE, MINUTES_A_DAY)
    elif isinstance(base, AfterRoutine):
        other = presets.get(base.routine) if base.routine not in known else None
        times = times_a_day(other, presets, known | {preset.id}) if other else 1
    elif isinstance(base, Visits):
        times = 0
    else:
        times = len(base.times) if isinstance(base, Clock) else 1  # a night comes once
    return times + (_links(preset.schedule.again) if preset.schedule.again else 0)


def _repeated(every: float, span: int) -> int:
    """How many times fit into a span of minutes, the first at its beginning."""
    return max(1, -int(-span // every)) if every else 1


def _links(again: Again) -> int:
    """How many further times a chain can bring in the part of the day in which it runs."""
    span = (again.until - again.start) % MINUTES_A_DAY
    every = again.every.delta().total_seconds() / _MINUTE
    return int(span // every) if every else 0


def day_amount(preset: Preset, presets: Mapping[str, Preset]) -> Amount | None:
    """What the routine's doses come to in a day."""
    if preset.dose is None:
        return None
    return Amount(preset.dose.amount * times_a_day(preset, presets), preset.dose.unit)


def limit_findings(setup: Setup, preset: Preset, running: Iterable[str]) -> Iterator[Finding]:
    """What stands against this preset beside the routines that run: too much of its substance, or just the most."""
    if near := near_substance(preset, setup.limits):
        yield _misspelt(preset, near)
    substance = substance_of(preset, setup.limits)
    for limit in setup.limits.values():
        if limit.substance == substance:
            yield from _judge(setup, preset, limit, list(dict.fromkeys([preset.id, *running])))


def _judge(setup: Setup, preset: Preset, limit: Limit, ids: list[str]) -> Iterator[Finding]:
    parts = list(_parts(setup, preset, limit, ids))
    unknown = next((part for part, amount in parts if amount.to(limit.unit) is None), None)
    if unknown:
        yield _not_comparable(preset, unknown, limit)
        return
    total = Amount(sum(amount.to(limit.unit) or 0.0 for _, amount in parts), limit.unit)
    if total.value > limit.amount * (1 + _EXACT):
        yield _too_much(preset, parts, total, limit)
    elif total.value >= limit.amount * (1 - _EXACT):
        yield _just_the_most(preset, total, limit)


def _parts(setup: Setup, preset: Preset, limit: Limit, ids: list[str]) -> Iterator[tuple[Preset, Amount]]:
    """The routines that take the substance, each with what it takes in a day (or at once)."""
    if limit.per == "dose":
        if preset.dose:
            yield preset, Amount(preset.dose.amount, preset.dose.unit)
        return
    for one in (setup.presets[id] for id in ids if id in setup.presets):
        amount = day_amount(one, setup.presets)
        if amount and substance_of(one, setup.limits) == limit.substance:
            yield one, amount


def most(limit: Limit) -> str:
    """`2000 mg a day`, `500 mg a dose`."""
    return f"{Amount(limit.amount, limit.unit).words()} a {limit.per}"


def named(limit: Limit) -> str:
    """The substance as people write it: `vitamin C`."""
    return " ".join(word.upper() if len(word) == 1 else word for word in limit.substance.split("-"))


def _too_much(preset: Preset, parts: list[tuple[Preset, Amount]], total: Amount, limit: Limit) -> Finding:
    titles = [part.title for part, _ in parts]
    several = len(set(titles)) < len(titles)
    each = ", ".join(f"{part.id if several else part.title}: {amount.words()}" for part, amount in parts)
    together = f" ({each})" if len(parts) > 1 else ""
    why = f"{total.words()} of {named(limit)} a {limit.per}{together} is above the upper limit of {most(limit)}."
    fix = f"Choose a smaller dose: routine preset set {preset.id} dose.amount AMOUNT."
    return _finding("block", preset, limit, f"-{total.value:g}", why, fix)


def _misspelt(preset: Preset, near: str) -> Finding:
    of = preset.dose.of if preset.dose else ""
    why = f"{preset.title} is a dose of “{of}”, of which no upper limit is known: none is watched."
    fix = f"Did you mean “{near}”? routine preset set {preset.id} dose.of {near}"
    source = "unsourced: a word that is nearly another one (our own caution)."
    return Finding(level="note", rule="unknown-substance", why=why, fix=fix, source=source, routine=preset.id)


def _just_the_most(preset: Preset, total: Amount, limit: Limit) -> Finding:
    why = f"{total.words()} of {named(limit)} is exactly the upper limit of {most(limit)}."
    return _finding("note", preset, limit, "", why, "Take no more of it from anything else.")


def _not_comparable(preset: Preset, unknown: Preset, limit: Limit) -> Finding:
    dose = Amount(unknown.dose.amount, unknown.dose.unit).words() if unknown.dose else "its dose"
    why = f"The upper limit of {named(limit)} is {most(limit)}; {unknown.title} says {dose}, so it cannot be checked."
    fix = f"Give the dose in {limit.unit}: routine preset set {unknown.id} dose.unit {limit.unit}, and its amount."
    return _finding("block", preset, limit, "-unknown", why, fix)


def _finding(level: Literal["block", "note"], preset: Preset, limit: Limit, which: str, why: str, fix: str) -> Finding:
    """`which` makes the rule that of this very sum: to accept it accepts no other."""
    rule = f"{LIMIT_RULE}{limit.name}{which}"
    accept = f" To go on all the same: routine preset enable {preset.id} --accept {rule}" if level == "block" else ""
    return Finding(level=level, rule=rule, why=why, fix=fix + accept, source=limit.source, routine=preset.id)
