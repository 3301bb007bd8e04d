"""Routines side by side: two with the same active, one at a wrong hour, one that needs another the next morning."""

from __future__ import annotations

from collections.abc import Iterator

from routine.core.config.rules import Finding
from routine.core.config.spacing_rules import Alone, Order
from routine.core.preset.model import Preset
from routine.core.schedule.types import MINUTES_A_DAY
from routine.core.snapshot import Snapshot
from routine.core.spacing import lines
from routine.core.spacing.contents import tags_of
from routine.core.when.part_of_day import WINDOWS


def together(draft: Snapshot, ids: list[str], running: list[str]) -> Iterator[Finding]:
    """What stands against these routines beside those that run, from what each contains and when it comes."""
    beside = [draft.preset(id) for id in dict.fromkeys((*running, *ids)) if id in draft.setup.presets]
    for preset in (draft.preset(id) for id in ids if id in draft.setup.presets):
        if preset.schedule.series is None:
            for alone in draft.setup.spacing.alone:
                yield from _not_alone(preset, alone, beside)
            for order in draft.setup.spacing.order:
                yield from _out_of_order(preset, order, beside)


def _not_alone(preset: Preset, rule: Alone, beside: list[Preset]) -> Iterator[Finding]:
    mine = tags_of(preset) & frozenset(rule.of)
    others = [one for one in beside if one.id != preset.id and mine and not tags_of(one).isdisjoint(rule.of)]
    if others:
        other = others[0]
        why = lines.not_beside(preset.title, other.title, rule.why)
        advice = lines.end_the_other(other.title)
        fix = f"{lines.how_to_end(other.id)}. {lines.accept(preset.id, rule.name)}"
        yield Finding(
            level="block", rule=rule.name, why=why, fix=fix, advice=advice, source=rule.source, routine=preset.id
        )


def _out_of_order(preset: Preset, rule: Order, beside: list[Preset]) -> Iterator[Finding]:
    if tags_of(preset).isdisjoint(rule.of):
        return
    window = WINDOWS.get(rule.within)
    wrong = window is not None and not all(window.holds(m % MINUTES_A_DAY) for m in preset.schedule.clock_times)
    missing = rule.then and not any(rule.then in one.contains for one in beside)
    if wrong or missing:
        fix = f"{rule.fix} {lines.accept(preset.id, rule.name)}" if rule.level == "block" else rule.fix
        yield Finding(
            level=rule.level,
            rule=rule.name,
            why=rule.why,
            fix=fix,
            advice=rule.fix,
            source=rule.source,
            routine=preset.id,
        )
