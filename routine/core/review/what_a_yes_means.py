"""What a yes to a safety question means for routines, as the rules say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from routine.core.config.rules import Rule
from routine.core.requests.replies.profile import Consequence
from routine.core.safety.contraindications import concerns, rules_of
from routine.core.snapshot import Snapshot
from routine.core.text.safe import one_line


def consequences(draft: Snapshot, ids: Iterable[str]) -> dict[str, tuple[Consequence, ...]]:
    """Question -> what a yes means for each of these routines."""
    found: dict[str, tuple[Consequence, ...]] = {}
    for id in ids:
        for rule in _rules(draft, id):
            found[rule.fact] = (*found.get(rule.fact, ()), _consequence(draft, id, rule))
    return found


def _rules(draft: Snapshot, id: str) -> Iterator[Rule]:
    """Those that judge a preset, of facts that are known, as far as they concern this person."""
    setup = draft.setup
    named = (setup.rules.get(name) for name in rules_of(setup.rules, draft.preset(id)))
    return (rule for rule in named if rule and rule.fact in setup.facts and concerns(rule, setup))


def _consequence(draft: Snapshot, id: str, rule: Rule) -> Consequence:
    preset = draft.preset(id)
    return Consequence(
        routine=id,
        title=one_line(preset.title),
        rule=rule.name,
        level=rule.level,
        why=rule.why,
        means="It cannot be enabled." if rule.level == "final" else rule.fix,
        source=rule.source,
        waits=rule.waits and preset.schedule.series is None,
        at_least=rule.at_least,
    )
