"""Visits: booked, moved, attended, missed, cancelled; what a person says of them, by command or by a button."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from routine.core.errors import NotFoundError, NothingToDoError, UsageError
from routine.core.preset.model import Step
from routine.core.requests.commands import Disable, Done, SessionStart, Snooze, VisitAct
from routine.core.requests.queries import LogQuery
from routine.core.routines.outcomes import Disabled
from routine.core.state.fold import fold_logged
from routine.core.visits.notice_lines import visit_body, visit_title
from routine.core.visits.outcomes import Booked
from tests.builders import World, a_preset, a_schedule, a_series
from tests.core.visits.series import (
    ICE_AND_SUN,
    MASSAGE,
    attended,
    book,
    on_the_evening,
    planned,
    status,
    visits,
    went,
)


def test_a_reminder_before_a_visit_is_shown_with_its_instruction_and_answered_like_any_other() -> None:
    """A person sees the instruction, not the title alone."""
    world = World(a_series())
    book(world)
    world.to("2026-12-03 09:00")
    raised = world.routine("sculptra").raised
    assert raised is not None
    assert world.notice("sculptra").title == visit_title(world.draft, "sculptra", raised)
    assert world.notice("sculptra").body == visit_body(world.draft, "sculptra", raised)
    assert world.offers("sculptra") == ["done", "later", "skip"]


@pytest.mark.parametrize("when", ["2026-11-20 10:00", "yesterday 10:00"])
def test_a_visit_in_the_past_is_refused_and_points_to_attended(when: str) -> None:
    """Booking looks ahead; what was is entered by `attended`."""
    world = World(a_series())
    with pytest.raises(UsageError, match="passed") as caught:
        book(world, when)
    assert caught.value.hint and f'If you were there: routine visit attended sculptra "{when}"' in caught.value.hint
    assert status(world) == []


@pytest.mark.parametrize("when", ["29 feb 10:00", "20 nov 10:00"])
def test_a_visit_is_not_booked_for_another_year_than_the_next_without_a_word(when: str) -> None:
    world = World(a_series())
    with pytest.raises(UsageError, match=r"20 Nov 2027|29 Feb 2028"):
        book(world, when)
    assert visits(world) == ()


@pytest.mark.parametrize("when", ["in 3 weeks", "three weeks", "friday"])
def test_a_visit_needs_the_time_of_day(when: str) -> None:
    world = World(a_series())
    with pytest.raises(UsageError, match="At what time"):
        book(world, when)


def test_a_second_visit_ahead_is_booked_and_the_first_is_named() -> None:
    world = World(a_series())
    book(world)
    reply = world.ask(VisitAct("book", "sculptra", "2027-01-15 10:00"))
    assert [visit.n for visit in visits(world)] == [1, 2]
    assert "routine visit cancel sculptra --visit 1" in "\n".join(reply["said"])


def test_a_clock_time_alone_is_the_next_one() -> None:
    world = World(a_series())
    book(world, "06:00")
    assert f"{visits(world)[0].at:%Y-%m-%d %H:%M}" == "2026-11-24 06:00"


def test_a_visit_without_a_clock_time_is_asked_for_one() -> None:
    """Reminders some hours before it need the hour."""
    with pytest.raises(UsageError, match="At what time is the visit on “10 Dec”"):
        book(World(a_series()), "10 Dec")


def test_the_same_time_is_not_booked_twice() -> None:
    """A second click is no second visit."""
    world = World(a_series())
    book(world)
    with pytest.raises(UsageError, match="visit 1 is already booked for Thu 10 Dec 10:00"):
        book(world)


def test_only_a_series_has_visits() -> None:
    """A mask is no appointment."""
    with pytest.raises(UsageError, match="has no visits to a clinic"):
        book(World(a_preset("spf")), routine="spf")


def test_a_series_that_is_not_enabled_is_not_booked() -> None:
    """Enabling asks what the safety rules need to know."""
    with pytest.raises(NothingToDoError, match="is not enabled"):
        book(World(a_series(), enabled=False))


@pytest.mark.parametrize("when", ["2026-12-20 10:00", "2027-03-01 10:00", "2027-01-14 10:00"])
def test_outside_the_window_is_never_a_block(when: str) -> None:
    """The clinic decides."""
    world = World(a_series())
    attended(world)
    assert book(world, when) == Booked("sculptra", 2)
    assert status(world) == ["attended", "booked"]


def test_more_visits_than_the_series_has_are_booked_all_the_same() -> None:
    """Some people need one more."""
    world = World(a_series(sessions=(1, 1)))
    attended(world)
    assert book(world, "2027-02-01 10:00") == Booked("sculptra", 2)


def test_series_that_overlap_are_booked_all_the_same() -> None:
    """Combining injections with devices: the clinic decides the spacing."""
    world = World(a_series(), a_series("bbl"))
    book(world)
    assert book(world, "2026-12-12 10:00", "bbl") == Booked("bbl", 1)
    assert status(world, "bbl") == ["booked"]


def test_disabling_leaves_the_visits_booked() -> None:
    """The clinic still expects the person."""
    world = World(a_series())
    book(world)
    assert world.did(Disable(("sculptra",))) == Disabled(("sculptra",), ())
    assert status(world) == ["booked"]
    assert planned(world) == []


def test_a_log_that_is_ahead_of_the_state_says_what_became_of_a_visit() -> None:
    """The last state was lost: the answer is folded in from the log, and its after-care follows at the next tick."""
    world = on_the_evening(World(a_series()))
    before = world.state
    world.pressed("went", "sculptra")
    entry = next(e for e in world.log if "went" in e.key)
    folded = fold_logged(before, entry)
    world.simulation.service._commit(folded)
    world.tick()
    assert status(world) == ["attended"]
    assert planned(world)[0] == "12-11 09:00 sun"


def test_what_a_log_says_of_one_visit_follows_although_another_is_planned_already() -> None:
    world = World(a_series())
    book(world, "2027-01-14 10:00")
    on_the_evening(world)
    before = world.state
    world.pressed("went", "sculptra")
    entry = next(e for e in world.log if "went" in e.key)
    world.simulation.service._commit(fold_logged(before, entry))
    world.tick()
    assert status(world) == ["booked", "attended"]
    assert planned(world)[0] == "12-11 09:00 sun"


def test_a_preparation_whose_time_is_past_does_not_come() -> None:
    """It was said when the visit was booked."""
    world = World(a_series())
    book(world, "2026-11-26 10:00")
    world.to("2026-11-25 12:00")
    assert (world.raised, world.answers, world.log) == ([], {}, [])


def test_a_visit_is_no_session() -> None:
    """It takes place at the clinic: a session's Done would say that somebody went."""
    world = on_the_evening(World(replace(a_series(), steps=(Step(id="talk", say="Consultation."),))))
    with pytest.raises(UsageError, match="takes place at the clinic"):
        world.ask(SessionStart("sculptra"))


def test_after_care_that_has_begun_stays_on_the_screen_until_it_was_read() -> None:
    """It was to be said four hours after the visit; nobody knew before the evening that there was one."""
    world = World(a_series(after=ICE_AND_SUN))
    attended(world)
    shown = world.notice("answered")
    assert "Cool it." in shown.body
    assert (shown.timeout_s, [button.id for button in shown.buttons]) == (0, ["ok", "undo"])
    world.press("ok", "answered")
    assert "answered" not in world.showing
    assert world.answers["sculptra@visit:1:went:2026-12-10T19:00"] == "done"


def test_at_night_a_visit_of_today_is_asked_about() -> None:
    """“Today 10:00” at 01:29 was booked as “tomorrow 10:00”: an appointment is not guessed."""
    world = World(a_series(), now="2026-11-24 01:29")
    with pytest.raises(UsageError, match="Mon 23 Nov 10:00, which has passed, or Tue 24 Nov 10:00") as caught:
        book(world, "today 10:00")
    assert "24 Nov 10:00" in str(caught.value.hint)
    assert visits(world) == ()
    book(world, "today 02:30")
    assert [f"{one.at:%d %H:%M}" for one in visits(world)] == ["24 02:30"]


def test_what_the_clinic_asks_for_is_shown_in_a_silence_too() -> None:
    """Three days without an answer hid the after-care, and the words of the visit's own day."""
    world = World(a_series(), a_preset())
    book(world, "2026-12-10 10:00")
    world.to("2026-12-10 08:30")
    assert "silent" in world.showing
    assert world.notice("sculptra").body.startswith("Your visit is today.")


@pytest.mark.parametrize(("button", "says"), [("went", "you went"), ("did-not-go", "you did not go")])
def test_the_log_says_whether_somebody_went(button: str, says: str) -> None:
    world = World(a_series())
    book(world, "2026-12-10 10:00")
    world.to("2026-12-10 19:00")
    world.press(button, "sculptra")
    assert [one["said"] for one in world.ask(LogQuery())["entries"]][-1].startswith(says)


def test_after_care_that_comes_anyway_is_none_that_the_doctor_asks_for() -> None:
    world = World(a_series(after=(MASSAGE, *ICE_AND_SUN)))
    attended(world)
    with pytest.raises(NotFoundError, match="no after-care called"):
        went(world, visit=1, asked=("sun",))


def test_a_visit_that_was_moved_is_asked_about_on_its_new_evening_alone() -> None:
    world = World(a_series())
    book(world)
    world.ask(VisitAct("move", "sculptra", "2026-12-20 10:00"))
    assert planned(world) == ["12-13 09:00 peels", "12-20 07:00 today", "12-20 19:00 went"]


def test_of_two_visits_the_one_that_was_moved_or_cancelled_takes_its_own_reminders_along() -> None:
    world = World(a_series())
    for when in ("2026-12-10 10:00", "2027-01-14 10:00"):
        book(world, when)
    other = ["01-07 09:00 peels", "01-14 07:00 today", "01-14 19:00 went"]
    world.ask(VisitAct("move", "sculptra", "2026-12-20 10:00", visit=1))
    assert planned(world) == ["12-13 09:00 peels", "12-20 07:00 today", "12-20 19:00 went", *other]
    world.ask(VisitAct("cancel", "sculptra", visit=1))
    assert planned(world) == other


@pytest.mark.parametrize("how", ["digest", "silence", "since"])
def test_what_is_marked_done_together_leaves_it_open_whether_the_person_went(how: str) -> None:
    """Each visit is answered alone: its after-care hangs on it."""
    world = World(a_series(), a_preset("spf", a_schedule("08:00")))
    book(world, "2026-11-24 10:00")
    world.to("2026-11-23 12:00")
    if how == "silence":
        world.to("2026-11-28 08:00")
        world.press("did-them", "silent")
    else:
        world.off_until("2026-11-26 07:00")
        if how == "digest":
            world.press("did-them", "missed")
        else:
            world.ask(Done(("sculptra", "spf"), since="2026-11-23"))
    assert status(world) == ["booked"]
    asked = {id.partition(":")[2]: answer for id, answer in world.answers.items() if ":went:" in id}
    assert set(asked.values()) <= {"missed"}
    assert world.answers["spf@2026-11-25T08:00"] == "done"


@pytest.mark.parametrize("when", ["2026-11-23 06:59", "2026-11-23 07:00"])
def test_a_visit_that_has_begun_is_not_booked_but_entered(when: str) -> None:
    world = World(a_series())
    with pytest.raises(UsageError) as refused:
        book(world, when)
    assert "routine visit attended sculptra" in (refused.value.hint or "")
    went(world, when)
    assert status(world) == ["attended"]


def test_a_reminder_of_a_visit_that_is_moved_leaves_the_others_of_it() -> None:
    world = World(a_series())
    book(world)
    world.ask(Snooze("sculptra", until="2026-12-05 09:00"))
    assert [line[:11] for line in planned(world)] == ["12-05 09:00", "12-10 07:00", "12-10 19:00"]
    world.to("2026-12-05 09:00")
    assert len(world.routine("sculptra").armed) == 2
