"""The shipped rules and questions, and whom they hold back from which preset."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Literal

import pytest
from msgspec.structs import replace

from routine.core.config.rules import Rule
from routine.core.preset.model import Safety
from routine.core.preset.read.preset import read_preset
from routine.core.requests.commands import VisitAct
from routine.core.safety.contraindications import refusals, review, rules_of
from tests.builders import World, a_preset
from tests.presets.shipped import IDS, answered, of_kind, preset, questions, setup
from tests.rows import each

PERSON_WORDS = """
    pregnant trying nursing pregnancy-week under-18
    egg-allergy milk-allergy fish-allergy meat-allergy algae-allergy other-allergies
    keloids broken-skin sore-scalp eczema rosacea acne sensitive-skin skin-flare cold-sores neoplasm changing-mole
    unlicensed-provider pacemaker implants diabetes immunosuppression autoimmune epilepsy facial-palsy
    poor-circulation heart-disease
    clotting-disorder anticoagulants prescribed-medicine prescription-retinoid oral-retinoid
    light-sensitising-medicine minoxidil thyroid-medicine tetracycline quinolone iron-unconfirmed
    kidney-disease kidney-stones nails-affected fungus-unconfirmed changed-nail smoker recent-ex-smoker
    oily-skin dry-skin lab-tests operations
"""


def test_the_facts_are_what_the_rules_need_to_know_about_a_person_and_nothing_else() -> None:
    assert sorted(setup().facts) == sorted(PERSON_WORDS.split())


def test_a_list_calls_each_fact_in_a_few_words_of_its_own() -> None:
    """Without a comma, which divides them."""
    called = {name: fact.short for name, fact in setup().facts.items()}
    assert not [name for name, short in called.items() if not 0 < len(short) <= 45 or "," in short]
    assert len({*called.values()}) == len(called)


def test_questions_are_questions_and_each_is_asked_once() -> None:
    questions = [fact.question for fact in setup().facts.values()]
    assert all(question.endswith("?") for question in questions)
    assert len(set(questions)) == len(questions)


def test_facts_that_are_not_yes_or_no_say_so() -> None:
    kinds = {name: fact.kind for name, fact in setup().facts.items() if fact.kind != "yes-no"}
    assert kinds == {
        "pregnancy-week": "number",
        "other-allergies": "list",
        "lab-tests": "dates",
        "operations": "dates",
        "broken-skin": "areas",
    }


@each("id_", IDS)
def test_every_name_in_never_if_has_a_rule(id_: str) -> None:
    assert set(preset(id_).safety.never_if) <= set(setup().rules)


def test_every_rule_asks_a_fact_that_exists() -> None:
    assert {rule.fact for rule in setup().rules.values()} <= set(setup().facts)


def test_every_fact_that_shipped_rules_mention_is_asked_in_a_sentence() -> None:
    for finding in review(setup(), IDS):
        assert re.match(r"(Are|Do|Have) you .*\? .+ needs your answer\.$", finding.why), finding.why


def test_a_yes_is_said_as_the_question_asks_it() -> None:
    """In a leaflet it follows “you”: what is asked and what is said must mean the same."""
    openings = {"Are you ": "are ", "Do you ": "", "Have you ": "have "}
    for fact in setup().facts.values():
        for opening, verb in openings.items():
            if fact.question.startswith(opening):
                assert fact.yes == f"{verb}{fact.question.removeprefix(opening).removesuffix('?')}"


def test_allergies_retinoids_with_a_child_and_current_with_an_implant_are_final_and_nothing_else_is() -> None:
    final = {rule.name for rule in setup().rules.values() if rule.level == "final"}
    retinoids = {"retinoid-and-pregnancy", "retinoid-and-trying", "retinoid-and-nursing"}
    allergies = {f"{of}-allergy" for of in ("egg", "milk", "fish", "meat", "algae")}
    assert final == allergies | retinoids | {"radio-frequency-and-pacemaker"}


def test_broken_skin_blocks() -> None:
    rule: Rule = setup().rules["broken-skin"]
    assert rule.level == "block"


@each(
    ("where", "held"),
    [
        ("face", {"egg-mask", "clay-mask", "aha", "retinoid-a"}),
        ("neck", {"egg-mask", "decollete-mask", "body-care"}),
        ("décolleté", {"egg-mask", "decollete-mask", "body-care"}),
        ("hands", {"antifungal-lacquer", "body-care"}),
        ("abdomen", {"postpartum-abdomen"}),
        ("back", set()),
        (True, {"egg-mask", "clay-mask", "decollete-mask", "aha", "retinoid-a", "antifungal-lacquer", "body-care"}),
        ("somewhere", {"egg-mask", "clay-mask", "decollete-mask", "aha", "retinoid-a", "antifungal-lacquer"}),
    ],
)
def test_broken_skin_holds_what_goes_there_and_all_where_nobody_can_tell(where: bool | str, held: set[str]) -> None:
    of = ("egg-mask", "clay-mask", "decollete-mask", "aha", "retinoid-a", "antifungal-lacquer", "body-care")
    found = review(answered(broken_skin=where), [*of, "postpartum-abdomen"])
    ids = {finding.routine for finding in found if finding.waits}
    assert ids == held if isinstance(where, str) and where != "somewhere" else ids >= held


@pytest.mark.parametrize(("answer", "said"), [(True, True), ("face", False)])
def test_a_plain_yes_to_broken_skin_is_told_how_to_say_where(answer: bool | str, said: bool) -> None:
    (finding,) = review(answered(broken_skin=answer), ["egg-mask"])
    assert ('routine profile set broken-skin "hands, arms"' in finding.fix) is said


def test_a_procedure_on_the_face_waits_for_the_skin_of_the_face_alone() -> None:
    ids = ["sculptra", "peels", "infini"]
    assert {finding.routine for finding in review(answered(broken_skin="face"), ids)} == set(ids)
    assert review(answered(broken_skin="feet"), ids) == ()


@pytest.mark.parametrize("fields", [{"title": "Leg waxing"}, {"contains": ("waxing",)}, {"needs": ("waxing strips",)}])
def test_waxing_of_ones_own_asks_about_retinoids(fields: dict[str, Any]) -> None:
    """Not during isotretinoin nor for 6 months after; a prescribed retinoid on the skin: only told."""
    own = a_preset("own", **fields)
    known = answered(oral_retinoid=True, prescription_retinoid=True)
    found = review(replace(known, presets={**known.presets, "own": own}), ["own"])
    assert {(one.rule, one.level) for one in found} == {
        ("oral-retinoid-and-waxing", "block"),
        ("retinoid-and-waxing", "warn"),
    }
    open_ones = review(replace(setup(), presets={"own": own}), ["own"])
    assert {one.asks for one in open_ones} == {"oral-retinoid", "prescription-retinoid"}


@pytest.mark.parametrize("what", ["exfoliant", "benzoyl-peroxide"])
def test_a_scrub_or_benzoyl_peroxide_of_ones_own_waits_for_broken_skin(what: str) -> None:
    """Labels: not on cuts or sunburnt skin; a scrub counted with them (our own caution)."""
    own, known = a_preset("own", contains=(what,)), answered(broken_skin=True)
    found = review(replace(known, presets={**known.presets, "own": own}), ["own"])
    assert [(one.rule, bool(one.waits)) for one in found] == [("broken-skin", True)]


@pytest.mark.parametrize("title", ["Tretinoin cream", "Adapalene gel", "Retinol serum", "Isotretinoin capsules"])
@pytest.mark.parametrize("fact", ["pregnant", "trying", "nursing"])
def test_a_retinoid_of_ones_own_is_final_by_its_name(title: str, fact: str) -> None:
    table = {
        "format": 1,
        "title": title,
        "kind": "habit",
        "schedule": {"at": ["21:00"]},
        "steps": {"do": {"say": "Do."}},
    }
    own, faults = read_preset("own", table)
    assert faults == ()
    assert own is not None
    known = answered(**{fact: True})
    found = review(replace(known, presets={**known.presets, "own": own}), ["own"])
    assert [one.rule for one in found if one.level == "final"] == [
        f"retinoid-and-{fact.replace('pregnant', 'pregnancy')}"
    ]


def test_a_tetracycline_of_ones_own_asks_about_retinoid_capsules() -> None:
    """No tetracycline with isotretinoin unless the prescriber says so; both are kept as prescribed until then."""
    table = {"format": 1, "title": "Doxycycline", "kind": "habit", "schedule": {"at": ["09:00"]}}
    own, _ = read_preset("own", {**table, "steps": {"do": {"say": "Take it."}}})
    assert own is not None
    known = answered(oral_retinoid=True)
    (finding,) = review(replace(known, presets={**known.presets, "own": own}), ["own"])
    assert (finding.rule, finding.level) == ("oral-retinoid-and-tetracycline", "block")
    assert "as prescribed" in finding.fix


def test_the_starter_asks_nothing_so_that_it_can_begin_at_once() -> None:
    assert review(setup(), ["spf"]) == ()


@each("id_", of_kind("mask", "supplement"))
def test_mask_and_supplement_are_held_back_until_every_question_is_answered(id_: str) -> None:
    open_questions = {finding.asks for finding in refusals(review(setup(), [id_]), [])}
    rules = [setup().rules[name] for name in rules_of(setup().rules, preset(id_))]
    assert open_questions == {rule.fact for rule in rules if not rule.only_if}


def test_a_person_to_whom_nothing_applies_may_enable_all() -> None:
    assert review(answered(), IDS) == ()


def test_an_egg_allergy_keeps_the_egg_mask_off_for_good() -> None:
    findings = review(answered(egg_allergy=True), IDS)
    assert [(finding.routine, finding.level) for finding in findings] == [("egg-mask", "final")]
    assert refusals(findings, ["egg-allergy"]) == findings


def test_a_lab_date_warns_and_does_not_hold_collagen_back() -> None:
    findings = review(answered(lab_tests="2026-12-01"), ["collagen"])
    assert [finding.level for finding in findings] == ["warn"]
    assert refusals(findings, []) == ()


@pytest.mark.parametrize(
    "group", ["pregnant", "nursing", "under_18", "kidney_disease", "clotting_disorder", "prescribed_medicine"]
)
def test_those_who_ask_a_doctor_first_are_held_back_until_they_accept(group: str) -> None:
    """Ask a doctor first: pregnant, nursing, under 18, kidney, thyroid or bleeding disorder."""
    findings = review(answered(**{group: True}), ["collagen"])
    assert [finding.level for finding in refusals(findings, [])] == ["block"]
    assert refusals(findings, [group.replace("_", "-")]) == ()


@each("id_", IDS)
def test_every_question_before_a_session_exists(id_: str) -> None:
    assert set(preset(id_).safety.ask) <= set(questions())


def test_every_rule_is_named_or_met_by_a_preset() -> None:
    """A rule that no preset names, nor meets by what is in it, would ask nobody."""
    met = {name for id_ in IDS for name in rules_of(setup().rules, preset(id_))}
    assert set(setup().rules) - met == FOR_PRESETS_OF_ONES_OWN


#: What they judge is in no shipped preset, but people add it.
FOR_PRESETS_OF_ONES_OWN = {"minoxidil-in-pregnancy", "minoxidil-while-nursing"}
FOR_PRESETS_OF_ONES_OWN |= {"oral-retinoid-and-waxing", "retinoid-and-waxing", "oral-retinoid-and-tetracycline"}


@each(
    ("fact", "id_", "level"),
    [
        ("milk_allergy", "gelatin-mask", "final"),
        ("algae_allergy", "alginate-mask", "final"),
        ("fish_allergy", "omega-3", "final"),
        ("dry_skin", "clay-mask", "block"),
        ("rosacea", "peel-off-mask", "block"),
        ("eczema", "peel-off-mask", "block"),
        ("kidney_stones", "calcium", "block"),
        ("smoker", "antioxidants", "block"),
        ("recent_ex_smoker", "antioxidants", "block"),
        ("anticoagulants", "omega-3", "block"),
        ("pregnant", "antifungal-lacquer", "block"),
        ("diabetes", "antifungal-lacquer", "block"),
        ("immunosuppression", "antifungal-lacquer", "block"),
        ("pacemaker", "hair-physiotherapy", "block"),
        ("tetracycline", "calcium", "warn"),
        ("quinolone", "calcium", "warn"),
        ("heart_disease", "omega-3", "block"),
        ("oral_retinoid", "omega-3", "block"),
        ("trying", "omega-3", "block"),
        ("trying", "antioxidants", "block"),
        ("fish_allergy", "gelatin-mask", "final"),
        ("meat_allergy", "gelatin-mask", "final"),
        ("meat_allergy", "collagen", "final"),
        ("rosacea", "aha", "block"),
        ("rosacea", "retinoid-a", "block"),
        ("rosacea", "clay-mask", "block"),
        ("rosacea", "gelatin-mask", "block"),
        ("skin_flare", "sheet-mask", "block"),
        ("skin_flare", "retinoid-b", "block"),
        ("neoplasm", "aha", "block"),
        ("changing_mole", "egg-mask", "block"),
        ("changing_mole", "ulthera", "block"),
        ("pacemaker", "thermage", "final"),
        ("pacemaker", "infini", "final"),
        ("pacemaker", "ulthera", "block"),
        ("pacemaker", "bbl", "warn"),
        ("pacemaker", "lumenis-m22", "warn"),
        ("pacemaker", "skintyte", "warn"),
        ("implants", "thermage", "block"),
        ("implants", "infini", "block"),
        ("implants", "ulthera", "block"),
        ("oral_retinoid", "fraxel", "block"),
        ("oral_retinoid", "bbl", "block"),
        ("oral_retinoid", "peels", "block"),
        ("light_sensitising_medicine", "lumenis-m22", "block"),
        ("light_sensitising_medicine", "peels", "warn"),
        ("tetracycline", "halo", "block"),
        ("tetracycline", "bbl", "block"),
        ("tetracycline", "peels", "warn"),
        ("cold_sores", "mesotherapy", "warn"),
        ("cold_sores", "infini", "warn"),
        ("cold_sores", "multipulse-co2", "warn"),
        ("cold_sores", "peels", "warn"),
        ("minoxidil", "hair-follicle-care", "warn"),
        ("sore_scalp", "scalp-massage", "block"),
        ("iron_unconfirmed", "iron", "block"),
        ("poor_circulation", "antifungal-lacquer", "block"),
        ("nails_affected", "antifungal-lacquer", "block"),
        ("epilepsy", "ulthera", "block"),
        ("facial_palsy", "ulthera", "block"),
        ("autoimmune", "ulthera", "block"),
        ("diabetes", "balanced-diet", "warn"),
    ],
)
def test_what_a_person_said_meets_the_preset_it_matters_to(fact: str, id_: str, level: str) -> None:
    """Columns “avoid, warn” and “notes” of the tables of masks and supplements, and the row of nails."""
    assert [finding.level for finding in review(answered(**{fact: True}), [id_])] == [level]


def test_a_lab_date_holds_biotin_back_until_it_is_accepted() -> None:
    """FDA: biotin distorts lab tests (troponin, hormones); on a lab date: tell doctor and lab."""
    findings = review(answered(lab_tests="2026-12-01"), ["biotin"])
    assert [finding.rule for finding in refusals(findings, [])] == ["lab-tests-and-biotin"]
    assert "Tell your doctor and the lab" in findings[0].fix


def test_an_antibiotic_is_kept_and_the_mineral_moves() -> None:
    """Nothing says to stop a prescribed medicine."""
    for name in ("tetracycline", "quinolone"):
        assert setup().rules[name].fix.startswith("Keep the antibiotic as prescribed")


@each("rule", sorted(name for name, rule in setup().rules.items() if rule.level == "final"))
def test_a_final_rule_judges_every_preset_with_its_active_or_allergen_whatever_that_names(rule: str) -> None:
    """Final cannot be overridden: not by a preset of one's own that leaves the rule out of its never_if."""
    (word, *_) = setup().rules[rule].contains
    named = [id_ for id_ in IDS if rule in preset(id_).safety.never_if]
    assert {id_ for id_ in IDS if word in preset(id_).contains} <= set(named)
    own = replace(preset("body-check"), id="own", contains=(word,), safety=Safety())
    person = answered(**{setup().rules[rule].fact: True})
    found = review(replace(person, presets={**person.presets, "own": own}), ["own"])
    assert [one.level for one in found] == ["final"]


@each("id_", of_kind("mask"))
def test_from_the_28th_week_of_pregnancy_one_lies_on_the_side(id_: str) -> None:
    """Lying flat from the 28th week of pregnancy: on the side instead."""
    for week, levels in (("27", []), ("28", ["warn"]), ("26 on 2026-11-01", ["warn"])):
        found = review(answered(pregnant=True, pregnancy_week=week), [id_], date(2026, 11, 15))
        assert [one.level for one in found if one.rule == "lying-flat-in-pregnancy"] == levels


@each("id_", of_kind("mask"))
def test_the_week_is_asked_of_who_is_pregnant_and_of_nobody_else(id_: str) -> None:
    for pregnant, asked in ((True, ["pregnancy-week"]), (False, [])):
        person = answered(pregnant=pregnant)
        profile = {name: value for name, value in person.profile.items() if name != "pregnancy-week"}
        found = review(replace(person, profile=profile), [id_])
        assert [one.asks for one in found if one.asks] == asked


def test_a_tetracycline_moves_minerals_and_keeps_vitamin_a_back() -> None:
    found = review(answered(tetracycline=True), ["antioxidants"])
    assert [(one.rule, one.level) for one in found] == [
        ("tetracycline", "warn"),
        ("tetracycline-and-vitamin-a", "block"),
    ]


@pytest.mark.parametrize(("fact", "level"), [("pregnant", "block"), ("nursing", "block")])
def test_minoxidil_in_hair_care_asks_about_a_child_and_without_it_nobody_is_asked(fact: str, level: str) -> None:
    for uses, levels in ((True, [level]), (False, [])):
        found = review(answered(minoxidil=uses, **{fact: True}), ["hair-follicle-care"])
        assert [one.level for one in found if one.rule != "minoxidil"] == levels


def test_a_product_with_minoxidil_of_ones_own_is_judged_by_its_name() -> None:
    person = answered(pregnant=True)
    own = replace(preset("body-check"), id="own", title="Minoxidil 5 %", safety=Safety())
    found = review(replace(person, presets={**person.presets, "own": own}), ["own"])
    assert [one.rule for one in found] == ["minoxidil-in-pregnancy"]


@pytest.mark.parametrize("fact", ["oral-retinoid", "light-sensitising-medicine", "tetracycline"])
def test_of_medicines_both_views_are_told_the_doctor_decides_and_nothing_is_stopped(fact: str) -> None:
    rules = [rule for rule in setup().rules.values() if rule.fact == fact and {"laser", "light"} & set(rule.contains)]
    assert rules
    for rule in rules:
        assert re.search("ruled laser out|label of isotretinoin says", rule.why)
        assert re.search("no reported complication|no reason to delay", rule.why)
        assert rule.fix.startswith("Keep the ")
        assert "doctor decide" in rule.fix


def test_what_waits_is_over_some_day_and_holds_nothing_that_a_clinic_booked() -> None:
    assert {rule.name for rule in setup().rules.values() if rule.waits} == {
        "broken-skin", "skin-flare", "changing-mole", "sore-scalp"
    }  # fmt: skip
    visits = review(answered(broken_skin=True, skin_flare=True, changing_mole=True), of_kind("visit"))
    assert not [one for one in visits if one.waits]


def test_the_warning_of_needle_radio_frequency_is_said_at_every_booking() -> None:
    """FDA, 15 October 2025: burns, scarring, fat loss, disfigurement, nerve injury; a trained, licensed provider."""
    known = answered()
    world = World(preset("infini"), profile=known.profile, rules=known.rules, facts=known.facts)
    acts: tuple[tuple[Literal["book", "move"], str], ...] = (("book", "2026-12-10 10:00"), ("move", "2026-12-12 10:00"))
    for verb, when in acts:
        said = " ".join(world.ask(VisitAct(verb, "infini", when))["said"])
        for word in ("FDA", "burns", "nerve injury", "trained, licensed provider", "15 October 2025"):
            assert word in said


def test_what_a_doctor_decides_is_marked_so_and_nothing_else() -> None:
    """Enabling asks “Has your doctor agreed?” by this mark, whatever words the advice is written in."""
    asks = re.compile(r"doctor|midwife|prescriber|dermatologist|clinic|specialist")
    for rule in setup().rules.values():
        decides = rule.level == "block" and not rule.waits and rule.at_least is None
        assert rule.doctor == (decides and bool(asks.search(rule.fix.lower()))), rule.name
