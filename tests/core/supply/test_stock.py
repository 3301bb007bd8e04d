"""Stock: refills add, done takes, undo gives back; how long it lasts; one notice in good time."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from routine.core.config.settings import Settings
from routine.core.errors import NothingToDoError, UsageError
from routine.core.preset.model import Course, Dose, Preset, Step
from routine.core.requests.commands import Disable, Done, Enable, Press, RefillStock, SessionStart, Skip, Undo
from routine.core.requests.queries import CourseList
from routine.core.requests.reports import Reload
from routine.core.state.fold import catch_up
from routine.core.supply.stock import RefillTakenBack, StockRefilled, Supply, supply
from tests.builders import World, a_preset, a_schedule, lasting
from tests.rows import each


def collagen(**fields: Any) -> Preset:
    """5 g every day at 08:00."""
    return a_preset("collagen", **{"dose": Dose(5, "g"), "kind": "supplement", **fields})


def a_world(preset: Preset | None = None, refill_days: int = 7) -> World:
    return World(preset or collagen(), settings=Settings(refill_days=refill_days))


def left(world: World, id: str = "collagen") -> float:
    stock = world.routine(id).stock
    assert stock is not None
    return stock.left


def row(world: World) -> dict[str, object]:
    found: dict[str, object] = world.ask(CourseList())["courses"][0]
    return found


# --- what is left -------------------------------------------------------------------------------------------------


def test_a_refill_is_added_to_what_is_left() -> None:
    world = a_world()
    world.ask(RefillStock("collagen", "450g"))
    world.ask(RefillStock("collagen", doses=10))
    assert left(world) == 500


def test_a_done_answer_takes_the_dose_and_a_skipped_or_missed_one_nothing() -> None:
    world = a_world()
    world.ask(RefillStock("collagen", "450 g"))
    world.to("08:00")
    world.ask(Done())
    assert left(world) == 445
    world.to("2026-11-24 08:00")
    world.ask(Skip())
    world.to("2026-11-26 07:00")
    assert world.answers["collagen@2026-11-25T08:00"] == "missed"
    assert left(world) == 445


def test_undo_gives_the_dose_back() -> None:
    world = a_world()
    world.ask(RefillStock("collagen", "450g"))
    world.to("08:00")
    world.ask(Done())
    world.ask(Undo())
    assert left(world) == 450


def test_undo_gives_back_what_was_taken_although_the_dose_is_another_by_now() -> None:
    world = a_world()
    world.ask(RefillStock("collagen", "450g"))
    world.to("08:00")
    world.ask(Done())
    world.change(collagen(dose=Dose(10, "g")))
    world.ask(Reload())
    world.ask(Undo())
    assert left(world) == 450


def test_a_missed_time_that_was_done_after_all_takes_its_dose_and_naming_it_again_no_second_one() -> None:
    world = a_world()
    world.ask(RefillStock("collagen", "450g"))
    world.to("13:00")
    assert world.answers["collagen@2026-11-23T08:00"] == "missed"
    world.ask(Done(("collagen",), at="08:10"))
    assert left(world) == 445
    world.ask(Done(("collagen",), at="08:00"))
    assert left(world) == 445
    world.ask(Skip(("collagen",), at="08:20"))
    assert left(world) == 450


def test_the_undo_button_of_the_notice_gives_the_dose_back_too() -> None:
    world = a_world()
    world.ask(RefillStock("collagen", "450g"))
    world.to("08:00")
    world.press("done")
    assert left(world) == 445
    world.press("undo")
    assert left(world) == 450


def test_a_rehearsal_takes_nothing() -> None:
    world = a_world(collagen(steps=(Step(id="wait", say="Wait.", timer=lasting("5m")),)))
    world.ask(RefillStock("collagen", "450g"))
    world.ask(SessionStart("collagen", speed=60.0))
    world.to("07:30")
    assert [entry.answer for entry in world.log if entry.answer == "rehearsal"] == ["rehearsal"]
    assert left(world) == 450


def test_what_was_done_before_the_count_takes_nothing_and_gives_nothing_back() -> None:
    world = a_world()
    world.to("08:00")
    world.ask(Done())
    world.to("09:00")
    world.ask(RefillStock("collagen", left="100g"))
    world.ask(Done(("collagen",), at="08:30"))
    assert left(world) == 100
    world.ask(Undo("collagen"))
    assert left(world) == 100


@each("at, left_, undone", [("08:59", 100, 100), ("09:00", 95, 100), ("09:01", 95, 100)])
def test_from_the_moment_of_the_count_on_each_dose_takes_from_it(at: str, left_: float, undone: float) -> None:
    world = a_world()
    world.to("09:00")
    world.ask(RefillStock("collagen", left="100g"))
    world.to("10:00")
    world.ask(Done(("collagen",), extra=True, at=at))
    assert left(world) == left_
    world.ask(Skip(("collagen",), at="08:00"))
    world.ask(Undo("collagen"))
    world.ask(Undo("collagen"))
    assert left(world) == undone


def test_a_count_says_what_there_is_in_all() -> None:
    world = a_world()
    world.ask(RefillStock("collagen", "450g"))
    world.ask(RefillStock("collagen", left="0 g"))
    assert left(world) == 0


def test_undo_takes_a_refill_back_and_leaves_what_was_taken_since() -> None:
    world = a_world()
    world.ask(RefillStock("collagen", "100g"))
    world.ask(RefillStock("collagen", "450g"))
    world.to("08:00")
    world.ask(Done())
    world.ask(Undo())
    world.ask(Done())
    world.ask(Undo("collagen"))
    refill = next(entry for entry in world.log if entry.reason == "450 g added")
    taken_back = world.did(Undo("collagen"))
    assert taken_back == RefillTakenBack(refill, world.log[-1])
    assert left(world) == 100


def test_the_first_refill_taken_back_leaves_nothing_known() -> None:
    world = a_world()
    world.ask(RefillStock("collagen", "450g"))
    world.ask(Undo())
    assert world.routine("collagen").stock is None
    with pytest.raises(NothingToDoError):
        world.ask(Undo())


def test_a_refill_on_less_than_nothing_counts_from_nothing() -> None:
    """More was taken than was ever said to be there: the pack that is added is full all the same."""
    world = a_world()
    world.ask(RefillStock("collagen", left="3g"))
    world.to("08:00")
    world.ask(Done())
    assert (left(world), supply(world.draft, "collagen")) == (-2, Supply(0, 0, None))
    world.ask(RefillStock("collagen", "450g"))
    assert left(world) == 450


def test_a_routine_without_an_amount_counts_doses() -> None:
    world = World(a_preset("calcium", kind="supplement"))
    world.ask(RefillStock("calcium", doses=60))
    world.to("08:00")
    world.ask(Done())
    assert left(world, "calcium") == 59


def test_what_is_counted_in_doses_loses_one_whatever_a_dose_is_by_now() -> None:
    world = World(a_preset("calcium"))
    world.ask(RefillStock("calcium", doses=60))
    world.change(a_preset("calcium", dose=Dose(500, "mg")))
    world.ask(Reload())
    world.to("08:00")
    world.ask(Done())
    assert left(world, "calcium") == 59
    assert supply(world.draft, "calcium") == Supply(59, 59, date(2027, 1, 21))


def test_grams_are_kept_in_the_unit_of_a_dose() -> None:
    world = a_world(collagen(dose=Dose(500, "mg")))
    world.ask(RefillStock("collagen", "1g"))
    left = {"left": 1000, "unit": "mg", "doses": 2, "days": 2, "until": "2026-11-24", "low": True}
    assert row(world)["stock"] == left


def test_where_a_dose_is_in_another_unit_by_now_it_asks_to_say_again() -> None:
    world = a_world()
    world.ask(RefillStock("collagen", "450g"))
    world.change(collagen(dose=Dose(2, "capsule")))
    world.ask(Reload())
    world.to("08:00")
    world.ask(Done())
    assert supply(world.draft, "collagen") is None
    world.ask(RefillStock("collagen", "60 capsules"))
    assert (left(world), supply(world.draft, "collagen")) == (60, Supply(30, 30, date(2026, 12, 23)))


@each(
    "command",
    [
        RefillStock("collagen", "-5g"),
        RefillStock("collagen", left="-1 g"),
        RefillStock("collagen", doses=-3),
        RefillStock("collagen", doses=0),
        RefillStock("collagen", "0 g"),
        RefillStock("collagen", "999999 g"),
        RefillStock("collagen", "90 capsules"),
        RefillStock("collagen"),
        RefillStock("collagen", "5g", doses=3),
        RefillStock("collagen", "5g", left="3 g"),
    ],
    ids=str,
)
def test_a_refill_that_cannot_be_is_refused_and_changes_nothing(command: RefillStock) -> None:
    world = a_world()
    with pytest.raises(UsageError):
        world.ask(command)
    assert (world.routine("collagen").stock, world.log) == (None, [])


def test_where_no_dose_is_known_grams_cannot_be_counted() -> None:
    world = World(a_preset("calcium"))
    with pytest.raises(UsageError):
        world.ask(RefillStock("calcium", "450g"))
    assert world.routine("calcium").stock is None


def test_a_refill_needs_a_routine_that_is_enabled() -> None:
    world = World(collagen(), enabled=False)
    with pytest.raises(NothingToDoError):
        world.ask(RefillStock("collagen", "450g"))


def test_the_stock_survives_a_restart_and_beginning_anew() -> None:
    world = a_world()
    world.ask(RefillStock("collagen", "450g"))
    world.restart(boot="boot-2")
    world.ask(Disable(("collagen",)))
    world.ask(Enable(("collagen",)))
    assert left(world) == 450


def test_the_log_alone_gives_the_same_stock_again() -> None:
    """The state may be older than the log; then what the log has beyond it is folded in."""
    world = a_world()
    fresh = world.state
    world.ask(RefillStock("collagen", "450g"))
    world.to("08:00")
    world.ask(Done())
    world.ask(RefillStock("collagen", "50g"))
    world.ask(Undo())
    assert left(world) == 445
    caught_up = catch_up(replace(fresh, outbox=()), world.log).routines["collagen"]
    assert caught_up.stock is not None
    assert caught_up.stock.left == 445
    assert caught_up.armed == ()


def test_a_refill_is_an_entry_of_the_log_and_no_time_of_the_day() -> None:
    world = a_world()
    world.ask(RefillStock("collagen", "450g"))
    entry = world.log[-1]
    assert (entry.answer, entry.reason) == ("refilled", "450 g added")
    assert (world.answers, world.next("collagen")) == ({}, "2026-11-23 08:00")


# --- how long it lasts --------------------------------------------------------------------------------------------


def test_it_lasts_by_the_doses_that_are_planned() -> None:
    world = World(collagen(schedule=a_schedule("08:00", "20:00")))
    assert world.did(RefillStock("collagen", "25g")) == StockRefilled(world.log[0])
    found = supply(world.draft, "collagen")
    assert found is not None
    assert (found.doses, found.last) == (5, date(2026, 11, 25))


def test_a_course_that_ends_before_needs_no_more() -> None:
    world = a_world(collagen(course=Course(lasting("2 weeks"))))
    world.ask(RefillStock("collagen", doses=14))
    assert supply(world.draft, "collagen") == Supply(14, None, None)


def test_the_list_tells_day_dose_and_what_is_left() -> None:
    world = a_world(collagen(course=Course(lasting("12 weeks"))))
    world.ask(RefillStock("collagen", "50g"))
    world.to("2026-11-25 12:00")
    found = row(world)
    assert (found["day"], found["of"], found["ends"]) == (3, 84, "2027-02-14")
    assert found["dose"] == {"amount": 5, "unit": "g", "with_food": None, "of": None, "holds": {}, "times_a_day": 1}
    assert found["stock"] == {"left": 50, "unit": "g", "doses": 10, "days": 10, "until": "2026-12-05", "low": False}


def test_the_list_leaves_out_what_is_neither_course_nor_supply() -> None:
    assert World(a_preset("spf")).ask(CourseList()) == {"courses": [], "limits": []}


# --- running low --------------------------------------------------------------------------------------------------


def low(world: World) -> int:
    return world.showing.count("stock")


def test_a_refill_takes_away_the_word_of_its_own_routine_alone() -> None:
    world = World(collagen(), a_preset("zinc", dose=Dose(5, "g"), kind="supplement"))
    for id in ("collagen", "zinc"):
        world.ask(RefillStock(id, doses=8))
    world.to("08:00")
    world.ask(Done(("collagen", "zinc")))
    assert world.showing.count("stock") == 2
    world.ask(RefillStock("collagen", doses=90))
    assert [card.about for card in world.state.notices.cards if card.kind == "stock"] == [("zinc",)]


def test_a_refill_is_noted_by_the_clock_of_its_routine() -> None:
    world = World(collagen(schedule=a_schedule("08:00", zone="America/New_York")))
    world.ask(RefillStock("collagen", "450g"))
    assert f"{world.log[-1].nominal:%Y-%m-%d %H:%M}" == "2026-11-23 01:00"


def test_it_is_told_in_good_time_and_once() -> None:
    world = a_world()
    world.ask(RefillStock("collagen", doses=10))
    for day in ("23", "24", "25"):
        assert low(world) == 0
        world.to(f"2026-11-{day} 08:00")
        world.ask(Done())
    assert low(world) == 1
    assert (world.card("stock").about, left(world)) == (("collagen",), 35)
    world.press("ok", "stock")
    world.to("2026-11-26 08:00")
    world.ask(Done())
    assert low(world) == 0


def test_the_days_before_are_the_users_to_set() -> None:
    world = a_world(refill_days=2)
    world.ask(RefillStock("collagen", doses=4))
    world.to("08:00")
    world.ask(Done())
    assert low(world) == 0
    world.to("2026-11-24 08:00")
    world.ask(Done())
    assert low(world) == 1


def test_a_refill_takes_the_notice_away_and_the_next_time_it_comes_again() -> None:
    world = a_world(refill_days=2)
    world.ask(RefillStock("collagen", doses=3))
    world.to("08:00")
    world.ask(Done())
    assert low(world) == 1
    world.ask(RefillStock("collagen", doses=1))
    assert low(world) == 0
    world.to("2026-11-24 08:00")
    world.ask(Done())
    assert low(world) == 1


def test_a_refill_that_is_small_itself_is_told_by_its_own_answer() -> None:
    world = a_world()
    world.ask(RefillStock("collagen", doses=3))
    stock = world.routine("collagen").stock
    assert stock is not None
    assert stock.told
    world.to("08:00")
    assert low(world) == 0


def test_what_lasts_to_the_end_of_the_course_is_not_low() -> None:
    world = a_world(collagen(course=Course(lasting("5 days"))))
    world.ask(RefillStock("collagen", doses=5))
    world.to("08:00")
    world.ask(Done())
    assert low(world) == 0


# --- whatever happens ---------------------------------------------------------------------------------------------

DEEDS = ("done", "skip", "undo", "refill", "day", "press-done", "late")


def deed(world: World, name: str) -> None:
    """One thing that may happen; where it cannot, nothing does."""
    with suppress(NothingToDoError):
        match name:
            case "done":
                world.ask(Done(("collagen",)))
            case "skip":
                world.ask(Skip(("collagen",)))
            case "undo":
                world.ask(Undo("collagen"))
            case "refill":
                world.ask(RefillStock("collagen", "50g"))
            case "late":
                world.ask(Done(("collagen",), at="yesterday 08:00"))
            case "press-done":
                for notice in [one for one in world.notices if one.title == "Collagen"]:
                    world.ask(Press(notice.id, "done"))
            case _:
                world.to(f"{world.now.wall() + timedelta(days=1):%Y-%m-%d} 08:30")


@settings(max_examples=60, deadline=None)
@given(deeds=st.lists(st.sampled_from(DEEDS), max_size=25))
def test_what_is_left_is_what_came_in_less_a_dose_for_each_done_that_holds(deeds: list[str]) -> None:
    world = a_world()
    world.ask(RefillStock("collagen", "500g"))
    since = world.now.instant
    for name in deeds:
        deed(world, name)
        stock = world.routine("collagen").stock
        if stock is None:
            break
        undone = {entry.replaces for entry in world.log}
        refills = [e for e in world.log if e.answer == "refilled" and e.seq not in undone]
        added = sum(float(e.details["added"].split()[0]) for e in refills)
        done = [e for e in world.log if e.answer == "done" and e.seq not in undone and e.at >= since]
        assert stock.left == added - 5 * len(done)


def test_of_several_each_is_told_by_itself_and_what_is_disabled_is_not() -> None:
    oil, gone = (a_preset(id, dose=Dose(1, "g")) for id in ("oil", "gone"))
    world = World(collagen(), oil, gone, settings=Settings(refill_days=2))
    for id in ("collagen", "oil", "gone"):
        world.ask(RefillStock(id, doses=4))
    world.ask(Disable(("gone",)))
    world.to("08:00")
    world.ask(Done(("collagen",)))
    world.to("2026-11-24 08:00")
    world.ask(Done(("collagen",)))
    assert world.showing.count("stock") == 1
    assert world.card("stock").about == ("collagen",)
    world.press("ok", "stock")
    world.to("2026-11-25 08:00")
    world.ask(Done(("oil",)))
    world.to("2026-11-26 08:00")
    world.ask(Done(("oil",)))
    assert world.card("stock").about == ("oil",)
