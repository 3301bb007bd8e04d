"""The plan in full: reasons as facts, what comes every day told once, and ways out where there is no room."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from routine.core.errors import NothingToDoError, UsageError
from routine.core.preset.model import Course, Dose
from routine.core.requests.commands import Choose, Irritated, PauseCommand, VisitAct
from routine.core.requests.queries import PlanQuery, Trial
from routine.core.schedule.types import EveryNDays, NightsAWeek, Ramp, Schedule, Weekdays
from routine.core.schedule.visit_series import After, Before, Visits
from tests.builders import World, a_preset, a_schedule, lasting, weekly
from tests.core.spacing.household import FRI, a_world, active, mask, without_room


def plan(world: World, days: int = 28) -> dict[str, Any]:
    """The plan in full."""
    return world.ask(PlanQuery(days, full=True))


def times(world: World, routine: str, days: int = 28) -> list[dict[str, Any]]:
    """The times of one routine."""
    return [one for one in plan(world, days)["occurrences"] if one["routine"] == routine]


def test_in_full_it_says_all_that_it_says_in_short() -> None:
    """Nothing has another name or value there."""
    world = a_world(mask(), active(schedule=weekly(FRI, "21:00")))
    short, full = world.ask(PlanQuery(14)), plan(world, 14)
    assert full.keys() > short.keys()
    for one, other in zip(short["occurrences"], full["occurrences"], strict=True):
        assert other.items() >= one.items()


def test_what_comes_every_day_is_told_once_with_its_dose_and_its_end() -> None:
    """And its times say that they are as told."""
    dose, course = Dose(amount=5, unit="g"), Course(length=lasting("12 weeks"))
    world = World(
        a_preset("collagen", a_schedule("09:00", "21:00"), dose=dose, course=course), a_preset("x", weekly(0, "08:00"))
    )
    (daily,) = plan(world)["daily"]
    assert (daily["routine"], daily["times"], daily["dose"]) == ("collagen", ["09:00", "21:00"], "Take 5 g")
    assert daily["until"] == "2027-02-14"
    assert all(one["daily"] for one in times(world, "collagen"))
    assert not any(one["daily"] for one in times(world, "x"))


def test_a_course_that_is_over_comes_on_no_day() -> None:
    """Though it is enabled still: Routine asks whether to begin it again."""
    world = World(a_preset("collagen", a_schedule("09:00"), course=Course(length=lasting("2 days"))), a_preset("spf"))
    assert [one["routine"] for one in plan(world)["daily"]] == ["collagen", "spf"]
    world.to("2026-11-26 08:00")
    assert [one["routine"] for one in plan(world)["daily"]] == ["spf"]


def test_a_day_that_is_not_as_every_day_is_shown_by_itself() -> None:
    """The paused days of a daily routine."""
    world = World(a_preset("spf"))
    world.ask(PauseCommand("spf", until="2026-11-26"))
    found = [(one["daily"], one["reason"] and one["reason"]["kind"]) for one in times(world, "spf", 4)]
    assert found == [(False, "paused"), (False, "paused"), (False, "paused"), (True, None)]


def test_each_reason_names_its_rule_its_source_and_the_other_time() -> None:
    """Moved by a rule; kept back by irritation."""
    world = a_world(mask(), active(schedule=weekly(FRI, "21:00")))
    first = times(world, "mask")[0]
    assert (first["moved_from"], first["kind"]) == ("2026-11-27T20:30", "mask")
    reason = first["reason"]
    assert (reason["kind"], reason["rule"], reason["source"]) == ("moved", "active-and-mask", "a test")
    assert (reason["other"]["routine"], reason["other"]["nominal"]) == ("serum", "2026-11-27T21:00")
    world.ask(Irritated("mild"))
    assert {one["reason"]["kind"] for one in times(world, "mask")} == {"irritation"}


def test_where_there_is_no_room_each_way_out_does_what_it_says() -> None:
    """Each is tried, as a page tries it, and then the plan has no such clash, or another one is left out."""
    world = without_room()
    (choice,) = plan(world, 7)["choices"]
    kinds = [way["kind"] for way in choice["ways"]]
    assert kinds[-2:] == ["pause", "ask"]
    assert {"comes", "stays"} <= set(kinds)
    lost, kept = choice["routine"], choice["other"]
    comes = next(way for way in choice["ways"] if way["kind"] == "comes")
    world.ask(Choose(comes["commands"][0]["clash"], comes["commands"][0]["comes"]))
    left_out = {one["routine"] for one in plan(world, 7)["occurrences"] if one["status"] == "excused"}
    assert left_out == {kept}
    assert lost not in left_out


def test_a_choice_that_was_made_is_none_any_more() -> None:
    """The other tab."""
    world = without_room()
    way = next(way for way in plan(world, 7)["choices"][0]["ways"] if way["kind"] == "stays")
    clash, comes = way["commands"][0]["clash"], way["commands"][0]["comes"]
    with pytest.raises(UsageError):
        world.ask(Choose(clash, "spf@2026-11-27T08:00"))
    world.ask(Choose(clash, comes))
    with pytest.raises(NothingToDoError):
        world.ask(Choose(clash, comes))
    assert plan(world, 7)["choices"] == []


def test_what_has_no_room_weeks_from_now_cannot_be_chosen_yet() -> None:
    """Only for good: which of the two comes is asked when the time is near."""
    world = a_world(mask(move=""), active(schedule=a_schedule("21:00", days=EveryNDays(25))))
    (choice,) = plan(world)["choices"]
    assert choice["times"] == ["2026-12-18T21:00"]
    assert [way["kind"] for way in choice["ways"]] == ["pause", "ask"]


def test_the_reason_of_a_choice_is_that_of_its_first_time() -> None:
    """Of several that have no room, each with another time against it."""
    (choice,) = plan(without_room())["choices"]
    assert choice["times"][0] == "2026-11-27T21:00" and len(choice["times"]) > 1
    assert choice["reason"]["other"]["nominal"] == "2026-11-27T20:30"


def test_a_build_up_that_takes_every_evening_may_leave_one_free() -> None:
    """The edit that `schedule.free` is."""
    every_night = active("retinoid", Schedule(Ramp(at=21 * 60, weeks=(NightsAWeek(7),))))
    world = a_world(mask(), every_night)
    (choice,) = plan(world)["choices"]
    way = next(way for way in choice["ways"] if way["kind"] == "free")
    assert way["edits"] == [{"edit": "set", "preset": "retinoid", "key": "schedule.free", "value": "fri"}]


def test_the_pause_of_a_choice_covers_all_that_has_no_room() -> None:
    """Until the day after the last one."""
    world = a_world(mask(move=""), active(schedule=a_schedule("21:00", days=Weekdays((FRI,)))))
    (choice,) = plan(world)["choices"]
    way = next(way for way in choice["ways"] if way["kind"] == "pause")
    until = way["commands"][0]["until"]
    found = world.ask(Trial(commands=(PauseCommand(choice["routine"], until=until),)))
    assert until > max(choice["times"])[:10]
    assert all(one["routine"] == choice["routine"] for one in found["fits"]["changes"] if one["kind"] == "waits")


def test_a_time_after_midnight_is_of_the_day_before() -> None:
    """As people count days, which end at 04:00."""
    world = World(a_preset("late", weekly(0, "01:30")))
    (one, *_) = times(world, "late")
    assert one["nominal"] == f"{one['nominal'][:10]}T01:30"
    assert date.fromisoformat(one["day"]) == date.fromisoformat(one["nominal"][:10]) - timedelta(days=1)
    assert plan(world)["today"] <= one["day"]


def test_what_belongs_to_a_visit_says_to_which_part_of_which() -> None:
    """Before it, the question of its evening, and after it, which is only planned if they go."""
    before = Before(id="peels", say="No peel.", ahead=lasting("7 days"))
    after = After(id="sun", say="No sun.", wait=lasting("1 day"))
    world = World(
        a_preset("sculptra", Schedule(Visits(before=(before,), after=(after,))), kind="visit"), a_preset("spf")
    )
    world.ask(VisitAct("book", "sculptra", when="2026-12-08 10:00"))
    assert [(one["visit"], one["part"]) for one in times(world, "sculptra")] == [
        (1, "before"), (1, "asks"), (1, "after"),
    ]  # fmt: skip
    assert {(one["visit"], one["part"]) for one in times(world, "spf")} == {(None, None)}
