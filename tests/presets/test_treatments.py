"""Retinoids and acids against their sources; each docstring names the row of facts."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from routine.core.preset.model import Safety
from routine.core.requests.queries import PlanQuery
from routine.core.safety.contraindications import refusals, review
from routine.core.schedule.types import EveryNights, NightCycle, NightsAWeek, Ramp, Weekdays
from tests.builders import World
from tests.presets.shipped import DAY, MINUTE, answered, clock, of_kind, preset, setup, words
from tests.rows import each

RETINOIDS = ("retinoid-a", "retinoid-b", "skin-cycling")
ACIDS = ("aha", "skin-cycling")
EVENING = 21 * 60


def ramp(id_: str) -> Ramp:
    """The ramp of a preset that has one."""
    base = preset(id_).schedule.base
    assert isinstance(base, Ramp)
    return base


def test_ramp_a_is_two_to_seven_nights_over_six_weeks() -> None:
    """Ramp A: nights a week 2,3,4,5,6,7 over weeks 1-6."""
    assert ramp("retinoid-a").weeks == tuple(NightsAWeek(n) for n in (2, 3, 4, 5, 6, 7))


def test_ramp_b_is_every_third_night_then_alternate_then_nightly() -> None:
    """Ramp B: every third night for 2 weeks, alternate nights for 2 weeks, then nightly."""
    every = (3, 3, 2, 2, 1)
    assert ramp("retinoid-b").weeks == tuple(EveryNights(n) for n in every)


def test_skin_cycling_takes_four_nights() -> None:
    """Skin cycling (4 nights: exfoliant, retinoid, recovery, recovery)."""
    base = preset("skin-cycling").schedule.base
    assert base == NightCycle(EVENING, ("exfoliant", "retinoid", "recovery", "recovery"))


@pytest.mark.parametrize("id_", of_kind("treatment"))
def test_a_treatment_belongs_to_the_evening(id_: str) -> None:
    """Evening only."""
    window = preset(id_).remind.window
    assert window is not None
    assert window.name == "evening"
    assert preset(id_).irritant


@pytest.mark.parametrize("id_", RETINOIDS)
def test_a_retinoid_waits_goes_on_thin_and_alone(id_: str) -> None:
    """Wash, wait 20-30 min, thin layer (pea-sized), nothing else for 1 h at least."""
    wait = next(step for step in preset(id_).steps if step.id == "wait")
    assert wait.timer is not None
    assert wait.timer.seconds == 20 * MINUTE
    for text in ("20 to 30 minutes", "pea-sized amount", "thin layer", "nothing else on it for at least 1 hour"):
        assert text in words(id_)


@pytest.mark.parametrize("id_", RETINOIDS)
def test_a_retinoid_says_what_it_does_not_go_with(id_: str) -> None:
    """Adults; not on sunburn, eczema, damaged skin; no waxing; sunscreen; effects in 3-4 months."""
    for text in ("For adults", "sunburn, eczema or damaged", "Sunscreen every morning", "No waxing", "3 to 4 months"):
        assert text in words(id_)
    assert {"under-18", "eczema", "broken-skin"} <= set(preset(id_).safety.never_if)


@each("id_", RETINOIDS)
@each("fact", ["pregnant", "trying", "nursing"])
def test_no_retinoid_with_a_child_whatever_is_accepted(id_: str, fact: str) -> None:
    """Pregnant, trying to be, or nursing: not at all; already using: contact the prescriber before the next use."""
    findings = review(answered(**{fact: True}), [id_])
    final = [one for one in findings if one.level == "final"]
    assert [one.rule for one in final] in (
        ["retinoid-and-pregnancy"],
        ["retinoid-and-trying"],
        ["retinoid-and-nursing"],
    )
    assert refusals(findings, {one.rule for one in findings}) == tuple(final)
    assert "contact your prescriber or doctor before the next use" in final[0].fix
    assert final[0].why.endswith(", do not use a retinoid at all.")
    assert setup().rules[final[0].rule].running == "Contact your prescriber before the next use."


@pytest.mark.parametrize("id_", RETINOIDS)
def test_a_prescribed_retinoid_is_the_prescribers(id_: str) -> None:
    """Prescription retinoid: ask the prescriber."""
    (finding,) = review(answered(prescription_retinoid=True), [id_])
    assert finding.level == "block"
    assert "Keep using it as prescribed, and ask your prescriber" in finding.fix


@pytest.mark.parametrize("id_", ACIDS)
def test_an_acid_is_weak_and_wants_sunscreen_for_a_week_more(id_: str) -> None:
    """At most 10 % (CIR); sun sensitivity during use and up to a week after (FDA): sunscreen during use + 7 days."""
    assert "t most 10 %" in words(id_)
    assert "up to a week after: sunscreen for 7 days more" in words(id_)


def test_an_acid_begins_with_two_evenings_a_week() -> None:
    """2-3 a week (w), start with 1-2 evenings [U]."""
    assert clock("aha").days == Weekdays((1, 5))
    gap = preset("aha").safety.min_gap
    assert gap is not None
    assert gap.days == 2 * DAY


@pytest.mark.parametrize(("id_", "other"), [("retinoid-a", "aha"), ("retinoid-b", "aha"), ("aha", "retinoid")])
def test_retinoid_and_acid_are_a_night_apart(id_: str, other: str) -> None:
    """Retinoid and AHA on different nights; neither on the evening of a peel or a mask; 7 days from peel and laser."""
    apart = dict(preset(id_).safety.apart)
    assert apart[other].days == 1
    assert apart["film-mask"].days == 1
    assert (apart["peel"].days, apart["laser"].days) == (7, 7)


@pytest.mark.parametrize("id_", of_kind("treatment"))
def test_a_treatment_says_when_to_seek_help(id_: str) -> None:
    """Burning, swelling, blistering, rash; trouble breathing: emergency services."""
    assert "Burning, swelling, blisters or a rash: wash it off" in words(id_)
    assert "call the emergency services" in words(id_)


def test_a_week_of_skin_cycling_never_has_acid_and_retinoid_on_one_night() -> None:
    person = answered()
    world = World(preset("skin-cycling"), profile=person.profile, rules=setup().rules, facts=setup().facts)
    kinds = [one["why"].rsplit(": ")[-1] for one in world.ask(PlanQuery(8))["occurrences"]]
    assert kinds == ["exfoliant", "retinoid", "recovery", "recovery"] * 2


@each("id_", RETINOIDS)
@each("fact", ["pregnant", "trying", "nursing"])
def test_a_copy_that_hides_its_retinoid_is_final_all_the_same(id_: str, fact: str) -> None:
    """Not at all: neither without the rules nor without the word, as long as the file says what it needs."""
    copy = replace(preset(id_), id="copy", contains=(), safety=Safety())
    person = answered(**{fact: True})
    found = review(replace(person, presets={"copy": copy}), ["copy"])
    assert [one.level for one in found] == ["final"]
