"""What is replied to what a person says about a visit, by a command and in the notice whose button said it."""

from __future__ import annotations

import pytest

from routine.core.requests.commands import VisitAct
from routine.core.visits.booking_notes import notes_on
from routine.core.visits.outcomes import Attended, Booked, Cancelled, DoctorAsked, NotAttended
from routine.core.visits.reply_lines import attended as attended_reply
from routine.core.visits.reply_lines import (
    attended_lines,
    attended_notice,
    booked,
    cancelled,
    doctor_asked_notice,
    not_attended,
    not_attended_notice,
)
from tests.builders import World, a_series
from tests.core.reminders.test_next_time import next_at
from tests.core.visits.series import ICE_AND_SUN, MASSAGE, attended, book, on_the_evening, went

BOOK_IT = 'When you have a date: routine visit book sculptra "fri 10:00"'
DUE = ("The next visit is due between 7 January 2027 and 21 January 2027, if your clinic agrees.", BOOK_IT)
EFFECT = "The effect is expected to last 2 years, until about December 2028. It differs from person to person."
WENT = f"Sculptra: you went to visit 1, today 10:00. {next_at('tomorrow 09:00')}"
NOT_BOOKED = 'No visit is booked. Book one: routine visit book sculptra "fri 10:00"'
BY_MOUSE = ("Your clinic decides when you come again.", "Enter the date when you have one.")
COME_AGAIN = ("Your clinic decides when you come again.", BOOK_IT)


# --- dates ----------------------------------------------------------------------------------------------------------


def test_a_booked_visit_is_said_with_the_next_reminder() -> None:
    world = World(a_series())
    book(world)
    reply = booked(world.draft, Booked("sculptra", 1))
    assert reply.said == ("Sculptra: visit 1 is booked for Thu 10 Dec 10:00.", next_at("Thu 3 Dec 09:00"))
    assert (reply.routine, reply.visit.visit, reply.visit.status) == ("sculptra", 1, "booked")


def test_what_is_too_late_already_and_what_is_worth_a_word_follow() -> None:
    world = World(a_series())
    book(world, "2026-11-26 05:00")
    visit = world.routine("sculptra").visits[0]
    assert booked(world.draft, Booked("sculptra", 1)).said == (
        "Sculptra: visit 1 is booked for Thu 26 Nov 05:00.",
        next_at("Thu 26 Nov 02:00"),
        "This begins 7 days before your visit, so it counts now: No peels from now on.",
        *notes_on(world.draft, "sculptra", visit),
    )


def test_what_only_the_clinic_knows_is_asked_for_at_booking() -> None:
    world = World(a_series(sessions=None, apart=None, effect=None))
    book(world)
    assert booked(world.draft, Booked("sculptra", 1)).said[2:] == (
        "Ask your clinic how many visits and how far apart.",
        "To enter it, for example: routine preset set sculptra series.sessions 3",
        'To enter it, for example: routine preset set sculptra series.apart "4 weeks"',
    )


def test_a_moved_visit_is_said_with_both_times_by_the_clinics_clock() -> None:
    """Berlin's clinic says 11:00 on the phone to New York."""
    world = World(a_series())
    book(world)
    (before,) = world.routine("sculptra").visits
    world.travel("America/New_York")
    world.ask(VisitAct("move", "sculptra", "2026-12-11 11:00"))
    assert booked(world.draft, Booked("sculptra", 1, moved_from=before)).said == (
        "Sculptra: visit 1 is moved from Thu 10 Dec 10:00 (Europe/Berlin time) to "
        "Fri 11 Dec 11:00 (Europe/Berlin time).",
        next_at("Fri 4 Dec 03:00"),
    )


def test_a_cancelled_visit_says_that_nothing_is_booked_any_more() -> None:
    world = World(a_series())
    book(world)
    world.ask(VisitAct("cancel", "sculptra"))
    assert cancelled(world.draft, Cancelled("sculptra", 1)).said == (
        f"Sculptra: visit 1, Thu 10 Dec 10:00, is cancelled. {NOT_BOOKED}",
    )


# --- whether the person went ----------------------------------------------------------------------------------------


def test_went_says_the_after_care_the_next_visit_and_the_effect() -> None:
    world = World(a_series())
    attended(world)
    lines = (WENT, "1 after-care reminder is still to come.", *DUE, EFFECT)
    assert attended_reply(world.draft, Attended("sculptra", 1)).said == lines
    notice = attended_notice(world.draft, Attended("sculptra", 1, world.log[-1]))
    by_mouse = tuple("Enter the date when you have one." if line == BOOK_IT else line for line in lines)
    assert (notice.title, notice.lines, notice.undo) == ("Sculptra: you went", by_mouse, (world.log[-1],))
    assert (notice.asks, notice.buttons) == ("", ())


def test_where_nobody_but_the_clinic_knows_nothing_is_said_to_be_due() -> None:
    world = World(a_series(sessions=None, apart=None, effect=None))
    attended(world)
    said = " ".join(attended_lines(world.draft, "sculptra", 1))
    assert "routine preset set sculptra series.apart" in said
    assert "due" not in said


def test_an_earlier_time_than_booked_is_the_time_that_is_said() -> None:
    world = World(a_series())
    book(world)
    world.to("2026-12-09 18:00")
    went(world, "2026-12-09 16:00", 1)
    first = attended_lines(world.draft, "sculptra", 1)[0]
    assert first == f"Sculptra: you went to visit 1, today 16:00. {next_at('tomorrow 09:00')}"


def test_after_care_that_began_before_the_answer_is_said() -> None:
    """Asked only two days later: what lies behind was never a reminder."""
    world = World(a_series(after=ICE_AND_SUN))
    book(world)
    world.to("2026-12-12 12:00")
    went(world)
    assert attended_lines(world.draft, "sculptra", 1)[1:4] == [
        "Since then: Cool it.",
        "Since then: Sunscreen.",
        "5 after-care reminders are still to come.",
    ]


def test_after_care_that_is_over_is_not_said_any_more() -> None:
    """A visit of three weeks ago, entered today."""
    world = World(a_series())
    went(world, "2026-11-02")
    said = attended_lines(world.draft, "sculptra", 1)
    assert len(said) == 4
    assert said[1].startswith("The next visit is due between 30 November 2026 and 14 December 2026")
    assert not any("Since then" in line or "after-care" in line for line in said)


def test_did_not_go_says_when_to_come_again() -> None:
    world = on_the_evening(World(a_series()))
    world.pressed("did-not-go", "sculptra")
    outcome = NotAttended("sculptra", 1, "missed", world.log[-1])
    assert not_attended(world.draft, outcome).said == (
        "Sculptra: you did not go to visit 1, today 10:00.",
        *COME_AGAIN,
    )
    notice = not_attended_notice(world.draft, outcome)
    assert (notice.title, notice.lines, notice.undo) == ("Sculptra: did not go", BY_MOUSE, (world.log[-1],))


def test_moved_says_how_to_give_the_new_time() -> None:
    world = on_the_evening(World(a_series()))
    world.pressed("moved", "sculptra")
    notice = not_attended_notice(world.draft, NotAttended("sculptra", 1, "moved", world.log[-1]))
    assert (notice.title, notice.lines) == (
        "Sculptra: moved",
        ("Enter the new date when you know it.",),
    )
    assert notice.undo == (world.log[-1],)


# --- what the doctor asked for --------------------------------------------------------------------------------------


def a_massage() -> World:
    """One visit, attended, after which the doctor may ask for a massage."""
    world = World(a_series(after=(MASSAGE,), sessions=(1, 1), effect=None))
    attended(world)
    return world


def test_what_hangs_on_the_doctor_is_asked_for_in_the_notice() -> None:
    """And a command says it after all."""
    world = a_massage()
    notice = attended_notice(world.draft, Attended("sculptra", 1))
    assert notice.asks == "Did your doctor ask for this: massage? If not, Routine leaves it out."
    assert [button.label for button in notice.buttons] == ["Doctor asked", "Not asked"]
    assert attended_lines(world.draft, "sculptra", 1) == [
        f"Sculptra: you went to visit 1, today 10:00. {NOT_BOOKED}",
        "Only if your doctor asked for massage: routine visit attended sculptra --asked massage --visit 1",
        "That was the last visit of this series.",
    ]


def test_the_doctor_asked_says_what_comes_next() -> None:
    world = a_massage()
    world.pressed("asked", "answered")
    notice = doctor_asked_notice(world.draft, DoctorAsked("sculptra", 1))
    assert (notice.title, notice.lines) == ("Saved", (WENT,))


def test_after_care_that_was_asked_for_is_counted() -> None:
    world = a_massage()
    world.pressed("asked", "answered")
    assert "25 after-care reminders are still to come." in attended_lines(world.draft, "sculptra", 1)


def test_a_visit_that_was_cancelled_and_is_booked_again_is_not_said_to_be_moved() -> None:
    world = World(a_series())
    book(world)
    world.ask(VisitAct("cancel", "sculptra"))
    said = world.ask(VisitAct("move", "sculptra", "2026-12-11 10:00", 1))["said"]
    assert said[0] == "Sculptra: visit 1 is booked for Fri 11 Dec 10:00."


@pytest.mark.parametrize(("what", "named"), [("ahead", True), ("cancelled", False), ("behind", False)])
def test_only_another_visit_that_is_still_ahead_may_be_one_too_many(what: str, named: bool) -> None:
    world = World(a_series())
    book(world)
    if what == "cancelled":
        world.ask(VisitAct("cancel", "sculptra"))
    if what == "behind":
        world.to("2026-12-10 11:00")
    said = world.ask(VisitAct("book", "sculptra", "2027-01-14 10:00"))["said"]
    assert any("Visit 1 is also booked" in line for line in said) is named
