"""The plan: what the generator yields and nothing else, in order, with reasons that are true."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from routine.core.config.rules import Fact, Rule
from routine.core.errors import UsageError
from routine.core.preset.model import Preset, Remind, Safety
from routine.core.requests.commands import Done, PauseCommand, Snooze
from routine.core.requests.queries import PlanQuery, Today
from routine.core.requests.reports import Reload
from routine.core.schedule.clock import occurrences
from routine.core.schedule.types import AfterRoutine, Again, Clock, Cycle, EveryNDays, Schedule, Weekdays
from tests.builders import BERLIN, World, a_preset, a_schedule, lasting, weekly
from tests.core.spacing.household import SAT, SUN, a_world, active, mask


def planned(world: World, days: int, routine: str | None = None) -> list[tuple[str, str]]:
    return [(one["id"], one["status"]) for one in world.ask(PlanQuery(days, routine))["occurrences"]]


@pytest.mark.parametrize(
    "schedule",
    [
        a_schedule("08:00"),
        a_schedule("02:30", "23:45"),
        weekly(4, "20:30"),
        a_schedule("07:30", days=EveryNDays(3)),
        a_schedule("09:00", cycle=Cycle(5, 2)),
        a_schedule("09:00", count=10),
        a_schedule("09:00", zone="Asia/Tokyo"),
    ],
)
def test_the_plan_of_a_year_is_what_the_generator_yields(schedule: Schedule) -> None:
    world = World(a_preset("r", schedule))
    zone = schedule.zone or BERLIN
    here = world.now.wall(zone)
    until = (world.now.wall() + timedelta(days=365)).replace(tzinfo=None)
    made = occurrences(
        "r", schedule.base, anchor=world.routine("r").anchor, zone=zone, after=here,  # type: ignore[arg-type] # a Clock
        until=until + timedelta(hours=8 if schedule.zone else 0),
    )  # fmt: skip
    assert planned(world, 365) == [(one.id, "planned") for one in made]


def test_what_the_plan_says_is_what_then_comes() -> None:
    world = World(a_preset("a", weekly(1, "10:00")), a_preset("b", a_schedule("08:00", days=EveryNDays(2))))
    said = [id for id, _ in planned(world, 9)]
    came: list[str] = []

    def note() -> None:
        for id in world.raised:
            came.append(id)
            world.ask(Done((id.split("@")[0],)))

    world.simulation.run_to(world.now.instant + timedelta(days=9), note)
    assert came == said


def test_the_plan_of_one_routine_has_no_other() -> None:
    world = World(a_preset("a"), a_preset("b"))
    assert {id.split("@")[0] for id, _ in planned(world, 3, "a")} == {"a"}


def test_the_plan_of_one_that_follows_another_counts_on_the_other() -> None:
    world = World(a_preset("wash"), a_preset("cream", Schedule(AfterRoutine("wash", lasting("30m")))))
    [one, *_] = world.ask(PlanQuery(2, "cream"))["occurrences"]
    assert one["nominal"] == "2026-11-23T08:30"


def test_what_falls_in_a_pause_is_planned_as_not_counted() -> None:
    world = World(a_preset())
    world.ask(PauseCommand("spf", "2026-11-24", "2026-11-25"))
    found = world.ask(PlanQuery(3))["occurrences"]
    assert [one["status"] for one in found] == ["planned", "excused", "planned"]


def test_what_is_held_is_planned_as_not_counted() -> None:
    rule = Rule(name="egg", fact="egg", level="final", why="Egg.", fix="No.", source="s")
    world = World(
        a_preset(safety=Safety(never_if=("egg",))),
        rules={"egg": rule}, facts={"egg": Fact("egg", "Egg?")}, profile={"egg": False},
    )  # fmt: skip
    world.change(profile={"egg": True})
    world.ask(Reload())
    assert world.routine("spf").held is not None
    assert {one["status"] for one in world.ask(PlanQuery(3))["occurrences"]} == {"excused"}


def test_what_waits_is_in_the_plan_first() -> None:
    world = World(a_preset())
    world.to("08:00")
    assert planned(world, 1)[0] == ("spf@2026-11-23T08:00", "raised")
    world.ask(Snooze("spf", "20m"))
    assert planned(world, 1)[0] == ("spf@2026-11-23T08:00", "snoozed")


def test_the_plan_of_a_chain_goes_on_from_the_link_that_is_there_while_the_next_base_waits() -> None:
    schedule = Schedule(Clock(times=(480, 780)), again=Again(lasting("2h"), 480, 1080))
    world = World(a_preset("spf", schedule))
    world.to("11:50")
    world.ask(Done(("spf",)))
    world.to("13:00")
    found = [(one["nominal"][11:], one["status"]) for one in world.ask(PlanQuery(2))["occurrences"]]
    assert found[:4] == [("13:00", "raised"), ("13:50", "planned"), ("15:50", "planned"), ("17:50", "planned")]
    assert found[4] == ("08:00", "planned")


def test_what_was_answered_in_advance_is_in_the_plan_no_more() -> None:
    world = World(a_preset())
    world.ask(Done(("spf",)))
    assert planned(world, 1) == []


def test_a_moved_one_is_planned_where_it_was_moved_to_once() -> None:
    world = World(a_preset(schedule=weekly(4, "20:30")))
    world.ask(Snooze("spf", None, "sat 19:00"))
    [one, *_] = world.ask(PlanQuery(7))["occurrences"]
    assert (one["id"], one["instant"], one["moved"]) == ("spf@2026-11-27T20:30", "2026-11-28T18:00:00Z", True)
    assert len(world.ask(PlanQuery(7))["occurrences"]) == 1


@pytest.mark.parametrize(
    ("now", "zone", "days", "first", "last", "count"),
    [
        ("2026-11-23 07:00", BERLIN, 3, "2026-11-23T08:00", "2026-11-26T02:30", 6),
        ("2026-11-23 20:00", BERLIN, 3, "2026-11-24T02:30", "2026-11-26T02:30", 5),  # what is left of today, and two
        ("2026-11-24 01:29", BERLIN, 3, "2026-11-24T02:30", "2026-11-26T02:30", 5),  # of Monday, until it ends at 04:00
        ("2027-03-27 07:00", BERLIN, 2, "2027-03-27T08:00", "2027-03-29T02:30", 4),  # Sunday has 23 hours
        ("2026-10-24 07:00", BERLIN, 2, "2026-10-24T08:00", "2026-10-26T02:30", 4),  # Sunday has 25 hours
        ("2026-10-03 07:00", "Australia/Lord_Howe", 2, "2026-10-03T08:00", "2026-10-05T02:30", 4),  # half an hour less
        ("2026-11-23 07:00", BERLIN, 1, "2026-11-23T08:00", "2026-11-24T02:30", 2),
    ],
)
def test_a_plan_has_so_many_days_of_the_calendar(
    now: str, zone: str, days: int, first: str, last: str, count: int
) -> None:
    """Today is the first of them; whatever o'clock it is asked, the last is whole."""
    world = World(a_preset(schedule=a_schedule("02:30", "08:00")), now=now, zone=zone)
    found = [one["nominal"] for one in world.ask(PlanQuery(days))["occurrences"]]
    assert (found[0], found[-1], len(found)) == (first, last, count)


@pytest.mark.parametrize("now", ["2026-11-23 07:00", "2026-11-24 01:29", "2026-10-25 05:00"])
def test_a_plan_of_one_day_is_what_is_open_today(now: str) -> None:
    world = World(a_preset(schedule=a_schedule("01:30", "08:00", "22:00")), now=now)
    today = [one["id"] for one in world.ask(Today())["occurrences"] if one["status"] == "planned"]
    assert [one["id"] for one in world.ask(PlanQuery(1))["occurrences"]] == today


@pytest.mark.parametrize("days", [0, -1, 4000])
def test_a_plan_of_no_time_or_of_a_life_is_refused(days: int) -> None:
    with pytest.raises(UsageError):
        World(a_preset()).ask(PlanQuery(days))


def test_today_is_the_whole_day_answered_or_not() -> None:
    world = World(a_preset(schedule=a_schedule("08:00", "12:00", "20:00")))
    world.to("08:00")
    world.ask(Done(("spf",)))
    world.to("12:00")
    found = world.ask(Today())["occurrences"]
    assert [one["status"] for one in found] == ["done", "raised", "planned"]


def test_what_waits_since_yesterday_is_there_today_too() -> None:
    world = World(a_preset(schedule=a_schedule("22:00", count=1), remind=Remind(expires=lasting("2 days"))))
    world.to("2026-11-24 12:00")
    assert [(one["id"], one["status"]) for one in world.ask(Today())["occurrences"]] == [
        ("spf@2026-11-23T22:00", "raised")
    ]


def test_today_lasts_until_four_in_the_night() -> None:
    world = World(a_preset(schedule=a_schedule("01:00", "22:00")), now="2026-11-23 12:00")
    assert [one["nominal"] for one in world.ask(Today())["occurrences"]] == ["2026-11-23T22:00", "2026-11-24T01:00"]
    world.to("2026-11-24 03:00")
    assert world.ask(Today())["day"] == "2026-11-23"


def test_today_is_whole_where_clocks_go_back_by_three_hours() -> None:
    world = World(a_preset(schedule=a_schedule("03:30")), now="2010-03-04 12:00", zone="Antarctica/Casey")
    assert [one["nominal"] for one in world.ask(Today())["occurrences"]] == ["2010-03-05T03:30"]


def test_a_plan_of_many_routines_stays_in_order() -> None:
    presets: list[Preset] = [a_preset(f"r{n}", a_schedule(f"{23 - n:02}:00")) for n in range(20)]
    found = World(*presets, now="2026-11-22 12:00").ask(PlanQuery(6))["occurrences"]
    found = [one for one in found if one["nominal"] >= "2026-11-23T04"]
    assert len(found) == 100
    assert [one["instant"] for one in found] == sorted(one["instant"] for one in found)
    assert datetime.fromisoformat(found[0]["instant"]).hour == 3


def test_a_day_begins_with_its_first_moment_and_ends_before_the_next_ones() -> None:
    """A day for people ends at 04:00, and what comes at 04:00 is of the day that begins then."""
    world = World(a_preset(schedule=a_schedule("04:00")))
    assert world.ask(Today())["occurrences"] == []
    world.to("2026-11-24 04:10")
    world.ask(Done(("spf",)))
    assert [one["id"] for one in world.ask(Today())["occurrences"]] == ["spf@2026-11-24T04:00"]


# --- the day ----------------------------------------------------------------------------------------------------------


def test_the_day_has_what_a_rule_moved_into_it_from_a_later_one() -> None:
    """On Saturday and Sunday the serum is in its way."""
    serum = active(schedule=a_schedule("21:00", days=Weekdays((SAT, SUN))))
    world = a_world(mask(schedule=weekly(SAT, "20:30"), move="1 day"), serum, now="2026-11-27 07:00")
    assert [one["id"] for one in world.ask(Today())["occurrences"]] == ["mask@2026-11-28T20:30"]


def test_the_day_says_the_rule_and_the_other_time_of_what_was_moved_also_where_that_may_move_itself() -> None:
    """Two masks of one Saturday; on Sunday a serum is in their way."""
    masks = (mask("first", weekly(SAT, "20:30"), "1 day"), mask("second", weekly(SAT, "21:00"), "1 day"))
    world = a_world(*masks, active(schedule=weekly(SUN, "21:00")), now="2026-11-27 07:00")
    (moved,) = world.ask(Today(full=True))["occurrences"]
    assert (moved["id"], moved["reason"]["rule"]) == ("second@2026-11-28T21:00", "masks")
    assert moved["reason"]["other"]["id"] == "first@2026-11-28T20:30"
