"""The reminders of a series in line with its visits, whatever happens to them, to the clock or to the machine."""

from __future__ import annotations

from msgspec.structs import replace

from routine.core.requests.commands import Disable, Done, Enable, Snooze, VisitAct
from routine.core.requests.queries import VisitList
from routine.core.requests.reports import Reload
from routine.core.schedule.visit_series import Before
from routine.core.state.routine import OnHold
from routine.core.visits.outcomes import Booked
from tests.builders import World, a_series, lasting
from tests.core.visits.series import ICE_AND_SUN, MASSAGE, attended, book, planned, status, went


def test_nothing_comes_before_a_visit_is_booked() -> None:
    """A series has no times of its own."""
    world = World(a_series())
    assert planned(world) == []
    assert world.next("sculptra") == ""


def test_reminders_run_back_from_a_booked_visit_and_its_evening_asks() -> None:
    """A week before at 09:00, three hours before, and 19:00 on the day."""
    world = World(a_series())
    assert book(world) == Booked("sculptra", 1)
    assert f"{world.routine('sculptra').visits[0].at:%m-%d %H:%M}" == "12-10 10:00"
    assert planned(world) == ["12-03 09:00 peels", "12-10 07:00 today", "12-10 19:00 went"]
    assert world.next("sculptra") == "2026-12-03 09:00"


def test_every_massage_ends_with_one_answer_though_nobody_answers() -> None:
    """A newer one closes the older; the last, which is shown in the silence too, runs out."""
    world = World(a_series(after=(MASSAGE,), sessions=(1, 1), effect=None))
    attended(world)
    world.pressed("asked", "answered")
    world.to("2026-12-17 12:00")
    massages = {id: answer for id, answer in world.answers.items() if "massage" in id}
    assert len(massages) == 25
    assert set(massages.values()) == {"missed"}
    assert world.raised == []


def test_after_care_that_began_before_the_answer_is_not_missed() -> None:
    """Asked only two days later: what lies behind was never a reminder."""
    world = World(a_series(after=ICE_AND_SUN))
    book(world)
    world.to("2026-12-12 12:00")
    went(world)
    assert planned(world)[0] == "12-13 09:00 sun"
    assert not any("sun" in id or "ice" in id for id in world.answers)


def test_moving_takes_the_reminders_along_and_asks_for_preparation_again() -> None:
    """The week before the new date is another week."""
    world = World(a_series())
    book(world)
    world.to("2026-12-03 10:00")
    world.ask(Done(("sculptra",)))
    world.ask(VisitAct("move", "sculptra", "2026-12-20 10:00"))
    assert planned(world) == ["12-13 09:00 peels", "12-20 07:00 today", "12-20 19:00 went"]
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


def test_disabling_keeps_the_visits_and_enabling_plans_what_is_still_ahead() -> None:
    """A date at the clinic does not go away."""
    world = World(a_series())
    book(world)
    world.ask(Disable(("sculptra",)))
    assert planned(world) == []
    world.to("2026-12-05 08:00")
    assert world.log == []
    world.ask(Enable(("sculptra",)))
    assert planned(world) == ["12-10 07:00 today", "12-10 19:00 went"]


def test_an_edited_series_plans_anew_from_now_on() -> None:
    """The clinic wants ten days instead of seven."""
    world = World(a_series())
    book(world)
    ten = Before(id="peels", say="No peels.", ahead=lasting("10 days"))
    world.change(a_series(before=(ten,)))
    world.ask(Reload())
    assert planned(world) == ["11-30 09:00 peels", "12-10 19:00 went"]


def test_a_clock_set_back_repeats_nothing_that_a_person_answered() -> None:
    """And what time had closed comes again."""
    world = World(a_series())
    book(world)
    world.to("2026-12-03 10:00")
    world.ask(Done(("sculptra",)))
    world.set_clock("2026-12-02 10:00")
    world.to("2026-12-04 10:00")
    assert world.answers == {"sculptra@visit:1:peels:2026-12-03T09:00": "done"}


def test_travel_neither_repeats_nor_loses_and_the_clinic_stays_where_it_is() -> None:
    """The visit is at ten where the clinic is."""
    world = World(a_series())
    book(world)
    world.travel("America/New_York")
    assert planned(world) == ["12-03 03:00 peels", "12-10 01:00 today", "12-10 13:00 went"]
    visit = world.ask(VisitList())["series"][0]["visits"][0]
    assert (visit["nominal"], visit["zone"]) == ("2026-12-10T10:00", "Europe/Berlin")
    world.to("2026-12-03 03:00")
    world.ask(Done(("sculptra",)))
    world.travel("Europe/Berlin")
    world.to("2026-12-05 10:00")
    assert world.answers == {"sculptra@visit:1:peels:2026-12-03T09:00": "done"}


def test_a_restart_forgets_nothing() -> None:
    """Visits live in the state."""
    world = World(a_series())
    book(world)
    world.restart("boot-2")
    world.to("2026-12-10 19:00")
    world.restart("boot-3")
    world.pressed("went", "sculptra")
    world.restart("boot-4")
    assert status(world) == ["attended"]
    assert planned(world)[0] == "12-11 09:00 sun"


def test_snoozing_a_visits_reminder_to_another_day_survives_another_booking() -> None:
    """A reminder that was moved stays where it is."""
    world = World(a_series())
    book(world)
    world.to("2026-12-03 10:00")
    world.ask(Snooze("sculptra", until="2026-12-05 18:00"))
    book(world, "2027-01-14 10:00")
    assert planned(world)[0] == "12-05 18:00 peels"


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
