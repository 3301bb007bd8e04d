"""What a person said about themselves, against what a preset must not meet."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from routine.core.preset import Fault, Preset, Safety
from routine.core.profile_answers import holds
from routine.core.safety import refusals, review
from routine.core.schedule_types import Clock, Schedule
from routine.core.setup import Fact, Finding, Rule, Setup
from tests.builders import a_preset

EGG = Fact("egg-allergy", "Are you allergic to egg?")
LABS = Fact("lab-tests", "Do you have lab tests coming up?", "dates")
WEEK = Fact("pregnancy-week", "Which week of pregnancy are you in?", "number")


def a_rule(fact: Fact, level: str) -> Rule:
    return Rule(
        name=fact.name,
        fact=fact.name,
        level=level,  # type: ignore[arg-type]  # a Literal, as a plain string for short tables
        why="It contains that.",
        fix="Leave it off.",
        source="a label",
    )


def a_mask(*never_if: str) -> Preset:
    return Preset(
        id="mask",
        title="A mask",
        kind="mask",
        summary="",
        schedule=Schedule(Clock((480,))),
        steps=(),
        sources=(),
        safety=Safety(never_if=never_if),
    )


def a_setup(*never_if: str, level: str = "final", **profile: bool | str) -> Setup:
    """One mask, a rule of this level for every fact, and a profile whose `_` are `-`."""
    facts = (EGG, LABS, WEEK)
    return Setup(
        presets={"mask": a_mask(*never_if)},
        profile={name.replace("_", "-"): value for name, value in profile.items()},
        facts={fact.name: fact for fact in facts},
        rules={fact.name: a_rule(fact, level) for fact in facts},
    )


def only(findings: tuple[Finding, ...]) -> Finding:
    (finding,) = findings
    return finding


@pytest.mark.parametrize("level", ["final", "block", "warn", "note"])
def test_a_yes_gives_a_finding_at_the_level_of_its_rule(level: str) -> None:
    finding = only(review(a_setup("egg-allergy", level=level, egg_allergy=True), ["mask"]))
    assert (finding.level, finding.rule, finding.routine, finding.asks) == (level, "egg-allergy", "mask", None)
    assert (finding.why, finding.source) == ("It contains that.", "a label")


def test_a_no_gives_no_finding() -> None:
    assert review(a_setup("egg-allergy", egg_allergy=False), ["mask"]) == ()


@pytest.mark.parametrize("level", ["final", "block", "warn", "note"])
def test_a_fact_that_nobody_gave_blocks_and_is_asked_whatever_the_level(level: str) -> None:
    finding = only(review(a_setup("egg-allergy", level=level), ["mask"]))
    assert (finding.level, finding.asks) == ("block", "egg-allergy")
    assert "Nobody said whether you are allergic to egg." in finding.why


def test_a_fact_that_nobody_gave_stands_against_enabling() -> None:
    assert refusals(review(a_setup("egg-allergy"), ["mask"]), [])


def test_an_unanswered_fact_says_the_lines_that_answer_it() -> None:
    finding = only(review(a_setup("egg-allergy", level="block"), ["mask"]))
    assert "routine profile set egg-allergy no (or: yes)" in finding.fix
    assert "routine preset enable mask --accept egg-allergy" in finding.fix
    assert refusals([finding], ["egg-allergy"]) == ()


def test_the_unanswered_fact_of_a_final_rule_is_no_way_around_it() -> None:
    finding = only(review(a_setup("egg-allergy", level="final"), ["mask"]))
    assert refusals([finding], ["egg-allergy"]) == (finding,)
    assert "routine profile set egg-allergy no (or: yes)" in finding.fix
    assert "--accept" not in finding.fix


def test_a_question_that_is_not_yes_or_no_is_asked_as_it_stands() -> None:
    finding = only(review(a_setup("pregnancy-week"), ["mask"]))
    assert "Nobody answered yet: Which week of pregnancy are you in?" in finding.why
    assert "routine profile set pregnancy-week no (or: 30)" in finding.fix


def test_a_name_without_a_rule_blocks_and_is_called_unknown() -> None:
    finding = only(review(a_setup("eg-allergy"), ["mask"]))
    assert (finding.level, finding.rule, finding.asks) == ("block", "eg-allergy", None)
    assert "unknown rule “eg-allergy”" in finding.why


def test_a_rule_whose_fact_does_not_exist_is_unknown_too() -> None:
    setup = a_setup("egg-allergy", egg_allergy=False)
    del setup.facts["egg-allergy"]
    assert "unknown rule" in only(review(setup, ["mask"])).why


def test_a_preset_that_does_not_exist_gives_no_finding() -> None:
    assert review(a_setup("egg-allergy"), ["masque"]) == ()


def test_findings_keep_the_order_of_the_ids_and_of_never_if() -> None:
    setup = a_setup("lab-tests", "egg-allergy")
    setup = replace(setup, presets={**setup.presets, "other": a_mask("egg-allergy")})
    found = [finding.rule for finding in review(setup, ["other", "mask"])]
    assert found == ["egg-allergy", "lab-tests", "egg-allergy"]


def test_a_final_finding_cannot_be_accepted() -> None:
    findings = review(a_setup("egg-allergy", egg_allergy=True), ["mask"])
    assert refusals(findings, ["egg-allergy"]) == findings


def test_a_final_finding_does_not_offer_to_be_accepted() -> None:
    assert "--accept" not in only(review(a_setup("egg-allergy", egg_allergy=True), ["mask"])).fix


def test_a_block_stands_until_its_own_rule_is_accepted() -> None:
    findings = review(a_setup("egg-allergy", level="block", egg_allergy=True), ["mask"])
    assert refusals(findings, ["lab-tests"]) == findings
    assert refusals(findings, ["egg-allergy"]) == ()


def test_a_block_says_how_to_accept_it() -> None:
    finding = only(review(a_setup("egg-allergy", level="block", egg_allergy=True), ["mask"]))
    assert finding.fix.endswith("routine preset enable mask --accept egg-allergy")


@pytest.mark.parametrize("level", ["warn", "note"])
def test_a_warning_or_a_note_never_stands_against_enabling(level: str) -> None:
    assert refusals(review(a_setup("egg-allergy", level=level, egg_allergy=True), ["mask"]), []) == ()


def test_findings_made_elsewhere_are_weighed_alike() -> None:
    loosened = Finding(level="block", rule="loosens", why="", fix="", source="", routine="mask")
    assert refusals([loosened], []) == (loosened,)
    assert refusals([loosened], ["loosens"]) == ()


@pytest.mark.parametrize("answer", [False, "no", "No", " none ", "never", "0", ""])
def test_an_answer_that_says_no_does_not_hold(answer: bool | str) -> None:
    assert not holds(answer)


@pytest.mark.parametrize("answer", [True, "yes", "nuts, latex", "30", "I do not know"])
def test_any_other_answer_holds(answer: bool | str) -> None:
    assert holds(answer)


TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("answer", ["2026-11-23", "2026-01-01, 2026-12-01", "next week", "2026-13-45"])
def test_dates_hold_while_one_is_not_past_or_nobody_can_tell(answer: str) -> None:
    assert holds(answer, "dates", TODAY)


def test_dates_that_are_all_past_no_longer_hold() -> None:
    assert not holds("2026-11-22, 2025-01-01", "dates", TODAY)


def test_without_a_today_a_past_date_still_counts() -> None:
    assert holds("2025-01-01", "dates")


def test_a_lab_date_that_is_past_gives_no_finding() -> None:
    setup = a_setup("lab-tests", level="warn", lab_tests="2026-11-22")
    assert review(setup, ["mask"], TODAY) == ()
    assert review(setup, ["mask"], date(2026, 11, 22))


def test_a_date_within_an_answer_that_is_no_date_means_nothing() -> None:
    assert holds("nuts, since 2020-01-01", "list", TODAY)


def test_changes_that_make_a_shipped_preset_less_careful_are_a_block_that_can_be_accepted() -> None:
    mask = a_preset("mask")
    setup = Setup(presets={"mask": mask}, loosened={"mask": (Fault(("safety", "min_gap"), "1 day instead of 5 days"),)})
    (found,) = review(setup, ["mask"])
    assert (found.level, found.rule) == ("block", "loosened")
    assert "safety.min_gap, 1 day instead of 5 days" in found.why
    assert refusals([found], []) == (found,)
    assert refusals([found], ["loosened"]) == ()
