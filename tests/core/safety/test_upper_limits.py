"""Upper limits: all doses of a substance together, beside those that run; and substances that nobody knows."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from routine.core.config.rules import Limit
from routine.core.config.setup import Setup
from routine.core.preset.amount import Amount
from routine.core.preset.model import DayLimit, Dose, Preset
from routine.core.requests.commands import Disable, Done, Enable
from routine.core.safety.upper_limits import day_amount, limit_findings, near_substances, times_a_day
from routine.core.schedule.types import AfterDone, AfterRoutine, Again, Clock, Schedule, WhenNeeded
from tests.builders import a_preset, a_schedule, a_series, lasting
from tests.core.safety.doses import LIMITS, C, a_multivitamin, a_pill, a_world, refusal
from tests.rows import each


def test_below_the_limit_nothing_is_said() -> None:
    assert a_world(a_pill("a", 1999)).ask(Enable(("a",)))["findings"] == []


def test_exactly_the_limit_is_noted() -> None:
    (finding,) = a_world(a_pill("a", 2000)).ask(Enable(("a",)))["findings"]
    assert (finding["level"], finding["rule"], finding["source"]) == ("note", "limit-vitamin-c", "a label")


def test_one_dose_above_the_limit_is_held_back() -> None:
    finding = refusal(a_world(a_pill("a", 2.001, "g")), "a")
    assert (finding["level"], finding["rule"], finding["source"]) == ("block", "limit-vitamin-c-2001", "a label")


def test_doses_of_several_routines_are_added_up() -> None:
    world = a_world(a_pill("a", 1200), a_pill("b", 0.9, "g"))
    world.ask(Enable(("a",)))
    assert refusal(world, "b")["rule"] == "limit-vitamin-c-2100"


def test_the_times_of_a_day_are_added_up() -> None:
    finding = refusal(a_world(a_pill("a", 700, "mg", "08:00", "12:00", "18:00")), "a")
    assert finding["rule"] == "limit-vitamin-c-2100"


def test_those_enabled_together_are_added_up() -> None:
    world = a_world(a_pill("a", 1200), a_pill("b", 900))
    assert refusal(world, "a", "b")["rule"] == "limit-vitamin-c-2100"
    assert world.state.routines == {}


def test_what_is_disabled_is_not_added_up() -> None:
    world = a_world(a_pill("a", 1200), a_pill("b", 900))
    world.ask(Enable(("a",)))
    world.ask(Disable(("a",)))
    assert world.ask(Enable(("b",)))["findings"] == []


def test_another_substance_is_not_added_up() -> None:
    world = a_world(a_pill("a", 1200), a_pill("b", 900, of="vitamin-e"))
    assert world.ask(Enable(("a", "b")))["findings"] == []


def test_without_of_the_one_thing_that_it_contains_counts() -> None:
    pill = a_preset("mine", dose=Dose(3, "g"), contains=("vitamin-c", "sugar"))
    assert refusal(a_world(pill), "mine")["rule"] == "limit-vitamin-c-3000"


def test_a_unit_that_cannot_be_compared_is_never_taken_for_harmless() -> None:
    finding = refusal(a_world(a_pill("a", 2, "capsule")), "a")
    assert (finding["level"], finding["rule"]) == ("block", "limit-vitamin-c-unknown")


def test_a_weight_that_cannot_be_compared_asks_for_the_unit_of_the_limit() -> None:
    """An international unit weighs something else for each substance."""
    finding = refusal(a_world(a_pill("a", 25, "IU")), "a")
    assert (finding["level"], finding["rule"]) == ("block", "limit-vitamin-c-unknown")


def test_a_limit_of_one_dose_looks_at_each_by_itself() -> None:
    fine = a_pill("fine", 500, "mg", "08:00", "12:00", "18:00", of="calcium")
    (note,) = a_world(fine).ask(Enable(("fine",)))["findings"]
    assert (note["level"], note["rule"]) == ("note", "limit-calcium-dose")
    assert refusal(a_world(a_pill("big", 501, of="calcium")), "big")["rule"] == "limit-calcium-dose-501"


@each(
    ("schedule", "times"),
    [
        (a_schedule("08:00", "20:00"), 2),
        (Schedule(AfterDone(lasting("6h"))), 4),
        (Schedule(AfterDone(lasting("5h"))), 5),
        (Schedule(AfterDone(lasting("5 days"))), 1),
        (Schedule(Clock((480,)), again=Again(lasting("2h"), 480, 960)), 5),
        (Schedule(Clock((1200,)), again=Again(lasting("2h"), 1200, 120)), 4),
        (Schedule(AfterRoutine("twice", lasting("30m"))), 2),
        (Schedule(AfterRoutine("nobody", lasting("30m"))), 1),
        (Schedule(AfterRoutine("round", lasting("30m"))), 1),
    ],
    ids=str,
)
def test_the_most_times_in_a_day(schedule: Schedule, times: int) -> None:
    twice = a_preset("twice", a_schedule("08:00", "20:00"))
    round_ = a_preset("round", Schedule(AfterRoutine("pill", lasting("1h"))))
    pill = a_preset("pill", schedule)
    assert times_a_day(pill, {preset.id: preset for preset in (pill, twice, round_)}) == times


@each(
    "limit, times",
    [(None, 1), (DayLimit(times=1), 1), (DayLimit(times=4), 4), (DayLimit(amount=Amount(3, "mg")), 1)],
    ids=repr,
)
def test_what_is_taken_as_needed_counts_as_often_as_it_may_be(limit: DayLimit | None, times: int) -> None:
    pill = a_preset("pill", Schedule(WhenNeeded()), dose=Dose(600, "mg", of="vitamin-c"), limit=limit)
    assert times_a_day(pill, {"pill": pill}) == times
    assert day_amount(pill, {"pill": pill}, LIMITS, "vitamin-c") == Amount(600 * times, "mg")


def test_a_visit_takes_nothing_of_a_day() -> None:
    series = a_series()
    assert times_a_day(series, {series.id: series}) == 0


def test_no_dose_is_ever_raised_by_itself() -> None:
    """Law 7: after weeks of answers each done takes what the file says, and the file is as it was."""
    world = a_world(a_pill("a", 75))
    world.ask(Enable(("a",)))
    for day in range(1, 28):
        world.to(f"2026-12-{day:02} 08:00")
        world.ask(Done())
    assert {entry.details["took"] for entry in world.log if entry.answer == "done"} == {"75 mg"}


@pytest.mark.parametrize(
    ("of", "near"),
    [("vitamn-c", "vitamin-c"), ("vitaminc", "vitamin-c"), ("vitamin-c3", "vitamin-c"), ("calcum", "calcium")],
)
def test_a_substance_that_is_nearly_a_known_one_gets_a_word_and_no_more(of: str, near: str) -> None:
    (found,) = a_world(a_pill("mine", 1, of=of)).ask(Enable(("mine",)))["findings"]
    assert (found["level"], found["rule"]) == ("note", "unknown-substance")
    assert list(near_substances(a_pill("mine", 1, of=of), LIMITS)) == [(of, near)]


@pytest.mark.parametrize("of", ["vitamin-b", "magnesium", "collagen", "vitamin-c"])
def test_a_substance_of_its_own_gets_none(of: str) -> None:
    assert a_world(a_pill("mine", 1, of=of)).ask(Enable(("mine",)))["findings"] == []


def test_what_a_product_holds_is_added_to_the_other_doses_of_each_substance() -> None:
    world = a_world(a_multivitamin(), a_pill("a", 1700))
    world.ask(Enable(("multi",)))
    assert refusal(world, "a")["rule"] == "limit-vitamin-c-2100"


def test_what_a_product_holds_grows_with_the_tablets_and_the_times() -> None:
    assert refusal(a_world(a_multivitamin(3, "08:00", "20:00")), "multi")["rule"] == "limit-vitamin-c-2400"


def test_each_substance_of_a_product_has_its_own_limit() -> None:
    finding = refusal(a_world(a_multivitamin(calcium="0.6 g")), "multi")
    assert finding["rule"] == "limit-calcium-dose-600"


def test_a_product_that_holds_an_amount_in_another_unit_is_not_taken_for_harmless() -> None:
    finding = refusal(a_world(a_multivitamin(vitamin_c="400 IU")), "multi")
    assert (finding["level"], finding["rule"]) == ("block", "limit-vitamin-c-unknown")


def test_a_misspelt_substance_in_a_product_gets_a_word() -> None:
    held = (("vitamn-c", Amount(80, "mg")),)
    multi = a_preset("multi", a_schedule("08:00"), dose=Dose(1, "tablet", holds=held))
    (found,) = a_world(multi).ask(Enable(("multi",)))["findings"]
    assert (found["level"], found["rule"]) == ("note", "unknown-substance")
    assert list(near_substances(multi, LIMITS)) == [("vitamn-c", "vitamin-c")]


def test_of_two_substances_that_it_contains_neither_is_taken_for_its_dose() -> None:
    both = a_preset("both", dose=Dose(3, "g"), contains=("vitamin-c", "calcium"))
    assert a_world(both).ask(Enable(("both",)))["findings"] == []


def test_a_word_that_the_preset_says_it_contains_is_no_slip() -> None:
    assert list(near_substances(replace(a_pill("mine", 1, of="calcum"), contains=("calcum",)), LIMITS)) == []


def rules_found(limits: tuple[Limit, ...], *pills: Preset) -> list[tuple[str, str]]:
    """What the limits say of the first of these beside the others: level and rule."""
    presets, by_name = {pill.id: pill for pill in pills}, {limit.name: limit for limit in limits}
    setup = Setup(presets=presets, limits=by_name)
    return [(one.level, one.rule) for one in limit_findings(setup, pills[0], list(presets))]


@pytest.mark.parametrize(
    ("parts", "level"),
    [((0.1, 0.2), "note"), ((0.1, 0.1, 0.1), "note"), ((0.1, 0.15), None), ((0.1, 0.2001), "block")],
)
def test_decimal_fractions_that_come_to_the_limit_are_not_above_it(parts: tuple[float, ...], level: str | None) -> None:
    limit = replace(C, amount=0.3)
    found = rules_found((limit,), *(a_pill(f"p{n}", part) for n, part in enumerate(parts)))
    assert [one for one, _ in found] == ([level] if level else [])


def test_decimal_fractions_that_miss_the_limit_by_a_hair_come_to_it() -> None:
    parts = (0.7, 0.2, 0.1)
    assert sum(parts) < 1
    found = rules_found((replace(C, amount=1.0),), *(a_pill(f"p{n}", part) for n, part in enumerate(parts)))
    assert found == [("note", "limit-vitamin-c")]


LOWER = replace(C, name="vitamin-c-eu", amount=1000, level="warn")


@pytest.mark.parametrize(
    ("mg", "says"),
    [
        (900, []),
        (1000, [("note", "limit-vitamin-c-eu")]),
        (1500, [("warn", "limit-vitamin-c-eu-1500")]),
        (2500, [("block", "limit-vitamin-c-2500")]),
    ],
)
def test_the_lower_of_two_limits_only_warns_and_says_nothing_beside_the_other(
    mg: float, says: list[tuple[str, str]]
) -> None:
    for limits in ((C, LOWER), (LOWER, C)):
        assert rules_found(limits, a_pill("a", mg)) == says


def test_too_much_at_once_does_not_hide_too_much_a_day() -> None:
    a_dose, a_day = replace(C, name="at-once", amount=500, per="dose"), LOWER
    assert rules_found((a_dose, a_day), a_pill("a", 600, "mg", "08:00", "20:00")) == [
        ("block", "limit-at-once-600"),
        ("warn", "limit-vitamin-c-eu-1200"),
    ]


def test_two_units_that_cannot_be_added_are_said_once_by_the_limit_that_holds_back() -> None:
    assert rules_found((C, LOWER), a_pill("a", 2, "capsule")) == [("block", "limit-vitamin-c-unknown")]


# --- the words ----------------------------------------------------------------------------------------------------

SMALLER = 'Choose a smaller dose: routine preset set {0} dose "AMOUNT UNIT". To continue anyway: routine preset '
LIMIT_C = "The upper limit of vitamin C is 2000 mg a day. "
PER_CAPSULE = (
    'Enter how much of it is in one capsule: routine preset set a dose.holds.vitamin-c "AMOUNT mg". '
    "To continue anyway: routine preset enable a --accept limit-vitamin-c-unknown"
)
IN_MG = (
    'Enter the dose in mg: routine preset set a dose "AMOUNT mg". '
    "To continue anyway: routine preset enable a --accept limit-vitamin-c-unknown"
)
PER_TABLET = (
    'Enter how much of it is in one tablet: routine preset set multi dose.holds.vitamin-c "AMOUNT mg". '
    "To continue anyway: routine preset enable multi --accept limit-vitamin-c-unknown"
)


@each(
    ("presets", "why", "fix"),
    [
        (
            [a_pill("a", 2000)],
            "2000 mg of vitamin C is exactly the upper limit of 2000 mg a day.",
            "Take no more of it from anything else.",
        ),
        (
            [a_pill("a", 500, of="calcium")],
            "500 mg of calcium is exactly the upper limit of 500 mg a dose.",
            "Take no more of it from anything else.",
        ),
        (
            [a_pill("a", 2.001, "g")],
            "2001 mg of vitamin C a day is above the upper limit of 2000 mg a day.",
            SMALLER.format("a") + "enable a --accept limit-vitamin-c-2001",
        ),
        (
            [a_pill("b", 0.9, "g"), a_pill("a", 1200)],
            "2100 mg of vitamin C a day (B: 0.9 g, A: 1200 mg) is above the upper limit of 2000 mg a day.",
            SMALLER.format("b") + "enable b --accept limit-vitamin-c-2100",
        ),
        (
            [a_pill("a", 1700), a_multivitamin()],
            "2100 mg of vitamin C a day (A: 1700 mg, Multi: 400 mg) is above the upper limit of 2000 mg a day.",
            SMALLER.format("a") + "enable a --accept limit-vitamin-c-2100",
        ),
        (
            [a_multivitamin(calcium="0.6 g")],
            "600 mg of calcium a dose is above the upper limit of 500 mg a dose.",
            SMALLER.format("multi") + "enable multi --accept limit-calcium-dose-600",
        ),
        ([a_pill("a", 2, "capsule")], LIMIT_C + "A has a dose of 2 capsules, so Routine cannot check it.", PER_CAPSULE),
        ([a_pill("a", 25, "IU")], LIMIT_C + "A has a dose of 25 IU, so Routine cannot check it.", IN_MG),
        (
            [a_multivitamin(vitamin_c="400 IU")],
            LIMIT_C + "Multi has a dose of 400 IU, so Routine cannot check it.",
            PER_TABLET,
        ),
        (
            [a_pill("a", 1, of="vitamn-c")],
            "A names “vitamn-c”. Routine knows no upper limit for it, so it cannot watch one.",
            "Did you mean “vitamin-c”? To correct it: routine preset set a dose.of vitamin-c",
        ),
        (
            [a_preset("a", dose=Dose(1, "tablet", holds=(("vitamn-c", Amount(80, "mg")),)))],
            "A names “vitamn-c”. Routine knows no upper limit for it, so it cannot watch one.",
            'Did you mean “vitamin-c”? To correct it: routine preset set a dose.holds.vitamin-c "AMOUNT UNIT"',
        ),
    ],
)
def test_a_finding_says_the_sum_and_what_to_do(presets: list[Preset], why: str, fix: str) -> None:
    setup = Setup(presets={preset.id: preset for preset in presets}, limits=LIMITS)
    (found,) = limit_findings(setup, presets[0], [preset.id for preset in presets])
    assert (found.why, found.fix) == (why, fix)


def test_two_of_one_title_are_told_apart_by_their_names() -> None:
    one, other = (replace(a_pill(id, 1200), title="Vitamin C") for id in ("morning-c", "evening-c"))
    setup = Setup(presets={one.id: one, other.id: other}, limits=LIMITS)
    (found,) = limit_findings(setup, one, [one.id, other.id])
    assert "(morning-c: 1200 mg, evening-c: 1200 mg)" in found.why
