"""Whom a preset is not for, and who asks first: what enabling asks about, said as the answer that would matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from routine.core.config.rules import Rule
from routine.core.config.setup import Setup
from routine.core.preset.model import Preset
from routine.core.safety.contraindications import rules_of

#: How several answers begin, which then share it; and what explains an answer.
_VERBS = ("are allergic to ", "are ", "have ")
_EXPLAINED = re.compile(r" \([^()]*\)")


def do_not_use_it(preset: Preset, setup: Setup) -> list[str]:
    """Who must not use it at all."""
    return [*_conditions(_of(preset, setup, "final"), setup)]


def ask_first(preset: Preset, setup: Setup) -> list[str]:
    """Who asks first, or waits; a rule that is not known holds a routine back."""
    unknown = _unknown_lines(preset, setup)
    return [*_conditions(_of(preset, setup, "block"), setup), *unknown]


def do_not_use_it_in_short(preset: Preset, setup: Setup) -> list[str]:
    """The same for a first screen."""
    rules = _of(preset, setup, "final")
    return [f"you {_in_short(rules, setup)}."] if rules else []


def ask_first_in_short(preset: Preset, setup: Setup) -> list[str]:
    """The same for a first screen: who waits, then who asks, without what each does then, which the whole one says."""
    ruled_out = {rule.fact for rule in _of(preset, setup, "final")}
    rules = [rule for rule in _of(preset, setup, "block") if rule.only_if or rule.fact not in ruled_out]
    unknown = _unknown_lines(preset, setup)
    groups = [[one for one in rules if one.waits], [one for one in rules if not one.waits]]
    return [*(f"you {_in_short(group, setup)}." for group in groups if group), *unknown]


def good_to_know(preset: Preset, setup: Setup) -> list[str]:
    """What the rules only tell some people."""
    return [*_reasons(_of(preset, setup, "warn", "note"))]


def why_it_asks(preset: Preset, setup: Setup) -> list[str]:
    """The reasons behind what rules somebody out or has them ask first, each once."""
    return list(dict.fromkeys(rule.why for rule in _of(preset, setup, "final", "block")))


def sources(preset: Preset, setup: Setup) -> Iterator[str]:
    """Where its rules are from."""
    yield from (setup.rules[name].source for name in rules_of(setup.rules, preset) if name in setup.rules)


def _of(preset: Preset, setup: Setup, *levels: str) -> list[Rule]:
    """Its rules of these levels."""
    known = (setup.rules[name] for name in rules_of(setup.rules, preset) if name in setup.rules)
    return [rule for rule in known if rule.level in levels]


def _unknown(preset: Preset, setup: Setup) -> Iterator[str]:
    yield from (name for name in rules_of(setup.rules, preset) if name not in setup.rules)


def _conditions(rules: list[Rule], setup: Setup) -> Iterator[str]:
    """“you are pregnant, or are nursing. Ask your doctor first.” Those who are to do the same share a line."""
    for fix in dict.fromkeys(rule.fix for rule in rules):
        facts = dict.fromkeys(_condition(rule, setup) for rule in rules if rule.fix == fix)
        yield f"you {_or_if(list(facts))}. {fix}".strip()


def _in_short(rules: list[Rule], setup: Setup) -> str:
    """“have a flare, or a growth, or are pregnant or under 18”: one verb for all who share it, no explanations."""
    found = dict.fromkeys(_EXPLAINED.sub("", _condition(rule, setup)) for rule in rules)
    shared: dict[str, list[str]] = {}
    for one in found:
        verb = next((verb for verb in _VERBS if one.startswith(verb)), one)
        shared.setdefault(verb, []).append(one.removeprefix(verb))
    return _or_list([f"{verb}{_or_list(what)}" for verb, what in shared.items()])


def _condition(rule: Rule, setup: Setup) -> str:
    """What follows “you” for whom the rule is: “use minoxidil on your scalp and are pregnant”."""
    asked = (rule.only_if, rule.fact) if rule.only_if else (rule.fact,)
    return " and ".join(_a_yes(fact, setup) for fact in asked)


def _a_yes(name: str, setup: Setup) -> str:
    """What follows “you” where the question is answered with yes: “are allergic to egg”."""
    fact = setup.facts.get(name)
    if fact is None or not fact.yes:
        return f"say yes to “{fact.question if fact else name}”"
    return fact.yes


def _or_if(words: list[str]) -> str:
    """The same read aloud: where one of them has a comma or an “or” of its own, each begins with “if you”."""
    return ", or if you ".join(words) if _joined(words) else _or_list(words)


def _joined(words: list[str]) -> bool:
    """Whether one of several has a comma or an “or” of its own, which would be taken for that of the list."""
    return any("," in word or " or " in word for word in words)


def _or_list(words: list[str]) -> str:
    """`a`, `a or b`, `a, b or c`; where one of them has a comma or an “or” of its own, the last “or” has a comma."""
    if len(words) == 1:
        return words[0]
    comma = "," if _joined(words) else ""
    return f"{', '.join(words[:-1])}{comma} or {words[-1]}"


def _reasons(rules: Iterable[Rule]) -> Iterator[str]:
    """Reason and advice; those who are to do the same share a sentence, where their rules say who they are."""
    found = list(rules)
    together = {rule.fix: [each.who for each in found if each.who and each.fix == rule.fix] for rule in found}
    for rule in found:
        if not rule.who or len(together[rule.fix]) == 1:
            yield f"{rule.why} {rule.fix}"
        elif rule.who == together[rule.fix][0]:
            who = ", or ".join(together[rule.fix])
            yield f"{who[:1].upper()}{who[1:]}: {rule.fix}"


def _unknown_lines(preset: Preset, setup: Setup) -> list[str]:
    names = _unknown(preset, setup)
    return [f"This preset names the safety rule “{name}”, which Routine does not know." for name in names]
