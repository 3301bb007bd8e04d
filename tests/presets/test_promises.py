"""What a leaflet promises of who must not, and who asks first, is asked at enabling, and the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from routine.core.config.rules import Finding, Rule
from routine.core.config.setup import Setup
from routine.core.safety.contraindications import review, rules_of
from routine.core.views.leaflet import leaflet
from routine.core.views.leaflet_who import ask_first, do_not_use_it
from tests.presets.shipped import IDS, answered, preset, raw, setup, texts
from tests.rows import each

#: What a leaflet's words speak of -> the facts of which at least one is then asked.
CONDITIONS = {
    r"pregnan": ("pregnant",),
    r"\bnursing\b|breastfe|lactat": ("nursing",),
    r"under 18|for adults": ("under-18",),
    r"keloid": ("keloids",),
    r"immune": ("immunosuppression",),
    r"clotting|bleeding": ("clotting-disorder",),
    r"blood-thinning|anticoag": ("anticoagulants",),
    r"any prescribed medicine": ("prescribed-medicine",),
    r"was prescribed for you": ("prescription-retinoid",),
    r"pacemaker": ("pacemaker",),
    r"eczema": ("eczema",),
    r"rosacea": ("rosacea",),
    r"\bacne\b": ("acne",),
    r"sensitive skin": ("sensitive-skin",),
    r"dry skin": ("dry-skin",),
    r"sunburn|broken skin|damaged skin|open skin|skin is open|open, sore|wound": ("broken-skin", "sore-scalp"),
    r"kidney": ("kidney-disease",),
    r"thyroid": ("thyroid-medicine",),
    r"diabet": ("diabetes",),
    r"lab test": ("lab-tests",),
    r"if you smoke": ("smoker",),
    r"gave up not long ago": ("recent-ex-smoker",),
    r"minoxidil": ("minoxidil",),
    r"heart disease": ("heart-disease",),
    r"cold sore|herpes": ("cold-sores",),
    r"allerg": ("other-allergies", "egg-allergy", "milk-allergy", "fish-allergy", "meat-allergy", "algae-allergy"),
    r"antibiotic": ("tetracycline", "quinolone"),
    r"isotretinoin": ("oral-retinoid",),
    r"lack iron": ("iron-unconfirmed",),
    r"nail that has changed": ("changed-nail",),
}
#: Spoken of without a question, and why that is right.
NOT_ASKED = {
    ("spf", "allerg"): "the starter begins without a question; its label is read before it goes on",
    ("patch-test", "allerg"): "the test itself; what it tests asks about allergies",
    ("five-a-day", "allerg"): "food that a person chooses themselves",
    ("body-check", "dry skin"): "a sign to look for, not a condition",
    ("hormone-check", "lab test"): "the visit is the lab test; biotin asks about it",
}


def said(id_: str) -> str:
    """What a preset says to people, but its warnings of what to do when something went wrong, and its sources."""
    kept = {key: value for key, value in raw(id_).items() if key not in ("sources", "warnings", "contains", "safety")}
    return " ".join(texts(kept)).lower()


def asked(id_: str) -> set[str]:
    """The facts that enabling may ask, a yes to those that others hang on assumed."""
    rules = setup().rules
    return {rules[name].fact for name in rules_of(rules, preset(id_))}


def promises() -> Iterator[tuple[str, str]]:
    for id_ in IDS:
        for words in CONDITIONS:
            if re.search(words, said(id_)) and not any(id_ == i and w in words for i, w in NOT_ASKED):
                yield id_, words


@each(("id_", "words"), list(promises()))
def test_every_condition_that_a_leaflet_speaks_of_is_asked(id_: str, words: str) -> None:
    assert asked(id_) & set(CONDITIONS[words])


def judging() -> Iterator[tuple[str, Rule]]:
    for id_ in IDS:
        yield from ((id_, setup().rules[name]) for name in rules_of(setup().rules, preset(id_)))


def person(rule: Rule, answer: bool | str | None) -> Setup:
    """Somebody to whom nothing applies, but what a rule asks about; None: nobody answered that."""
    known = answered(**({rule.only_if.replace("-", "_"): True} if rule.only_if else {}))
    profile = {name: value for name, value in known.profile.items() if name != rule.fact}
    return replace(known, profile=profile if answer is None else {**profile, rule.fact: answer})


def found(id_: str, rule: Rule, answer: bool | str | None) -> Finding:
    [one] = [one for one in review(person(rule, answer), [id_]) if one.rule == rule.name]
    return one


@each(("id_", "rule"), list(judging()), ids=lambda one: getattr(one, "name", one))
def test_every_rule_is_asked_has_its_consequence_and_stands_in_the_leaflet(id_: str, rule: Rule) -> None:
    yes: bool | str = {"dates": "2027-01-01", "number": "30"}.get(setup().facts[rule.fact].kind, True)
    assert found(id_, rule, None).asks == rule.fact
    assert found(id_, rule, yes).level == rule.level
    text = " ".join(leaflet(preset(id_), setup(), width=10_000).split())
    assert rule.why.lower() in text.lower() or (rule.who and rule.who.lower() in text.lower())
    assert rule.fix.lower() in text.lower()


SECTIONS = {"final": do_not_use_it, "block": ask_first}


@each("id_", IDS)
def test_who_must_not_and_who_asks_first_hold_what_the_rules_say_and_nothing_else(id_: str) -> None:
    text = " ".join(leaflet(preset(id_), setup(), width=10_000).split())
    rules = [setup().rules[name] for name in rules_of(setup().rules, preset(id_))]
    for level, section in SECTIONS.items():
        lines = section(preset(id_), setup())
        fixes = {rule.fix.strip() for rule in rules if rule.level == level}
        assert len(lines) == len(fixes)
        for line in lines:
            assert any(line.endswith(fix) for fix in fixes), line
            assert line in text


def test_what_follows_you_is_never_a_question() -> None:
    """It stands after “if you”, in leaflets: `have taken … in the last 6 months`."""
    said = [fact.yes for fact in setup().facts.values() if fact.yes]
    assert said
    assert not [one for one in said if re.search(r"\b(?:do|did|have|are) you\b|\?$", one)]


def test_a_leaflet_that_leads_to_another_names_it_as_people_see_it() -> None:
    """By its title, with the word that is typed beside it."""
    lines = [(id_, line) for id_ in IDS for line in texts(raw(id_))]
    found = [named for _, line in lines for named in re.findall(r"“([^”]+)” \(([a-z0-9-]+)\)", line)]
    assert len(found) > 9
    assert [named for named in found if named[1] not in IDS or preset(named[1]).title != named[0]] == []
    bare = [(id_, word) for id_, line in lines for word in re.findall(r"the preset ([a-z0-9-]+)", line)]
    assert [one for one in bare if one[1] in IDS] == []
