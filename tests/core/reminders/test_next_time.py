"""The words for a routine's next time: when it is, what stands in its way, or why there is none."""

from __future__ import annotations

from routine.core.reminders.next_time import next_line
from routine.core.requests.commands import Disable, Enable, Irritated, PauseCommand
from tests.builders import World, a_preset, a_schedule, a_series, lasting


def next_at(when: str) -> str:
    """`Next: tomorrow 08:00.`: its words, which stand here for every test that holds them."""
    return f"Next: {when}."


def test_it_says_when_the_next_time_is() -> None:
    assert next_line(World(a_preset()).draft, "spf") == next_at("today 08:00")


def test_in_the_second_of_two_hours_a_time_of_the_first_is_tomorrows() -> None:
    world = World(a_preset(schedule=a_schedule("02:30")), now="2026-10-24 22:00", enabled=False)
    world.simulation.run_to(world.now.instant + lasting("5h10m").delta())  # 02:10, for the second time
    world.ask(Enable(("spf",)))
    assert next_line(world.draft, "spf") == next_at("Mon 26 Oct 02:30")


def test_it_says_when_the_next_time_is_paused() -> None:
    world = World(a_preset())
    world.ask(PauseCommand("spf", "2026-11-24", "2026-11-25"))
    world.to("09:00")
    assert next_line(world.draft, "spf") == f"{next_at('tomorrow 08:00')} It is paused then."


def test_it_says_when_irritated_skin_has_it_wait() -> None:
    world = World(a_preset("mask", kind="mask"))
    world.ask(Irritated())
    assert (
        next_line(world.draft, "mask")
        == f"{next_at('today 08:00')} It is on hold then, because your skin is irritated."
    )


def test_it_says_that_nothing_more_comes() -> None:
    world = World(a_preset(), a_preset("once", a_schedule("08:00", count=1)))
    world.ask(Disable(("spf",)))
    world.to("09:00")
    assert next_line(world.draft, "spf") == "It is not enabled, so no reminders come."
    assert next_line(world.draft, "once") == "No further time is planned."


def test_of_a_series_without_a_visit_it_says_how_to_book_one() -> None:
    world = World(a_series("peel"))
    assert next_line(world.draft, "peel") == ('No visit is booked. Book one: routine visit book peel "3 Dec 10:00"')
