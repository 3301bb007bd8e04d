"""The shipped presets and rules: every figure against its source, and nothing medical that nobody can answer for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from routine.adapters.rule_files import read_rules
from routine.core.duration import Duration
from routine.core.leaflet import leaflet, notice_body, schedule_words
from routine.core.preset import Clock, Preset, Schedule, Weekdays
from routine.core.preset_reader import read_preset
from routine.core.safety import refusals, review
from routine.core.setup import Rule, Setup

PRESETS = Path(__file__).parent.parent / "presets"
IDS = ("egg-mask", "spf", "collagen", "patch-test", "patch-check")
MINUTE, HOUR, DAY, WEEK = 60, 3600, 1, 7

PERSON_WORDS = """
    pregnant trying nursing pregnancy-week under-18
    egg-allergy milk-allergy fish-allergy algae-allergy other-allergies
    keloids broken-skin eczema rosacea skin-flare neoplasm pacemaker diabetes immunosuppression
    clotting-disorder anticoagulants prescription-retinoid thyroid-medicine tetracycline quinolone
    kidney-disease kidney-stones smoker recent-ex-smoker oily-skin dry-skin lab-tests operations
"""


@cache
def raw(id_: str) -> dict[str, Any]:
    """A shipped file as TOML tables."""
    return tomllib.loads((PRESETS / f"{id_}.toml").read_text("utf-8"))


@cache
def preset(id_: str) -> Preset:
    """A shipped preset as the reader sees it."""
    found, faults = read_preset(id_, raw(id_))
    assert not faults
    assert found is not None
    return found


@cache
def setup() -> Setup:
    """The shipped presets and rules, with a profile in which nothing was answered."""
    facts, rules, problems = read_rules(PRESETS / "rules.toml")
    assert problems == ()
    return Setup(presets={id_: preset(id_) for id_ in IDS}, facts=facts, rules=rules)


def answered(**profile: bool | str) -> Setup:
    """The shipped setup of a person to whom nothing applies, but what is given."""
    facts: dict[str, bool | str] = dict.fromkeys(setup().facts, False)
    facts.update({name.replace("_", "-"): value for name, value in profile.items()})
    return Setup(presets=setup().presets, facts=setup().facts, rules=setup().rules, profile=facts)


def texts(value: object) -> Iterator[str]:
    """Every text in a TOML value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def shipped_texts() -> list[str]:
    return [text for name in (*IDS, "rules") for text in texts(raw(name))]


def on_skin(mask: Preset) -> int:
    """Seconds from the first layer until the step that takes the mask off begins."""
    ids = [step.id for step in mask.steps]
    start = next(i for i, step in enumerate(mask.steps) if step.on_skin == "start")
    end = next(i for i, step in enumerate(mask.steps) if step.on_skin == "end")
    assert ids[start] == "first-layer"
    assert ids[end] == "remove"
    spans = [span for step in mask.steps[start:end] for span in (step.lead_in, step.timer or step.auto) if span]
    return sum(span.seconds for span in spans)


# --- the files are whole ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id_", IDS)
def test_a_shipped_preset_loads_without_a_fault(id_: str) -> None:
    assert preset(id_).id == id_


def test_every_shipped_preset_is_known_here() -> None:
    """A new preset is to be added to these tests, so that its figures are checked too."""
    assert {path.stem for path in PRESETS.glob("*.toml")} == {*IDS, "rules"}


def test_the_kinds_are_a_mask_a_sunscreen_a_supplement_and_checks() -> None:
    assert [preset(id_).kind for id_ in IDS] == ["mask", "sun", "supplement", "check", "check"]


def test_sunscreen_alone_is_a_starter() -> None:
    assert [id_ for id_ in IDS if preset(id_).starter] == ["spf"]


@pytest.mark.parametrize("id_", IDS)
def test_every_step_can_be_read_at_a_glance(id_: str) -> None:
    said = [cue.say for step in preset(id_).steps for cue in step.cues] + [step.say for step in preset(id_).steps]
    assert [text for text in said if not 0 < len(text) <= 140] == []


def test_every_text_is_tidy() -> None:
    untidy = [text for text in shipped_texts() if text != " ".join(text.split())]
    assert untidy == []


@pytest.mark.parametrize("id_", IDS)
def test_leaflet_and_notice_of_a_shipped_preset_say_every_step(id_: str) -> None:
    text = " ".join(leaflet(preset(id_), setup()).split())
    for step in preset(id_).steps:
        assert step.say in text
        assert step.say in notice_body(preset(id_))


# --- figures: each test's docstring is the source ------------------------------------------------------------------


def test_an_egg_mask_stays_on_for_ten_to_fifteen_minutes() -> None:
    """Egg white, 10-15 minutes: collected advice on home egg-white masks."""
    assert 10 * MINUTE <= on_skin(preset("egg-mask")) <= 15 * MINUTE


def test_an_egg_mask_has_a_limit_of_fifteen_minutes() -> None:
    """The upper end of 10-15; below 15-20 (aif.ru) and the maximum of 30 (booksonline.com.ua 172287)."""
    assert preset("egg-mask").safety.longest_on_skin == Duration(seconds=15 * MINUTE)


def test_an_egg_mask_comes_once_a_week() -> None:
    """Oily skin 2 a week at most, else 1 (weak source): one is right for everybody."""
    base = preset("egg-mask").schedule.base
    assert isinstance(base, Clock)
    assert isinstance(base.days, Weekdays)
    assert len(base.days.days) * len(base.times) == 1


def test_an_egg_mask_is_put_on_twice_and_taken_off_before_the_cream() -> None:
    """Two to three layers (unsourced); cream afterwards (booksonline.com.ua 172287)."""
    steps = [step.id for step in preset("egg-mask").steps]
    assert steps == ["cleanse", "first-layer", "second-layer", "lie-flat", "remove", "cream"]


def test_nobody_has_to_press_a_key_with_egg_on_their_hands() -> None:
    layers = [step for step in preset("egg-mask").steps if step.id.endswith("-layer")]
    assert all(step.hands == "busy" and step.auto for step in layers)


def test_lying_flat_is_a_posture_with_music() -> None:
    """Flat without a pillow, pleasant music: the article that this project began with."""
    (lying,) = [step for step in preset("egg-mask").steps if step.posture == "lie-flat"]
    assert lying.music
    assert "no pillow" in lying.say


def test_an_egg_mask_keeps_away_from_actives_and_peels() -> None:
    """Masks end 7 days before a peel; a day from retinoid and AHA (unsourced, an inference)."""
    apart = dict(preset("egg-mask").safety.apart)
    assert apart == {"retinoid": Duration(days=DAY), "aha": Duration(days=DAY), "peel": Duration(days=WEEK)}


def test_an_egg_mask_names_pasteurised_egg_and_the_patch_tests() -> None:
    """Salmonella; 24 h (lbhskincare, weak) and 7-10 days (AAD, via protocol-lab)."""
    notes = " ".join(preset("egg-mask").notes)
    for part in ("asteurised", "Salmonella", "24 hours", "7 to 10 days", "28th week", "on your side", "temporary"):
        assert part in notes


def test_sunscreen_says_which_kind_how_much_and_when() -> None:
    """SPF 30 or higher, broad spectrum, 20 minutes before, every 2 h: cancer.org.au."""
    words = " ".join(texts({key: value for key, value in raw("spf").items() if key != "sources"}))
    for part in (
        "SPF 30 or higher",
        "road spectrum",
        "20 minutes before",
        "Two finger lengths",
        "35 mL",
        "40 or 80 min",
    ):
        assert part in words


def test_sunscreen_comes_every_morning_and_again_within_120_minutes() -> None:
    """Every 2 h; the time to the next does not grow with SPF: at most 120 minutes (cancer.org.au)."""
    again = preset("spf").schedule.again
    assert preset("spf").schedule.base == Clock((8 * 60,))
    assert again is not None
    assert again.every == Duration(seconds=120 * MINUTE)
    assert (again.start, again.until) == (8 * 60, 18 * 60)


def test_a_renewal_of_sunscreen_is_never_outside_the_window_of_its_reminder() -> None:
    again, window = preset("spf").schedule.again, preset("spf").remind.window
    assert again is not None
    assert window is not None
    assert all(window.holds(minute) for minute in range(again.start, again.until + 1))


def test_collagen_is_five_grams_within_the_range_of_the_studies() -> None:
    """2.5-10 g a day: PMC10180699."""
    dose = preset("collagen").dose
    assert dose is not None
    assert (dose.amount, dose.unit) == (5, "g")
    assert 2.5 <= dose.amount <= 10


def test_collagen_is_taken_once_a_day_for_twelve_weeks() -> None:
    """8-12 weeks: PMC10180699."""
    course = preset("collagen").course
    assert preset("collagen").schedule == Schedule(Clock((9 * 60,)))
    assert course is not None
    assert course.length == Duration(days=12 * WEEK)
    assert 8 * WEEK <= course.length.days <= 12 * WEEK


def test_a_break_between_courses_is_the_users_to_set() -> None:
    """No source gives one."""
    course = preset("collagen").course
    assert course is not None
    assert course.rest is None


def test_collagen_says_what_supplements_are_not_meant_to_do() -> None:
    assert any("not meant to diagnose, treat, cure or prevent any disease" in note for note in preset("collagen").notes)


@pytest.mark.parametrize(
    ("id_", "words"),
    [
        ("egg-mask", "Fridays at 20:30"),
        ("spf", "Every day at 08:00; once done, again 2 hours later, between 08:00 and 18:00"),
        ("collagen", "Every day at 09:00"),
    ],
)
def test_a_shipped_schedule_reads_well(id_: str, words: str) -> None:
    assert schedule_words(preset(id_).schedule) == words


# --- law 7: nothing medical is invented ---------------------------------------------------------------------------


def figures(text: str) -> set[float]:
    return {float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)}


def numbers(value: object) -> set[float]:
    """Every figure in a TOML value: numbers, and the digits of its texts (20:30 counts as 20 and 30)."""
    if isinstance(value, bool):
        return set()
    if isinstance(value, int | float):
        return {float(value)}
    if isinstance(value, str):
        return figures(value)
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return set().union(*(numbers(child) for child in children))


@pytest.mark.parametrize("id_", IDS)
def test_every_figure_of_a_preset_stands_beside_a_source_or_says_unsourced(id_: str) -> None:
    stated = numbers({key: value for key, value in raw(id_).items() if key not in ("sources", "format")})
    sourced = numbers(raw(id_)["sources"])
    assert stated - sourced == set()


@pytest.mark.parametrize("id_", IDS)
def test_every_source_line_names_where_it_is_from_or_says_unsourced(id_: str) -> None:
    for line in raw(id_)["sources"]:
        assert re.search(r"^unsourced: \S|: \S", line), line


def test_every_rule_has_a_source_or_says_unsourced() -> None:
    for rule in setup().rules.values():
        assert re.search(r"^unsourced: \S|: \S", rule.source), rule.name


MEDICINE = r"medicin|medication|drug|prescri|anticoag|aspirin|retinoid|blood.?thin|antibiotic|thyroid|tablet|pill"
STOPPING = (
    r"\b(stop|quit|halt|cease|discontinue|come off|give up|leave out|skip|pause|reduce|lower|do not take|don't take)"
)


@pytest.mark.parametrize("text", shipped_texts())
def test_nothing_says_to_stop_a_medicine(text: str) -> None:
    for sentence in re.split(r"(?<=[.!?;])\s", text.lower()):
        assert not (re.search(STOPPING, sentence) and re.search(MEDICINE, sentence)), sentence


def test_the_check_for_stopping_a_medicine_can_fail() -> None:
    with pytest.raises(AssertionError):
        test_nothing_says_to_stop_a_medicine("Stop your blood-thinning medicine a week before.")


FORBIDDEN = (
    r"cannot be rejected",
    r"painless",
    r"no asymmetr",
    r"stimulat\w* (the )?collagen|boosts? collagen|collagen production",
    r"creases?|more sagging",
    r"for hours|within (a few )?hours",
    r"sets? downward",
    r"mandatory|after 40",
    r"\bwaterproof sunscreen",
    r"guarantee|miracle|proven|rejuvenat|anti-?ag(e|ing)|younger|removes? wrinkles|permanent",
    r"\b(cures|heals|prevents|treats)\b",
    r"stops? (your|the) (medicine|prescription)",
)


@pytest.mark.parametrize("claim", FORBIDDEN)
def test_no_text_makes_a_forbidden_claim(claim: str) -> None:
    assert [text for text in shipped_texts() if re.search(claim, text, re.IGNORECASE)] == []


# --- rules and what they ask --------------------------------------------------------------------------------------


def test_the_facts_are_what_the_rules_need_to_know_about_a_person_and_nothing_else() -> None:
    assert sorted(setup().facts) == sorted(PERSON_WORDS.split())


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
    }


@pytest.mark.parametrize("id_", IDS)
def test_every_name_in_never_if_has_a_rule(id_: str) -> None:
    assert set(preset(id_).safety.never_if) <= set(setup().rules)


def test_every_rule_asks_a_fact_that_exists() -> None:
    assert {rule.fact for rule in setup().rules.values()} <= set(setup().facts)


def test_every_fact_that_shipped_rules_mention_is_asked_in_a_sentence() -> None:
    for finding in review(setup(), IDS):
        assert finding.why.startswith("Nobody said whether you "), finding.why


def test_known_allergies_are_final_and_nothing_else_is() -> None:
    final = {rule.name for rule in setup().rules.values() if rule.level == "final"}
    assert final == {"egg-allergy", "milk-allergy", "fish-allergy", "algae-allergy"}


def test_broken_skin_blocks() -> None:
    rule: Rule = setup().rules["broken-skin"]
    assert rule.level == "block"


def test_the_starter_asks_nothing_so_that_it_can_begin_at_once() -> None:
    assert review(setup(), ["spf"]) == ()


@pytest.mark.parametrize("id_", ["egg-mask", "collagen"])
def test_mask_and_supplement_are_held_back_until_every_question_is_answered(id_: str) -> None:
    open_questions = {finding.asks for finding in refusals(review(setup(), [id_]), [])}
    assert open_questions == {setup().rules[name].fact for name in preset(id_).safety.never_if}


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


@pytest.mark.parametrize("group", ["pregnant", "nursing", "under_18", "kidney_disease", "clotting_disorder"])
def test_those_who_ask_a_doctor_first_are_held_back_until_they_accept(group: str) -> None:
    """Ask a doctor first: pregnant, nursing, under 18, kidney, thyroid or bleeding disorder."""
    findings = review(answered(**{group: True}), ["collagen"])
    assert [finding.level for finding in refusals(findings, [])] == ["block"]
    assert refusals(findings, [group.replace("_", "-")]) == ()
