"""Sunscreen by the sun: renewals while the UV index asks for them, sooner when wet, none when staying in."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from routine.core.errors import AmbiguousError, NothingToDoError, UsageError
from routine.core.preset.model import Preset, Remind, Sunscreen
from routine.core.requests.commands import Done, Reload, Skip, Undo
from routine.core.requests.queries import Today, Why
from routine.core.schedule.types import Again, Clock, Schedule
from routine.core.sun.place import Place
from routine.core.sun.uv import uv_at
from tests.builders import BERLIN, World, a_preset, lasting

HERE = Place(name="Berlin", latitude=52.5, longitude=13.37, zone=BERLIN)
SYDNEY = Place(name="Sydney", latitude=-33.87, longitude=151.22, zone="Australia/Sydney")
TROMSO = Place(name="Tromsø", latitude=69.65, longitude=18.96, zone="Europe/Oslo")
NEW_YORK = Place(name="New York", latitude=40.71, longitude=-74.01, zone="America/New_York")
CALM = Remind(late=lasting("8h"), expires=lasting("4h"))


def sunscreen(label: Sunscreen | None = None, *, uv: int | None = 3, times: tuple[int, ...] = (480,)) -> Preset:
    """Every day at 08:00, and again every two hours until 18:00 while the UV index is 3 or more."""
    schedule = Schedule(Clock(times=times), again=Again(lasting("2h"), 480, 1080, uv))
    return a_preset("spf", schedule, kind="sun", sun=label or Sunscreen(30), remind=CALM)


def at(place: Place | None, day: str, zone: str = BERLIN, preset: Preset | None = None) -> World:
    """A household at a place, in the morning of a day, with sunscreen."""
    world = World(preset or sunscreen(), now=f"{day} 07:00", zone=zone)
    world.change(place=place)
    world.ask(Reload())
    return world


def times_today(world: World) -> list[str]:
    return [one["nominal"][11:] for one in world.ask(Today())["occurrences"]]


def said(reply: dict[str, object]) -> str:
    return " ".join(reply["said"])  # type: ignore[arg-type] # a reply's lines


# --- by the sun ------------------------------------------------------------------------------------------------------


def test_in_summer_it_is_renewed_every_two_hours_while_the_index_is_three() -> None:
    world = at(HERE, "2026-06-21")
    assert times_today(world) == ["08:00", "10:00", "12:00", "14:00", "16:00"]


def test_each_renewal_of_the_plan_has_an_index_of_three_or_more() -> None:
    """Against the index itself, at every instant of the plan."""
    world = at(HERE, "2026-04-10")
    links = world.ask(Today())["occurrences"][1:]
    assert links
    for link in links:
        instant = datetime.fromisoformat(link["instant"]).astimezone(UTC)
        assert uv_at(HERE, instant, instant.date()) >= 2.999


def test_a_link_before_the_index_is_three_waits_for_it() -> None:
    world = at(HERE, "2026-04-10")
    world.to("08:00")
    world.ask(Done(("spf",)))
    first = world.next("spf")
    assert "2026-04-10 10:00" < first < "2026-04-10 12:30"
    armed = world.routine("spf").armed[0]
    assert armed.reason == f"after it was done, not before the UV index (clear-sky estimate) is 3, at {first[11:]}"


def test_the_day_is_over_once_the_index_stays_under_three_and_the_answer_says_since_when() -> None:
    world = at(HERE, "2026-06-21")
    world.to("08:00")
    for _ in range(4):
        world.ask(Done(("spf",)))
        world.to(world.next("spf"))
    reply = said(world.ask(Done(("spf",))))
    assert "No more today: UV index under 3 (clear-sky estimate) from 1" in reply
    assert "Next: tomorrow 08:00" in reply
    assert "No more today" in world.ask(Why("spf"))["lines"][1]


def test_in_the_polar_night_there_is_the_morning_alone() -> None:
    world = at(TROMSO, "2026-12-21")
    assert times_today(world) == ["08:00"]
    world.to("08:00")
    assert "Not again today: UV index under 3 (clear-sky estimate) all day" in world.notice().body
    assert "under 3 (clear-sky estimate) all day" in said(world.ask(Done(("spf",))))
    assert world.next("spf") == "2026-12-22 08:00"


def test_in_the_southern_december_it_is_summer() -> None:
    world = at(SYDNEY, "2026-12-21", "Australia/Sydney")
    assert times_today(world) == ["08:00", "10:00", "12:00", "14:00", "16:00"]


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_two_hours_are_elapsed_ones_on_the_day_the_clocks_change(day: str) -> None:
    world = at(Place(name="Lagos", latitude=6.5, longitude=3.4), day)
    world.to("08:00")
    world.ask(Done(("spf",)))
    assert world.next("spf")[11:] in ("10:00", "10:01") or world.next("spf") > f"{day} 10:00"
    assert times_today(world)[-1] <= "18:00"


def test_a_missed_renewal_goes_on_by_the_sun() -> None:
    world = at(None, "2026-12-21")
    world.to("08:00")
    world.ask(Done(("spf",)))
    world.change(place=HERE)
    world.ask(Reload())
    world.to("2026-12-21 23:00")
    assert sorted(world.answers.values()) == ["done", "missed"]


# --- never left out where the place is in doubt ----------------------------------------------------------------------


def test_without_a_place_nothing_is_left_out() -> None:
    assert times_today(at(None, "2026-12-21")) == ["08:00", "10:00", "12:00", "14:00", "16:00", "18:00"]


def test_a_guessed_place_leaves_nothing_out() -> None:
    guessed = Place(name="Berlin", latitude=52.5, longitude=13.37, zone=BERLIN, origin="guessed")
    assert times_today(at(guessed, "2026-12-21")) == ["08:00", "10:00", "12:00", "14:00", "16:00", "18:00"]


def test_a_place_that_the_clock_contradicts_leaves_nothing_out() -> None:
    assert times_today(at(NEW_YORK, "2026-12-21")) == ["08:00", "10:00", "12:00", "14:00", "16:00", "18:00"]


def test_a_preset_without_an_index_leaves_nothing_out() -> None:
    world = at(HERE, "2026-12-21", preset=sunscreen(uv=None))
    assert times_today(world) == ["08:00", "10:00", "12:00", "14:00", "16:00", "18:00"]


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


# --- wet -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("label", "expected"), [("40m", "08:40"), ("80m", "09:20"), (None, "08:01")])
@pytest.mark.parametrize("how", ["swim", "sweat"])
def test_wet_sunscreen_is_renewed_as_its_label_says_or_at_once(label: str | None, expected: str, how: str) -> None:
    world = at(None, "2026-06-21", preset=sunscreen(Sunscreen(50, lasting(label) if label else None)))
    world.to("08:00")
    world.ask(Done(("spf",), **{how: True}))  # type: ignore[arg-type] # swim or sweat
    assert world.next("spf") == f"2026-06-21 {expected}"


def test_the_label_never_lengthens_the_wait() -> None:
    schedule = Schedule(Clock(times=(480,)), again=Again(lasting("1h"), 480, 1080))
    preset = a_preset("spf", schedule, kind="sun", sun=Sunscreen(50, lasting("80m")), remind=CALM)
    world = at(None, "2026-06-21", preset=preset)
    world.to("08:00")
    world.ask(Done(("spf",), swim=True))
    assert world.next("spf") == "2026-06-21 09:00"


def test_after_the_next_answer_it_is_two_hours_again() -> None:
    world = at(None, "2026-06-21")
    world.to("08:00")
    world.ask(Done(("spf",), swim=True))
    world.to("08:30")
    world.ask(Done(("spf",)))
    assert world.next("spf") == "2026-06-21 10:30"


def test_swimming_before_the_renewal_is_due_answers_it_early() -> None:
    world = at(None, "2026-06-21", preset=sunscreen(Sunscreen(50, lasting("40m"))))
    world.to("08:00")
    world.ask(Done(("spf",)))
    world.to("09:00")
    world.ask(Done(swim=True))
    assert world.next("spf") == "2026-06-21 09:40"


def test_swimming_is_for_sunscreen_alone() -> None:
    world = World(sunscreen(), a_preset("nails"))
    world.to("08:00")
    with pytest.raises(UsageError, match="is for sunscreen"):
        world.ask(Done(("nails",), swim=True))
    assert world.answers == {}


def test_of_two_sunscreens_the_one_that_waits_is_meant_or_it_asks_with_the_whole_command() -> None:
    body = replace(sunscreen(), id="body", title="Body")
    world = World(sunscreen(), body, a_preset("nails"))
    world.to("08:00")
    with pytest.raises(AmbiguousError) as error:
        world.ask(Done(swim=True))
    assert "routine done body --swim" in error.value.message
    assert "nails" not in error.value.message
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
    assert [button.label for button in world.notice().buttons] == ["Done", "Later", "Staying in"]
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


def test_the_notice_about_staying_in_offers_undo_and_says_what_to_do_later() -> None:
    world = at(HERE, "2026-06-21")
    world.to("08:00")
    world.press("staying-in")
    notice = world.notice("Staying in")
    assert [button.label for button in notice.buttons] == ["Undo"]
    assert "routine undo spf, or once it is on: routine done spf" in notice.body


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
    with pytest.raises(UsageError, match="is for sunscreen"):
        world.ask(Skip(("nails",), staying_in=True))


# --- the day's times -------------------------------------------------------------------------------------------------


def test_the_mornings_notice_lists_the_days_times() -> None:
    world = at(HERE, "2026-06-21")
    world.to("08:00")
    assert "Again today: 10:00, 12:00, 14:00 and 16:00" in world.notice().body


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
    assert "Again today" not in world.notice().body
