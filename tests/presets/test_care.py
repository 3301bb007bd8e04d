"""Hair, nails, diet, habits and self-care against their sources; each docstring names the row of facts."""

from __future__ import annotations

import pytest

from routine.core.schedule.types import EveryDay, EveryNMonths, Weekdays
from routine.core.when.duration import Duration
from tests.presets.shipped import DAY, MINUTE, clock, course_length, of_kind, preset, raw, words
from tests.rows import each

WITHOUT_A_FIGURE = ("hair-physiotherapy", "room-air", "stress-break", "water", "body-care", "postpartum-abdomen")


def sources(id_: str) -> str:
    """The sources of a preset as one text."""
    return " ".join(raw(id_)["sources"])


# --- hair ---------------------------------------------------------------------------------------------------------


def test_scalp_massage_is_four_minutes_a_day_for_24_weeks() -> None:
    """Scalp massage 4 min a day, 24 weeks (n=9)."""
    (step,) = preset("scalp-massage").steps
    assert step.timer == Duration(seconds=4 * MINUTE)
    assert clock("scalp-massage").days == EveryDay()
    assert len(clock("scalp-massage").times) == 1
    assert course_length("scalp-massage") == Duration(days=24 * 7)
    assert "9 people" in words("scalp-massage")


def test_hair_care_says_how_often_to_wash() -> None:
    """Shampoo oily scalp up to daily, treated or dry less (AAD)."""
    assert "oily scalp can be washed up to daily. Treated or dry hair less often" in words("hair-follicle-care")
    assert "American Academy of Dermatology" in sources("hair-follicle-care")


def test_hair_care_keeps_minoxidil_to_its_label_and_out_of_pregnancy() -> None:
    """Minoxidil only by its label; not in pregnancy."""
    assert "minoxidil: only by its own label, and not in pregnancy" in words("hair-follicle-care")


@pytest.mark.parametrize("id_", of_kind("hair"))
def test_sudden_hair_loss_goes_to_a_doctor(id_: str) -> None:
    """Sudden or patchy loss: doctor."""
    assert "Sudden or patchy hair loss: see a doctor." in words(id_)


def test_hair_physiotherapy_leaves_everything_to_the_specialist() -> None:
    """Hair physiotherapy: named by the founding document, no figure has a source."""
    assert "for the specialist to say" in words("hair-physiotherapy")
    assert preset("hair-physiotherapy").course is None
    assert not preset("hair-physiotherapy").timed
    assert "implant-and-current" in preset("hair-physiotherapy").safety.never_if


# --- nails --------------------------------------------------------------------------------------------------------


def test_nails_are_cut_straight_and_cuticles_never() -> None:
    """Nails: cut straight, moisturise, gloves, never cut cuticles."""
    steps = {step.id: step.say for step in preset("nail-care").steps}
    assert "straight" in steps["cut"]
    assert "never cut them" in steps["cuticles"]
    assert "moisturise" in steps
    assert "gloves" in words("nail-care")


def test_amorolfine_is_weekly_for_six_months() -> None:
    """Amorolfine lacquer weekly; fingers 6 months, toes 9-12."""
    assert isinstance(clock("antifungal-lacquer").days, Weekdays)
    assert clock("antifungal-lacquer").days == Weekdays((6,))
    assert len(clock("antifungal-lacquer").times) == 1
    assert course_length("antifungal-lacquer") == Duration(months=6)
    assert "toe nails 9 to 12" in words("antifungal-lacquer")


def test_amorolfine_is_not_put_on_twice_within_a_week() -> None:
    """Weekly; it may slip by two days (unsourced)."""
    assert preset("antifungal-lacquer").safety.min_gap == Duration(days=5)


def test_amorolfine_asks_for_the_diagnosis_and_holds_back_who_needs_a_doctor() -> None:
    """Confirm the diagnosis first; diabetes, pregnancy, immunosuppression: not over the counter."""
    assert preset("antifungal-lacquer").notes[0].startswith("Have the diagnosis confirmed first")
    assert preset("antifungal-lacquer").safety.never_if[:3] == (
        "pregnancy-and-nail-lacquer",
        "diabetes-and-nail-lacquer",
        "weak-immunity-and-nail-lacquer",
    )


def test_treated_nails_are_reviewed_every_three_months() -> None:
    """Review every 3 (months)."""
    assert clock("lacquer-check").days == EveryNMonths(3)
    assert "every 3 months" in words("antifungal-lacquer")


def test_brittle_nails_need_less_water_and_urea_and_no_hardener() -> None:
    """Not from lack of vitamin or calcium; 10-30 % urea cream 2-3 times a day; no hardener (Australian Guidelines)."""
    said = words("nail-care")
    assert "do not come from a lack of vitamin or calcium" in said
    assert "10 to 30 % urea, 2 to 3 times a day" in said
    assert "Hardeners are of no use" in said
    assert "Australian Therapeutic Guidelines" in sources("nail-care")


def test_what_keeps_fungus_away_is_a_routine() -> None:
    """AAD, 14 Mar 2017; athlete's foot soon (Galderma)."""
    said = words("fungus-prevention")
    for part in ("short, and cut them straight", "antifungal powder", "shower shoes", "Never share", "moisture away"):
        assert part in said
    assert "Athlete's foot: have it treated soon" in said
    assert "American Academy of Dermatology, 14 March 2017" in sources("fungus-prevention")


def test_amorolfine_names_who_needs_a_doctor_the_file_the_varnish_and_how_long_a_toe_nail_takes() -> None:
    """HPRA 2019; the maker's pharmacy text differs about varnish; 18 months (weak source)."""
    said = words("antifungal-lacquer")
    for part in (
        "More than 2 nails",
        "2/3",
        "poor circulation",
        "weak immunity",
        "Never use that file on a healthy nail",
    ):
        assert part in said
    assert "sources differ" in said
    assert "18 months" in said
    assert "HPRA 2019" in sources("antifungal-lacquer")


def test_hair_care_tells_shedding_from_hair_loss() -> None:
    """50-100 a day is normal; settles in 3-12 months (J. Holman)."""
    assert "50 to 100 hairs lost a day" in words("hair-follicle-care")
    assert "settles in 3 to 12 months" in words("hair-follicle-care")


@pytest.mark.parametrize("id_", ["spf", "retinoid-a", "retinoid-b", "skin-cycling", "aha"])
def test_what_stands_open_on_a_shelf_says_how_long_it_keeps(id_: str) -> None:
    """Open-jar symbol; opening date; label first; colour, smell, texture: discard."""
    for part in ("day of opening", "12M", "colour, smell or texture", "label"):
        assert part in words(id_)


def test_sunscreen_is_the_last_layer_before_make_up_and_two_fingers_are_two_strips() -> None:
    """AAD (S. Taylor), Skin Cancer Foundation 2014; Taylor, Diffey, BMJ 2002;324:1526."""
    assert "wash, pat dry, medicine, moisturiser, sunscreen, make-up" in words("spf")
    assert "about half the SPF" in words("spf")
    assert "BMJ 2002;324:1526" in sources("spf")
    assert "3 years old" in words("spf")
    assert "Vitamin C on the skin goes on in the morning" in words("spf")


@pytest.mark.parametrize("id_", ["retinoid-a", "retinoid-b", "skin-cycling"])
def test_a_retinoid_goes_on_dry_skin_without_benzoyl_peroxide(id_: str) -> None:
    """Renova leaflet; Br J Dermatol 1998;139 s52:8; one gel lost none (PMID 20967192)."""
    assert "Let the skin dry completely first: wet skin irritates more" in words(id_)
    assert "Benzoyl peroxide goes on in the other half of the day, unless the product says otherwise" in words(id_)
    assert "PMID 20967192" in sources(id_)


def test_gloves_are_for_household_chemicals() -> None:
    """Household chemicals (gloves): the article that this project began with."""
    assert "household chemicals" in words("gloves")


# --- diet ---------------------------------------------------------------------------------------------------------


def test_five_a_day_is_400_grams() -> None:
    """At least 400 g fruit and vegetables, 5 portions (WHO)."""
    assert "At least 400 g of fruit and vegetables a day, in 5 portions" in words("five-a-day")
    assert "World Health Organization" in sources("five-a-day")


def test_a_balanced_diet_names_the_limits_of_the_who() -> None:
    """Free sugars under 10 % of energy, fat at most 30 %, salt under 5 g (WHO)."""
    assert "Free sugars under 10 % of energy, fat at most 30 %, salt under 5 g a day" in words("balanced-diet")
    assert "fat, protein, carbohydrate and calories" in words("balanced-diet")
    assert "World Health Organization" in sources("balanced-diet")


def test_no_liver_in_pregnancy_nor_before_it() -> None:
    """Planning or pregnant: no liver products (EFSA 2024)."""
    assert "Pregnant, or planning to be: no liver and no liver products" in words("balanced-diet")
    assert "doi 10.2903/j.efsa.2024.8814" in sources("balanced-diet")


@pytest.mark.parametrize("id_", of_kind("diet"))
def test_a_doctors_diet_comes_first(id_: str) -> None:
    assert "A diet that your doctor gave you comes first" in words(id_)


# --- habits and self-care -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("id_", WITHOUT_A_FIGURE)
def test_what_has_no_source_says_so(id_: str) -> None:
    """Hydration, room air, stress, habits, physiotherapy, body areas: no figure has a source."""
    assert "o figure" in words(id_)
    assert "has a source" in words(id_)
    assert "unsourced: " in sources(id_)


def test_the_face_is_washed_at_most_twice_a_day() -> None:
    """Face: wash at most twice a day and after sweating."""
    assert len(clock("face-washing").times) == 2
    assert clock("face-washing").days == EveryDay()
    assert "At most twice a day, and after sweating" in words("face-washing")


def test_a_pillowcase_is_changed_weekly() -> None:
    """Pillowcase weekly."""
    assert isinstance(clock("pillowcase").days, Weekdays)
    assert clock("pillowcase").days == Weekdays((6,))
    assert len(clock("pillowcase").times) == 1


def test_water_leaves_the_last_word_to_a_doctor() -> None:
    """Hydration: no figure has a source."""
    assert "If a doctor limits how much you drink, that comes first" in words("water")
    assert preset("water").dose is None


def test_a_prescribed_medicine_is_no_habit_to_leave() -> None:
    """Never start, stop or change a prescribed medicine because of it."""
    assert "A prescribed medicine is never such a habit: keep it as prescribed" in words("habit-to-leave")


def test_body_care_has_a_step_for_each_area_after_weight_loss() -> None:
    """Decollete, arms, chest, thighs, buttocks (after weight loss): the article that this project began with."""
    steps = [step.id for step in preset("body-care").steps]
    assert steps == ["shower", *preset("body-care").area]
    assert set(preset("body-care").area) == {"decollete", "arms", "chest", "thighs", "buttocks"}


def test_the_abdomen_after_birth_waits_for_midwife_or_doctor() -> None:
    """Abdomen (after birth): the article that this project began with; unsourced and gentle."""
    assert preset("postpartum-abdomen").area == ("abdomen",)
    assert preset("postpartum-abdomen").notes[0].startswith("Begin when your midwife or doctor says")


@pytest.mark.parametrize("id_", ["body-care", "postpartum-abdomen"])
def test_body_care_promises_nothing_and_leaves_broken_skin_alone(id_: str) -> None:
    assert "a cream does not tighten loose skin" in words(id_)
    assert "broken-skin" in preset(id_).safety.never_if


@each("id_", of_kind("habit", "diet"))
def test_a_habit_asks_little_and_never_nags_more_than_once(id_: str) -> None:
    nag = preset(id_).remind.nag
    assert nag is None or nag.times == 1


@each("id_", of_kind("habit", "diet", "hair", "nails"))
def test_care_that_nobody_answers_ends_within_a_day(id_: str) -> None:
    assert preset(id_).remind.expires.seconds <= DAY * 24 * 3600
    assert preset(id_).remind.expires.days == 0
