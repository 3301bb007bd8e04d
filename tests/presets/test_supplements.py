"""The supplements against their sources; each test's docstring names the row of facts it is checked against."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from routine.core.preset.model import Dose
from routine.core.safety.contraindications import refusals, review
from routine.core.safety.upper_limits import limit_findings
from routine.core.schedule.types import Clock, Schedule
from routine.core.when.duration import Duration
from tests.presets.shipped import WEEK, answered, clock, course_length, dose, of_kind, preset, raw, setup, words
from tests.rows import each

SUPPLEMENTS = of_kind("supplement")
BY_LABEL = ("antioxidants", "calcium", "iron", "omega-3", "peptides")
ASK_FIRST = (
    "pregnant",
    "nursing",
    "under-18",
    "kidney-disease",
    "thyroid-medicine",
    "clotting-disorder",
    "anticoagulants",
    "operations",
)


def hours(count: int) -> Duration:
    """So many hours."""
    return Duration(seconds=count * 3600)


# --- all of them --------------------------------------------------------------------------------------------------


@each("id_", SUPPLEMENTS)
def test_a_supplement_says_what_supplements_are_not_meant_to_do(id_: str) -> None:
    """Not meant to diagnose, treat, cure or prevent any disease; tell doctor and lab."""
    assert "not meant to diagnose, treat, cure or prevent any disease" in words(id_)
    assert "tell the lab too" in words(id_)


@each("id_", SUPPLEMENTS)
def test_a_supplement_asks_everyone_who_should_ask_a_doctor_first(id_: str) -> None:
    """Ask first: pregnant or nursing, under 18, any prescription, kidney, thyroid, bleeding, surgery, lab tests."""
    asked = preset(id_).safety.never_if
    assert set(ASK_FIRST) <= set(asked)
    assert {"lab-tests", "lab-tests-and-biotin"} & set(asked)
    assert "any prescribed medicine" in words(id_)


@each("id_", SUPPLEMENTS)
def test_a_supplement_is_asked_about_allergies(id_: str) -> None:
    assert "other-allergies" in preset(id_).safety.never_if


@each("id_", SUPPLEMENTS)
def test_a_supplement_is_taken_once_a_day(id_: str) -> None:
    base = preset(id_).schedule.base
    assert isinstance(base, Clock)
    assert preset(id_).schedule == Schedule(Clock(base.times))
    assert len(base.times) == 1


@each("id_", SUPPLEMENTS)
def test_a_break_between_courses_is_the_users_to_set(id_: str) -> None:
    """Breaks between courses: unsourced, the user's to set."""
    course = preset(id_).course
    assert course is None or course.rest is None
    assert ("yours to set" if course else "You can set both") in words(id_)


@pytest.mark.parametrize("id_", BY_LABEL)
def test_where_no_source_gives_an_amount_the_label_does(id_: str) -> None:
    """Peptides, antioxidants, lipids and calcium: no daily amount in the facts."""
    assert preset(id_).dose is None
    assert "as its label says" in words(id_).lower()
    assert any(line.startswith("unsourced: the amount is the label's") for line in preset(id_).sources)


@pytest.mark.parametrize("id_", sorted(set(SUPPLEMENTS) - {*BY_LABEL}))
def test_an_amount_is_never_raised_and_the_label_comes_first(id_: str) -> None:
    """Never raise a dose by itself."""
    assert "label comes first, and nothing here ever raises the amount" in words(id_)


@pytest.mark.parametrize("id_", sorted(set(SUPPLEMENTS) - {"collagen", "hyaluronic-acid", "biotin"}))
def test_a_course_without_a_source_has_no_length(id_: str) -> None:
    assert preset(id_).course is None
    assert "No source gives a length" in words(id_)


# --- each by its row ----------------------------------------------------------------------------------------------


def test_collagen_is_five_grams_within_the_range_of_the_studies() -> None:
    """2.5-10 g a day: PMC10180699."""
    assert (dose("collagen").amount, dose("collagen").unit) == (5, "g")
    assert 2.5 <= dose("collagen").amount <= 10


def test_collagen_is_a_course_of_twelve_weeks() -> None:
    """8-12 weeks: PMC10180699."""
    length = course_length("collagen")
    assert length == Duration(days=12 * WEEK)
    assert 8 * WEEK <= length.days <= 12 * WEEK


def test_hyaluronic_acid_is_120_milligrams_for_twelve_weeks() -> None:
    """Oral hyaluronic acid: 120 mg/day, 12 weeks, n=40, change by week 8 (PMC8308347)."""
    assert (dose("hyaluronic-acid").amount, dose("hyaluronic-acid").unit) == (120, "mg")
    assert course_length("hyaluronic-acid") == Duration(days=12 * WEEK)
    assert "40 people" in words("hyaluronic-acid")
    assert "week 8" in words("hyaluronic-acid")
    assert any("PMC8308347" in line for line in preset("hyaluronic-acid").sources)


def test_biotin_is_the_adequate_intake_and_not_the_amount_of_the_studies() -> None:
    """Biotin: AI 30 ug; brittle-nail studies 2.5 mg for 5.5-6 months."""
    assert (dose("biotin").amount, dose("biotin").unit) == (30, "µg")
    assert course_length("biotin") == Duration(months=6)
    assert "2.5 mg a day, for 5.5 to 6 months" in words("biotin")


def test_biotin_warns_of_lab_tests_in_its_notes_its_step_and_its_rules() -> None:
    """FDA: distorts lab tests (troponin, hormones); on a lab date: tell doctor and lab."""
    assert "troponin" in words("biotin")
    assert "Tell your doctor and the lab" in preset("biotin").steps[0].say
    assert "lab-tests-and-biotin" in preset("biotin").safety.never_if


def test_vitamin_c_is_the_lower_recommended_amount() -> None:
    """Vitamin C: RDA 75/90 mg, UL 2000 mg."""
    assert (dose("vitamin-c").amount, dose("vitamin-c").unit) == (75, "mg")
    assert "75 and 90 mg" in words("vitamin-c")
    assert "2000 mg" in words("vitamin-c")


def test_vitamin_d_is_600_units_and_names_those_over_70() -> None:
    """Vitamin D: 600 IU, over 70 800 IU, UL 4000 IU."""
    assert (dose("vitamin-d").amount, dose("vitamin-d").unit) == (600, "IU")
    assert "Over the age of 70, 800 IU" in words("vitamin-d")
    assert "4000 IU" in words("vitamin-d")


def test_calcium_is_never_more_than_500_milligrams_at_once() -> None:
    """Calcium: at most 500 mg a dose; carbonate with a meal, citrate any time; UL 2500 mg (19-50), 2000 mg (51+)."""
    assert "Never more than 500 mg at once" in preset("calcium").steps[0].say
    assert "with a meal" in preset("calcium").steps[0].say
    for part in ("carbonate is taken with a meal", "citrate at any time", "2500 mg from 19 to 50", "2000 mg from 51"):
        assert part in words("calcium")


def test_calcium_keeps_its_distance_from_iron_and_medicines() -> None:
    """Calcium-iron 2 h; calcium-levothyroxine 4 h; minerals-tetracyclines or quinolones 2 h."""
    assert dict(preset("calcium").safety.apart) == {
        "iron": hours(2),
        "levothyroxine": hours(4),
        "tetracycline": hours(2),
        "quinolone": hours(2),
    }


def test_calcium_asks_about_kidneys_and_antibiotics() -> None:
    """Kidney disease or stones: ask a doctor."""
    assert {"kidney-disease", "kidney-stones", "tetracycline", "quinolone"} <= set(preset("calcium").safety.never_if)


def test_iron_is_for_a_confirmed_deficiency_and_its_amount_is_the_doctors() -> None:
    """Iron: only if a deficiency is confirmed; UL 45 mg; empty stomach; calcium 2 h, levothyroxine 4 h."""
    assert not preset("iron").starter
    assert "Has a doctor confirmed" in words("iron")
    assert "is your doctor's to say" in words("iron")
    assert "on an empty stomach" in preset("iron").steps[0].say
    assert "45 mg" in words("iron")
    assert dict(preset("iron").safety.apart) == {
        "calcium": hours(2),
        "levothyroxine": hours(4),
        "tetracycline": hours(2),
        "quinolone": hours(2),
    }


def test_iron_is_planned_away_from_calcium() -> None:
    """Calcium-iron 2 h, with the shipped times of both."""
    assert abs(clock("iron").times[0] - clock("calcium").times[0]) >= 2 * 60


def test_omega_3_is_taken_with_a_meal_and_has_a_ceiling() -> None:
    """Omega-3: with a meal; at most 5 g EPA+DHA; on anticoagulants ask; fish allergy."""
    assert "with a meal" in preset("omega-3").steps[0].say
    assert "At most 5 g of EPA and DHA" in words("omega-3")
    assert {"fish-allergy", "anticoagulants"} <= set(preset("omega-3").safety.never_if)


def test_antioxidants_name_their_ceilings() -> None:
    """UL vitamin E 1000 mg, selenium 400 ug, zinc 40 mg; vitamin A 3000 ug, in pregnancy doctor only."""
    for part in ("vitamin E 1000 mg", "selenium 400 µg", "zinc 40 mg", "vitamin A 3000 µg", "only on a doctor's word"):
        assert part in words("antioxidants")


def test_antioxidants_ask_smokers_and_keep_minerals_from_antibiotics() -> None:
    """No beta-carotene for smokers; mineral multivitamin-tetracyclines or quinolones 2 h."""
    asked = set(preset("antioxidants").safety.never_if)
    assert {"smoking-and-beta-carotene", "past-smoking-and-beta-carotene", "tetracycline", "quinolone"} <= asked
    assert dict(preset("antioxidants").safety.apart) == {"tetracycline": hours(2), "quinolone": hours(2)}
    assert "beta-carotene" in preset("antioxidants").contains


@pytest.mark.parametrize("id_", ["collagen", "omega-3", "peptides"])
def test_what_may_be_made_from_fish_asks_about_fish(id_: str) -> None:
    """Collagen: fish/animal allergy (unsourced); omega-3: fish allergy."""
    assert "fish-allergy" in preset(id_).safety.never_if


# The most that a day's amount may be, in the unit of its dose.
CEILINGS = {
    "collagen": (10, "g"),
    "hyaluronic-acid": (120, "mg"),
    "biotin": (2500, "µg"),
    "vitamin-c": (90, "mg"),
    "vitamin-d": (800, "IU"),
}


@pytest.mark.parametrize("id_", [id_ for id_ in SUPPLEMENTS if id_ not in BY_LABEL])
def test_no_dose_is_above_the_facts(id_: str) -> None:
    """The highest amount a day that the table of supplements gives for each."""
    most, unit = CEILINGS[id_]
    assert dose(id_).unit == unit
    assert dose(id_).amount <= most


@each("id_", SUPPLEMENTS)
def test_a_step_that_names_an_amount_names_that_of_the_dose_or_a_ceiling(id_: str) -> None:
    for number in re.findall(r"(\d+(?:\.\d+)?) (?:mg|g|IU|µg)", preset(id_).steps[0].say):
        found = preset(id_).dose
        assert float(number) == (found.amount if found else 500)


# --- upper limits -------------------------------------------------------------------------------------------------

LIMITS = {
    "vitamin-c": (2000, "mg", "day"),
    "vitamin-d": (4000, "IU", "day"),
    "vitamin-e": (1000, "mg", "day"),
    "vitamin-a": (3000, "µg", "day"),
    "selenium": (400, "µg", "day"),
    "zinc": (40, "mg", "day"),
    "iron": (45, "mg", "day"),
    "vitamin-e-eu": (300, "mg", "day"),
    "selenium-eu": (255, "µg", "day"),
    "zinc-eu": (25, "mg", "day"),
    "iron-eu": (40, "mg", "day"),
    "calcium": (2000, "mg", "day"),
    "calcium-dose": (500, "mg", "dose"),
    "omega-3": (5, "g", "day"),
}
#: European ones that are lower: they are told, and hold nobody back.
EUROPE = {
    "vitamin-e-eu": (300, "mg", "day"),
    "selenium-eu": (255, "µg", "day"),
    "zinc-eu": (25, "mg", "day"),
    "iron-eu": (40, "mg", "day"),
}


def test_the_upper_limits_are_those_of_the_facts_and_no_others() -> None:
    """The column of notes; of calcium's 2500 mg (19-50) and 2000 mg (51+) the lower: nobody is asked their age."""
    found = {limit.name: (limit.amount, limit.unit, limit.per) for limit in setup().limits.values()}
    assert found == LIMITS | EUROPE
    assert {limit.name for limit in setup().limits.values() if limit.level == "warn"} == {*EUROPE}
    assert "biotin" not in {limit.substance for limit in setup().limits.values()}


def test_every_limit_says_where_its_figure_is_from() -> None:
    for limit in setup().limits.values():
        assert re.search(r"^unsourced: \S|: \S", limit.source), limit.name
        assert f"{limit.amount:g}" in limit.source


@pytest.mark.parametrize(
    ("amount", "levels"), [(25, ["note"]), (26, ["warn"]), (40, ["warn", "note"]), (41, ["block"])]
)
def test_of_two_upper_limits_the_lower_warns_and_the_higher_holds_back(amount: float, levels: list[str]) -> None:
    """Zinc: EFSA 25 mg, US 40 mg a day."""
    given = answered()
    zinc = replace(preset("vitamin-c"), id="zinc", contains=("zinc",), dose=Dose(amount=amount, unit="mg", of="zinc"))
    found = limit_findings(replace(given, presets={"zinc": zinc}), zinc, ())
    assert sorted((one.level for one in found), reverse=True) == levels


@pytest.mark.parametrize("id_", sorted(set(SUPPLEMENTS) - {*BY_LABEL}))
def test_a_dose_says_what_it_is_a_dose_of(id_: str) -> None:
    assert dose(id_).of in preset(id_).contains


@pytest.mark.parametrize(
    ("id_", "amount", "unit", "rule"),
    [
        ("vitamin-c", 2001, "mg", "limit-vitamin-c-2001"),
        ("vitamin-d", 4001, "IU", "limit-vitamin-d-4001"),
        ("calcium", 600, "mg", "limit-calcium-dose-600"),
        ("omega-3", 6, "g", "limit-omega-3-6"),
        ("iron", 46, "mg", "limit-iron-46"),
    ],
)
def test_a_dose_that_the_user_sets_above_the_limit_is_held_back(id_: str, amount: float, unit: str, rule: str) -> None:
    """Also where the shipped preset gives no amount: what it contains says what the dose is one of."""
    with_dose = replace(preset(id_), dose=Dose(amount, unit))
    person = answered()
    person = replace(person, presets={**person.presets, id_: with_dose})
    assert [(f.rule, f.level) for f in refusals(review(person, [id_]), [])] == [(rule, "block")]


@pytest.mark.parametrize("id_", of_kind("supplement"))
def test_no_supplement_is_taken_twice_to_catch_up(id_: str) -> None:
    """A supplement keeps its label's dose; none is taken twice to catch up."""
    assert "Never take it twice to catch up" in words(id_)


def test_both_upper_limits_and_who_takes_no_beta_carotene_are_told() -> None:
    """US and EFSA limits, section 18; beta-carotene: EFSA 2024."""
    said = words("antioxidants")
    assert "vitamin E 300 mg, selenium 255 µg, zinc 25 mg" in said
    assert "For everybody else it is only for what the body needs of vitamin A" in said
    assert "PMC7231601" in " ".join(raw("antioxidants")["sources"])
