"""Sunscreen by the sun: renewals while the UV index asks for them, sooner when wet, none left out where in doubt."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from routine.core.occurrences.sunscreen_renewal import renewal
from routine.core.preset.model import Sunscreen
from routine.core.reminders.sunscreen import why_no_more
from routine.core.requests.commands import Done
from routine.core.requests.queries import Today
from routine.core.requests.reports import Reload
from routine.core.schedule.types import Again, Clock, Schedule
from routine.core.sun.place import Place
from routine.core.sun.uv import uv_at
from routine.core.when.moment import instant_of
from tests.builders import BERLIN, a_preset, lasting, minutes
from tests.core.sunscreens import CALM, HERE, NEW_YORK, SYDNEY, TROMSO, after_a_summer_day, at, sunscreen, times_today


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
    instant = world.routine("spf").armed[0].instant
    assert uv_at(HERE, instant - minutes(2), instant.date()) < 3 <= uv_at(HERE, instant + minutes(1), instant.date())


def test_the_day_is_over_once_the_index_stays_under_three() -> None:
    world = after_a_summer_day()
    assert f"{world.now.wall():%H}" == "16"
    assert world.next("spf") == "2026-06-22 08:00"
    assert why_no_more(world.draft, "spf") is not None


def test_in_the_polar_night_there_is_the_morning_alone() -> None:
    world = at(TROMSO, "2026-12-21")
    assert times_today(world) == ["08:00"]
    world.to("08:00")
    world.ask(Done(("spf",)))
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


@pytest.mark.parametrize(
    ("place", "day", "until", "answered", "sky"),
    [
        (HERE, "2026-04-10", 18 * 60, "08:00", r"not before the UV index \(clear-sky estimate\) is 3, at 1[01]:\d\d"),
        (HERE, "2026-04-10", 9 * 60 + 30, "08:00", r"UV index under 3 \(clear-sky estimate\) until 1[01]:\d\d"),
        (HERE, "2026-06-21", 20 * 60, "18:00", r"UV index under 3 \(clear-sky estimate\) from 1[678]:\d\d"),
        (TROMSO, "2026-12-21", 18 * 60, "08:00", r"UV index under 3 \(clear-sky estimate\) all day"),
    ],
    ids=["later", "not yet", "no more", "never"],
)
def test_what_the_sun_has_to_do_with_it_is_said(place: Place, day: str, until: int, answered: str, sky: str) -> None:
    again = Again(lasting("1h"), 8 * 60, until, 3)
    world = at(place, day)
    given = instant_of(datetime.fromisoformat(f"{day} {answered}"), BERLIN)
    found = renewal(again, given, world.draft.calendar("spf"))
    assert re.fullmatch(sky, found.sky or "")
    assert (found.at is None) is ("under" in sky)
