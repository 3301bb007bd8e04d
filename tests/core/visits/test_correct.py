"""Visits moved, cancelled, or corrected weeks later; and an answer about one taken back."""

from __future__ import annotations

import pytest

from routine.core.errors import UsageError
from routine.core.requests.commands import Undo, VisitAct
from routine.core.schedule.visit_series import After
from routine.core.visits.outcomes import Booked, NotAttended
from tests.builders import World, a_series, lasting
from tests.core.visits.series import (
    attended,
    book,
    done_at,
    on_the_evening,
    planned,
    status,
    visits,
    went,
)

ASKED_AT = "sculptra@visit:1:went:2026-12-10T19:00"


def test_moving_to_where_it_is_changes_nothing() -> None:
    world = World(a_series())
    book(world)
    with pytest.raises(UsageError, match="visit 1 is already booked for Thu 10 Dec 10:00"):
        world.ask(VisitAct("move", "sculptra", "2026-12-10 10:00"))


def test_a_visit_moved_from_abroad_is_at_the_clinics_clock() -> None:
    """Berlin's clinic says 11:00 on the phone to New York."""
    world = World(a_series())
    book(world)
    (before,) = visits(world)
    world.travel("America/New_York")
    outcome = world.did(VisitAct("move", "sculptra", "2026-12-11 11:00"))
    assert outcome == Booked("sculptra", 1, moved_from=before)
    (visit,) = visits(world)
    assert (f"{before.at:%m-%d %H:%M}", f"{visit.at:%m-%d %H:%M}") == ("12-10 10:00", "12-11 11:00")
    assert (before.zone, visit.zone) == ("Europe/Berlin", "Europe/Berlin")


def test_what_is_due_next_is_said_again_once_the_next_visit_is_cancelled() -> None:
    """Booked, it had no need of a word; cancelled, it is as if it had never been booked."""
    world = World(a_series(after=()))
    attended(world)
    before = planned(world)
    assert before == ["01-07 10:00 next"]
    book(world, "2027-01-12 10:00")
    world.ask(VisitAct("cancel", "sculptra"))
    assert planned(world) == before


def test_attended_before_the_evening_leaves_no_question() -> None:
    """Answered is answered."""
    world = World(a_series())
    book(world)
    world.to("2026-12-10 12:00")
    went(world)
    world.to("2026-12-10 20:00")
    assert world.raised == []
    assert world.answers[ASKED_AT] == "done"


def test_missed_after_all_corrects_attended_and_withdraws_the_after_care() -> None:
    """One effective answer."""
    world = World(a_series())
    attended(world)
    world.to("2026-12-20 09:00")
    assert world.did(VisitAct("missed", "sculptra", visit=1)) == NotAttended("sculptra", 1, "missed")
    assert status(world) == ["missed"]
    assert planned(world) == []
    assert world.answers[ASKED_AT] == "skipped"


def test_a_correction_weeks_later_finds_the_answer_in_the_log() -> None:
    """The state keeps a few days of answers; the log has them all."""
    world = World(a_series(after=(After(id="sun", say="Sunscreen.", span=lasting("10 days")),)))
    attended(world)
    for day in range(11, 21):
        done_at(world, f"2026-12-{day} 09:00")
    assert not any("went" in entry.key for entry in world.routine("sculptra").recent)
    world.ask(VisitAct("missed", "sculptra", visit=1))
    assert world.answers[ASKED_AT] == "skipped"


def test_undo_of_went_asks_again_and_withdraws_the_after_care() -> None:
    """As if the button had not been pressed."""
    world = World(a_series())
    attended(world)
    world.ask(Undo("sculptra"))
    assert status(world) == ["booked"]
    assert world.raised == [ASKED_AT]
    assert not any("sun" in line for line in planned(world))
    world.pressed("went", "sculptra")
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
    world = on_the_evening(World(a_series()))
    world.pressed("moved", "sculptra")
    world.pressed("undo", "answered")
    assert (status(world), world.raised) == (["booked"], [ASKED_AT])


def test_a_correction_is_of_its_own_series() -> None:
    """Both had their first visit, and both were gone to."""
    world = World(a_series(), a_series("bbl"))
    attended(world)
    book(world, "2026-12-11 10:00", "bbl")
    world.to("2026-12-11 19:00")
    world.press("went", "bbl")
    world.ask(VisitAct("missed", "sculptra", visit=1))
    assert (status(world), status(world, "bbl")) == (["missed"], ["attended"])
    assert world.answers[ASKED_AT] == "skipped"


def test_a_correction_of_a_correction_replaces_the_last() -> None:
    """Each time of an evening has one answer that holds."""
    world = World(a_series())
    attended(world)
    world.ask(VisitAct("missed", "sculptra", visit=1))
    went(world, visit=1)
    world.ask(VisitAct("missed", "sculptra", visit=1))
    assert (status(world), world.answers[ASKED_AT]) == (["missed"], "skipped")


def test_the_first_of_two_visits_is_corrected_after_the_second() -> None:
    """Its answer is in the log alone by then."""
    world = World(a_series(after=(After(id="sun", say="Sunscreen.", span=lasting("10 days")),)))
    attended(world)
    for day in range(11, 21):
        done_at(world, f"2026-12-{day} 09:00")
    attended(world, "2027-01-14 10:00")
    world.ask(VisitAct("missed", "sculptra", visit=1))
    assert status(world) == ["missed", "attended"]
    assert world.answers[ASKED_AT] == "skipped"


def test_a_visit_that_is_cancelled_leaves_the_question_about_another_waiting() -> None:
    world = on_the_evening(World(a_series()))
    book(world, "2027-01-14 10:00")
    world.ask(VisitAct("cancel", "sculptra", visit=2))
    assert world.raised == [ASKED_AT]


def test_of_two_evenings_that_asked_the_answer_to_the_last_is_corrected() -> None:
    """Nobody answered on the first."""
    world = on_the_evening(World(a_series()))
    world.to("2026-12-11 19:05")
    world.pressed("went", "sculptra")
    world.ask(VisitAct("missed", "sculptra", visit=1))
    assert status(world) == ["missed"]
    assert world.answers[ASKED_AT] == "missed"
    assert world.answers["sculptra@visit:1:went:2026-12-11T19:00"] == "skipped"
