"""What is worth a word about a booked visit: its hour, its window, other series, what waits for it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from routine.core.config.spacing_rules import AroundVisit, Medicine, SpacingRules
from routine.core.preset.model import Preset
from routine.core.requests.commands import VisitAct
from routine.core.requests.queries import PlanQuery
from routine.core.schedule.visit_series import After
from routine.core.visits.booking_notes import notes_on, spacing_notes, still_booked, too_late_for
from tests.builders import World, a_preset, a_schedule, a_series, lasting
from tests.core.spacing.household import RULES, a_peel, a_world, active
from tests.core.visits.series import attended, book, on_the_evening

USUAL = "the usual time, between 7 January 2027 and 21 January 2027. Your clinic decides."


def notes(world: World, when: str, routine: str = "sculptra") -> list[str]:
    """Book a visit; what is worth a word about it."""
    book(world, when, routine)
    return notes_on(world.draft, routine, world.routine(routine).visits[-1])


@pytest.mark.parametrize(
    ("when", "note"),
    [
        ("2026-12-20 10:00", [f"This is before {USUAL}"]),
        ("2027-03-01 10:00", [f"This is after {USUAL}"]),
        ("2027-01-14 10:00", []),
    ],
)
def test_outside_the_window_is_a_note(when: str, note: list[str]) -> None:
    world = World(a_series())
    attended(world)
    assert notes(world, when) == note


def test_the_window_counts_from_a_visit_that_is_only_booked_too() -> None:
    """Who books all of them at once is told which are too near."""
    world = World(a_series())
    book(world)
    assert notes(world, "2026-12-17 10:00") == [f"This is before {USUAL}"]
    world.ask(VisitAct("cancel", "sculptra", visit=2))
    assert notes(world, "2027-01-14 10:00") == []


def test_more_visits_than_the_series_has_are_a_note() -> None:
    world = World(a_series(sessions=(1, 1)))
    attended(world)
    assert notes(world, "2027-02-01 10:00") == [
        "With this one you have 2 visits. The series has 1. Your clinic decides."
    ]


def test_a_series_months_away_is_no_note() -> None:
    world = World(a_series(), a_series("bbl"))
    book(world)
    assert notes(world, "2027-03-25 10:00", "bbl") == []


def test_series_that_overlap_are_a_note_that_asks_the_clinic() -> None:
    world = World(a_series(), a_series("bbl"))
    book(world)
    assert notes(world, "2026-12-12 10:00", "bbl") == [
        "You also have other visits: Sculptra (Thu 10 Dec 10:00). Ask the clinic how far apart to keep them."
    ]


def test_a_visit_at_night_is_a_note() -> None:
    """Three o'clock was meant to be 15:00."""
    world = World(a_series())
    assert notes(world, "2026-12-10 03:00") == [
        "This is at night. If you meant another time: routine visit move sculptra --visit 1 WHEN"
    ]
    assert notes(world, "2027-01-14 15:00") == []


def test_a_preparation_whose_time_is_past_is_said_at_once() -> None:
    """Booked for in three days, with a week's preparation."""
    world = World(a_series())
    book(world, "2026-11-26 10:00")
    assert too_late_for(world.draft, "sculptra", world.routine("sculptra").visits[0]) == [
        "This begins 7 days before your visit, so it counts now: No peels from now on."
    ]


def test_a_series_that_is_disabled_says_which_visits_are_still_booked() -> None:
    world = World(a_series())
    assert still_booked(world.draft, "sculptra") == []
    book(world)
    assert still_booked(world.draft, "sculptra") == [
        "You still have visits: Thu 10 Dec 10:00. Routine reminds you of them again if you enable it again."
    ]


def test_what_waits_around_a_visit_is_said_with_its_days_and_what_is_prescribed_is_not_moved() -> None:
    around = AroundVisit(
        name="around-sculptra", visit=("sculptra",), off=("serum", "pill"), before=lasting("3 days"),
        after=lasting("10 days"), why="No serum near injections.", source="a test",
    )  # fmt: skip
    world = World(
        replace(a_series(), contains=("sculptra",)),
        a_preset("serum", a_schedule("21:00"), contains=("serum",)),
        a_preset("pill", a_schedule("08:00"), contains=("pill",)),
        spacing=SpacingRules(visits=(around,), medicines=(Medicine(name="pill", of="pill"),)),
    )
    book(world)
    assert spacing_notes(world.draft, "sculptra", world.routine("sculptra").visits[0]) == [
        "On hold or moved around this visit, from 7 December to 19 December: Serum.",
        "Pill is prescribed: ask your prescriber what to do around this visit.",
    ]


def test_what_waits_on_one_day_alone_is_said_with_that_day() -> None:
    around = AroundVisit(
        name="around", visit=("sculptra",), off=("serum",), after=lasting("12h"), why="No serum.", source="a test"
    )
    world = World(
        replace(a_series(), contains=("sculptra",)),
        a_preset("serum", a_schedule("21:00"), contains=("serum",)),
        spacing=SpacingRules(visits=(around,)),
    )
    book(world)
    assert spacing_notes(world.draft, "sculptra", world.routine("sculptra").visits[0]) == [
        "On hold or moved around this visit, on 10 December: Serum."
    ]


def test_booking_a_visit_says_what_waits_for_it_and_which_other_visit_is_too_near() -> None:
    rules = replace(
        RULES,
        visits=(
            *RULES.visits,
            AroundVisit(
                name="after-threads",
                visit=("threads",),
                off=("peel",),
                after=lasting("6 weeks"),
                why="No peel in the 6 weeks after threads.",
                source="a test",
            ),
        ),
    )
    threads = replace(a_series("threads"), contains=("threads",))
    world = a_world(active(schedule=a_schedule("21:00")), a_peel(), threads, spacing=rules)
    world.ask(VisitAct("book", "threads", "1 Dec 10:00"))
    said = world.ask(VisitAct("book", "peel", "14 Dec 10:00"))["said"]
    assert "On hold or moved around this visit, from 7 December to 20 December: Serum." in said
    assert "No peel in the 6 weeks after threads (Threads, 1 December). Ask the clinic before you go." in said


def test_a_visit_without_a_date_counts_among_those_of_the_series() -> None:
    """It was moved, and the new date is not known yet."""
    world = World(a_series(sessions=(1, 2)))
    attended(world)
    on_the_evening(world, "2027-01-14 10:00")
    world.press("moved", "sculptra")
    assert notes(world, "2027-01-20 10:00") == [
        "With this one you have 3 visits. The series has 1 to 2. Your clinic decides."
    ]


def serum_waits(*presets: Preset) -> World:
    """A serum that waits for three days before a visit of any of these series, and for ten after it."""
    around = AroundVisit(
        name="around", visit=("sculptra",), off=("serum",), before=lasting("3 days"), after=lasting("10 days"),
        why="No serum.", source="a test",
    )  # fmt: skip
    serum = a_preset("serum", a_schedule("21:00"), contains=("serum",))
    return World(*presets, serum, spacing=SpacingRules(visits=(around,)))


def spacing_said(world: World, routine: str = "sculptra") -> list[str]:
    """What the rules of spacing say of the last visit of a series."""
    return spacing_notes(world.draft, routine, world.routine(routine).visits[-1])


def test_of_several_visits_each_booking_says_its_own_days() -> None:
    """Of this series, of one that needs no distance, and weeks before."""
    world = serum_waits(replace(a_series(), contains=("sculptra",)), a_series("bbl"))
    book(world)
    book(world, "2026-12-12 10:00", "bbl")
    assert spacing_said(world, "bbl") == []
    book(world, "2027-01-14 10:00")
    assert spacing_said(world) == [
        "On hold or moved around this visit, from 11 January 2027 to 23 January 2027: Serum."
    ]


def test_another_series_of_visits_does_not_wait() -> None:
    """How far apart they are, the clinics say."""
    world = serum_waits(replace(a_series(), contains=("sculptra",)), replace(a_series("bbl"), contains=("serum",)))
    book(world)
    assert spacing_said(world) == ["On hold or moved around this visit, from 7 December to 19 December: Serum."]


def two_clinics(off: str) -> World:
    """Peels and threads; after threads there is none of what is `off` for six weeks."""
    rule = AroundVisit(
        name="after-threads", visit=("threads",), off=(off,), after=lasting("6 weeks"), why="Not near threads.",
        source="a test",
    )  # fmt: skip
    return a_world(a_peel(), replace(a_series("threads"), contains=("threads",)), spacing=SpacingRules(visits=(rule,)))


def test_a_rule_between_visits_is_said_whichever_is_booked_last() -> None:
    world = two_clinics("peel")
    book(world, "2026-12-14 10:00", "peel")
    book(world, "2026-12-01 10:00", "threads")
    assert spacing_said(world, "threads") == ["Not near threads (Peel, 14 December). Ask the clinic before you go."]


def test_a_rule_that_holds_both_ways_is_said_once() -> None:
    rule = AroundVisit(
        name="apart", visit=("peel",), off=("peel",), before=lasting("6 weeks"), after=lasting("6 weeks"),
        why="Peels are 6 weeks apart.", source="a test",
    )  # fmt: skip
    world = a_world(a_peel(), replace(a_series("other"), contains=("peel",)), spacing=SpacingRules(visits=(rule,)))
    book(world, "2026-12-14 10:00", "peel")
    book(world, "2026-12-20 10:00", "other")
    assert spacing_said(world, "other") == [
        "Peels are 6 weeks apart (Peel, 14 December). Ask the clinic before you go."
    ]


# --- to the minute and to the day ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("at", "night"), [("05:59", True), ("06:00", False), ("21:59", False), ("22:00", True)])
def test_a_clinic_is_open_from_six_until_ten_in_the_evening(at: str, night: bool) -> None:
    assert any("at night" in note for note in notes(World(a_series()), f"2026-12-10 {at}")) is night


@pytest.mark.parametrize(
    ("day", "says"),
    [("2027-01-06", "before"), ("2027-01-07", None), ("2027-01-21", None), ("2027-01-22", "after")],
)
def test_the_first_and_the_last_day_of_the_window_are_in_it(day: str, says: str | None) -> None:
    world = World(a_series())
    attended(world)
    assert notes(world, f"{day} 10:00") == ([f"This is {says} {USUAL}"] if says else [])


def test_a_window_without_an_end_has_only_a_first_day() -> None:
    world = World(a_series(apart=(lasting("4 weeks"), None)))
    attended(world)
    assert notes(world, "2028-01-10 10:00") == []
    assert len(notes(world, "2027-01-06 10:00")) == 1


def test_as_many_visits_as_the_series_has_are_no_note() -> None:
    world = World(a_series(sessions=(1, 2)))
    attended(world)
    assert notes(world, "2027-01-14 10:00") == []
    assert notes(world, "2027-02-14 10:00") == [
        "With this one you have 3 visits. The series has 1 to 2. Your clinic decides."
    ]


@pytest.mark.parametrize(
    ("when", "near"),
    [("2026-10-29 09:59", False), ("2026-10-29 10:00", True), ("2027-01-21 10:00", True), ("2027-01-21 10:01", False)],
)
def test_another_series_is_near_for_six_weeks_before_and_after(when: str, near: bool) -> None:
    world = World(a_series(), a_series("bbl"), now="2026-10-01 10:00")
    book(world)
    assert any("You also have other visits" in note for note in notes(world, when, "bbl")) is near


@pytest.mark.parametrize(
    ("when", "near"), [("2027-02-08 08:59", True), ("2027-02-08 09:00", True), ("2027-02-08 09:01", False)]
)
def test_another_series_that_they_went_to_is_near_as_long_as_its_after_care_runs(when: str, near: bool) -> None:
    """Sixty days of sunscreen: the last word of it comes at 09:00."""
    care = a_series(after=(After(id="sun", say="Sunscreen.", span=lasting("60 days")),))
    world = World(care, a_series("bbl"))
    attended(world)
    assert any("You also have other visits" in note for note in notes(world, when, "bbl")) is near


@pytest.mark.parametrize(("now", "booked"), [("2026-12-10 09:59:59", True), ("2026-12-10 10:00", False)])
def test_a_visit_that_has_begun_is_not_still_booked(now: str, booked: bool) -> None:
    world = World(a_series())
    book(world)
    world.to(now)
    assert bool(still_booked(world.draft, "sculptra")) is booked


@pytest.mark.parametrize(("serum", "waits"), [("2026-12-10 09:59", False), ("2026-12-10 10:00", True)])
def test_what_waits_after_a_visit_waits_from_its_beginning_on(serum: str, waits: bool) -> None:
    """The rule holds for twelve hours, exactly."""
    around = AroundVisit(
        name="around", visit=("sculptra",), off=("serum",), after=lasting("12h"), why="No serum.", source="a test"
    )
    world = World(
        replace(a_series(), contains=("sculptra",)),
        a_preset("serum", a_schedule(serum[-5:]), contains=("serum",)),
        a_preset("last", a_schedule("21:59"), contains=("serum",)),
        a_preset("free", a_schedule("22:00"), contains=("serum",)),
        spacing=SpacingRules(visits=(around,)),
    )
    book(world)
    found = world.ask(PlanQuery(20))["occurrences"]
    that_day = {one["routine"]: one["status"] for one in found if one["nominal"].startswith("2026-12-10")}
    assert that_day["serum"] == ("excused" if waits else "planned")
    assert (that_day["last"], that_day["free"]) == ("excused", "planned")


@pytest.mark.parametrize(
    ("when", "near"),
    [("2026-12-01 09:59", False), ("2026-12-01 10:00", True), ("2026-12-03 09:59", True), ("2026-12-03 10:00", False)],
)
def test_a_rule_between_visits_holds_from_the_one_until_so_long_after_it(when: str, near: bool) -> None:
    after = AroundVisit(
        name="after-threads", visit=("threads",), off=("peel",), after=lasting("48h"), why="No peel.", source="a test"
    )
    threads = replace(a_series("threads"), contains=("threads",))
    world = a_world(a_peel(), threads, spacing=SpacingRules(visits=(after,)))
    world.ask(VisitAct("book", "threads", "1 Dec 10:00"))
    book(world, when, "peel")
    notes_ = spacing_notes(world.draft, "peel", world.routine("peel").visits[0])
    assert any("Ask the clinic before you go" in note for note in notes_) is near
