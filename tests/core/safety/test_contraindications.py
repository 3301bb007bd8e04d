"""What a person said about themselves, against what a preset must not meet."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from routine.core.config.profile import holds
from routine.core.config.rules import Fact, Finding, Rule
from routine.core.config.setup import Setup
from routine.core.preset.amount import Amount
from routine.core.preset.model import Dose, Loosening, Preset, Safety
from routine.core.safety.contraindications import judged, refusals, review, rules_of
from routine.core.schedule.types import Clock, Schedule
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


def test_a_fact_that_nobody_gave_stands_against_enabling() -> None:
    assert refusals(review(a_setup("egg-allergy"), ["mask"]), [])


def test_an_unanswered_fact_can_be_accepted() -> None:
    finding = only(review(a_setup("egg-allergy", level="block"), ["mask"]))
    assert finding.acceptable
    assert refusals([finding], ["egg-allergy"]) == ()


def test_the_unanswered_fact_of_a_final_rule_is_no_way_around_it() -> None:
    finding = only(review(a_setup("egg-allergy", level="final"), ["mask"]))
    assert refusals([finding], ["egg-allergy"]) == (finding,)
    assert not finding.acceptable


def test_a_name_without_a_rule_blocks_and_is_called_unknown() -> None:
    finding = only(review(a_setup("eg-allergy"), ["mask"]))
    assert (finding.level, finding.rule, finding.asks) == ("block", "eg-allergy", None)


def test_a_rule_whose_fact_does_not_exist_is_unknown_too() -> None:
    setup = a_setup("egg-allergy", egg_allergy=False)
    del setup.facts["egg-allergy"]
    assert only(review(setup, ["mask"])).source == "unsourced: an unknown rule is never taken for harmless"


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
    assert not only(review(a_setup("egg-allergy", egg_allergy=True), ["mask"])).acceptable


def test_a_block_stands_until_its_own_rule_is_accepted() -> None:
    findings = review(a_setup("egg-allergy", level="block", egg_allergy=True), ["mask"])
    assert refusals(findings, ["lab-tests"]) == findings
    assert refusals(findings, ["egg-allergy"]) == ()


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
    setup = Setup(
        presets={"mask": mask}, loosened={"mask": (Loosening(("safety", "min_gap"), "1 day instead of 5 days"),)}
    )
    (found,) = review(setup, ["mask"])
    assert (found.level, found.rule) == ("block", "loosened")
    assert refusals([found], []) == (found,)
    assert refusals([found], ["loosened"]) == ()


# --- what is in it decides ----------------------------------------------------------------------------------------


def egg_rule(level: str = "final") -> Rule:
    """A rule that judges whatever contains egg, and whatever is called eggy."""
    return replace(a_rule(EGG, level), contains=("egg",), words=("eggy",))


def an_egg_setup(mask: Preset, *changes: Loosening) -> Setup:
    """One mask of a person with an egg allergy."""
    return Setup(
        presets={"mask": mask},
        profile={"egg-allergy": True},
        facts={EGG.name: EGG},
        rules={"egg-allergy": egg_rule()},
        loosened={"mask": changes},
    )


def test_a_preset_that_names_no_rule_is_judged_by_what_it_contains() -> None:
    finding = only(review(an_egg_setup(a_preset("mask", contains=("egg",))), ["mask"]))
    assert (finding.level, finding.rule) == ("final", "egg-allergy")


@pytest.mark.parametrize("says", [{"title": "My Eggy mask"}, {"needs": ("an eggy foam",)}])
def test_a_preset_that_keeps_quiet_about_it_is_judged_by_its_title_and_what_it_needs(says: dict[str, Any]) -> None:
    assert only(review(an_egg_setup(a_preset("mask", **says)), ["mask"])).level == "final"


def test_a_product_is_judged_by_what_a_dose_of_it_holds() -> None:
    holds_it = a_preset("mask", dose=Dose(1, "tablet", holds=(("egg", Amount(80, "mg")),)))
    assert only(review(an_egg_setup(holds_it), ["mask"])).level == "final"


def test_what_is_named_without_a_rule_for_it_goes_by_an_answer_too() -> None:
    """By its title alone, by what it contains, or by naming the rule: so it is asked about again."""
    quiet, spoken = a_preset("quiet"), a_preset("spoken", title="An eggy mask")
    contains = a_preset("contains", contains=("egg",))
    named = a_preset("named", safety=Safety(never_if=("egg-allergy",)))
    found = judged({"egg-allergy": egg_rule()}, (quiet, spoken, contains, named))
    assert [one.id for one in found] == ["spoken", "contains", "named"]


def test_a_rule_that_is_named_and_met_judges_once() -> None:
    named = a_preset("mask", contains=("egg",), safety=Safety(never_if=("egg-allergy",)))
    assert rules_of({"egg-allergy": egg_rule()}, named) == ("egg-allergy",)


def test_a_preset_without_it_is_not_judged() -> None:
    assert review(an_egg_setup(a_preset("mask", contains=("clay",))), ["mask"]) == ()


@pytest.mark.parametrize("took_out", ["egg", "egg-allergy"])
def test_what_a_final_rule_needs_cannot_be_taken_out_by_accepting_it(took_out: str) -> None:
    """An allergy must not be overridden by taking the egg out of the file instead of out of the mask."""
    change = Loosening(("contains",), f"“{took_out}” was removed", "put it back", took_out=took_out)
    finding = only(review(an_egg_setup(a_preset("mask"), change), ["mask"]))
    assert refusals([finding], ["loosened"]) == (finding,)
    assert not finding.acceptable


def test_what_a_rule_that_can_be_accepted_needs_can_be_taken_out_by_accepting_it() -> None:
    change = Loosening(("contains",), "“egg” was removed", "put it back", took_out="egg")
    setup = replace(an_egg_setup(a_preset("mask"), change), rules={"egg-allergy": egg_rule("block")})
    assert only(review(setup, ["mask"])).acceptable


def test_what_is_taken_out_while_the_final_rule_still_judges_can_be_accepted() -> None:
    change = Loosening(("contains",), "“egg” was removed", "put it back", took_out="egg")
    still = a_preset("mask", safety=Safety(never_if=("egg-allergy",)))
    judged, loosened = review(an_egg_setup(still, change), ["mask"])
    assert (judged.level, loosened.rule) == ("final", "loosened")
    assert refusals([loosened], ["loosened"]) == ()


# --- the words ----------------------------------------------------------------------------------------------------

TOLD = [
    ("final", {"egg_allergy": True}, "It contains that.", "Leave it off.", "Leave it off."),
    (
        "block",
        {"egg_allergy": True},
        "It contains that.",
        "Leave it off. To continue anyway: routine preset enable mask --accept egg-allergy",
        "Leave it off.",
    ),
    ("warn", {"egg_allergy": True}, "It contains that.", "Leave it off.", "Leave it off."),
    (
        "block",
        {},
        "Are you allergic to egg? A mask needs your answer.",
        "To answer: routine profile set egg-allergy no. "
        "To continue without an answer: routine preset enable mask --accept egg-allergy",
        "",
    ),
    (
        "final",
        {},
        "Are you allergic to egg? A mask needs your answer.",
        "You need to answer this one. If yes, the routine cannot be enabled. "
        "To answer: routine profile set egg-allergy no",
        "You need to answer this one. If yes, the routine cannot be enabled.",
    ),
]


@pytest.mark.parametrize(("level", "profile", "why", "fix", "advice"), TOLD)
def test_a_finding_says_why_and_how_to_answer_it(
    level: str, profile: dict[str, bool], why: str, fix: str, advice: str
) -> None:
    """With a command where one is typed, without where there are buttons."""
    finding = only(review(a_setup("egg-allergy", level=level, **profile), ["mask"]))
    assert (finding.why, finding.fix, finding.advice) == (why, fix, advice)


def test_a_question_that_is_not_yes_or_no_is_asked_as_it_stands() -> None:
    finding = only(review(a_setup("pregnancy-week"), ["mask"]))
    assert finding.why == "Which week of pregnancy are you in? A mask needs your answer."
    assert "routine profile set pregnancy-week 30" in finding.fix


def test_an_unknown_rule_is_named_with_where_to_correct_it() -> None:
    finding = only(review(a_setup("eg-allergy"), ["mask"]))
    assert finding.why == "A mask names the safety rule “eg-allergy”, which Routine does not know."
    assert finding.fix == (
        "Correct the name in the preset's file. See where: routine preset check mask. "
        "To continue anyway: routine preset enable mask --accept eg-allergy"
    )


@pytest.mark.parametrize(
    ("took_out", "fix"),
    [
        (
            "",
            "Undo the change: routine preset unset mask contains. "
            "To continue anyway: routine preset enable mask --accept loosened",
        ),
        (
            "egg",
            "You need to undo the change, because a safety rule depends on it: routine preset unset mask contains",
        ),
    ],
)
def test_what_your_changes_loosened_is_named_with_the_ways_back(took_out: str, fix: str) -> None:
    change = Loosening(("contains",), "“egg” was removed", "put it back", took_out=took_out)
    finding = only(review(an_egg_setup(a_preset("mask"), change), ["mask"]))
    assert finding.why == "Your changes make Mask less careful: contains, “egg” was removed."
    assert finding.fix == fix


@pytest.mark.parametrize(("answer", "asks"), [(True, True), ("hands", False)])
def test_who_only_said_that_it_is_so_is_told_how_to_say_where(answer: bool | str, asks: bool) -> None:
    setup = a_setup("wound")
    wound = Fact("wound", "Do you have a wound?", kind="areas")
    rules, profile = {"wound": a_rule(wound, "block")}, {"wound": answer}
    finding = only(review(replace(setup, facts={"wound": wound}, rules=rules, profile=profile), ["mask"]))
    assert ('say which: routine profile set wound "hands, arms"' in finding.fix) is asks


def test_only_what_is_asked_by_areas_is_left_out_elsewhere() -> None:
    """A list that happens to name an area is no word about where it is."""
    listed = Fact("allergies", "What are you allergic to?", kind="list")
    mask = replace(a_mask("allergies"), area=("face",))
    rules = {"allergies": a_rule(listed, "block")}
    setup = Setup(presets={"mask": mask}, facts={"allergies": listed}, rules=rules, profile={"allergies": "hands"})
    assert only(review(setup, ["mask"])).rule == "allergies"
