"""Said at the last dose of a day: when one more of the same would exceed an upper limit."""

from __future__ import annotations

from routine.core.config.spacing_rules import Most, SpacingRules
from routine.core.notices.last_today import last_today
from routine.core.requests.commands import Done, Enable, Undo
from tests.builders import World, a_preset, a_schedule
from tests.core.safety.doses import a_multivitamin, a_pill, a_world, refusal, running

#: At the last allowed dose, and at one above the limit.
LAST = "This is the last for today: {} of 2000 mg vitamin C"
ABOVE = "With this one it comes to {} of 2000 mg vitamin C today, which is above the upper limit"


def said(world: World, id: str) -> str | None:
    """What the reminder of a dose says of the day; the notice says it too."""
    raised = world.routine(id).raised
    assert raised is not None
    found = last_today(world.draft, id, raised)
    assert found is None or found in " ".join(notice.body for notice in world.notices)
    return found


def four_times(amount: float = 500) -> World:
    """Four doses a day, which are the upper limit."""
    return running(a_pill("c", amount, "mg", "08:00", "12:00", "16:00", "20:00"))


def test_the_last_allowed_dose_of_a_day_says_so_at_that_dose() -> None:
    world = four_times()
    for time in ("08:00", "12:00", "16:00"):
        world.to(time)
        assert said(world, "c") is None
        world.ask(Done())
    world.to("20:00")
    assert said(world, "c") == LAST.format("2000 mg")


def test_a_dose_that_was_skipped_or_taken_back_leaves_room_for_another() -> None:
    world = four_times()
    world.to("08:00")
    world.ask(Done())
    world.ask(Undo())
    for time in ("12:00", "16:00"):
        world.to(time)
        world.ask(Done())
    world.to("20:00")
    assert said(world, "c") is None


def test_the_next_day_counts_anew() -> None:
    world = four_times()
    for time in ("08:00", "12:00", "16:00", "20:00"):
        world.to(time)
        world.ask(Done())
    world.to("2026-11-24 08:00")
    assert said(world, "c") is None


def test_doses_of_other_routines_count_and_so_do_those_that_wait_beside_it() -> None:
    world = running(a_pill("a", 900), a_pill("b", 900))
    world.to("08:00")
    assert (said(world, "a"), said(world, "b")) == (None, LAST.format("1800 mg"))
    assert [LAST.format("1800 mg") in line for line in world.notice("a+b").body.splitlines()] == [False, True]
    world.ask(Done(("a",)))
    assert said(world, "b") == LAST.format("1800 mg")


def test_a_dose_that_would_come_to_more_says_that() -> None:
    world = a_world(a_pill("c", 500, "mg", "08:00", "12:00", "16:00"), a_pill("d", 900, "mg", "20:00"))
    world.ask(Enable(("c", "d"), (refusal(world, "c", "d")["rule"],)))
    for time in ("08:00", "12:00", "16:00"):
        world.to(time)
        world.ask(Done())
    world.to("20:00")
    assert said(world, "d") == ABOVE.format("2400 mg")


def test_the_last_tablet_of_a_day_says_so_for_what_it_holds() -> None:
    world = running(a_multivitamin(1, "08:00", "20:00", vitamin_c="900 mg"), a_pill("a", 200, "mg", "12:00"))
    for time in ("08:00", "12:00"):
        world.to(time)
        assert said(world, "multi" if time == "08:00" else "a") is None
        world.ask(Done())
    world.to("20:00")
    assert said(world, "multi") == LAST.format("2000 mg")


def test_the_last_of_so_many_a_day_says_so_at_that_time() -> None:
    washing = a_preset("wash", a_schedule("07:30", "21:30"), contains=("wash",))
    rules = SpacingRules(most=(Most(name="wash", of="wash", times=2, why="Twice a day.", source="a test"),))
    world = World(washing, spacing=rules)
    world.to("07:31")
    assert said(world, "wash") is None
    world.ask(Done(("wash",)))
    world.to("21:31")
    assert said(world, "wash") == "This is the last for today: 2 of 2"
