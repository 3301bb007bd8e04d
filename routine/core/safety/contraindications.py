"""Contraindications: what a person said about themselves against what a preset must not meet -> findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from routine.core.config.areas import elsewhere
from routine.core.config.profile import holds, week_now
from routine.core.config.rules import Fact, Finding, Rule
from routine.core.config.setup import Setup
from routine.core.memo import Memo
from routine.core.preset.model import LIE_FLAT, Loosening, Preset
from routine.core.safety.upper_limits import LIMIT_RULE, limit_findings

#: The rule that a user's changes break when they make a shipped preset less careful.
LOOSENED = "loosened"
_EXAMPLES = {"yes-no": "no", "number": "30", "dates": "2027-05-31", "list": '"nuts, latex"', "areas": "no"}
_JUDGED: Memo[list[Preset]] = Memo()
_RULES_OF: Memo[tuple[str, ...]] = Memo()


def review(
    setup: Setup, ids: Iterable[str], today: date | None = None, running: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """Every finding against enabling these presets, in their order; ids that no preset has give none.

    A fact that nobody gave is never a "no": it gives a block finding that `asks` for it. `today` (local): dates
    before it, such as a lab test's, no longer count; without it every date does. `running`: the routines whose doses
    are counted with these against the upper limits.
    """
    found: list[Finding] = []
    ids, beside = tuple(ids), tuple(running)
    for preset in (setup.presets[id_] for id_ in ids if id_ in setup.presets):
        for name in rules_of(setup.rules, preset):
            found += _judge(setup, preset, name, today)
        found += (_loosened(setup, preset, change) for change in setup.loosened.get(preset.id, ()))
        found += limit_findings(setup, preset, (*ids, *beside))
    return tuple(found)


def rules_of(rules: Mapping[str, Rule], preset: Preset) -> tuple[str, ...]:
    """The names of the rules that a preset is held against: those it names, and those that what is in it calls for.

    Kept: a look at a whole household asks for the same again and again.
    """
    return _RULES_OF.of(preset.id, (rules, preset), lambda: _rules_of(rules, preset))


def _rules_of(rules: Mapping[str, Rule], preset: Preset) -> tuple[str, ...]:
    named = preset.safety.never_if
    return (*named, *(rule.name for rule in rules.values() if rule.name not in named and _meets(rule, preset)))


def judged(rules: Mapping[str, Rule], presets: Iterable[Preset]) -> list[Preset]:
    """Those of the presets that any rule is held against; kept, for it is asked at every tick."""
    these = tuple(presets)
    return _JUDGED.of("", (rules, these), lambda: _judged(rules, these))


def _judged(rules: Mapping[str, Rule], presets: Iterable[Preset]) -> list[Preset]:
    contains = frozenset(word for rule in rules.values() for word in rule.contains)
    words = frozenset(word for rule in rules.values() for word in rule.words)
    return [one for one in presets if one.safety.never_if or _holds(one, contains) or _speaks(one, words)]


def _meets(rule: Rule, preset: Preset) -> bool:
    return _holds(preset, rule.contains) or _speaks(preset, rule.words)


def _holds(preset: Preset, words: Collection[str]) -> bool:
    """Whether one of these is in it, or is what it is (a mask); lying flat is a word of its steps."""
    held = preset.dose.holds if preset.dose else ()
    found = (*preset.contains, preset.kind, *(name for name, _ in held))
    return any(word in words for word in found) or (LIE_FLAT in words and preset.lies_flat)


def _speaks(preset: Preset, words: Collection[str]) -> bool:
    """Whether its title or what it needs speaks of one of these."""
    said = "\n".join((preset.title, *preset.needs)).lower() if words else ""
    return any(word in said for word in words)


def _loosened(setup: Setup, preset: Preset, change: Loosening) -> Finding:
    """What the user's changes made less careful than the shipped preset."""
    key = ".".join(change.key)
    acceptable = not _around_a_final_rule(setup.rules, preset, change)
    advice = "Undo the change." if acceptable else "You need to undo the change, because a safety rule depends on it."
    how = f"routine preset unset {preset.id} {key}"
    accept = f". To continue anyway: {_accept(preset, LOOSENED)}" if acceptable else ""
    return Finding(
        level="block",
        rule=LOOSENED,
        why=f"Your changes make {preset.title} less careful: {key}, {change.message}.",
        fix=f"{advice[:-1]}: {how}{accept}",
        advice=advice,
        how=how,
        source="the original preset",
        routine=preset.id,
        acceptable=acceptable,
    )


def _around_a_final_rule(rules: Mapping[str, Rule], preset: Preset, change: Loosening) -> bool:
    """Whether a final rule would have judged the shipped preset, and judges the changed one no more."""
    lost = (rule for rule in rules.values() if change.took_out in (rule.name, *rule.contains) and rule.level == "final")
    kept = rules_of(rules, preset)
    return any(rule.name not in kept for rule in lost)


def refusals(findings: Iterable[Finding], accepted: Iterable[str]) -> tuple[Finding, ...]:
    """The findings that stand against enabling: every final one, and each block that was not accepted, or cannot be."""
    overridden = frozenset(accepted)
    return tuple(
        finding
        for finding in findings
        if finding.level == "final"
        or (finding.level == "block" and not (finding.acceptable and finding.rule in overridden))
    )


def stops_running(finding: Finding) -> bool:
    """Whether a finding that nobody accepted holds a routine that runs, not only one that is to begin."""
    own = finding.rule == LOOSENED or finding.rule.startswith(LIMIT_RULE)
    return finding.level == "final" or not finding.acceptable or own or finding.waits is not None


def changes_with_time(setup: Setup) -> bool:
    """Whether the rules may say something else tomorrow, by the answers that there are: weeks grow, dates pass."""
    given = (fact for fact in setup.facts.values() if fact.kind in ("number", "dates"))
    return any(isinstance(setup.profile.get(fact.name), str) for fact in given)


def concerns(rule: Rule, setup: Setup) -> bool:
    """Whether a rule that is for some only is for this person, who said so, or answered it without being asked."""
    if not rule.only_if:
        return True
    some = setup.profile.get(rule.only_if)
    return rule.fact in setup.profile if some is None else holds(some)


def applies(rule: Rule, fact: Fact, answer: bool | str, today: date | None) -> bool:
    """Whether an answer to the rule's fact means that it holds."""
    return _reached(rule, answer, today) and holds(answer, fact.kind, today)


def _reached(rule: Rule, answer: bool | str, today: date | None) -> bool:
    """Whether a number has come to what the rule speaks of; a text that is not a number has, for safety."""
    week = week_now(answer, today) if isinstance(answer, str) else None
    return rule.at_least is None or week is None or week >= rule.at_least


def _judge(setup: Setup, preset: Preset, name: str, today: date | None) -> Iterator[Finding]:
    rule = setup.rules.get(name)
    fact = setup.facts.get(rule.fact) if rule else None
    if rule is None or fact is None:
        yield _unknown_rule(preset, name)
    elif not concerns(rule, setup):
        return
    elif fact.name not in setup.profile:
        yield _unanswered(preset, rule, fact)
    elif applies(rule, fact, setup.profile[fact.name], today) and not _elsewhere(preset, fact, setup):
        yield _applies(preset, rule, _where(fact, setup))


def _elsewhere(preset: Preset, fact: Fact, setup: Setup) -> bool:
    """Whether it is so in other areas of the skin alone than where the preset goes."""
    return fact.kind == "areas" and elsewhere(setup.profile[fact.name], preset.area)


def _where(fact: Fact, setup: Setup) -> str:
    """How to say where it is so, for who only said that it is."""
    anywhere = fact.kind == "areas" and setup.profile[fact.name] is True
    return f' If it is only in some areas, say which: routine profile set {fact.name} "hands, arms"' if anywhere else ""


def _applies(preset: Preset, rule: Rule, where: str = "") -> Finding:
    override = f" To continue anyway: {_accept(preset, rule.name)}" if rule.level == "block" else ""
    return Finding(
        level=rule.level,
        rule=rule.name,
        why=rule.why,
        fix=rule.fix + where + override,
        advice=rule.fix,
        source=rule.source,
        routine=preset.id,
        acceptable=rule.level != "final",
        waits=rule.fact if rule.waits and preset.schedule.series is None else None,
    )


def _unanswered(preset: Preset, rule: Rule, fact: Fact) -> Finding:
    """Nobody gave the fact: an answer is needed, whatever the rule's own level.

    Where a yes would be final, going on without an answer would be a way around it.
    """
    final = rule.level == "final"
    advice = "You need to answer this one. If yes, the routine cannot be enabled." if final else ""
    answer = f"To answer: routine profile set {fact.name} {_EXAMPLES[fact.kind]}"
    go_on = "" if final else f". To continue without an answer: {_accept(preset, rule.name)}"
    return Finding(
        level="block",
        rule=rule.name,
        why=f"{fact.question} {preset.title} needs your answer.",
        fix=f"{advice} {answer}{go_on}".strip(),
        advice=advice,
        source=rule.source,
        routine=preset.id,
        asks=fact.name,
        acceptable=not final,
        waits=fact.name if rule.waits and preset.schedule.series is None else None,
    )


def _unknown_rule(preset: Preset, name: str) -> Finding:
    advice = "Correct the name in the preset's file."
    return Finding(
        level="block",
        rule=name,
        why=f"{preset.title} names the safety rule “{name}”, which Routine does not know.",
        fix=f"{advice} See where: routine preset check {preset.id}. To continue anyway: {_accept(preset, name)}",
        advice=advice,
        source="unsourced: an unknown rule is never taken for harmless",
        routine=preset.id,
    )


def _accept(preset: Preset, rule: str) -> str:
    return f"routine preset enable {preset.id} --accept {rule}"
