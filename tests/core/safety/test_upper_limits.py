"""Upper limits: all doses of a substance together, at enabling, at a reload, and at the last dose of a day."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from routine.core.config.rules import Limit
from routine.core.errors import RefusedError
from routine.core.preset.amount import Amount
from routine.core.preset.model import Course, Dose, Preset
from routine.core.preset.overlay import loosenings
from routine.core.requests.commands import Disable, Done, Enable, Reload, Undo
from routine.core.requests.queries import CourseList
from routine.core.safety.upper_limits import times_a_day
from routine.core.schedule.types import AfterDone, AfterRoutine, Again, Clock, Schedule
from tests.builders import World, a_preset, a_schedule, lasting

C = Limit(name="vitamin-c", substance="vitamin-c", amount=2000, unit="mg", source="a label")
CALCIUM = Limit(name="calcium-dose", substance="calcium", amount=500, unit="mg", source="a label", per="dose")
LIMITS = {limit.name: limit for limit in (C, CALCIUM)}


def a_pill(id: str, amount: float, unit: str = "mg", *times: str, of: str | None = "vitamin-c") -> Preset:
    schedule = a_schedule(*(times or ("08:00",)))
    return a_preset(id, schedule, dose=Dose(amount, unit, of=of), kind="supplement")


def a_world(*presets: Preset) -> World:
    return World(*presets, limits=LIMITS, enabled=False)


def refusal(world: World, *ids: str) -> dict[str, str]:
    with pytest.raises(RefusedError) as refused:
        world.ask(Enable(ids))
    found: dict[str, str] = refused.value.details["findings"][0]  # type: ignore[index] # a list of findings
    return found


# --- enabling -----------------------------------------------------------------------------------------------------


def test_below_the_limit_nothing_is_said() -> None:
    assert a_world(a_pill("a", 1999)).ask(Enable(("a",)))["findings"] == []


def test_exactly_the_limit_is_noted() -> None:
    (finding,) = a_world(a_pill("a", 2000)).ask(Enable(("a",)))["findings"]
    assert (finding["level"], finding["source"]) == ("note", "a label")
    assert finding["why"] == "2000 mg of vitamin C is exactly the upper limit of 2000 mg a day."


def test_one_dose_above_the_limit_is_held_back() -> None:
    finding = refusal(a_world(a_pill("a", 2.001, "g")), "a")
    assert (finding["level"], finding["rule"], finding["source"]) == ("block", "limit-vitamin-c-2001", "a label")
    assert finding["why"] == "2001 mg of vitamin C a day is above the upper limit of 2000 mg a day."
    assert 'routine preset set a dose "AMOUNT UNIT"' in finding["fix"]


def test_doses_of_several_routines_are_added_up() -> None:
    world = a_world(a_pill("a", 1200), a_pill("b", 0.9, "g"))
    world.ask(Enable(("a",)))
    assert "2100 mg of vitamin C a day (B: 0.9 g, A: 1200 mg)" in refusal(world, "b")["why"]


def test_the_times_of_a_day_are_added_up() -> None:
    assert "2100 mg" in refusal(a_world(a_pill("a", 700, "mg", "08:00", "12:00", "18:00")), "a")["why"]


def test_those_enabled_together_are_added_up() -> None:
    world = a_world(a_pill("a", 1200), a_pill("b", 900))
    assert "2100 mg" in refusal(world, "a", "b")["why"]
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


def test_accepting_holds_for_this_sum_and_no_other() -> None:
    world = a_world(a_pill("a", 1500), a_pill("b", 1000))
    world.ask(Enable(("a",)))
    world.ask(Enable(("b",), (refusal(world, "b")["rule"],)))
    world.ask(Reload())
    assert (world.routine("a").held, world.routine("b").held) == (None, None)
    world.change(a_pill("b", 1400))
    world.ask(Reload())
    assert world.routine("a").held is not None


def test_a_unit_that_cannot_be_compared_is_never_taken_for_harmless() -> None:
    finding = refusal(a_world(a_pill("a", 2, "capsule")), "a")
    assert "2 capsules, so it cannot be checked" in finding["why"]
    assert 'routine preset set a dose.holds.vitamin-c "AMOUNT mg"' in finding["fix"]


def test_a_weight_that_cannot_be_compared_asks_for_the_unit_of_the_limit() -> None:
    """An international unit weighs something else for each substance."""
    finding = refusal(a_world(a_pill("a", 25, "IU")), "a")
    assert "25 IU, so it cannot be checked" in finding["why"]
    assert 'routine preset set a dose "AMOUNT mg"' in finding["fix"]


def test_a_limit_of_one_dose_looks_at_each_by_itself() -> None:
    fine = a_pill("fine", 500, "mg", "08:00", "12:00", "18:00", of="calcium")
    (note,) = a_world(fine).ask(Enable(("fine",)))["findings"]
    assert note["why"] == "500 mg of calcium is exactly the upper limit of 500 mg a dose."
    assert "501 mg of calcium a dose" in refusal(a_world(a_pill("big", 501, of="calcium")), "big")["why"]


def test_your_changes_that_take_the_substance_away_make_it_less_careful() -> None:
    (fault,) = loosenings(a_pill("a", 75), a_pill("a", 3000, of=None))
    assert fault.key == ("dose", "of")


@pytest.mark.parametrize(
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


# --- while it runs ------------------------------------------------------------------------------------------------


def test_a_dose_changed_to_above_the_limit_holds_the_routine_and_says_so() -> None:
    world = a_world(a_pill("a", 300), a_pill("b", 900))
    world.ask(Enable(("a", "b")))
    world.change(a_pill("b", 1800))
    said = world.ask(Reload())["said"]
    assert said == [
        "B is on hold: 2100 mg of vitamin C a day (B: 1800 mg, A: 300 mg) is above the upper limit of 2000 mg a day.",
        'Choose a smaller dose: routine preset set b dose "AMOUNT UNIT". It goes on only by: routine preset enable b. '
        "Source: a label",
    ]
    assert world.titles == ["B is on hold"]
    world.to("08:00")
    assert world.raised == ["a@2026-11-23T08:00"]


def test_what_is_on_hold_counts_no_longer() -> None:
    world = a_world(a_pill("a", 300), a_pill("b", 900))
    world.ask(Enable(("a", "b")))
    world.change(a_pill("b", 1800))
    world.ask(Reload())
    world.ask(Reload())
    assert world.routine("a").held is None
    assert world.ask(CourseList())["limits"][0]["a_day"] == 300


def test_a_course_that_is_over_is_not_held_for_what_others_take() -> None:
    over = replace(a_pill("a", 900), course=Course(lasting("1 day")))
    world = a_world(over, a_pill("b", 900))
    world.ask(Enable(("a", "b")))
    world.to("2026-11-24 09:00")
    world.change(over, a_pill("b", 1200))
    world.ask(Reload())
    assert [world.routine(id).held for id in ("a", "b")] == [None, None]


def test_the_notice_of_a_hold_goes_with_the_routine() -> None:
    world = a_world(a_pill("a", 900))
    world.ask(Enable(("a",)))
    world.change(a_pill("a", 2100))
    world.ask(Reload())
    assert world.titles == ["A is on hold"]
    world.ask(Disable(("a",)))
    assert world.titles == []


def test_no_dose_is_ever_raised_by_itself() -> None:
    """Law 7: after weeks of answers each done takes what the file says, and the file is as it was."""
    world = a_world(a_pill("a", 75))
    world.ask(Enable(("a",)))
    for day in range(1, 28):
        world.to(f"2026-12-{day:02} 08:00")
        world.ask(Done())
    assert {entry.details["took"] for entry in world.log if entry.answer == "done"} == {"75 mg"}


# --- the last of a day --------------------------------------------------------------------------------------------


def four_times(amount: float = 500) -> World:
    world = a_world(a_pill("c", amount, "mg", "08:00", "12:00", "16:00", "20:00"))
    world.ask(Enable(("c",)))
    return world


def test_the_last_allowed_dose_of_a_day_says_so_at_that_dose() -> None:
    world = four_times()
    for time in ("08:00", "12:00", "16:00"):
        world.to(time)
        assert "last for today" not in world.notice().body
        world.ask(Done())
    world.to("20:00")
    assert "This is the last for today: 2000 mg of 2000 mg vitamin C" in world.notice().body


def test_a_dose_that_was_skipped_or_taken_back_leaves_room_for_another() -> None:
    world = four_times()
    world.to("08:00")
    world.ask(Done())
    world.ask(Undo())
    for time in ("12:00", "16:00"):
        world.to(time)
        world.ask(Done())
    world.to("20:00")
    assert "last for today" not in world.notice().body


def test_the_next_day_counts_anew() -> None:
    world = four_times()
    for time in ("08:00", "12:00", "16:00", "20:00"):
        world.to(time)
        world.ask(Done())
    world.to("2026-11-24 08:00")
    assert "last for today" not in world.notice().body


def test_doses_of_other_routines_count_and_so_do_those_that_wait_beside_it() -> None:
    world = a_world(a_pill("a", 900), a_pill("b", 900))
    world.ask(Enable(("a", "b")))
    world.to("08:00")
    first, second = world.notice().body.splitlines()
    assert "last for today" not in first
    assert "This is the last for today: 1800 mg of 2000 mg vitamin C" in second
    world.ask(Done(("a",)))
    assert "last for today: 1800 mg" in world.notice("B").body


def test_a_dose_that_would_come_to_more_says_that() -> None:
    world = a_world(a_pill("c", 500, "mg", "08:00", "12:00", "16:00"), a_pill("d", 900, "mg", "20:00"))
    world.ask(Enable(("c", "d"), (refusal(world, "c", "d")["rule"],)))
    for time in ("08:00", "12:00", "16:00"):
        world.to(time)
        world.ask(Done())
    world.to("20:00")
    assert "With this it comes to 2400 mg of 2000 mg vitamin C today: above the upper limit" in world.notice().body


# --- a substance that nobody knows --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of", "near"),
    [("vitamn-c", "vitamin-c"), ("vitaminc", "vitamin-c"), ("vitamin-c3", "vitamin-c"), ("calcum", "calcium")],
)
def test_a_substance_that_is_nearly_a_known_one_gets_a_word_and_no_more(of: str, near: str) -> None:
    (found,) = a_world(a_pill("mine", 1, of=of)).ask(Enable(("mine",)))["findings"]
    assert found["level"] == "note"
    assert f"Did you mean “{near}”?" in found["fix"]
    assert f"“{of}”" in found["why"]


@pytest.mark.parametrize("of", ["vitamin-b", "magnesium", "collagen", "vitamin-c"])
def test_a_substance_of_its_own_gets_none(of: str) -> None:
    assert a_world(a_pill("mine", 1, of=of)).ask(Enable(("mine",)))["findings"] == []


# --- products of several substances -------------------------------------------------------------------------------


def a_multivitamin(tablets: float = 1, *times: str, vitamin_c: str = "400 mg", calcium: str = "120 mg") -> Preset:
    """Tablets that hold vitamin C and calcium."""
    held = tuple(
        (name, Amount(float(text.split()[0]), text.split()[1]))
        for name, text in (("vitamin-c", vitamin_c), ("calcium", calcium))
    )
    schedule = a_schedule(*(times or ("08:00",)))
    return a_preset("multi", schedule, dose=Dose(tablets, "tablet", holds=held), kind="supplement")


def test_what_a_product_holds_is_added_to_the_other_doses_of_each_substance() -> None:
    world = a_world(a_multivitamin(), a_pill("a", 1700))
    world.ask(Enable(("multi",)))
    assert "2100 mg of vitamin C a day (A: 1700 mg, Multi: 400 mg)" in refusal(world, "a")["why"]


def test_what_a_product_holds_grows_with_the_tablets_and_the_times() -> None:
    assert "2400 mg of vitamin C" in refusal(a_world(a_multivitamin(3, "08:00", "20:00")), "multi")["why"]


def test_each_substance_of_a_product_has_its_own_limit() -> None:
    finding = refusal(a_world(a_multivitamin(calcium="0.6 g")), "multi")
    assert finding["why"] == "600 mg of calcium a dose is above the upper limit of 500 mg a dose."


def test_a_product_that_holds_an_amount_in_another_unit_is_not_taken_for_harmless() -> None:
    finding = refusal(a_world(a_multivitamin(vitamin_c="400 IU")), "multi")
    assert "Multi says 400 IU, so it cannot be checked" in finding["why"]
    assert 'dose.holds.vitamin-c "AMOUNT mg"' in finding["fix"]


def test_the_notice_says_what_a_dose_holds() -> None:
    world = a_world(a_multivitamin(2))
    world.ask(Enable(("multi",)))
    world.to("08:00")
    assert world.notice().body.startswith("Take 2 tablets (800 mg vitamin C and 240 mg calcium).")


def test_the_last_tablet_of_a_day_says_so_for_what_it_holds() -> None:
    world = a_world(a_multivitamin(1, "08:00", "20:00", vitamin_c="900 mg"), a_pill("a", 200, "mg", "12:00"))
    world.ask(Enable(("multi", "a")))
    for time in ("08:00", "12:00"):
        world.to(time)
        assert "last for today" not in world.notice().body
        world.ask(Done())
    world.to("20:00")
    assert "This is the last for today: 2000 mg of 2000 mg vitamin C" in world.notice().body


def test_the_list_adds_up_what_products_hold() -> None:
    world = a_world(a_multivitamin(2), a_pill("a", 100))
    world.ask(Enable(("multi", "a")))
    reply = world.ask(CourseList())
    assert [(one["substance"], one["a_day"]) for one in reply["limits"]] == [("vitamin-c", 900)]
    assert reply["courses"][1]["dose"]["holds"] == {"vitamin-c": "800 mg", "calcium": "240 mg"}


def test_what_is_due_together_says_each_dose() -> None:
    """Several supplements in the morning are the usual case."""
    world = a_world(a_multivitamin(), a_pill("a", 100), a_preset("walk", a_schedule("08:00")))
    world.ask(Enable(("multi", "a", "walk")))
    world.to("08:00")
    assert world.notice().body.splitlines()[:3] == [
        "• A, today 08:00: Take 100 mg",
        "• Multi, today 08:00: Take 1 tablet (400 mg vitamin C and 120 mg calcium)",
        "• Walk, today 08:00",
    ]


def test_a_misspelt_substance_in_a_product_gets_a_word() -> None:
    held = (("vitamn-c", Amount(80, "mg")),)
    multi = a_preset("multi", a_schedule("08:00"), dose=Dose(1, "tablet", holds=held))
    (found,) = a_world(multi).ask(Enable(("multi",)))["findings"]
    assert (found["level"], found["rule"]) == ("note", "unknown-substance")
    assert "Did you mean “vitamin-c”?" in found["fix"]


def test_what_a_product_no_longer_holds_makes_it_less_careful() -> None:
    """As taking a word out of `contains` does."""
    base = a_multivitamin()
    (fault,) = loosenings(base, replace(base, dose=Dose(1, "tablet", holds=base.dose.holds[:1] if base.dose else ())))
    assert fault.key == ("dose", "holds", "calcium")


def test_once_nothing_stands_against_it_a_routine_on_hold_says_so() -> None:
    world = a_world(a_pill("a", 900))
    world.ask(Enable(("a",)))
    world.change(a_pill("a", 2100))
    world.ask(Reload())
    world.change(a_pill("a", 1000))
    assert world.ask(Reload())["said"] == [
        "A is still on hold; nothing stands against it any more. It goes on only by: routine preset enable a"
    ]
    assert "A is on hold" in world.titles
    world.ask(Enable(("a",)))
    assert world.ask(Reload())["said"] == []
    assert world.titles == []
