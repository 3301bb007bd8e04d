"""The evening after a visit: whether somebody went, what the doctor asked for, and what follows from it."""

from __future__ import annotations

import pytest

from routine.core.errors import NotFoundError, NothingToDoError
from routine.core.requests.commands import Done, Skip, VisitAct
from routine.core.visits.notice_lines import visit_body
from routine.core.visits.outcomes import Attended, DoctorAsked, NotAttended
from tests.builders import World, a_preset, a_schedule, a_series
from tests.core.visits.series import (
    MASSAGE,
    attended,
    book,
    done_at,
    effect_ends,
    next_due,
    on_the_evening,
    planned,
    status,
    went,
)

ASKED_AT = "sculptra@visit:1:went:2026-12-10T19:00"


def test_the_evening_asks_in_a_notice_of_its_own() -> None:
    """“All done” on five reminders must not mean that somebody went to the clinic."""
    world = World(a_series(), *(a_preset(f"r{n}", a_schedule("19:00")) for n in range(2)))
    book(world)
    done_at(world, "2026-12-10 07:00")
    world.to("2026-12-10 19:00")
    raised = world.routine("sculptra").raised
    assert raised is not None
    assert world.offers("sculptra") == ["went", "moved", "did-not-go"]
    assert world.notice("sculptra").body == visit_body(world.draft, "sculptra", raised)
    assert sorted(world.showing) == ["r0+r1", "sculptra"]
    assert world.offers("r0+r1") == ["all-done", "all-later", "one-by-one"]


def test_no_other_reminder_joins_the_questions_notice() -> None:
    """One that comes due two minutes later is shown beside it."""
    world = World(a_series(before=()), a_preset("tea", a_schedule("19:02")), now="2026-12-10 08:00")
    book(world)
    world.to("2026-12-10 19:02")
    assert {"sculptra", "tea"} <= set(world.showing)
    assert world.offers("sculptra") == ["went", "moved", "did-not-go"]


def test_went_begins_the_after_care_the_window_and_the_effect() -> None:
    """The next visit four to six weeks from the one attended; the effect in months."""
    world = World(a_series())
    outcome = attended(world)
    assert isinstance(outcome, Attended)
    assert (outcome.routine, outcome.n, outcome.entry) == ("sculptra", 1, world.log[-1])
    assert status(world) == ["attended"]
    assert world.answers[ASKED_AT] == "done"
    assert world.next("sculptra") == "2026-12-11 09:00"
    assert next_due(world) == ["2027-01-07", "2027-01-21"]
    assert effect_ends(world) == ["2028-12-10", "2028-12-10"]
    assert world.offers("answered") == ["undo"]


def test_did_not_go_means_no_after_care() -> None:
    """Nothing hangs on a visit that never was."""
    world = on_the_evening(World(a_series()))
    outcome = world.pressed("did-not-go", "sculptra")
    assert isinstance(outcome, NotAttended)
    assert outcome.why == "missed"
    assert status(world) == ["missed"]
    assert planned(world) == []


def test_moved_waits_for_the_new_time() -> None:
    """A notice cannot take a date: it says how to give it."""
    world = on_the_evening(World(a_series()))
    outcome = world.pressed("moved", "sculptra")
    assert isinstance(outcome, NotAttended)
    assert outcome.why == "moved"
    assert status(world) == ["moved"]
    assert planned(world) == []
    world.ask(VisitAct("move", "sculptra", "2026-12-20 10:00"))
    assert status(world) == ["booked"]
    assert planned(world) == ["12-13 09:00 peels", "12-20 07:00 today", "12-20 19:00 went"]


def test_done_and_skip_answer_the_question_too() -> None:
    """The everyday words mean went, and did not go."""
    for command, became in ((Done(("sculptra",)), "attended"), (Skip(("sculptra",)), "missed")):
        world = on_the_evening(World(a_series()))
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


def test_a_silence_of_days_does_not_hide_the_question() -> None:
    """After-care hangs on it; and “Mark done” does not mean that somebody went."""
    world = on_the_evening(World(a_series()))
    assert world.showing == ["silent", "sculptra"]
    world.pressed("did-them", "silent")
    assert status(world) == ["booked"]
    assert world.raised == [ASKED_AT]


def test_did_them_on_a_digest_does_not_say_that_somebody_went() -> None:
    """A missed asking is no missed visit."""
    world = World(a_series(before=()))
    book(world)
    world.to("2026-12-10 12:00")
    world.off_until("2026-12-12 09:00")
    world.pressed("did-them", "missed")
    assert status(world) == ["booked"]
    assert world.next("sculptra") == "2026-12-12 19:00"


# --- what the doctor asked for --------------------------------------------------------------------------------------


def one_visit_with_massage() -> World:
    """A series of one visit, attended, after which the doctor may ask for a massage."""
    world = World(a_series(after=(MASSAGE,), sessions=(1, 1), effect=None))
    attended(world)
    return world


def test_massage_comes_only_when_the_doctor_asked_for_it() -> None:
    """Five minutes, five times a day, five days: 25 reminders."""
    world = one_visit_with_massage()
    assert planned(world) == []
    assert world.offers("answered") == ["asked", "ok", "undo"]
    assert world.pressed("asked", "answered") == DoctorAsked("sculptra", 1)
    found = planned(world)
    assert len(found) == 25
    assert (found[0], found[-1]) == ("12-11 09:00 massage", "12-15 21:00 massage")


def test_the_doctor_asked_at_the_visit_that_the_notice_is_about() -> None:
    """Not at one a few days before."""
    world = World(a_series(after=(MASSAGE,), sessions=(2, 2), effect=None))
    attended(world)
    world.pressed("ok", "answered")
    attended(world, "2026-12-13 10:00")
    assert world.pressed("asked", "answered") == DoctorAsked("sculptra", 2)


def test_not_asked_leaves_the_massage_out_and_a_command_brings_it_after_all() -> None:
    world = one_visit_with_massage()
    world.pressed("ok", "answered")
    assert planned(world) == []
    went(world, visit=1, asked=("massage",))
    assert len(planned(world)) == 25


def test_a_second_name_for_what_the_doctor_asked_is_refused_with_the_right_one() -> None:
    """`--asked masage`."""
    world = World(a_series(after=(MASSAGE,)))
    attended(world)
    with pytest.raises(NotFoundError, match="no after-care called"):
        went(world, visit=1, asked=("laser",))
