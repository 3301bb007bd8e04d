"""Which time an answer means: nothing twice, nothing ahead unless it is near or named, and anything as it was done."""

from __future__ import annotations

from datetime import timedelta

import pytest

from routine.core.errors import NothingToDoError, UsageError
from routine.core.preset.model import Dose, Preset, Remind
from routine.core.requests.commands import Done, Irritated, PauseCommand, RefillStock, Skip, Undo
from routine.core.requests.queries import Overview, PlanQuery
from routine.core.schedule.types import AfterDone, Again, Clock, Schedule, WhenNeeded
from tests.builders import World, a_preset, a_schedule, lasting, utc, weekly
from tests.core.reminders.answering import DROPS, paused_morning, refused
from tests.core.reminders.test_next_time import next_at

SUNSCREEN = a_preset("spf", Schedule(Clock((480,)), Again(lasting("2h"), 480, 1080)), kind="sun")


def left(world: World) -> float:
    stock = world.routine("drops").stock
    assert stock is not None
    return stock.left


@pytest.mark.parametrize("first", ["command", "click"])
@pytest.mark.parametrize("later", ["10:15", "10:15:40", "10:20"])
def test_the_second_done_changes_nothing(first: str, later: str) -> None:
    world = World(DROPS)
    world.ask(RefillStock("drops", doses=10))
    world.to("10:15")
    if first == "click":
        world.press("done")
    else:
        world.ask(Done(("drops",)))
    world.to(later)
    assert "already answered" in refused(world, Done(("drops",))).message
    refused(world, Done())
    assert (left(world), world.next("drops")) == (9, "2026-11-23 16:00")
    world.to("16:00")
    assert world.raised == ["drops@2026-11-23T16:00"]


def test_without_a_daemon_a_third_answer_changes_nothing_either() -> None:
    world = World(DROPS, now="2026-11-23 10:00")
    world.simulation.clock.advance(lasting("20m").delta())
    world.ask(Done(("drops",)))
    for _ in range(2):
        refused(world, Done(("drops",)))
    assert world.answers == {"drops@2026-11-23T10:15": "done"}


def test_a_click_after_a_command_changes_nothing() -> None:
    world = World(DROPS)
    world.to("10:15")
    press = world._press("done", "drops")
    world.ask(Done(("drops",)))
    world.ask(press)
    assert world.answers == {"drops@2026-11-23T10:15": "done"}


def test_todays_last_open_time_that_has_passed_is_meant() -> None:
    world = World(DROPS)
    world.to("13:00")
    world.ask(Done(("drops",)))
    assert world.answers == {"drops@2026-11-23T10:15": "done"}


def test_done_with_nothing_raised_answers_the_nearest_open_time_of_today() -> None:
    world = World(a_preset(schedule=a_schedule("08:00", "14:00")))
    assert world.ask(Done(("spf",)))["answers"] == [{"id": "spf@2026-11-23T08:00", "answer": "done", "seq": 1}]
    world.to("2026-11-23 13:59")
    assert world.raised == []
    assert world.answers == {"spf@2026-11-23T08:00": "done"}


@pytest.mark.parametrize(
    ("early", "now", "means"), [("1h", "15:00", True), ("1h", "14:59", False), ("2h", "14:59", True)]
)
def test_the_next_time_is_meant_where_it_is_near(early: str, now: str, means: bool) -> None:
    remind = Remind(early=lasting(early))
    world = World(a_preset("tea", a_schedule("16:00"), remind=remind), now="2026-11-23 12:00")
    world.to(now)
    if means:
        world.ask(Done(("tea",)))
        assert world.answers == {"tea@2026-11-23T16:00": "done"}
    else:
        error = refused(world, Done(("tea",)))
        assert error.status == 3
        assert [choice["id"] for choice in error.details["choices"]] == ["extra", "next", "at"]  # type: ignore[attr-defined]


def test_next_counts_as_the_next_and_said_twice_changes_nothing() -> None:
    world = World(DROPS, now="2026-11-23 12:00")
    world.ask(Done(("drops",), next=True))
    refused(world, Done(("drops",), next=True))
    assert world.answers == {"drops@2026-11-23T16:00": "done"}


def test_skip_means_no_time_ahead_unless_it_is_named() -> None:
    world = World(DROPS, now="2026-11-23 12:00")
    refused(world, Skip(("drops",)))
    world.ask(Skip(("drops",), next=True))
    assert world.answers == {"drops@2026-11-23T16:00": "skipped"}


# --- in addition --------------------------------------------------------------------------------------------------


def test_an_extra_is_an_occurrence_of_its_own_counted_in_stock_and_gap() -> None:
    world = World(DROPS)
    world.ask(RefillStock("drops", doses=10))
    world.to("10:15")
    world.press("done")
    world.to("11:00")
    world.ask(Done(("drops",), extra=True))
    assert world.answers == {"drops@2026-11-23T10:15": "done", "drops@extra:2026-11-23T11:00": "done"}
    assert left(world) == 8
    assert f"{world.routine('drops').last_done:%H:%M}" == "10:00"
    world.ask(Undo("drops"))
    assert (world.answers, left(world)) == ({"drops@2026-11-23T10:15": "done"}, 9)


def test_a_time_that_was_not_planned_never_replaces_the_first() -> None:
    world = World(a_preset("drops", a_schedule("08:00"), dose=Dose(amount=1, unit="drop")))
    world.ask(RefillStock("drops", doses=10))
    world.to("08:00")
    world.press("done")
    world.to("12:00")
    world.ask(Done(("drops",), at="10:00"))
    assert world.answers == {"drops@2026-11-23T08:00": "done", "drops@extra:2026-11-23T10:00": "done"}
    assert left(world) == 8
    assert "already recorded" in refused(world, Done(("drops",), at="10:00")).message


def test_an_extra_in_the_future_is_refused_and_so_is_one_to_be_skipped() -> None:
    world = World(DROPS, now="2026-11-23 12:00")
    assert isinstance(refused(world, Done(("drops",), extra=True, at="13:00")), UsageError)
    assert isinstance(refused(world, Skip(("drops",), extra=True)), UsageError)
    assert isinstance(refused(world, Done(("drops",), extra=True, next=True)), UsageError)
    assert isinstance(refused(world, Done(extra=True)), UsageError)


def test_a_mask_on_another_evening_can_be_recorded() -> None:
    world = World(a_preset("mask", weekly(4, "20:30"), kind="mask"))
    world.to("2026-11-25 20:00")
    refused(world, Done(("mask",)))
    world.ask(Done(("mask",), at="2026-11-25 19:30"))
    assert world.answers == {"mask@extra:2026-11-25T19:30": "done"}
    assert world.next("mask") == "2026-11-27 20:30"


def test_what_was_skipped_on_another_day_is_not_what_was_done_today() -> None:
    world = World(a_preset("mask", weekly(0, "08:00")))
    world.to("08:00")
    world.ask(Skip(("mask",)))
    world.to("2026-11-24 08:30")
    world.ask(Done(("mask",), at="today 07:00"))
    assert world.answers == {"mask@2026-11-23T08:00": "skipped", "mask@extra:2026-11-24T07:00": "done"}


# --- from when it was done ----------------------------------------------------------------------------------------

NAILS = a_preset("nails", Schedule(AfterDone(lasting("3 days"))))


def nails() -> World:
    world = World(NAILS, now="2026-12-01 20:30")
    world.ask(Done(("nails",)))
    assert world.next("nails") == "2026-12-04 20:30"
    return world


@pytest.mark.parametrize(
    ("now", "at", "next_"),
    [
        ("2026-12-05 20:00", None, "2026-12-08 20:00"),
        ("2026-12-05 20:00", "2026-12-05 19:00", "2026-12-08 19:00"),
        ("2026-12-03 20:00", None, "2026-12-06 20:00"),
        ("2026-12-03 20:00", "2026-12-03 12:00", "2026-12-06 12:00"),
        ("2026-12-04 21:00", None, "2026-12-07 21:00"),
    ],
)
def test_after_done_counts_from_when_it_was_really_done(now: str, at: str | None, next_: str) -> None:
    world = nails()
    world.to(now)
    world.ask(Done(("nails",), at=at))
    assert world.next("nails") == next_
    refused(world, Done(("nails",)))
    assert len(world.routine("nails").armed) == 1
    world.ask(Undo("nails"))
    assert len(world.routine("nails").armed) + len(world.raised) == 1


def test_undo_of_one_done_early_has_the_chain_as_it_was() -> None:
    world = nails()
    world.to("2026-12-03 20:00")
    world.ask(Done(("nails",)))
    world.ask(Undo("nails"))
    assert world.next("nails") == "2026-12-04 20:30"


def test_sunscreen_put_on_before_the_first_start_can_be_said_and_the_renewals_follow() -> None:
    world = World(SUNSCREEN, now="2026-11-23 10:28")
    assert world.next("spf") == "2026-11-24 08:00"
    world.ask(Done(("spf",)))
    assert world.next("spf") == "2026-11-23 12:28"
    refused(world, Done(("spf",)))
    world.to("12:28")
    assert len(world.raised) == 1


def test_an_extra_moves_the_renewals_and_its_undo_moves_them_back() -> None:
    world = World(SUNSCREEN)
    world.to("08:00")
    world.press("done")
    world.to("09:00")
    world.ask(Done(("spf",), extra=True))
    assert world.next("spf") == "2026-11-23 11:00"
    world.ask(Undo("spf"))
    assert world.next("spf") == "2026-11-23 10:00"


# --- as needed ----------------------------------------------------------------------------------------------------


def test_what_is_needed_has_no_time_and_is_done_whenever_it_is_done() -> None:
    world = World(a_preset("balm", Schedule(WhenNeeded())))
    world.to("2026-11-25 09:00")
    assert (world.raised, world.next("balm")) == ([], "")
    world.ask(Done(("balm",)))
    refused(world, Done(("balm",)))
    world.to("09:30")
    world.ask(Done(("balm",)))
    assert list(world.answers.values()) == ["done", "done"]
    with pytest.raises(NothingToDoError):
        world.ask(Done(("balm",), next=True))


def passed(*presets: Preset, until: str = "2026-11-25 06:30") -> World:
    """A household in which nothing runs, so that nothing is settled: two days on, the first command comes."""
    world = World(*presets)
    world.simulation.clock.advance(utc(until) - world.now.instant - timedelta(hours=1))
    return world


def test_a_time_of_days_ago_is_not_near_while_nothing_runs() -> None:
    """`done water` at 06:30 recorded a glass of two days before, and called the day before “next”."""
    world = passed(a_preset("water", a_schedule("13:00")))
    with pytest.raises(NothingToDoError, match=next_at("today 13:00")) as caught:
        world.ask(Done(("water",)))
    assert "the next time, today 13:00: routine done water --next" in str(caught.value.hint)
    assert world.log == []


def test_the_next_time_is_one_to_come_while_nothing_runs() -> None:
    world = passed(a_preset("water", a_schedule("13:00")))
    assert world.ask(Overview())["next"][0]["when"] == "today 13:00"
    assert {one["nominal"][:10] for one in world.ask(PlanQuery(2))["occurrences"]} == {"2026-11-25", "2026-11-26"}
    world.ask(Done(("water",), next=True))
    assert world.answers == {"water@2026-11-25T13:00": "done"}
    world.tick()
    assert world.answers == {
        "water@2026-11-25T13:00": "done",
        "water@2026-11-23T13:00": "missed",
        "water@2026-11-24T13:00": "missed",
    }


def test_a_link_that_passed_while_nothing_ran_is_what_was_done() -> None:
    """It comes so long after it was done: it was done later than planned."""
    chain = a_preset("mask", Schedule(AfterDone(lasting("1 day"))))
    world = World(chain)
    world.ask(Done(("mask",)))
    due = world.routine("mask").armed[0].key
    world.simulation.clock.advance(timedelta(days=3))
    world.ask(Done(("mask",)))
    assert world.answers[f"mask@{due}"] == "done"


@pytest.mark.parametrize("at", ["tomorrow 08:00", "tomorrow"])
def test_a_skip_of_a_time_ahead_is_told_how_to_skip(at: str) -> None:
    """It was told how to record that it was done."""
    world = World(a_preset())
    with pytest.raises(UsageError) as caught:
        world.ask(Skip(("spf",), at))
    hint = str(caught.value.hint)
    assert "routine done" not in hint
    assert "routine skip spf --next" in hint


# --- what was not counted -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("at", ["08:00", "08:20", "10:59", None])
def test_what_was_done_although_a_pause_excused_it_answers_that_time(at: str | None) -> None:
    world = paused_morning()
    world.ask(Done(("spf",), at=at))
    assert world.answers["spf@2026-11-23T08:00"] == "done"
    [was] = [entry.seq for entry in world.log if entry.id == "spf@2026-11-23T08:00" and entry.answer == "excused"]
    assert [entry.replaces for entry in world.log if entry.answer == "done"] == [was]
    world.ask(Undo())
    assert world.answers["spf@2026-11-23T08:00"] == "excused"


def test_a_dose_in_a_pause_takes_from_the_stock_once_and_the_pause_goes_on() -> None:
    world = paused_morning()
    world.ask(Done(("drops",), at="10:15"))
    assert left(world) == 9
    refused(world, Done(("drops",), at="10:15"))
    world.ask(Undo("drops"))
    assert (left(world), world.answers["drops@2026-11-23T10:15"]) == (10, "excused")
    world.to("2026-11-23 17:00")
    assert world.answers["drops@2026-11-23T16:00"] == "excused"


def test_of_two_times_in_a_pause_the_nearer_one_is_meant_and_an_extra_stays_one() -> None:
    world = paused_morning()
    world.to("17:00")
    world.ask(Done(("drops",), at="15:50"))
    assert (world.answers["drops@2026-11-23T10:15"], world.answers["drops@2026-11-23T16:00"]) == ("excused", "done")
    world.ask(Done(("drops",), extra=True, at="10:20"))
    assert world.answers["drops@2026-11-23T10:15"] == "excused"


def test_a_time_that_is_near_is_meant_before_one_that_was_not_counted() -> None:
    world = World(DROPS)
    world.ask(PauseCommand("drops", length="4h"))
    world.to("15:30")
    world.ask(Done(("drops",)))
    assert world.answers == {"drops@2026-11-23T10:15": "excused", "drops@2026-11-23T16:00": "done"}


def test_done_in_spite_of_irritated_skin_counts_at_its_time() -> None:
    acid = a_preset("acid", a_schedule("21:00"), kind="treatment", contains=("aha",))
    world = World(acid)
    world.ask(Irritated("mild"))
    world.to("21:30")
    assert set(world.answers.values()) == {"excused"}
    world.ask(Done(("acid",)))
    assert world.answers == {"acid@2026-11-23T21:00": "done"}
    refused(world, Done(("acid",)))


def test_the_twin_of_a_moment_stands_for_nothing_to_be_done() -> None:
    """Two nominal times that are one instant: the other one is done, so this is once more."""
    world = World(a_preset("spf", a_schedule("02:30", "03:30")), now="2027-03-27 23:00")
    world.to("2027-03-28 03:31")
    assert "spf@2027-03-28T02:30" in world.answers
    world.ask(Done(("spf",)))
    world.to("2027-03-28 05:00")
    world.ask(Done(("spf",), at="04:30"))
    assert world.answers["spf@2027-03-28T02:30"] == "excused"


# --- beside what waits --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [Done(("spf",), extra=True), Done(("spf",), next=True), Skip(("spf",), next=True)])
def test_what_waits_beside_what_was_recorded_is_said_to_wait(command: Done | Skip) -> None:
    world = World(a_preset())
    world.to("08:00")
    assert "Spf, today 08:00, is still waiting for your answer." in world.ask(command)["said"]


@pytest.mark.parametrize("at", ["2:30", "3:30"])
def test_where_clocks_went_forward_the_planned_minute_is_named_by_either_time(at: str) -> None:
    """Half past two does not exist that night: naming it corrects the answer, and records no second dose."""
    world = World(a_preset(schedule=a_schedule("02:30")), now="2027-03-27 20:00")
    world.to("2027-03-28 03:40")
    world.ask(Done(("spf",)))
    world.ask(Done(("spf",), at=at))
    assert world.answers == {"spf@2027-03-28T02:30": "done"}
