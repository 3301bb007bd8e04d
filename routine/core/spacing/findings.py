"""What stands against routines together: two with the same active, a wrong hour, nothing next morning, no room left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Literal

from routine.core.config.rules import Finding
from routine.core.config.spacing_rules import Alone, Apart, AroundVisit, Most, Order
from routine.core.draft import Draft
from routine.core.preset.model import Preset, series_of
from routine.core.schedule.types import Clock, NightCycle, Ramp
from routine.core.schedule.words import duration_words, schedule_words
from routine.core.snapshot import Snapshot
from routine.core.spacing.conflicts import Breach
from routine.core.spacing.forecast import unspaced
from routine.core.spacing.household import MIN_GAP, household
from routine.core.spacing.placing import Placed
from routine.core.spacing.space import space
from routine.core.spacing.tags import tags_of
from routine.core.spacing.unmoved import without_moves
from routine.core.spacing.words import moment
from routine.core.when.format import WEEKDAYS
from routine.core.when.moment import wall
from routine.core.when.part_of_day import WINDOWS

Level = Literal["warn", "note"]
#: So far ahead it looks whether there is room.
LOOKED = timedelta(days=60)
_DAY_MINUTES = 24 * 60


def together(draft: Snapshot, ids: list[str], running: list[str]) -> Iterator[Finding]:
    """What stands against these routines beside those that run, from what each contains and when it comes."""
    beside = [draft.preset(id) for id in dict.fromkeys((*running, *ids)) if id in draft.setup.presets]
    for preset in (draft.preset(id) for id in ids if id in draft.setup.presets):
        if series_of(preset) is None:
            for alone in draft.setup.spacing.alone:
                yield from _not_alone(preset, alone, beside)
            for order in draft.setup.spacing.order:
                yield from _out_of_order(preset, order, beside)


def _not_alone(preset: Preset, rule: Alone, beside: list[Preset]) -> Iterator[Finding]:
    mine = tags_of(preset) & frozenset(rule.of)
    others = [one for one in beside if one.id != preset.id and mine and not tags_of(one).isdisjoint(rule.of)]
    if others:
        other = others[0]
        why = f"{preset.title} and {other.title}: {rule.why[:1].lower()}{rule.why[1:]}"
        fix = f"End the other first: routine preset disable {other.id}. {_accept(preset.id, rule.name)}"
        yield Finding(level="block", rule=rule.name, why=why, fix=fix, source=rule.source, routine=preset.id)


def _out_of_order(preset: Preset, rule: Order, beside: list[Preset]) -> Iterator[Finding]:
    if tags_of(preset).isdisjoint(rule.of):
        return
    window = WINDOWS.get(rule.within)
    wrong = window is not None and not all(window.holds(minute % _DAY_MINUTES) for minute in _minutes(preset))
    missing = rule.then and not any(rule.then in one.contains for one in beside)
    if wrong or missing:
        accept = f" {_accept(preset.id, rule.name)}" if rule.level == "block" else ""
        fix = rule.fix + accept
        yield Finding(level=rule.level, rule=rule.name, why=rule.why, fix=fix, source=rule.source, routine=preset.id)


def _minutes(preset: Preset) -> tuple[int, ...]:
    """The clock times of a schedule, in minutes after midnight."""
    base = preset.schedule.base
    if isinstance(base, Clock):
        return base.times
    return (base.at,) if isinstance(base, Ramp | NightCycle) else ()


# --- room ---------------------------------------------------------------------------------------------------------


def room(draft: Draft, ids: list[str]) -> Iterator[Finding]:
    """Where times of these running routines, or of others because of them, find no room within the next weeks.

    One finding for each routine, of the first such time, with the rules or schedules that cannot both hold; what waits
    for a visit is another.
    """
    placed = _placed(draft)
    seen: dict[tuple[str, bool], list[Placed]] = {}
    for one in placed:
        other = one.breach.other.routine if one.breach and one.breach.other else ""
        if one.left_out and one.breach and (one.item.routine in ids or other in ids):
            seen.setdefault((one.item.routine, one.breach.off is not None), []).append(one)
    for (id, _), lost in seen.items():
        yield _no_room(draft, lost, sum(one.item.routine == id for one in placed), ids)


def _placed(draft: Snapshot) -> list[Placed]:
    home = household(draft.setup, draft.state, draft.now)
    if home is None:
        return []
    bare = without_moves(draft.setup, draft.state, draft.now)
    planned = unspaced(draft.setup, bare, draft.now, draft.now.instant + LOOKED, home.tags.keys())
    found = space(draft.setup, bare, draft.now, planned, home)
    return list(found.values())


def _no_room(draft: Draft, lost: list[Placed], of: int, ids: list[str]) -> Finding:
    item, breach = lost[0].item, lost[0].breach or Breach(rule="", why="")
    other = breach.other.routine if breach.other else item.routine
    id = item.routine if item.routine in ids else other
    left = f"{of - len(lost)} of its next {of} times" if len(lost) < of else f"none of its next {of} times"
    since = moment(wall(item.instant, item.zone))
    why = f"{item.title}: room for {left}, from {since} on. {_two(draft, lost[0], breach)} cannot both hold."
    # No more than a warning: nothing unlawful comes of it, and to accept a block would override the rule itself.
    level: Level = "note" if breach.off or item.yields else "warn"
    fix = "Change one of the two, or choose each time, when you are asked."
    if level == "note":
        fix = "Nothing to do: it comes again by itself afterwards."
    return Finding(level=level, rule=breach.rule, why=why, fix=fix, source=_source(draft, breach), routine=id)


def _two(draft: Snapshot, one: Placed, breach: Breach) -> str:
    """The two that clash: the rule, and another rule that bars the times near by, or the schedule it is kept from."""
    first = f"“{breach.why.rstrip('.')}”"
    if breach.off:
        return f"{first} and {breach.off.visit}"
    second = next((b for b in one.elsewhere if b.rule != breach.rule), None)
    if second:
        return f"{first} and “{second.why.rstrip('.')}”"
    other = breach.other.routine if breach.other else one.item.routine
    words = schedule_words(draft.preset(other).schedule)
    words = words if words.startswith(WEEKDAYS) else words[:1].lower() + words[1:]
    move = one.item.move
    within = f" ({one.item.title} may move by {duration_words(move)})" if move else ""
    return f"{first} and the schedule of {draft.title(other)}, {words}{within},"


def is_spacing(draft: Snapshot, rule: str) -> bool:
    """Whether a rule is one of spacing, a preset's own among them."""
    return rule == MIN_GAP or rule.startswith("apart-") or any(one.name == rule for one in _named(draft))


def _source(draft: Snapshot, breach: Breach) -> str:
    return next((rule.source for rule in _named(draft) if rule.name == breach.rule), "the preset")


def _named(draft: Snapshot) -> tuple[Apart | Most | AroundVisit, ...]:
    rules = draft.setup.spacing
    return (*rules.apart, *rules.most, *rules.visits)


def _accept(id: str, rule: str) -> str:
    return f"To go on all the same: routine preset enable {id} --accept {rule}"
