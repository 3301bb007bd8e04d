"""What should be showing: reminders alone, together and one by one, their buttons, and how long each stays."""

from __future__ import annotations

from routine.core.preset.model import Nag, Remind
from routine.core.requests.commands import Disable, Skip, Snooze
from routine.core.requests.reports import Closed
from tests.builders import World, a_preset, a_schedule, a_series, lasting
from tests.core.visits.series import book


def test_more_than_five_raised_at_once_are_one_notice() -> None:
    world = World(*(a_preset(f"r{n}") for n in range(8)))
    world.to("08:00")
    assert world.showing == ["r0+r1+r2+r3+r4+r5+r6+r7"]
    assert [button.id for button in world.notice().buttons] == ["all-done", "all-later", "one-by-one"]


def test_each_of_many_in_one_notice_is_answerable_alone() -> None:
    world = World(*(a_preset(f"r{n}") for n in range(8)))
    world.to("08:00")
    world.ask(Skip(("r3",)))
    assert world.showing == ["r0+r1+r2+r4+r5+r6+r7"]
    assert world.answers == {"r3@2026-11-23T08:00": "skipped"}


def test_reminders_within_five_minutes_share_a_notice_and_later_ones_do_not() -> None:
    world = World(
        a_preset("a", a_schedule("08:00")), a_preset("b", a_schedule("08:05")), a_preset("c", a_schedule("08:11"))
    )
    world.to("08:05")
    assert world.showing == ["a+b"]
    world.to("08:11")
    assert world.showing == ["a+b", "c"]


def test_a_member_snoozed_by_command_leaves_the_shared_notice_and_comes_back_to_it() -> None:
    world = World(a_preset("a"), a_preset("b"))
    world.to("08:00")
    world.ask(Snooze("a", "20m"))
    assert world.showing == ["b"]
    world.to("08:20")
    assert world.showing == ["a+b"]


def test_a_member_that_is_disabled_leaves_the_shared_notice() -> None:
    world = World(a_preset("a"), a_preset("b"))
    world.to("08:00")
    world.ask(Disable(("a",)))
    assert world.showing == ["b"]


def test_a_wrong_button_can_be_taken_back_for_twenty_seconds() -> None:
    """Left to the server, the confirmation would be gone after a few seconds."""
    world = World(a_preset())
    world.to("08:00")
    world.press("done")
    assert world.notice("answered").timeout_s == 20


def test_all_later_brings_all_of_them_back_together() -> None:
    world = World(a_preset("a"), a_preset("b"))
    world.to("08:00")
    world.press("all-later")
    world.to("08:20")
    assert world.showing == ["a+b"]


def test_several_in_one_notice_say_what_to_type_where_no_button_can_be_pressed() -> None:
    world = World(a_preset("a"), a_preset("b"))
    world.to("08:00")
    assert world.notice().commands == ("routine done a b", "routine snooze a", "routine skip a")


# --- what has to be read ------------------------------------------------------------------------------------------


def due_together() -> World:
    """A visit's preparation, two pills and a mask, due at the same minute."""
    mask = a_preset("mask", a_schedule("09:00"), kind="mask")
    world = World(
        a_series(), mask, *(a_preset(f"pill{n}", a_schedule("09:00")) for n in range(2)), now="2026-12-03 08:00"
    )
    book(world)
    world.to("09:00")
    return world


def test_what_has_to_be_read_comes_alone_the_clinics_words_first_then_what_takes_no_reading() -> None:
    world = due_together()
    seen = []
    for button in ("done", "all-done", "done"):
        [shows] = [one for one in world.showing if one != "answered"]
        seen.append(shows)
        world.press(button, shows)
    assert seen == ["sculptra", "pill0+pill1", "mask"]


def test_what_was_closed_without_an_answer_hides_nothing_and_comes_back_only_to_remind() -> None:
    nagging = a_preset("a", kind="mask", remind=Remind(nag=Nag(lasting("10m"), 1)))
    world = World(nagging, a_preset("b", kind="mask"))
    world.to("08:00")
    closed = world.notice("a")
    world.ask(Closed(closed.id))
    assert world.showing == ["a", "b"]
    assert world.notice("a").revision == closed.revision
    world.to("08:11")
    assert world.notice("a").revision != closed.revision
    world.press("done", "b")
    assert "a" in world.showing


def test_closing_is_no_answer() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.ask(Closed(world.notice("spf").id))
    assert (world.answers, world.showing) == ({}, ["spf"])
