"""Answers that only sunscreen knows: it gets wet, the day is spent indoors; the times to take along."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from routine.core.errors import AmbiguousError, NothingToDoError, UsageError
from routine.core.reminders.outcomes import StayedIn
from routine.core.reminders.sunscreen import day_note
from routine.core.requests.commands import Done, Skip, Snooze, Undo
from routine.core.requests.reports import Reload
from tests.builders import World, a_preset, a_schedule
from tests.core.sunscreens import HERE, at, sunscreen

# --- wet -------------------------------------------------------------------------------------------------------------


def test_swimming_is_for_sunscreen_alone() -> None:
    world = World(sunscreen(), a_preset("nails"))
    world.to("08:00")
    with pytest.raises(UsageError):
        world.ask(Done(("nails",), swim=True))
    assert world.answers == {}


def test_of_two_sunscreens_the_one_that_waits_is_meant_or_it_asks_with_the_whole_command() -> None:
    body = replace(sunscreen(), id="body", title="Body")
    world = World(sunscreen(), body, a_preset("nails"))
    world.to("08:00")
    with pytest.raises(AmbiguousError):
        world.ask(Done(swim=True))
    assert world.answers == {}
    world.ask(Done(("body",)))
    world.ask(Done(swim=True))
    assert world.answers["spf@2026-11-23T08:00"] == "done"


def test_swimming_and_since_do_not_go_together() -> None:
    world = World(sunscreen())
    with pytest.raises(UsageError):
        world.ask(Done(("spf",), since="yesterday", sweat=True))


# --- staying in ------------------------------------------------------------------------------------------------------


def test_a_sunscreen_notice_offers_done_later_and_staying_in() -> None:
    world = at(HERE, "2026-06-21")
    world.to("08:00")
    assert [button.id for button in world.notice().buttons] == ["done", "later", "staying-in"]
    assert world.notice().commands[2] == "routine skip spf --staying-in"


def test_staying_in_excuses_the_rest_of_the_day_and_the_morning_comes_as_ever() -> None:
    world = at(HERE, "2026-06-21")
    world.to("08:00")
    world.ask(Done(("spf",)))
    world.to("10:00")
    world.press("staying-in")
    assert list(world.answers.values()) == ["done", "excused"]
    assert world.log[-1].reason == "staying in"
    assert world.next("spf") == "2026-06-22 08:00"
    world.to("2026-06-22 08:00")
    assert world.raised == ["spf@2026-06-22T08:00"]


def test_staying_in_excuses_the_other_times_of_the_clock_too() -> None:
    world = at(HERE, "2026-06-21", preset=sunscreen(times=(480, 780)))
    world.to("08:00")
    reply = world.ask(Skip(("spf",), staying_in=True))
    assert [one["answer"] for one in reply["answers"]] == ["excused", "excused"]
    world.to("2026-06-22 07:00")
    assert set(world.answers.values()) == {"excused"}


def test_staying_in_can_be_said_before_the_next_is_due() -> None:
    world = at(HERE, "2026-06-21")
    world.to("08:00")
    world.ask(Done(("spf",)))
    world.to("09:00")
    world.ask(Skip(staying_in=True))
    assert world.next("spf") == "2026-06-22 08:00"
    with pytest.raises(NothingToDoError):
        world.ask(Skip(staying_in=True))


def test_undo_takes_staying_in_back_whole() -> None:
    world = at(HERE, "2026-06-21", preset=sunscreen(times=(480, 780)))
    world.to("08:00")
    world.press("staying-in")
    world.ask(Undo("spf"))
    assert world.raised == ["spf@2026-06-21T08:00"]
    assert world.answers == {}
    assert world.next("spf")[:10] == "2026-06-21"
    world.to("13:00")
    assert "spf@2026-06-21T13:00" in world.raised


def test_the_undo_button_takes_staying_in_back() -> None:
    world = at(HERE, "2026-06-21")
    world.to("08:00")
    world.ask(Done(("spf",)))
    world.to("10:00")
    world.press("staying-in")
    world.press("undo")
    assert world.raised == ["spf@after:1"]


def test_the_notice_about_staying_in_offers_undo() -> None:
    world = at(HERE, "2026-06-21")
    world.to("08:00")
    assert world.pressed("staying-in") == StayedIn(("spf",), (world.log[0],))
    assert [button.id for button in world.notice("answered").buttons] == ["undo"]


@pytest.mark.parametrize("times", [(480,), (480, 780)])
def test_done_after_staying_in_counts_and_the_renewals_go_on(times: tuple[int, ...]) -> None:
    world = at(HERE, "2026-06-21", preset=sunscreen(times=times))
    world.to("08:00")
    world.press("staying-in")
    world.to("11:00")
    world.ask(Done(("spf",)))
    assert list(world.answers.values()).count("done") == 1
    assert world.next("spf") == "2026-06-21 13:00"
    world.to("13:00")
    assert len(world.raised) == 1


def test_a_second_done_after_staying_in_is_of_the_renewal() -> None:
    world = at(HERE, "2026-06-21", preset=sunscreen(times=(480, 780)))
    world.to("08:00")
    world.press("staying-in")
    world.to("11:00")
    world.ask(Done(("spf",)))
    world.to("12:00")
    world.ask(Done(("spf",)))
    assert world.answers["spf@2026-06-21T08:00"] == "excused"
    assert world.next("spf") == "2026-06-21 14:00"


def test_done_after_staying_in_can_be_taken_back() -> None:
    world = at(HERE, "2026-06-21")
    world.to("08:00")
    world.press("staying-in")
    world.to("11:00")
    world.ask(Done(("spf",)))
    world.ask(Undo("spf"))
    assert world.answers == {"spf@2026-06-21T08:00": "excused"}
    assert world.next("spf") == "2026-06-22 08:00"


def test_a_day_inside_that_is_over_is_not_what_done_means() -> None:
    world = at(HERE, "2026-06-21")
    world.to("08:00")
    world.press("staying-in")
    world.to("2026-06-22 07:00")
    world.ask(Done(("spf",)))
    assert world.answers["spf@2026-06-21T08:00"] == "excused"
    assert world.answers["spf@2026-06-22T08:00"] == "done"


def test_undo_gives_back_the_last_day_that_was_spent_indoors_and_no_other() -> None:
    world = at(HERE, "2026-06-21")
    for day in (21, 22):
        world.to(f"2026-06-{day} 08:00")
        world.ask(Skip(("spf",), staying_in=True))
    world.ask(Undo("spf"))
    assert world.answers == {"spf@2026-06-21T08:00": "excused"}
    assert world.raised == ["spf@2026-06-22T08:00"]


def test_staying_in_is_for_sunscreen_alone() -> None:
    world = World(sunscreen(), a_preset("nails"))
    with pytest.raises(UsageError):
        world.ask(Skip(("nails",), staying_in=True))
    assert world.answers == {}


# --- the day's times -------------------------------------------------------------------------------------------------


def test_the_list_stays_the_same_while_the_notice_waits() -> None:
    world = at(HERE, "2026-06-21")
    world.to("08:00")
    body = world.notice().body
    world.to("09:10")
    assert world.notice().body == body


def test_a_renewal_lists_nothing() -> None:
    world = at(HERE, "2026-06-21")
    world.to("08:00")
    world.ask(Done(("spf",)))
    world.to("10:00")
    raised = world.routine("spf").raised
    assert raised is not None
    assert day_note(world.draft, "spf", raised) is None


# --- another place, another zone ---------------------------------------------------------------------------------


def test_travel_brings_back_what_only_the_place_left_behind_had_spared() -> None:
    world = at(HERE, "2026-12-21")
    world.to("08:00")
    world.ask(Done(("spf",)))
    assert world.next("spf") == "2026-12-22 08:00"
    world.travel("Asia/Bangkok")  # 14:00 there; put on at 14:00
    assert world.next("spf") == "2026-12-21 16:00"


def test_a_place_taken_out_of_the_settings_brings_the_renewal_back() -> None:
    world = at(HERE, "2026-12-21")
    world.to("08:00")
    world.ask(Done(("spf",)))
    world.change(place=None)
    world.ask(Reload())
    assert world.next("spf") == "2026-12-21 10:00"


def test_a_place_taken_out_brings_it_back_beside_routines_that_hang_on_no_sun() -> None:
    """Whichever of them was enabled first."""
    world = World(a_preset("a"), sunscreen(), now="2026-12-21 07:00")
    world.change(place=HERE)
    world.ask(Reload())
    world.to("08:00")
    world.ask(Done(("a", "spf")))
    world.change(place=None)
    world.ask(Reload())
    assert world.next("spf") == "2026-12-21 10:00"


def test_the_mornings_notice_lists_the_days_times() -> None:
    world = at(HERE, "2026-06-21")
    world.to("08:00")
    raised = world.routine("spf").raised
    assert raised is not None
    assert day_note(world.draft, "spf", raised) == "Again today: 10:00, 12:00, 14:00 and 16:00"
    assert "Again today: 10:00, 12:00, 14:00 and 16:00" in world.notice("spf").body


def test_staying_in_leaves_a_time_that_was_moved_to_another_day() -> None:
    world = World(replace(sunscreen(), schedule=a_schedule("08:00", "12:00")))
    world.to("08:00")
    world.ask(Done(("spf",)))
    world.to("12:00")
    world.ask(Snooze("spf", until="tomorrow 07:00"))
    with pytest.raises(NothingToDoError):
        world.ask(Skip(("spf",), staying_in=True))
    assert world.next("spf") == "2026-11-24 07:00"
