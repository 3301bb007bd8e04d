"""Clinic visits against their sources; each docstring names the row of facts."""

from __future__ import annotations

from datetime import datetime

import pytest

from routine.core.occurrences.visit_reminders import moments
from routine.core.safety.contraindications import refusals, review
from routine.core.schedule.visit_series import After, Before, Visits
from routine.core.state.visit import Visit
from routine.core.views.leaflet import leaflet
from routine.core.when.duration import Duration
from tests.presets.shipped import answered, of_kind, preset, raw, setup, words
from tests.rows import each

VISITS = of_kind("visit")
LASERS = ("dermablate", "fraxel", "halo", "multipulse-co2")
CLINICS_OWN = (
    "microneedling",
    *("bbl", "skintyte", "dermablate", "fraxel", "multipulse-co2", "infini", "biorevitalisation"),
    *("bioreparation", "plasma-lifting", "fillers", "botulinum", "peels", "mesotherapy", "hyaluronic-contouring"),
    "placental",
)
PROCEDURES = tuple(id_ for id_ in VISITS if id_ != "hormone-check")


def series(id_: str) -> Visits:
    found = preset(id_).schedule.series
    assert found is not None
    return found


def after(id_: str, name: str) -> After:
    return next(step for step in series(id_).after if step.id == name)


def before(id_: str, name: str) -> Before:
    return next(step for step in series(id_).before if step.id == name)


def weeks(n: int) -> Duration:
    return Duration(days=7 * n)


def test_every_procedure_that_is_named_is_a_series() -> None:
    """The lists of procedures in the article and in the table of procedures; microneedling is in the table alone."""
    assert len(VISITS) == 23


@each("id_", CLINICS_OWN)
def test_no_interval_is_invented(id_: str) -> None:
    """Clinician's interval."""
    assert series(id_).apart is None
    assert series(id_).sessions is None
    assert series(id_).effect is None


def test_halo_is_four_to_eight_weeks_apart_and_how_many_is_for_the_clinic() -> None:
    """Series 4-8 weeks apart (sciton.com)."""
    assert series("halo").apart == (Duration(days=28), Duration(days=56))
    assert series("halo").sessions is None
    assert "sciton.com" in " ".join(raw("halo")["sources"])


@each("id_", ["bbl", "lumenis-m22", "skintyte", "fraxel", "halo", "dermablate", "multipulse-co2"])
def test_tan_and_self_tan_are_off_before_light_and_laser(id_: str) -> None:
    """Self-tan and tan: 1-4 weeks before light or laser."""
    assert before(id_, "no-sun").ahead in (Duration(days=14), Duration(days=28))
    assert "No self-tan in the 2 weeks before the visit" in before(id_, "no-sun").say


@each(
    ("id_", "said"),
    [
        ("botulinum", "no make-up: 4 hours"),
        ("botulinum", "No sweating, no sauna: 48 hours"),
        ("sculptra", "Make-up may go on some hours after the visit, if all is well"),
        ("ulthera", "Make-up may go on at once"),
        ("skintyte", "Make-up may go on at once"),
        ("threads", "No make-up for 24 hours"),
        ("infini", "3 days: no make-up"),
        ("microneedling", "48 hours: no make-up"),
        ("mesotherapy", "Little sun for 10 days"),
        ("biorevitalisation", "Little sun for 10 days"),
        ("bioreparation", "Little sun for 10 days"),
        ("plasma-lifting", "Little sun for 10 days"),
        ("fraxel", "No peel in the 4 weeks before"),
    ],
)
def test_make_up_sweat_and_sun_are_told_as_the_table_of_procedures_has_them(id_: str, said: str) -> None:
    assert said in words(id_)


def test_sculptra_is_three_visits_four_to_six_weeks_apart() -> None:
    """3 sessions 4-6 weeks apart, at most 30-45 minutes each; the guide: up to 4, about 3 weeks apart."""
    assert series("sculptra").sessions == (3, 3)
    assert series("sculptra").apart == (weeks(4), weeks(6))
    assert "30 to 45 minutes at most each" in words("sculptra")
    assert "up to 4, about 3 weeks apart" in words("sculptra")


def test_sculptras_massage_is_five_by_five_by_five_and_only_if_asked() -> None:
    """5 minutes, 5 times a day, 5 days, as the physician recommends (25 reminders)."""
    massage = after("sculptra", "massage")
    assert massage.if_asked
    assert "5 minutes" in massage.say
    assert (len(massage.at), massage.span, massage.every) == (5, Duration(days=5), 1)


def test_only_what_a_doctor_asks_for_waits_for_being_asked() -> None:
    """Sculptra's massage, and nothing else."""
    asked = [(id_, step.id) for id_ in VISITS for step in series(id_).after if step.if_asked]
    assert asked == [("sculptra", "massage")]


def test_sculptras_order_is_told() -> None:
    """Consultation, make-up removal and antiseptic, anaesthesia, injection, light massage, antiseptic, mask."""
    steps = [step.id for step in preset("sculptra").steps]
    assert steps == ["consultation", "cleaning", "anaesthesia", "injection", "light-massage", "antiseptic", "mask"]


@pytest.mark.parametrize("fact", ["pregnant", "nursing", "broken_skin", "skin_flare", "neoplasm", "keloids"])
def test_sculptra_holds_back_whom_it_is_not_for(fact: str) -> None:
    """Pregnancy, lactation, inflammation or wounds, a flare, neoplasms, keloid tendency."""
    assert [finding.level for finding in review(answered(**{fact: True}), ["sculptra"])] == ["block"]


@pytest.mark.parametrize("fact", ["pacemaker", "pregnant"])
def test_thermage_is_not_with_a_pacemaker_and_not_in_pregnancy(fact: str) -> None:
    """Not with a pacemaker, not in pregnancy."""
    level = {"pacemaker": "final", "pregnant": "block"}[fact]
    assert [finding.level for finding in review(answered(**{fact: True}), ["thermage"])] == [level]


def test_thermage_is_yearly_and_ulthera_from_twelve_months_on() -> None:
    """Thermage: over 4-6 months, yearly. Ulthera: 3-4 months, about 18 months, follow-up at 3 and 6, again from 12."""
    assert series("thermage").apart == (Duration(months=12), None)
    assert after("thermage", "halfway").wait == Duration(months=4)
    assert series("ulthera").apart == (Duration(months=12), None)
    assert series("ulthera").effect == (Duration(months=18), Duration(months=18))
    looks = [step.wait for step in series("ulthera").after if step.id.startswith("look")]
    assert looks == [Duration(months=3), Duration(months=6)]


@each("id_", VISITS)
def test_after_care_is_over_within_two_months(id_: str) -> None:
    """What comes later is a follow-up: masks do not wait for months because somebody looks at the result."""
    late = [step.id for step in series(id_).after if step.wait.months and not step.follow_up]
    assert late == []


def test_ipl_is_three_to_four_visits_four_weeks_apart() -> None:
    """IPL: 3-4 sessions 4 weeks apart."""
    assert series("lumenis-m22").sessions == (3, 4)
    assert series("lumenis-m22").apart == (weeks(4), None)


def test_threads_have_their_weeks() -> None:
    """Back-sleeping 14 nights, soft food 7 days, no massage 3 weeks, actives 7-14 days, devices 4-6 weeks."""
    assert after("threads", "back").span == Duration(days=13)
    assert after("threads", "food").span == Duration(days=7)
    assert after("threads", "massage").span == weeks(3)
    assert after("threads", "calm").lasts == Duration(days=14)
    assert "for 2 weeks after the visit" in after("threads", "calm").say
    assert "4 to 6 weeks" in after("threads", "devices").say
    assert "dental work for 2 weeks or more" in after("threads", "devices").say
    assert series("threads").effect == (Duration(months=24), Duration(months=48))


@pytest.mark.parametrize("id_", LASERS)
def test_lasers_share_their_care(id_: str) -> None:
    """Sun avoidance 1-2 months; no exfoliating mask 7 days before; the advice on the sun keeps no mask away."""
    assert "1 to 2 months" in after(id_, "sun").say
    assert after(id_, "sun").follow_up
    assert before(id_, "exfoliants").ahead == Duration(days=7)


@pytest.mark.parametrize("id_", ["fraxel", "halo"])
def test_lasers_that_leave_the_surface_have_sunscreen_from_the_next_day(id_: str) -> None:
    """SPF 30+ from 24 h, actives off 7 days."""
    assert "SPF 30" in after(id_, "sunscreen").say
    assert after(id_, "sunscreen").wait == Duration(days=1)
    assert "7 days" in after(id_, "calm").say


@pytest.mark.parametrize("id_", ["dermablate", "multipulse-co2"])
def test_raw_skin_takes_no_sunscreen_until_it_has_closed_and_that_is_asked(id_: str) -> None:
    """Erbium, CO2: keep moist; no sunscreen or make-up until closed; off 3-6 weeks; out of the sun; head raised."""
    assert after(id_, "closed").until_yes
    assert "No sunscreen and no make-up on it until it has closed" in after(id_, "first-hours").say
    assert after(id_, "calm").lasts == weeks(6)
    assert "sunscreen" not in {step.id for step in series(id_).after}
    assert "head raised" in after(id_, "head").say


def test_what_the_clinic_or_the_skin_decides_is_asked_every_evening() -> None:
    """Ablative lasers, Halo, SkinTyte and peels end when something is so, and not on a day."""
    asked = {id_: step.id for id_ in VISITS for step in series(id_).after if step.until_yes}
    closed, ready = ("dermablate", "multipulse-co2"), ("halo", "peels", "skintyte")
    assert asked == {**dict.fromkeys(closed, "closed"), **dict.fromkeys(ready, "ready")}


def test_needle_radio_frequency_carries_the_warning_of_the_fda() -> None:
    """Burns, scarring, fat loss, disfigurement, nerve injury; not for home use; a trained, licensed provider."""
    for word in ("burns", "scars", "loss of fat", "nerve injury", "not for home use", "licensed provider"):
        assert word in words("infini")


def test_after_a_co2_laser_the_head_stays_raised() -> None:
    """CO2: head elevated."""
    assert "head raised" in after("multipulse-co2", "head").say
    assert "head raised" in before("multipulse-co2", "today").say


def test_botulinum_is_upright_for_four_hours() -> None:
    """Upright 4 h, no massage 24 h, no facials, peels, laser 7 days: said before one goes, too."""
    assert after("botulinum", "upright").wait == Duration(seconds=4 * 3600)
    assert "upright for 4 hours" in before("botulinum", "today").say
    assert "24 hours" in before("botulinum", "today").say
    assert "7 days" in after("botulinum", "no-facials").say


def test_masks_stay_away_from_peels() -> None:
    """Stop masks 7 days before a peel."""
    assert before("peels", "masks").ahead == Duration(days=7)


@each("id_", PROCEDURES)
def test_every_procedure_leaves_medicines_to_the_prescriber(id_: str) -> None:
    """Never tell anyone to stop an anticoagulant; say: ask your prescriber."""
    assert "keep it as prescribed, ask your prescriber" in before(id_, "medicines").say
    assert "procedure-and-anticoagulants" in preset(id_).safety.never_if


@each("id_", PROCEDURES)
def test_every_procedure_keeps_masks_out_of_its_after_care(id_: str) -> None:
    """No flat-lying or pulling mask inside any after-care window."""
    assert "No mask lying flat, and none that pulls, while after-care lasts." in preset(id_).notes


@each("id_", VISITS)
def test_the_clinic_comes_first(id_: str) -> None:
    """The clinic's instructions override the presets."""
    assert "What your clinic says comes before everything here" in " ".join(leaflet(preset(id_), setup()).split())


@each("id_", PROCEDURES)
def test_a_blood_thinner_is_a_warning_and_never_a_reason_to_hold_back(id_: str) -> None:
    """The prescriber and the clinic decide."""
    findings = review(answered(anticoagulants=True), [id_])
    assert [finding.level for finding in findings] == ["warn"]
    assert refusals(findings, []) == ()


def test_placental_preparations_are_unsourced_and_ask_for_the_authorisation() -> None:
    """Unsourced; ask the clinic whether the product is authorised here."""
    assert "authorised" in before("placental", "authorised").say
    assert any(line.startswith("unsourced: everything") for line in raw("placental")["sources"])


def test_the_consultation_is_one_visit_that_speaks_of_hormones_and_biotin() -> None:
    """A specialist chooses the method; hormones are checked first; biotin distorts lab tests."""
    assert series("hormone-check").sessions == (1, 1)
    assert "biotin" in before("hormone-check", "today").say
    assert preset("hormone-check").safety.never_if == ()


@each("id_", PROCEDURES)
def test_injections_and_devices_near_each_other_are_asked_about(id_: str) -> None:
    """Combining injections with devices: the clinic decides the spacing; the tool asks."""
    assert "Ask the clinic how far apart" in before(id_, "others").say
    assert "the clinic decides how far apart" in words(id_)


@each("id_", [id_ for id_ in VISITS if any(one.id == "first-hours" for one in series(id_).after)])
def test_what_matters_in_the_first_hours_is_said_before_the_visit(id_: str) -> None:
    """It would come too late if it waited for the evening, when you say that you went."""
    care = next(one.say for one in series(id_).after if one.id == "first-hours")
    visit = Visit(n=1, at=datetime.fromisoformat("2026-12-14T10:00"), zone="Europe/Berlin")
    says = [moment.says for moment in moments(series(id_), (visit,)) if moment.nominal.date() == visit.at.date()]
    assert says[0] == (before(id_, "today").say, f"Afterwards: {care}")
