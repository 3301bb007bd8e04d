"""Visits to a clinic: what runs back and forward from them, the evening's question, and what people say of them."""

from __future__ import annotations

from datetime import datetime

import pytest
from msgspec.structs import replace

from routine.core.errors import AmbiguousError, NothingToDoError, UsageError
from routine.core.preset.model import Step
from routine.core.requests.commands import (
    Disable,
    Done,
    Enable,
    PauseCommand,
    Reload,
    Resume,
    SessionStart,
    Skip,
    Snooze,
    Undo,
    VisitAct,
)
from routine.core.requests.queries import PlanQuery, VisitList
from routine.core.schedule.types import After, Before
from routine.core.state.fold import fold_logged
from routine.core.state.routine import OnHold
from routine.simulate import simulate
from tests.builders import World, a_preset, a_schedule, a_series, lasting

MASSAGE = After(
    id="massage",
    say="Massage 5 minutes.",
    span=lasting("5 days"),
    at=(9 * 60, 12 * 60, 15 * 60, 18 * 60, 21 * 60),
    if_asked=True,
)


def book(world: World, when: str = "2026-12-10 10:00", routine: str = "sculptra") -> str:
    """Book a visit; what was said."""
    return " ".join(world.ask(VisitAct("book", routine, when))["said"])


def planned(world: World, days: int = 60) -> list[str]:
    """The planned times, `12-03 09:00 peels`, those that hang on an answer aside."""
    found = world.ask(PlanQuery(days))["occurrences"]
    return [f"{o['when']} {o['id'].split(':')[2]}" for o in found if "@visit" in o["id"]]


def status(world: World, routine: str = "sculptra") -> list[str]:
    """What became of each visit."""
    return [visit.status for visit in world.routine(routine).visits]


def done_at(world: World, when: str) -> None:
    """Answer what waits at that time: somebody is there."""
    world.to(when)
    world.ask(Done(("sculptra",)))


def attended(world: World, when: str = "2026-12-10 10:00") -> None:
    """Book a visit, and press Went on its evening."""
    book(world, when)
    world.to(f"{when[:10]} 19:00")
    world.press("went", "did you go?")


# --- booking --------------------------------------------------------------------------------------------------------


def test_nothing_comes_before_a_visit_is_booked() -> None:
    """A series has no times of its own."""
    world = World(a_series())
    assert planned(world) == []
    assert world.ask(Enable(("sculptra",)))["said"][0].endswith(
        'Nothing is booked. Once you have a date: routine visit book sculptra "3 Dec 10:00"'
    )


def test_reminders_run_back_from_a_booked_visit_and_its_evening_asks() -> None:
    """A week before at 09:00, three hours before, and 19:00 on the day."""
    world = World(a_series())
    said = book(world)
    assert planned(world) == ["Thu 3 Dec 09:00 peels", "Thu 10 Dec 07:00 today", "Thu 10 Dec 19:00 went"]
    assert "visit 1 is booked for Thu 10 Dec 10:00. Next: Thu 3 Dec 09:00." in said


def test_a_reminder_before_a_visit_says_what_to_do_and_why_now() -> None:
    """A person sees the instruction, not the title alone."""
    world = World(a_series())
    book(world)
    world.to("2026-12-03 09:00")
    notice = world.notice("Sculptra")
    assert notice.body.splitlines() == [
        "No peels from now on.",
        "7 days before your visit on 10 December 2026 at 10:00.",
        "What your clinic says comes before this.",
    ]
    assert [button.id for button in notice.buttons] == ["done", "later", "skip"]


def test_what_falls_on_one_moment_is_one_reminder_that_says_it_all() -> None:
    """As several, all but one would be closed unseen."""
    actives = Before(id="actives", say="No acids either.", ahead=lasting("7 days"))
    world = World(a_series(before=(*a_series().schedule.base.before, actives)))  # type: ignore[union-attr] # a series
    book(world)
    world.to("2026-12-03 09:00")
    assert world.raised == ["sculptra@visit:1:peels:2026-12-03T09:00"]
    assert world.notice().body.startswith("1. No peels from now on.\n2. No acids either.\n")
    assert "excused" not in world.answers.values()


def test_two_visits_with_a_reminder_at_one_moment_lose_neither() -> None:
    """After-care of the first and preparation of the second, both at 09:00."""
    world = World(a_series(after=(After(id="sun", say="Sunscreen.", span=lasting("40 days"), every=23),)))
    attended(world)
    done_at(world, "2026-12-11 09:00")
    book(world, "2027-01-10 10:00")
    world.to("2027-01-03 09:00")
    assert "Sunscreen." in world.notice("Sculptra").body
    assert "No peels" in world.notice("Sculptra").body


def test_preparation_that_is_late_already_is_said_at_once() -> None:
    """Booked for in three days, with a week's preparation."""
    world = World(a_series())
    said = book(world, "2026-11-26 10:00")
    assert "Now already (7 days before): No peels from now on." in said
    assert planned(world) == ["Thu 26 Nov 07:00 today", "Thu 26 Nov 19:00 went"]


@pytest.mark.parametrize("when", ["2026-11-20 10:00", "yesterday 10:00", "06:00"])
def test_a_visit_in_the_past_is_refused_and_points_to_attended(when: str) -> None:
    """Booking looks ahead; what was is entered by `attended`. A clock time alone is the next one."""
    world = World(a_series())
    if when == "06:00":
        assert "tomorrow 06:00" in book(world, when)
        return
    with pytest.raises(UsageError, match="is past") as caught:
        book(world, when)
    assert caught.value.hint == f'if you were there: routine visit attended sculptra "{when}"'
    assert status(world) == []


def test_a_visit_without_a_clock_time_is_asked_for_one() -> None:
    """Reminders some hours before it need the hour."""
    with pytest.raises(UsageError, match="At what time is the visit on Thu 10 Dec"):
        book(World(a_series()), "10 Dec")


def test_the_same_time_is_not_booked_twice() -> None:
    """A second click is no second visit."""
    world = World(a_series())
    book(world)
    with pytest.raises(UsageError, match="visit 1 is booked for Thu 10 Dec 10:00 already"):
        book(world)


def test_only_a_series_has_visits() -> None:
    """A mask is no appointment."""
    with pytest.raises(UsageError, match="no series of visits"):
        book(World(a_preset("spf")), routine="spf")


def test_a_series_that_is_not_enabled_is_not_booked() -> None:
    """Enabling asks what the safety rules need to know."""
    with pytest.raises(NothingToDoError, match="is not enabled"):
        book(World(a_series(), enabled=False))


# --- the evening ----------------------------------------------------------------------------------------------------


def test_the_evening_asks_in_a_notice_of_its_own() -> None:
    """“All done” on five reminders must not mean that somebody went to the clinic."""
    world = World(a_series(), *(a_preset(f"r{n}", a_schedule("19:00")) for n in range(2)))
    book(world)
    done_at(world, "2026-12-10 07:00")
    world.to("2026-12-10 19:00")
    question = world.notice("did you go?")
    assert [button.label for button in question.buttons] == ["Went", "Moved", "Did not go"]
    assert question.body == "Your visit was planned for today 10:00. What comes after it hangs on your answer."
    assert "2 routines are due" in world.titles


def test_a_late_visit_is_asked_about_after_it_began() -> None:
    """At 19:30 nobody who is there at 20:00 can say."""
    world = World(a_series())
    book(world, "2026-12-10 20:00")
    assert planned(world)[-1] == "Thu 10 Dec 21:00 went"


def test_went_begins_the_after_care_and_tells_the_window_and_the_effect() -> None:
    """The next visit four to six weeks from the one attended; the effect in months."""
    world = World(a_series())
    book(world)
    world.to("2026-12-10 19:00")
    said = " ".join(world.press("went", "did you go?")["said"])
    assert status(world) == ["attended"]
    assert world.answers["sculptra@visit:1:went:2026-12-10T19:00"] == "done"
    assert "Next: tomorrow 09:00." in said
    assert "The next visit is due between 7 January 2027 and 21 January 2027" in said
    assert "The effect is expected to last 2 years, until about December 2028" in said


def test_did_not_go_means_no_after_care() -> None:
    """Nothing hangs on a visit that never was."""
    world = World(a_series())
    book(world)
    world.to("2026-12-10 19:00")
    world.press("did-not-go", "did you go?")
    assert status(world) == ["missed"]
    assert planned(world) == []


def test_moved_waits_for_the_new_time() -> None:
    """A notice cannot take a date: it says how to give it."""
    world = World(a_series())
    book(world)
    world.to("2026-12-10 19:00")
    said = world.press("moved", "did you go?")["said"]
    assert said == ["As soon as you know when: routine visit move sculptra WHEN"]
    assert status(world) == ["moved"]
    assert planned(world) == []
    world.ask(VisitAct("move", "sculptra", "2026-12-20 10:00"))
    assert status(world) == ["booked"]
    assert planned(world) == ["Sun 13 Dec 09:00 peels", "Sun 20 Dec 07:00 today", "Sun 20 Dec 19:00 went"]


def test_unanswered_it_is_asked_again_every_evening() -> None:
    """After-care hangs on it. Each asking is a time of its own, with one answer."""
    world = World(a_series())
    book(world)
    for day in (10, 11, 12):
        world.to(f"2026-12-{day} 19:30")
        assert world.raised == [f"sculptra@visit:1:went:2026-12-{day}T19:00"]
    world.press("went", "did you go?")
    assert [world.answers[f"sculptra@visit:1:went:2026-12-{d}T19:00"] for d in (10, 11, 12)] == [
        "missed",
        "missed",
        "done",
    ]
    world.to("2026-12-13 19:30")
    assert "sculptra@visit:1:went:2026-12-13T19:00" not in world.answers


def test_after_days_off_it_is_asked_on_the_next_evening_without_a_flood() -> None:
    """The machine was off for a fortnight."""
    world = World(a_series())
    book(world)
    world.to("2026-12-10 12:00")
    world.off_until("2026-12-25 09:00")
    assert world.next("sculptra") == "2026-12-25 19:00"
    assert sum("went" in id for id in world.answers) == 1
    world.to("2026-12-25 19:00")
    world.press("went", "did you go?")
    assert status(world) == ["attended"]


def test_done_and_skip_answer_the_question_too() -> None:
    """The everyday words mean went, and did not go."""
    for command, became in ((Done(("sculptra",)), "attended"), (Skip(("sculptra",)), "missed")):
        world = World(a_series())
        book(world)
        world.to("2026-12-10 19:00")
        world.ask(command)
        assert status(world) == [became]


def test_done_in_the_morning_of_a_visit_does_not_say_that_it_was() -> None:
    """Whether a person went is nothing to answer before the evening."""
    world = World(a_series(before=()))
    book(world)
    world.to("2026-12-10 08:00")
    with pytest.raises(NothingToDoError):
        world.ask(Done(("sculptra",)))
    assert status(world) == ["booked"]


# --- after-care -----------------------------------------------------------------------------------------------------


def test_massage_comes_only_when_the_doctor_asked_for_it() -> None:
    """Five minutes, five times a day, five days: 25 reminders."""
    world = World(a_series(after=(MASSAGE,), sessions=(1, 1), effect=None))
    attended(world)
    assert planned(world) == []
    world.press("asked", "you went")
    found = planned(world)
    assert len(found) == 25
    assert (found[0], found[-1]) == ("tomorrow 09:00 massage", "Tue 15 Dec 21:00 massage")


def test_not_asked_leaves_the_massage_out() -> None:
    """And says how to have it after all."""
    world = World(a_series(after=(MASSAGE,), sessions=(1, 1), effect=None))
    attended(world)
    assert "Did your doctor ask for: massage?" in world.notice("you went").body
    world.press("ok", "you went")
    assert planned(world) == []
    said = " ".join(world.ask(VisitAct("attended", "sculptra", visit=1, asked=("massage",)))["said"])
    assert "25 reminders of after-care to come." in said


def test_every_massage_ends_with_one_answer_though_nobody_answers() -> None:
    """A newer one closes the older."""
    world = World(a_series(after=(MASSAGE,), sessions=(1, 1), effect=None))
    attended(world)
    world.press("asked", "you went")
    world.to("2026-12-17 12:00")
    massages = {id: answer for id, answer in world.answers.items() if "massage" in id}
    assert len(massages) == 24
    assert set(massages.values()) == {"missed"}
    assert world.raised == ["sculptra@visit:1:massage:2026-12-15T21:00"]


def test_after_care_that_began_before_the_answer_is_said_and_not_missed() -> None:
    """Asked only two days later: what lies behind was never a reminder."""
    care = (
        After(id="ice", say="Cool it.", wait=lasting("4h")),
        After(id="sun", say="Sunscreen.", span=lasting("7 days")),
    )
    world = World(a_series(after=care))
    book(world)
    world.to("2026-12-12 12:00")
    said = world.ask(VisitAct("attended", "sculptra"))["said"]
    assert "Since then: Cool it." in said
    assert planned(world)[0] == "tomorrow 09:00 sun"
    assert not any("sun" in id or "ice" in id for id in world.answers)


def test_after_care_every_so_many_days_stops_at_its_end() -> None:
    """Weekly for four weeks from the first day on."""
    weekly = After(id="sun", say="Sunscreen.", span=lasting("4 weeks"), every=7)
    world = World(a_series(after=(weekly,), sessions=(1, 1), effect=None))
    attended(world)
    assert [line[:10].strip() for line in planned(world)] == ["tomorrow 0", "Fri 18 Dec", "Fri 25 Dec", "Fri 1 Jan"]


def test_the_plan_shows_the_after_care_of_a_booked_visit_as_what_hangs_on_going() -> None:
    """Said in its reason."""
    world = World(a_series())
    book(world)
    last = world.ask(PlanQuery(60))["occurrences"][-1]
    assert (last["nominal"], last["why"]) == (
        "2026-12-11T09:00",
        "after your visit on 10 December 2026 at 10:00, if you go",
    )


# --- the window, the end --------------------------------------------------------------------------------------------


def test_the_window_opens_with_a_reminder_unless_the_next_visit_is_booked() -> None:
    """Four weeks after the one attended."""
    world = World(a_series())
    attended(world)
    done_at(world, "2026-12-11 09:00")
    world.to("2027-01-07 10:00")
    assert "due between 7 January 2027 and 21 January 2027" in world.notice("Sculptra").body
    booked = World(a_series())
    attended(booked)
    book(booked, "2027-01-14 10:00")
    assert not any("next" in line for line in planned(booked))


def test_the_last_visit_of_a_series_opens_no_window() -> None:
    """Three of three."""
    world = World(a_series(sessions=(1, 1)))
    attended(world)
    assert not any("next" in line for line in planned(world))
    assert "That was the last visit of this series." in world.ask(VisitList())["series"][0]["notes"]


@pytest.mark.parametrize(
    ("when", "note"),
    [
        ("2026-12-20 10:00", "that is before the usual time, between 7 January 2027 and 21 January 2027"),
        ("2027-03-01 10:00", "that is after the usual time"),
        ("2027-01-14 10:00", ""),
    ],
)
def test_outside_the_window_is_a_note_and_never_a_block(when: str, note: str) -> None:
    """The clinic decides."""
    world = World(a_series())
    attended(world)
    said = book(world, when)
    assert status(world) == ["attended", "booked"]
    assert note in said
    assert ("usual time" in said) == bool(note)


def test_the_effect_ends_with_a_word_and_no_advice() -> None:
    """24 months after the last visit; whether to go again is decided elsewhere."""
    world = World(a_series(sessions=(1, 1), effect=(lasting("2 months"), lasting("3 months"))))
    attended(world)
    assert planned(world, 90)[-1] == "Wed 10 Feb 2027 10:00 effect"
    done_at(world, "2026-12-11 09:00")
    world.to("2027-02-10 10:00")
    assert "for you and your clinic to decide" in world.notice("Sculptra").body


def test_more_visits_than_the_series_has_are_a_note() -> None:
    """Some people need one more."""
    world = World(a_series(sessions=(1, 1)))
    attended(world)
    assert "with this one it is 2 visits; the series has 1" in book(world, "2027-02-01 10:00")


def test_series_that_overlap_are_a_note_that_asks_the_clinic() -> None:
    """Combining injections with devices: the clinic decides the spacing."""
    world = World(a_series(), a_series("bbl"))
    book(world)
    said = book(world, "2026-12-12 10:00", "bbl")
    assert "another series is under way: Sculptra (Thu 10 Dec 10:00). Ask the clinic" in said
    assert status(world, "bbl") == ["booked"]


def test_what_nobody_but_the_clinic_knows_is_asked_for() -> None:
    """Where no source gives an interval, the tool invents none."""
    world = World(a_series(sessions=None, apart=None, effect=None))
    assert "Ask your clinic how many visits and how far apart" in book(world)
    world.to("2026-12-10 19:00")
    said = " ".join(world.press("went", "did you go?")["said"])
    assert "routine preset set sculptra series.apart" in said
    assert "due" not in said


# --- moving, cancelling, entering -----------------------------------------------------------------------------------


def test_the_window_counts_from_a_visit_that_is_only_booked_too() -> None:
    """Who books all of them at once is told which are too near."""
    world = World(a_series())
    book(world)
    assert "before the usual time, between 7 January 2027 and 21 January 2027" in book(world, "2026-12-17 10:00")
    assert "usual time" not in book(world, "2027-01-14 10:00")


def test_a_visit_at_night_is_a_note() -> None:
    """Three o'clock was meant to be 15:00."""
    world = World(a_series())
    said = book(world, "2026-12-10 03:00")
    assert "Note: that is at night. If another time was meant: routine visit move sculptra --visit 1 WHEN" in said
    assert "at night" not in book(world, "2027-01-14 15:00")


def test_moving_to_where_it_is_changes_nothing() -> None:
    world = World(a_series())
    book(world)
    with pytest.raises(UsageError, match="visit 1 is booked for Thu 10 Dec 10:00 already"):
        world.ask(VisitAct("move", "sculptra", "2026-12-10 10:00"))


def test_a_visit_moved_from_abroad_is_at_the_clinics_clock() -> None:
    """Berlin's clinic says 11:00 on the phone to New York."""
    world = World(a_series())
    book(world)
    world.travel("America/New_York")
    said = " ".join(world.ask(VisitAct("move", "sculptra", "2026-12-11 11:00"))["said"])
    assert "is moved from Thu 10 Dec 10:00 (Europe/Berlin time) to Fri 11 Dec 11:00 (Europe/Berlin time)" in said
    assert world.routine("sculptra").visits[0].zone == "Europe/Berlin"


@pytest.mark.parametrize(
    ("when", "began"), [("2026-12-09 16:00", "Wed 9 Dec 16:00"), ("2026-12-09", "Wed 9 Dec 10:00")]
)
def test_a_visit_that_took_place_earlier_than_booked_begins_its_after_care_from_there(when: str, began: str) -> None:
    world = World(a_series())
    book(world)
    world.to("2026-12-09 18:00")
    said = " ".join(world.ask(VisitAct("attended", "sculptra", when, 1))["said"])
    assert f"you went to visit 1, {'today' if began.startswith('Wed') else began} {began[-5:]}" in said
    assert planned(world)[0] == "tomorrow 09:00 sun"
    assert status(world) == ["attended"]


def test_a_correction_of_when_a_visit_was_moves_its_after_care() -> None:
    world = World(a_series())
    book(world)
    world.to("2026-12-10 20:00")
    world.ask(VisitAct("attended", "sculptra"))
    assert planned(world)[0] == "tomorrow 09:00 sun"
    world.to("2026-12-11 08:00")
    world.ask(VisitAct("attended", "sculptra", "today 07:30", 1))
    assert planned(world)[0] == "tomorrow 09:00 sun"


def test_moving_takes_the_reminders_along_and_asks_for_preparation_again() -> None:
    """The week before the new date is another week."""
    world = World(a_series())
    book(world)
    world.to("2026-12-03 10:00")
    world.ask(Done(("sculptra",)))
    world.ask(VisitAct("move", "sculptra", "2026-12-20 10:00"))
    assert planned(world) == ["Sun 13 Dec 09:00 peels", "Sun 20 Dec 07:00 today", "Sun 20 Dec 19:00 went"]
    assert world.answers["sculptra@visit:1:peels:2026-12-03T09:00"] == "done"


def test_what_waits_when_a_visit_moves_is_not_counted() -> None:
    """It was for another day."""
    world = World(a_series())
    book(world)
    world.to("2026-12-03 10:00")
    world.ask(VisitAct("move", "sculptra", "2026-12-20 10:00"))
    assert world.raised == []
    assert world.answers == {"sculptra@visit:1:peels:2026-12-03T09:00": "excused"}


def test_cancelling_takes_every_reminder_away() -> None:
    """Raised ones too."""
    world = World(a_series())
    book(world)
    world.to("2026-12-03 10:00")
    world.ask(VisitAct("cancel", "sculptra"))
    assert (world.raised, planned(world), status(world)) == ([], [], ["cancelled"])


def test_of_several_booked_visits_one_has_to_be_named() -> None:
    """Exit 2, listing them."""
    world = World(a_series())
    book(world)
    book(world, "2027-01-14 10:00")
    with pytest.raises(AmbiguousError, match="--visit 2   Thu 14 Jan 2027 10:00"):
        world.ask(VisitAct("cancel", "sculptra"))
    world.ask(VisitAct("cancel", "sculptra", visit=2))
    assert status(world) == ["booked", "cancelled"]


def test_a_visit_of_the_past_is_entered_as_attended() -> None:
    """And the window runs from it."""
    world = World(a_series())
    said = " ".join(world.ask(VisitAct("attended", "sculptra", "2026-11-02"))["said"])
    assert status(world) == ["attended"]
    assert "due between 30 November 2026 and 14 December 2026" in said


def test_a_visit_that_lies_ahead_was_not_attended() -> None:
    """It says so, and what to do if it was earlier."""
    world = World(a_series())
    book(world)
    with pytest.raises(UsageError, match="Visit 1 is still to come"):
        world.ask(VisitAct("attended", "sculptra"))


def test_attended_before_the_evening_leaves_no_question() -> None:
    """Answered is answered."""
    world = World(a_series())
    book(world)
    world.to("2026-12-10 12:00")
    world.ask(VisitAct("attended", "sculptra"))
    world.to("2026-12-10 20:00")
    assert world.raised == []
    assert world.answers["sculptra@visit:1:went:2026-12-10T19:00"] == "done"


def test_missed_after_all_corrects_attended_and_withdraws_the_after_care() -> None:
    """One effective answer."""
    world = World(a_series())
    attended(world)
    world.to("2026-12-20 09:00")
    world.ask(VisitAct("missed", "sculptra", visit=1))
    assert status(world) == ["missed"]
    assert planned(world) == []
    assert world.answers["sculptra@visit:1:went:2026-12-10T19:00"] == "skipped"


def test_a_second_name_for_what_the_doctor_asked_is_refused_with_the_right_one() -> None:
    """`--asked masage`."""
    world = World(a_series(after=(MASSAGE,)))
    attended(world)
    with pytest.raises(Exception, match="no after-care is named"):
        world.ask(VisitAct("attended", "sculptra", visit=1, asked=("laser",)))


# --- with the rest of the house -------------------------------------------------------------------------------------


def test_undo_of_went_asks_again_and_withdraws_the_after_care() -> None:
    """As if the button had not been pressed."""
    world = World(a_series())
    attended(world)
    world.ask(Undo("sculptra"))
    assert status(world) == ["booked"]
    assert world.raised == ["sculptra@visit:1:went:2026-12-10T19:00"]
    assert not any("sun" in line for line in planned(world))
    world.press("went", "did you go?")
    assert status(world) == ["attended"]


def test_undo_after_after_care_was_raised_excuses_it() -> None:
    """It hung on having gone."""
    world = World(a_series())
    attended(world)
    world.to("2026-12-11 09:00")
    assert world.raised == ["sculptra@visit:1:sun:2026-12-11T09:00"]
    world.ask(Undo("sculptra"))
    assert world.answers["sculptra@visit:1:sun:2026-12-11T09:00"] == "excused"
    assert world.next("sculptra") == "2026-12-11 19:00"


def test_undo_of_moved_from_the_notice_asks_again() -> None:
    """The button beside what was said."""
    world = World(a_series())
    book(world)
    world.to("2026-12-10 19:00")
    world.press("moved", "did you go?")
    world.press("undo", "moved")
    assert (status(world), world.raised) == (["booked"], ["sculptra@visit:1:went:2026-12-10T19:00"])


def test_a_pause_silences_a_visit_and_the_question_waits_for_its_end() -> None:
    """What falls into it is not counted; whether the person went is still to be known."""
    world = World(a_series())
    book(world)
    world.ask(PauseCommand(None, "2026-12-09", "2026-12-14"))
    world.to("2026-12-13 20:00")
    assert set(world.answers.values()) <= {"excused", "missed", "done"}
    assert world.raised == []
    world.to("2026-12-14 19:00")
    assert world.raised == ["sculptra@visit:1:went:2026-12-14T19:00"]


def test_resuming_early_asks_on_the_next_evening() -> None:
    """Also where the pause had no end."""
    world = World(a_series())
    book(world)
    world.ask(PauseCommand())
    world.to("2026-12-12 08:00")
    world.ask(Resume())
    world.to("2026-12-12 19:00")
    assert world.raised == ["sculptra@visit:1:went:2026-12-12T19:00"]


def test_disabling_keeps_the_visits_and_enabling_plans_what_is_still_ahead() -> None:
    """A date at the clinic does not go away."""
    world = World(a_series())
    book(world)
    world.ask(Disable(("sculptra",)))
    assert planned(world) == []
    world.to("2026-12-05 08:00")
    assert world.log == []
    world.ask(Enable(("sculptra",)))
    assert planned(world) == ["Thu 10 Dec 07:00 today", "Thu 10 Dec 19:00 went"]


def test_disabling_says_which_visits_are_still_booked() -> None:
    world = World(a_series())
    book(world)
    said = " ".join(world.ask(Disable(("sculptra",)))["said"])
    assert "Still booked, and without reminders now: Thu 10 Dec 10:00." in said


def test_an_edited_series_plans_anew_from_now_on() -> None:
    """The clinic wants ten days instead of seven."""
    world = World(a_series())
    book(world)
    ten = Before(id="peels", say="No peels.", ahead=lasting("10 days"))
    world.change(a_series(before=(ten,)))
    world.ask(Reload())
    assert planned(world) == ["Mon 30 Nov 09:00 peels", "Thu 10 Dec 19:00 went"]


def test_a_clock_set_back_repeats_nothing_that_a_person_answered() -> None:
    """And what time had closed comes again."""
    world = World(a_series())
    book(world)
    world.to("2026-12-03 10:00")
    world.ask(Done(("sculptra",)))
    world.set_clock("2026-12-02 10:00")
    world.to("2026-12-04 10:00")
    assert world.answers == {"sculptra@visit:1:peels:2026-12-03T09:00": "done"}


def test_a_clock_set_back_over_an_unanswered_evening_asks_once_more() -> None:
    """Every asking has one answer."""
    world = World(a_series())
    book(world)
    world.to("2026-12-11 20:00")
    world.set_clock("2026-12-10 18:00")
    world.to("2026-12-10 19:00")
    assert world.raised == ["sculptra@visit:1:went:2026-12-10T19:00"]
    world.press("went", "did you go?")
    world.to("2026-12-13 20:00")
    assert [a for id, a in world.answers.items() if "went" in id] == ["done"]


def test_travel_neither_repeats_nor_loses_and_the_clinic_stays_where_it_is() -> None:
    """The visit is at ten where the clinic is."""
    world = World(a_series())
    book(world)
    world.travel("America/New_York")
    assert planned(world) == ["Thu 3 Dec 03:00 peels", "Thu 10 Dec 01:00 today", "Thu 10 Dec 13:00 went"]
    assert world.ask(VisitList())["series"][0]["visits"][0]["when"] == "Thu 10 Dec 10:00 (Europe/Berlin time)"
    world.to("2026-12-03 03:00")
    world.ask(Done(("sculptra",)))
    world.travel("Europe/Berlin")
    world.to("2026-12-05 10:00")
    assert world.answers == {"sculptra@visit:1:peels:2026-12-03T09:00": "done"}


def test_a_visit_over_a_change_of_clocks_keeps_its_clock_times() -> None:
    """Berlin, 28 March 2027: the preparation stays at 09:00, hours before it elapse."""
    world = World(a_series(), now="2027-03-20 08:00")
    book(world, "2027-03-28 04:30")
    assert planned(world) == ["tomorrow 09:00 peels", "Sun 28 Mar 00:30 today", "Sun 28 Mar 19:00 went"]


def test_a_restart_forgets_nothing() -> None:
    """Visits live in the state."""
    world = World(a_series())
    book(world)
    world.restart("boot-2")
    world.to("2026-12-10 19:00")
    world.restart("boot-3")
    world.press("went", "did you go?")
    world.restart("boot-4")
    assert status(world) == ["attended"]
    assert planned(world)[0] == "tomorrow 09:00 sun"


def test_snoozing_a_visits_reminder_to_another_day_survives_another_booking() -> None:
    """A reminder that was moved stays where it is."""
    world = World(a_series())
    book(world)
    world.to("2026-12-03 10:00")
    world.ask(Snooze("sculptra", until="2026-12-05 18:00"))
    book(world, "2027-01-14 10:00")
    assert planned(world)[0] == "Sat 5 Dec 18:00 peels"


def test_the_list_says_it_all_for_programs() -> None:
    """Visits, window and effect as data."""
    world = World(a_series())
    attended(world)
    found = world.ask(VisitList("sculptra"))["series"][0]
    assert (found["sessions"], found["attended"], found["apart"]) == ([3, 3], 1, "4 to 6 weeks")
    assert found["next"] == ["2027-01-07", "2027-01-21"]
    assert found["effect_ends"] == ["2028-12-10", "2028-12-10"]
    assert found["visits"][0]["status"] == "attended"
    assert found["visits"][0]["instant"] == "2026-12-10T09:00:00Z"


def test_a_silence_of_days_does_not_hide_the_question() -> None:
    """After-care hangs on it; and “I did them” does not mean that somebody went."""
    world = World(a_series())
    book(world)
    world.to("2026-12-10 19:00")
    assert world.titles == ["Shall we go on?", "Sculptra: did you go?"]
    world.press("did-them", "Shall we go on?")
    assert status(world) == ["booked"]
    assert world.raised == ["sculptra@visit:1:went:2026-12-10T19:00"]


def test_did_them_on_a_digest_does_not_say_that_somebody_went() -> None:
    """A missed asking is no missed visit."""
    world = World(a_series(before=()))
    book(world)
    world.to("2026-12-10 12:00")
    world.off_until("2026-12-12 09:00")
    world.press("did-them", "missed")
    assert status(world) == ["booked"]
    assert world.next("sculptra") == "2026-12-12 19:00"


def test_held_by_a_final_finding_a_series_asks_again_once_it_goes_on() -> None:
    """What falls into the hold is not counted."""
    world = World(a_series())
    book(world)
    service = world.simulation.service
    routine = replace(world.routine("sculptra"), held=OnHold("because"))
    service._commit(replace(world.state, routines={"sculptra": routine}))
    world.to("2026-12-12 09:00")
    assert set(world.answers.values()) == {"excused"}
    world.ask(Enable(("sculptra",)))
    world.to("2026-12-12 19:00")
    assert world.raised == ["sculptra@visit:1:went:2026-12-12T19:00"]


def test_a_log_that_is_ahead_of_the_state_says_what_became_of_a_visit() -> None:
    """The last state was lost: the answer is folded in from the log, and its after-care follows at the next tick."""
    world = World(a_series())
    book(world)
    world.to("2026-12-10 19:00")
    before = world.state
    world.press("went", "did you go?")
    entry = next(e for e in world.log if "went" in e.key)
    folded = fold_logged(before, entry)
    world.simulation.service._commit(folded)
    world.tick()
    assert status(world) == ["attended"]
    assert planned(world)[0] == "tomorrow 09:00 sun"


def test_a_simulation_shows_the_visits_that_are_booked_and_their_after_care() -> None:
    """As if the person went."""
    world = World(a_series())
    book(world)
    start = datetime.fromisoformat("2026-12-01 00:00")
    found = simulate(world.setup, world.state, start, 14, world.now).occurrences
    assert [o.id.split(":")[2] for o in found] == ["peels", "today", "went", "sun"]
    assert {o.status for o in found} == {"done"}


def test_after_care_that_is_over_is_not_said_any_more() -> None:
    """A visit of three weeks ago, entered today."""
    world = World(a_series())
    said = " ".join(world.ask(VisitAct("attended", "sculptra", "2026-11-02"))["said"])
    assert "Since then" not in said
    assert "after-care" not in said


def test_the_plan_shows_one_line_for_after_care_that_falls_on_one_moment() -> None:
    """As it will be one reminder."""
    care = tuple(After(id=name, say=name) for name in ("sun", "ice"))
    world = World(a_series(after=care))
    book(world)
    found = [o["nominal"] for o in world.ask(PlanQuery(60))["occurrences"]]
    assert found.count("2026-12-11T09:00") == 1


def test_the_plan_shows_one_line_where_the_after_care_of_two_visits_falls_together() -> None:
    """A light every four weeks, and a word about the sun every week for two months after each."""
    sun = After(id="sun", say="Sun.", wait=lasting("7 days"), span=lasting("8 weeks"), every=7)
    world = World(a_series(after=(sun,)))
    for when in ("2026-12-10 10:00", "2027-01-07 10:00"):
        book(world, when)
    before = world.ask(PlanQuery(120))["occurrences"]
    world.to("2026-12-10 20:00")
    world.ask(VisitAct("attended", "sculptra"))
    after = world.ask(PlanQuery(120))["occurrences"]
    for found in (before, after):
        assert [o["nominal"] for o in found].count("2027-01-14T09:00") == 1
        assert len({o["id"] for o in found}) == len(found)


def test_no_other_reminder_joins_the_questions_notice() -> None:
    """One that comes due two minutes later is shown beside it."""
    world = World(a_series(before=()), a_preset("tea", a_schedule("19:02")), now="2026-12-10 08:00")
    book(world)
    world.to("2026-12-10 19:02")
    assert {"Sculptra: did you go?", "Tea"} <= set(world.titles)


def test_a_correction_weeks_later_finds_the_answer_in_the_log() -> None:
    """The state keeps a few days of answers; the log has them all."""
    world = World(a_series(after=(After(id="sun", say="Sunscreen.", span=lasting("10 days")),)))
    attended(world)
    for day in range(11, 21):
        done_at(world, f"2026-12-{day} 09:00")
    assert not any("went" in entry.key for entry in world.routine("sculptra").recent)
    world.ask(VisitAct("missed", "sculptra", visit=1))
    assert world.answers["sculptra@visit:1:went:2026-12-10T19:00"] == "skipped"


def test_a_visit_is_no_session() -> None:
    """It takes place at the clinic: a session's Done would say that somebody went."""
    world = World(replace(a_series(), steps=(Step(id="talk", say="Consultation."),)))
    book(world)
    world.to("2026-12-10 19:00")
    with pytest.raises(UsageError, match="takes place at the clinic"):
        world.ask(SessionStart("sculptra"))


@pytest.mark.parametrize("when", [None, "today", "2026-12-10"])
def test_nobody_attended_a_visit_that_is_still_to_come_today(when: str | None) -> None:
    """However the day is named."""
    world = World(a_series(before=()), now="2026-12-10 08:00")
    book(world)
    with pytest.raises(UsageError, match="Visit 1 is still to come"):
        world.ask(VisitAct("attended", "sculptra", when))
    assert status(world) == ["booked"]


def test_a_visit_of_this_morning_is_never_entered_ahead_of_now() -> None:
    """A day without a clock time means noon, or now, if that is earlier."""
    world = World(a_series(before=()), now="2026-12-10 08:00")
    world.ask(VisitAct("attended", "sculptra", "today"))
    assert f"{world.routine('sculptra').visits[0].at:%H:%M}" == "08:00"
