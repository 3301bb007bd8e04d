"""The day in full: when something was answered, until when it waits, where it was moved from, what may be answered."""

from __future__ import annotations

from typing import Any

from routine.core.preset.model import Dose, Remind
from routine.core.requests.commands import Done, Irritated, PauseCommand, RefillStock, Snooze, VisitAct
from routine.core.requests.queries import Today
from routine.core.schedule.types import NightsAWeek, Ramp, Schedule, Weekdays
from routine.core.schedule.visit_series import Before, Visits
from routine.core.when.part_of_day import Window
from tests.builders import World, a_preset, a_schedule, lasting
from tests.core.session.mask_evening import an_evening, asking
from tests.core.spacing.household import FRI, a_world, active, mask

NINE = 21 * 60


def of(world: World, routine: str) -> dict[str, Any]:
    """The first time of a routine today, in full."""
    found = [one for one in world.ask(Today(full=True))["occurrences"] if one["routine"] == routine]
    return dict(found[0])


def test_in_full_it_says_all_that_it_says_in_short() -> None:
    """Nothing has another name or value there."""
    world = an_evening(a_preset("spf"))
    short, full = world.ask(Today()), world.ask(Today(full=True))
    assert full.keys() > short.keys()
    for one, other in zip(short["occurrences"], full["occurrences"], strict=True):
        assert other.items() >= one.items()


def test_what_was_answered_says_when_by_whom_and_in_whose_words() -> None:
    """Done 08:12, although it was recorded at 08:30."""
    world = World(a_preset("spf"))
    world.to("08:30")
    world.ask(Done(("spf",), at="08:12", note="stung a little"))
    one = of(world, "spf")
    assert (one["status"], one["waiting"]) == ("done", None)
    given = one["answered"]
    assert (given["at"], given["when"]) == ("2026-11-23T07:12:00Z", "today 08:12")
    assert (given["recorded"], given["by"], given["note"]) == ("today 08:30", "person", "stung a little")


def test_what_time_closed_says_so() -> None:
    """Nobody answered, and that is no answer of a person's."""
    world = World(a_preset("spf", remind=Remind(expires=lasting("1h"))))
    world.to("10:00")
    assert (of(world, "spf")["status"], of(world, "spf")["answered"]["by"]) == ("missed", "time")


def test_what_waits_says_since_when_and_each_answer_that_it_takes() -> None:
    """The mask can be run step by step, put off or left out; how long it takes is known before."""
    one = of(an_evening(), "mask")
    waiting = one["waiting"]
    assert (waiting["since"], waiting["later_until"]) == ("2026-11-27T19:30:00Z", None)
    assert [button["id"] for button in waiting["buttons"]] == ["start", "later", "skip"]
    assert one["what"]["guided"]
    assert (one["what"]["timed_s"], one["what"]["longest_on_skin_s"]) == (600, 900)
    steps = [(step["id"], step["timer_s"], step["posture"], step["on_skin"]) for step in one["what"]["steps"]]
    assert steps == [
        ("cleanse", None, None, None),
        ("lie-flat", 600, "lie-flat", "start"),
        ("remove", None, None, "end"),
    ]


def test_what_was_put_off_says_until_when() -> None:
    """At 21:10, in the words of the day."""
    world = an_evening()
    world.ask(Snooze("mask", length="40m"))
    one = of(world, "mask")
    assert one["status"] == "snoozed"
    assert (one["waiting"]["later_until"], one["waiting"]["later_words"]) == ("2026-11-27T20:10:00Z", "today 21:10")


def test_later_offers_what_the_command_would_take() -> None:
    """Each choice, said as it is, comes to the time that it names."""
    choices = of(an_evening(), "mask")["waiting"]["later"]
    assert [(one["for"], one["until"]) for one in choices] == [
        ("20m", None), ("1h", None), ("3h", None), (None, "tomorrow 20:30"),
    ]  # fmt: skip
    for choice in choices:
        world = an_evening()
        until = world.ask(Snooze("mask", length=choice["for"], until=choice["until"]))["until"]
        assert until == choice["at"]


def test_later_offers_nothing_outside_its_part_of_the_day() -> None:
    """Sunscreen of the morning is not put off into the afternoon."""
    window = Window(name="morning", start=6 * 60, end=10 * 60)
    world = World(a_preset("spf", a_schedule("09:30"), remind=Remind(window=window)))
    world.to("09:30")
    assert [(one["for"], one["until"]) for one in of(world, "spf")["waiting"]["later"]] == [("20m", None)]


def test_later_offers_nothing_that_passes_its_next_time() -> None:
    """Tomorrow at 08:00 it comes anyway."""
    world = World(a_preset("spf"))
    world.to("08:00")
    assert [one["for"] for one in of(world, "spf")["waiting"]["later"]] == ["20m", "1h", "3h"]


def test_a_question_that_stands_before_the_answers_is_asked() -> None:
    """No and yes come first, as in the notice."""
    world = asking()
    waiting = of(world, "mask")["waiting"]
    assert waiting["asks"] is None  # the session asks
    plain = World(
        a_preset("acid", a_schedule("08:00"), safety=world.setup.presets["mask"].safety),
        questions=world.setup.questions,
    )
    plain.to("08:00")
    waiting = of(plain, "acid")["waiting"]
    assert waiting["asks"] == "Tested?"
    assert [button["id"] for button in waiting["buttons"]] == ["say-no", "later", "say-yes"]


def test_what_a_rule_moved_here_says_from_where_and_why_also_once_it_waits() -> None:
    """Moved from Friday: not on a retinoid evening."""
    for time in ("10:00", "20:30"):
        world = a_world(mask(), active(schedule=a_schedule("21:00", days=Weekdays((FRI, 5, 6, 0)))))
        world.to(f"2026-11-26 {time}")
        one = of(world, "mask")
        assert one["moved_from"] == "2026-11-27T20:30"
        reason = one["reason"]
        assert (reason["kind"], reason["rule"], reason["source"]) == ("moved", "active-and-mask", "a test")
        assert reason["other"]["routine"] == "serum"


def test_what_a_person_moved_here_says_so() -> None:
    """By hand, and no rule is blamed for it."""
    world = World(a_preset("spf", a_schedule("08:00", days=Weekdays((0, 3)))))
    world.to("08:00")
    world.ask(Snooze("spf", until="tomorrow 09:00"))
    world.to("2026-11-24 07:00")
    one = of(world, "spf")
    assert (one["moved_from"], one["reason"]["kind"]) == ("2026-11-23T08:00", "by-hand")
    world.to("2026-11-24 09:00")
    assert of(world, "spf")["moved_from"] == "2026-11-23T08:00"


def test_a_time_as_planned_has_no_reason() -> None:
    """Nothing is explained that needs no word."""
    one = of(World(a_preset("spf")), "spf")
    assert (one["moved_from"], one["reason"], one["answered"], one["waiting"]) == (None, None, None, None)


def test_a_dose_and_what_is_left_are_in_words() -> None:
    """5 g, of 100 g."""
    world = World(a_preset("collagen", dose=Dose(amount=5, unit="g")))
    world.ask(RefillStock("collagen", left="100g"))
    assert (of(world, "collagen")["what"]["dose"], of(world, "collagen")["what"]["left"]) == ("Take 5 g", "100 g")


def test_a_night_without_the_ramp_is_a_rest_with_its_week_and_its_next_night() -> None:
    """Four nights a week leave three."""
    ramp = Schedule(Ramp(at=NINE, weeks=(NightsAWeek(2),)))
    world = World(a_preset("retinoid", ramp))
    assert world.ask(Today(full=True))["rests"] == []
    world.to("21:00")
    world.ask(Done(("retinoid",)))
    world.to("2026-11-24 10:00")
    (rest,) = world.ask(Today(full=True))["rests"]
    assert (rest["routine"], rest["next"]) == ("retinoid", world.next("retinoid").replace(" ", "T"))


def test_pauses_and_irritation_are_said_as_facts() -> None:
    """What a page shows beside the day, with dates to change."""
    world = World(a_preset("spf"), a_preset("serum", contains=("retinoid",)))
    world.ask(PauseCommand("spf", until="2026-11-30"))
    world.ask(Irritated("mild"))
    reply = world.ask(Today(full=True))
    (pause,) = reply["pauses"]
    assert (pause["routine"], pause["from"], pause["lasts"]) == ("spf", "2026-11-23T06:00:00Z", True)
    assert pause["until"].startswith("2026-11-30")
    assert reply["irritation"]["since"] == "2026-11-23T06:00:00Z"
    reasons = {one["routine"]: one["reason"]["kind"] for one in reply["occurrences"]}
    assert reasons == {"spf": "paused", "serum": "irritation"}


def test_a_pause_without_an_end_stands_there_and_one_that_is_over_does_not() -> None:
    world = World(a_preset("spf"), a_preset("serum"))
    world.ask(PauseCommand("spf"))
    world.ask(PauseCommand("serum", until="2026-11-25"))
    world.to("2026-11-26 07:00")
    assert [(one["routine"], one["until"]) for one in world.ask(Today(full=True))["pauses"]] == [("spf", None)]


def test_a_visits_reminder_names_its_visit_and_no_step_of_the_clinic() -> None:
    """What to do before it is its text."""
    series = Visits(sessions=(1, 1), before=(Before(id="peels", say="No peel.", ahead=lasting("1 day")),))
    world = World(a_preset("laser", Schedule(series), kind="visit"), now="2026-12-07 07:00")
    world.ask(VisitAct("book", "laser", when="2026-12-08 10:00"))
    one = of(world, "laser")
    assert (one["visit"], one["what"]["steps"], one["what"]["guided"]) == (1, [], False)
