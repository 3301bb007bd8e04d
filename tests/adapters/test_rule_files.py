"""rules.toml read as facts and rules; whatever is wrong in it becomes a problem that names file and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from routine.adapters.rule_files import read_limits, read_postures, read_rules
from routine.core.config.rules import Fact, Limit, Rule
from routine.core.config.setup import Problem

GOOD = """\
format = 1
[facts.egg-allergy]
question = "Are you allergic to egg?"
[facts.pregnancy-week]
question = "Which week?"
kind = "number"
[rules.egg]
fact = "egg-allergy"
level = "final"
why = "It is egg."
fix = "Leave it off."
source = "a label"
"""


def reading(tmp_path: Path, text: str | bytes) -> tuple[dict[str, Fact], dict[str, Rule], tuple[Problem, ...]]:
    path = tmp_path / "rules.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_rules(path)


def only_text(problems: tuple[Problem, ...]) -> str:
    (problem,) = problems
    return problem.text


def test_facts_and_rules_are_read_under_their_names(tmp_path: Path) -> None:
    facts, rules, problems = reading(tmp_path, GOOD)
    assert problems == ()
    assert facts == {
        "egg-allergy": Fact("egg-allergy", "Are you allergic to egg?"),
        "pregnancy-week": Fact("pregnancy-week", "Which week?", "number"),
    }
    assert rules["egg"] == Rule(
        name="egg", fact="egg-allergy", level="final", why="It is egg.", fix="Leave it off.", source="a label"
    )


@pytest.mark.parametrize(
    ("changed", "to", "key", "says"),
    [
        ('level = "final"', 'level = "fatal"', "rules.egg", "fatal"),
        ('fact = "egg-allergy"', 'fact = "eg-allergy"', "rules.egg.fact", "Did you mean “egg-allergy”"),
        ('why = "It is egg."', "why = 3", "rules.egg", "$.why"),
        ('source = "a label"', "", "rules.egg", "source"),
        ('kind = "number"', 'kind = "numbr"', "facts.pregnancy-week", "numbr"),
        ("format = 1", "format = 2", "format", "format = 1"),
        ("format = 1", "", "format", "without it"),
        ("format = 1", "format = 1\nfact = 3", "fact", "Did you mean “facts”"),
        ('kind = "number"', 'kind = "number"\nquestoin = "?"', "facts.pregnancy-week.questoin", "“question”"),
    ],
)
def test_a_fault_names_the_file_the_key_and_what_is_wrong(
    tmp_path: Path, changed: str, to: str, key: str, says: str
) -> None:
    assert changed in GOOD
    _, _, problems = reading(tmp_path, GOOD.replace(changed, to, 1))
    text = only_text(problems)
    assert text.startswith(f"{tmp_path / 'rules.toml'}, {key}: ")
    assert says in text


def test_one_bad_rule_leaves_the_others_and_every_fault_is_said(tmp_path: Path) -> None:
    bad = '[rules.a]\nfact = 1\n[rules.b]\nfact = "egg"\nlevel = "no"\nwhy = ""\nfix = ""\nsource = ""\n'
    _, rules, problems = reading(tmp_path, GOOD + bad)
    assert list(rules) == ["egg"]
    assert [problem.id for problem in problems] == ["rules:rules.a", "rules:rules.b"]


def test_a_rule_about_no_known_fact_is_left_out(tmp_path: Path) -> None:
    _, rules, _ = reading(tmp_path, GOOD.replace('fact = "egg-allergy"', 'fact = "egg"'))
    assert rules == {}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("format = ", "is not valid TOML"),
        (b"\xff\xfe", "is not UTF-8"),
        ("#" * (128 * 1024 + 1), "larger than 128 KiB"),
        ("a = " + "[" * 20000, "is not valid TOML"),
        ("format = 1\nfacts = 3", "[facts.NAME]"),
        ("format = 1\nrules.egg = 3", "[rules.egg]"),
    ],
)
def test_a_broken_file_is_a_problem_and_no_rules_at_all(tmp_path: Path, content: str | bytes, says: str) -> None:
    facts, rules, problems = reading(tmp_path, content)
    assert (facts, rules) == ({}, {})
    assert says in only_text(problems)


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    facts, rules, problems = read_rules(tmp_path / "none.toml")
    assert (facts, rules) == ({}, {})
    assert "cannot be read" in only_text(problems)


A_LIMIT = '[limits.c]\nsubstance = "vitamin-c"\namount = 2000\nunit = "mg"\nsource = "a label"\n'


def limits(tmp_path: Path, text: str) -> tuple[dict[str, Limit], tuple[Problem, ...]]:
    path = tmp_path / "rules.toml"
    path.write_text(text, "utf-8")
    return read_limits(path)


def test_limits_are_read_under_their_names(tmp_path: Path) -> None:
    found, problems = limits(tmp_path, GOOD + A_LIMIT)
    assert problems == ()
    assert found == {"c": Limit(name="c", substance="vitamin-c", amount=2000, unit="mg", source="a label")}


def test_limits_are_no_fault_of_the_rules(tmp_path: Path) -> None:
    assert reading(tmp_path, GOOD + A_LIMIT)[2] == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("amount = 2000", "amount = 0"), "limits.c.amount: This is not an amount above zero"),
        (("amount = 2000", "amount = inf"), "limits.c.amount: This is not an amount above zero"),
        (("amount = 2000", "amont = 2000"), "Did you mean “amount”?"),
        (('unit = "mg"', 'unit = "mg"\nper = "week"'), "limits.c: "),
    ],
    ids=str,
)
def test_a_limit_that_cannot_be_checked_is_left_out_and_said(
    tmp_path: Path, change: tuple[str, str], words: str
) -> None:
    found, problems = limits(tmp_path, GOOD + A_LIMIT.replace(*change))
    assert found == {}
    assert any(words in problem.text for problem in problems)


A_POSTURE = """
[postures.side]
posture = "lie-flat"
instead = "lie-side"
rule = "egg"
now = "On your side."
later = "Later on your side."
"""


def test_postures_are_read_under_their_names(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(GOOD + A_POSTURE, "utf-8")
    found, problems = read_postures(path)
    assert problems == ()
    assert (found["side"].instead, found["side"].rule) == ("lie-side", "egg")


def test_a_posture_of_a_rule_that_is_not_there_is_left_out_and_said(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(GOOD + A_POSTURE.replace('"egg"', '"eggs"'), "utf-8")
    found, problems = read_postures(path)
    assert found == {}
    assert "postures.side: This names a rule that is not in [rules]" in only_text(problems)
