"""Upper limits: what all of the user's own doses of a substance come to in a day, against the most that may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from routine.core.config.rules import Finding, Limit
from routine.core.config.setup import Setup
from routine.core.preset.amount import UNITS_OF_SUBSTANCE, Amount, known_unit
from routine.core.preset.model import Preset
from routine.core.preset.substance_words import named
from routine.core.schedule.types import MINUTES_A_DAY, AfterDone, AfterRoutine, Again, WhenNeeded
from routine.core.schedule.visit_series import Visits

#: Findings of a limit have a rule that begins so, then the limit's name and the sum.
LIMIT_RULE = "limit-"
_MINUTE = 60
#: Sums of decimal fractions miss a limit by a hair: 0.1 + 0.2 is more than 0.3.
_EXACT = 1e-9
_ALIKE = 0.8


def substance_of(preset: Preset, limits: Mapping[str, Limit]) -> str | None:
    """What its dose is a dose of: as it says, or the one thing it contains that a limit speaks of."""
    if preset.dose is None:
        return None
    if preset.dose.of or preset.dose.holds:
        return preset.dose.of
    known = {limit.substance for limit in limits.values()} & set(preset.contains)
    return known.pop() if len(known) == 1 else None


def in_a_dose(preset: Preset, limits: Mapping[str, Limit]) -> dict[str, Amount]:
    """What one dose comes to, by substance: of all that it holds, and of what it is a dose of."""
    if preset.dose is None:
        return {}
    dose, own = preset.dose.size, substance_of(preset, limits)
    names = dict.fromkeys([name for name, _ in preset.dose.holds] + ([own] if own else []))
    return {name: part for name in names if (part := part_of(preset, limits, name, dose)) is not None}


def part_of(preset: Preset, limits: Mapping[str, Limit], substance: str, taken: Amount) -> Amount | None:
    """How much of a substance is in so much of the product; None where there is none of it."""
    if preset.dose is None:
        return None
    each, count = dict(preset.dose.holds).get(substance), taken.to(preset.dose.unit)
    if each is not None:
        return None if count is None else Amount(each.value * count, each.unit)
    return taken if substance_of(preset, limits) == substance else None


def near_substances(preset: Preset, limits: Mapping[str, Limit]) -> Iterator[tuple[str, str]]:
    """Words for what a dose is of, or holds, that are nearly one with a limit: `vitamn-d`, and the one meant."""
    words = [preset.dose.of, *(name for name, _ in preset.dose.holds)] if preset.dose else []
    for word in words:
        near = _near(word, limits) if word and word not in preset.contains else None
        if word and near:
            yield word, near


def doubtful_substances(preset: Preset, limits: Mapping[str, Limit]) -> tuple[str, ...]:
    """The same, as it is told to whoever set the dose."""
    near = near_substances(preset, limits)
    return tuple(f"No upper limit is known for “{word}” (dose). Did you mean “{meant}”?" for word, meant in near)


def _near(word: str, limits: Mapping[str, Limit]) -> str | None:
    """The substance that was probably meant. Two of one family (`vitamin-b`, `vitamin-c`) are not a slip."""
    known = sorted({limit.substance for limit in limits.values()})
    if word in known:
        return None
    family = word.rpartition("-")[0]
    others = [one for one in known if not family or word.startswith(one) or one.rpartition("-")[0] != family]
    from difflib import get_close_matches  # here: only for a substance that has no limit

    return next(iter(get_close_matches(word, others, n=1, cutoff=_ALIKE)), None)


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
    elif isinstance(base, WhenNeeded):
        times = preset.limit.times or 1 if preset.limit else 1
    else:
        times = len(preset.schedule.clock_times)
    return times + (_links(preset.schedule.again) if preset.schedule.again else 0)


def _repeated(every: float, span: int) -> int:
    """How many times fit into a span of minutes, the first at its beginning."""
    return -int(-span // every)


def _links(again: Again) -> int:
    """How many further times a chain can bring in the part of the day in which it runs."""
    span = (again.until - again.start) % MINUTES_A_DAY
    every = again.every.delta().total_seconds() / _MINUTE
    return int(span // every)


def day_amount(
    preset: Preset, presets: Mapping[str, Preset], limits: Mapping[str, Limit], substance: str
) -> Amount | None:
    """What the routine's doses come to in a day of a substance; None where they hold none."""
    part = in_a_dose(preset, limits).get(substance)
    return None if part is None else Amount(part.value * times_a_day(preset, presets), part.unit)


def limit_findings(setup: Setup, preset: Preset, running: Iterable[str]) -> Iterator[Finding]:
    """What stands against this preset beside the routines that run: too much of a substance, or just the most."""
    yield from (_misspelt(preset, word, near) for word, near in near_substances(preset, setup.limits))
    own = in_a_dose(preset, setup.limits)
    meant = [limit for limit in setup.limits.values() if limit.substance in own]
    held: set[str] = set()
    for limit in sorted(meant, key=lambda limit: limit.level):  # what holds back first: a warning then says nothing new
        if limit.level == "warn" and limit.substance in held:
            continue
        found = list(_judge(setup, preset, limit, list(dict.fromkeys([preset.id, *running]))))
        held |= {limit.substance for one in found if one.level == "block" and limit.per == "day"}
        yield from found


def _judge(setup: Setup, preset: Preset, limit: Limit, ids: list[str]) -> Iterator[Finding]:
    parts = list(_parts(setup, preset, limit, ids))
    unknown = next((part for part in parts if part[1].to(limit.unit) is None), None)
    if unknown and limit.level == "warn":
        return  # the limit that holds back says so
    if unknown:
        yield _not_comparable(preset, *unknown, limit)
        return
    total = Amount(sum(amount.to(limit.unit) or 0.0 for _, amount in parts), limit.unit)
    if total.value > limit.amount * (1 + _EXACT):
        yield _too_much(preset, parts, total, limit)
    elif total.value >= limit.amount * (1 - _EXACT):
        yield _just_the_most(preset, total, limit)


def _parts(setup: Setup, preset: Preset, limit: Limit, ids: list[str]) -> Iterator[tuple[Preset, Amount]]:
    """The routines that take the substance, each with what it takes in a day (or at once)."""
    if limit.per == "dose":
        yield preset, in_a_dose(preset, setup.limits)[limit.substance]
        return
    for one in (setup.presets[id] for id in ids if id in setup.presets):
        amount = day_amount(one, setup.presets, setup.limits, limit.substance)
        if amount:
            yield one, amount


def most(limit: Limit) -> str:
    """`2000 mg a day`, `500 mg a dose`, `25 mg a day (EU)`."""
    region = f" ({limit.region})" if limit.region else ""
    return f"{Amount(limit.amount, limit.unit).words()} a {limit.per}{region}"


def _too_much(preset: Preset, parts: list[tuple[Preset, Amount]], total: Amount, limit: Limit) -> Finding:
    titles = [part.title for part, _ in parts]
    several = len(set(titles)) < len(titles)
    each = ", ".join(f"{part.id if several else part.title}: {amount.words()}" for part, amount in parts)
    together = f" ({each})" if len(parts) > 1 else ""
    sum_ = f"{total.words()} of {named(limit.substance)} a {limit.per}{together}"
    why = f"{sum_} is above the upper limit of {most(limit)}."
    how = f'routine preset set {preset.id} dose "AMOUNT UNIT"'
    return _finding(limit.level, preset, limit, f"-{total.value:g}", why, "Choose a smaller dose.", how)


def _misspelt(preset: Preset, word: str, near: str) -> Finding:
    own = preset.dose is not None and preset.dose.of == word
    key = f"dose.of {near}" if own else f'dose.holds.{near} "AMOUNT UNIT"'
    why = f"{preset.title} names “{word}”. Routine knows no upper limit for it, so it cannot watch one."
    advice = f"Did you mean “{near}”?"
    fix = f"{advice} To correct it: routine preset set {preset.id} {key}"
    source = "unsourced: a word that is nearly another one (our own caution)."
    return Finding(
        level="note", rule="unknown-substance", why=why, fix=fix, advice=advice, source=source, routine=preset.id
    )


def _just_the_most(preset: Preset, total: Amount, limit: Limit) -> Finding:
    why = f"{total.words()} of {named(limit.substance)} is exactly the upper limit of {most(limit)}."
    return _finding("note", preset, limit, "", why, "Take no more of it from anything else.")


def _not_comparable(preset: Preset, unknown: Preset, amount: Amount, limit: Limit) -> Finding:
    why = (
        f"The upper limit of {named(limit.substance)} is {most(limit)}. {unknown.title} has a dose of "
        f"{amount.words()}, so Routine cannot check it."
    )
    held = f'routine preset set {unknown.id} dose.holds.{limit.substance} "AMOUNT {limit.unit}"'
    advice = f"Enter how much of it is in one {known_unit(unknown.dose.unit)}." if unknown.dose else ""
    if unknown.dose and known_unit(unknown.dose.unit) in UNITS_OF_SUBSTANCE:
        advice = f"Enter the dose in {limit.unit}."
        held = f'routine preset set {unknown.id} dose "AMOUNT {limit.unit}"'
    return _finding(limit.level, preset, limit, "-unknown", why, advice, held)


def _finding(
    level: Literal["block", "warn", "note"],
    preset: Preset,
    limit: Limit,
    which: str,
    why: str,
    advice: str,
    how: str = "",
) -> Finding:
    """`which` makes the rule that of this very sum: to accept it accepts no other. `how`: what to type for it."""
    rule = f"{LIMIT_RULE}{limit.name}{which}"
    fix = f"{advice[:-1]}: {how}" if how else advice
    if level == "block":
        fix = f"{fix.removesuffix('.')}. To continue anyway: routine preset enable {preset.id} --accept {rule}"
    return Finding(
        level=level,
        rule=rule,
        why=why,
        fix=fix,
        advice=advice,
        how=how,
        source=limit.source,
        routine=preset.id,
    )
