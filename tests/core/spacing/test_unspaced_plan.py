"""Why a time is in the plan, in words: its schedule, the night of its ramp, what it comes after, what it waits for."""

from __future__ import annotations

from datetime import date

import pytest

from routine.core.config.rules import Fact, Rule
from routine.core.occurrences.night_words import night_words
from routine.core.occurrences.ramp_nights import night_on
from routine.core.preset.model import Preset, Safety
from routine.core.requests.commands import Done, Irritated, PauseCommand, Snooze
from routine.core.requests.queries import PlanQuery, Why
from routine.core.requests.reports import Reload
from routine.core.schedule.types import AfterRoutine, Again, Clock, NightCycle, NightsAWeek, Schedule
from tests.builders import World, a_preset, a_schedule, a_series, lasting, weekly
from tests.core.occurrences.evenings import NINE, a_ramp
from tests.core.sunscreens import HERE, at
from tests.core.visits.series import attended, book, done_at, waiting


def whys(world: World, days: int = 7, id: str | None = None) -> list[str]:
    return [one["why"] for one in world.ask(PlanQuery(days, id))["occurrences"]]


@pytest.mark.parametrize(
    ("schedule", "why"),
    [
        (weekly(4, "20:30"), "every Friday at 20:30"),
        (a_schedule("08:00"), "every day at 08:00"),
        (a_schedule("08:00", count=3), "every day at 08:00, 1 of 3"),
    ],
)
def test_the_reason_of_a_time_is_its_schedule(schedule: Schedule, why: str) -> None:
    assert whys(World(a_preset("r", schedule)))[0] == why


def test_a_time_that_the_clocks_skip_says_so() -> None:
    world = World(a_preset(schedule=a_schedule("02:30")), now="2026-03-28 12:00")
    assert whys(world, 1) == ["every day at 02:30, moved by the clock change, because 02:30 does not exist that night"]


def test_a_link_of_a_chain_says_what_it_comes_after() -> None:
    again = Schedule(Clock(times=(480,)), again=Again(lasting("2h"), 480, 1080))
    assert whys(World(a_preset("spf", again)), 1)[1] == "2 hours after the time before, if you answer that one on time"
    cream = a_preset("cream", Schedule(AfterRoutine("wash", lasting("30m"))))
    assert whys(World(a_preset("wash"), cream), 2, "cream")[0] == "30 minutes after wash, if you do that one on time"


def test_a_link_that_waits_for_the_sun_says_until_when() -> None:
    world = at(HERE, "2026-04-10")
    world.to("08:00")
    world.ask(Done(("spf",)))
    [armed] = world.routine("spf").armed
    until = world.next("spf")[11:]
    assert armed.reason == f"after you did it, not before the UV index (clear-sky estimate) is 3, at {until}"


def test_what_was_moved_paused_or_is_on_hold_says_so() -> None:
    world = World(a_preset(schedule=weekly(4, "20:30")))
    world.ask(Snooze("spf", None, "sat 19:00"))
    assert whys(world) == ["you moved it"]
    world = World(a_preset())
    world.ask(PauseCommand("spf", "2026-11-24", "2026-11-25"))
    assert whys(world, 3)[1] == "paused"
    rule = Rule(name="egg", fact="egg", level="final", why="Egg.", fix="No.", source="s")
    egg = a_preset(safety=Safety(never_if=("egg",)))
    world = World(egg, rules={"egg": rule}, facts={"egg": Fact("egg", "Egg?")}, profile={"egg": False})
    world.change(profile={"egg": True})
    world.ask(Reload())
    assert set(whys(world, 3)) == {"on hold. Egg."}


# --- nights -------------------------------------------------------------------------------------------------------


def words(preset: Preset, day: str, world: World | None = None) -> str:
    """The words for the night of a day."""
    world = world or World(preset)
    routine = world.routine(preset.id)
    night = night_on(preset, routine, world.draft.calendar(preset.id), date.fromisoformat(day))
    assert night is not None
    return night_words(preset, routine.nights, night)


@pytest.mark.parametrize(
    ("preset", "day", "said"),
    [
        (a_ramp(), "2026-11-23", "week 1 of 6: 2 nights a week"),
        (a_ramp(), "2026-11-30", "week 2 of 6: 3 nights a week"),
        (a_ramp(), "2026-12-12", "week 3 of 6: 4 nights a week"),
        (a_ramp(NightsAWeek(1), NightsAWeek(2)), "2026-11-23", "week 1 of 2: 1 night a week"),
        (a_preset("cycling", Schedule(NightCycle(NINE, ("exfoliant", "retinoid", "recovery", "recovery")))),
         "2026-11-24", "night 2 of 4: retinoid"),
        (a_preset("cycling", Schedule(NightCycle(NINE, ("exfoliant", "retinoid", "recovery", "recovery")))),
         "2026-11-25", "night 3 of 4: recovery"),
    ],
)  # fmt: skip
def test_a_night_says_which_of_its_ramp_or_cycle_it_is(preset: Preset, day: str, said: str) -> None:
    assert words(preset, day) == said
    assert said in whys(World(preset), 21)


def test_a_ramp_that_irritation_keeps_at_its_week_says_so() -> None:
    world = World(a_ramp())
    world.ask(Irritated())
    world.ask(Irritated(over=True))
    said = "week 1 of 6: 2 nights a week, and no more until you say so, because of irritation"
    assert words(a_ramp(), "2026-11-23", world) == said
    assert whys(world)[0] == said


def test_why_says_the_schedule_of_a_ramp() -> None:
    lines = World(a_ramp()).ask(Why("ramp"))["lines"]
    assert lines[0] == "Schedule: At 21:00, 2, 3, 4, 5, 6, then 7 nights a week."


# --- visits -------------------------------------------------------------------------------------------------------


def test_the_window_of_the_next_visit_says_its_days_and_that_the_clinic_decides() -> None:
    world = World(a_series())
    attended(world)
    done_at(world, "2026-12-11 09:00")
    world.to("2027-01-07 10:00")
    assert waiting(world).says == (
        "The next visit of this series is due between 7 January 2027 and 21 January 2027, if your clinic agrees. It is "
        "not booked yet.",
    )
    assert waiting(world).reason == "counted from your visit on 10 December 2026 at 10:00"


def test_a_window_without_an_end_says_from_when_on() -> None:
    world = World(a_series(apart=(lasting("4 weeks"), None)))
    attended(world)
    done_at(world, "2026-12-11 09:00")
    world.to("2027-01-07 10:00")
    assert waiting(world).says[0].startswith("The next visit of this series is due from 7 January 2027 on,")


def test_the_end_of_an_effect_is_a_word_and_no_advice() -> None:
    world = World(a_series(sessions=(1, 1), effect=(lasting("2 months"), lasting("3 months"))))
    attended(world)
    done_at(world, "2026-12-11 09:00")
    world.to("2027-02-10 10:00")
    assert waiting(world).says == (
        "About now the effect is expected to fade. You and your clinic decide whether to go again.",
    )


def test_after_care_of_a_booked_visit_says_that_it_hangs_on_going() -> None:
    world = World(a_series())
    book(world)
    assert whys(world, 60)[-1] == "after your visit on 10 December 2026 at 10:00, if you go"
