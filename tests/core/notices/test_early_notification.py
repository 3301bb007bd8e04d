"""A word in good time: what is needed, half an hour before; once, quietly, and never for what will not be shown."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from routine.core.config.rules import Fact, Rule
from routine.core.config.settings import Settings
from routine.core.preset.model import Preset, Safety, Step
from routine.core.requests.commands import (
    Disable,
    Done,
    Enable,
    Irritated,
    PauseCommand,
    Resume,
    SessionStart,
    Snooze,
    Undo,
)
from routine.core.requests.reports import Reload
from routine.core.schedule.types import AfterDone, EveryNDays, Schedule
from routine.core.when.moment import wall
from routine.core.when.part_of_day import Window
from tests.builders import BERLIN, Remind, World, a_preset, a_schedule, lasting

AHEAD = Remind(ahead=lasting("30m"))
EVENING = a_schedule("20:30")


def mask(id: str = "egg-mask", schedule: Schedule = EVENING, **fields: Any) -> Preset:
    """A mask at 20:30 every day that needs two things."""
    given = {"kind": "mask", "needs": ("egg white", "a soft brush"), "remind": AHEAD}
    return a_preset(id, schedule, **{**given, **fields})


def soon(world: World) -> list[str]:
    """The times of which is said that they begin soon: `ROUTINE HH:MM`, those of one notice joined by `+`."""
    early = (notice.revision.split(",") for notice in world.notices if notice.id.startswith("ahead:"))
    return ["+".join(_time(one) for one in times) for times in early]


def _time(named: str) -> str:
    """`egg-mask 20:30` of a time in a notice's revision, which names them with their instants."""
    occurrence, _, instant = named.partition("/")
    at = datetime.strptime(instant, "%Y%m%d%H%M").replace(tzinfo=UTC)
    return f"{occurrence.partition('@')[0]} {wall(at, BERLIN):%H:%M}"


def test_it_comes_half_an_hour_ahead() -> None:
    world = World(mask())
    world.to("20:00")
    assert soon(world) == ["egg-mask 20:30"]


def test_it_is_quiet_asks_nothing_and_goes_by_itself() -> None:
    world = World(mask())
    world.to("20:00")
    notice = world.notice("ahead")
    assert (notice.urgency, notice.buttons, notice.timeout_s) == ("normal", (), None)


def test_it_does_not_come_earlier() -> None:
    world = World(mask())
    world.to("19:59")
    assert soon(world) == []


def test_it_is_withdrawn_when_the_time_comes() -> None:
    world = World(mask())
    world.to("20:30")
    assert world.showing == ["egg-mask"]


def test_no_preset_has_it_without_saying_so() -> None:
    world = World(mask(remind=Remind()))
    world.to("20:15")
    assert soon(world) == []


def test_it_is_shown_once_for_a_time() -> None:
    world = World(mask())
    world.to("20:00")
    world.to("20:10")
    world.ask(PauseCommand(until="20 Dec", start="10 Dec"))
    world.to("20:29")
    assert [id for id in world.simulation.shown if id.startswith("ahead:")] == [world.notice("ahead").id]


def test_after_a_restart_it_still_shows_under_the_same_name() -> None:
    world = World(mask())
    world.to("20:00")
    before = world.notice("ahead").id
    world.to("20:10")
    world.restart()
    assert (world.notice("ahead").id, soon(world)) == (before, ["egg-mask 20:30"])


def test_a_machine_that_was_off_is_told_as_long_as_it_is_ahead() -> None:
    world = World(mask())
    world.off_until("20:25")
    assert soon(world) == ["egg-mask 20:30"]


def test_a_time_found_late_is_not_told_ahead() -> None:
    world = World(mask())
    world.off_until("20:31")
    assert world.showing == ["egg-mask"]


def test_what_is_done_before_its_time_needs_no_word() -> None:
    world = World(mask())
    world.to("20:05")
    world.ask(Done(("egg-mask",)))
    assert soon(world) == []


def test_taken_back_its_time_is_ahead_again() -> None:
    world = World(mask())
    world.to("20:05")
    world.ask(Done(("egg-mask",)))
    world.ask(Undo("egg-mask"))
    assert soon(world) == ["egg-mask 20:30"]


def test_a_time_that_is_moved_away_takes_its_word_along() -> None:
    world = World(mask())
    world.to("20:00")
    world.ask(Snooze("egg-mask", until="21:30"))
    assert soon(world) == []
    world.to("21:00")
    assert soon(world) == ["egg-mask 21:30"]


@pytest.mark.parametrize(("begin", "end"), [(None, "tomorrow"), ("today 20:20", "tomorrow"), (None, "today 20:20")])
def test_a_pause_over_the_time_or_now_leaves_it_out(begin: str | None, end: str) -> None:
    world = World(mask())
    world.to("19:50")
    world.ask(PauseCommand(start=begin, until=end))
    world.to("20:10")
    assert soon(world) == []


def test_a_pause_that_ends_in_between_lets_it_come() -> None:
    world = World(mask())
    world.to("19:50")
    world.ask(PauseCommand())
    world.to("20:10")
    world.ask(Resume())
    assert soon(world) == ["egg-mask 20:30"]


def test_irritated_skin_needs_no_mask_laid_out() -> None:
    world = World(mask())
    world.to("19:50")
    world.ask(Irritated("mild"))
    world.to("20:10")
    assert soon(world) == []


def test_what_was_disabled_is_not_told() -> None:
    world = World(mask())
    world.to("20:05")
    world.ask(Disable(("egg-mask",)))
    assert soon(world) == []


def test_nothing_is_said_in_quiet_hours_and_what_is_left_after_them() -> None:
    world = World(mask(), settings=Settings(quiet=(Window("quiet", 19 * 60, 20 * 60 + 10),)))
    world.to("20:09")
    assert soon(world) == []
    world.to("20:10")
    assert soon(world) == ["egg-mask 20:30"]


def test_a_time_within_quiet_hours_is_not_told_before_them() -> None:
    world = World(mask(), settings=Settings(quiet=(Window("quiet", 20 * 60 + 15, 23 * 60),)))
    world.to("20:10")
    assert soon(world) == []


def test_what_begins_within_the_same_minutes_shares_one_notice() -> None:
    world = World(mask(), mask("hair", a_schedule("20:32"), kind="hair", needs=("oil",)))
    world.to("20:02")
    assert soon(world) == ["egg-mask 20:30+hair 20:32"]


def test_a_chain_is_told_ahead_of_its_next_link() -> None:
    world = World(mask(schedule=Schedule(AfterDone(lasting("3 days"), at=20 * 60 + 30))))
    world.to("20:30")
    world.press("done", "Egg mask")
    world.to("2026-11-26 19:59")
    assert soon(world) == []
    world.to("2026-11-26 20:00")
    assert soon(world) == ["egg-mask 20:30"]


def test_half_an_hour_is_half_an_hour_in_the_night_of_the_clock_change() -> None:
    """Berlin, 28 March 2027: 02:00 becomes 03:00; 02:10 falls on 03:10."""
    world = World(mask(schedule=a_schedule("02:10")), now="2027-03-27 12:00")
    world.to("2027-03-28 01:39")
    assert soon(world) == []
    world.to("2027-03-28 01:40")
    assert soon(world) == ["egg-mask 03:10"]
    world.to("2027-03-28 03:10")
    assert world.showing == ["egg-mask"]


def test_enabled_within_the_half_hour_it_is_told_at_once() -> None:
    world = World(mask(), now="2026-11-23 20:10", enabled=False)
    world.ask(Enable(("egg-mask",)))
    assert soon(world) == ["egg-mask 20:30"]


def test_while_nobody_answers_for_days_nothing_is_told_ahead() -> None:
    world = World(mask())
    world.to("2026-11-27 20:10")
    assert soon(world) == []


def test_while_somebody_lies_flat_nothing_is_told_ahead() -> None:
    lying = a_preset(
        "rest", a_schedule("20:05"), steps=(Step(id="lie", say="Lie.", posture="lie-flat", timer=lasting("1h")),)
    )
    world = World(mask(), lying)
    world.to("19:59")
    world.ask(SessionStart("rest"))
    world.press("ready", "Rest")
    world.to("20:10")
    assert soon(world) == []


def test_a_routine_on_hold_is_not_told() -> None:
    final = Rule(name="egg-allergy", fact="egg-allergy", level="final", why="Egg.", fix="Another.", source="s")
    facts = {"egg-allergy": Fact("egg-allergy", "Egg?")}
    safe = Safety(never_if=("egg-allergy",))
    world = World(mask(safety=safe), rules={"egg-allergy": final}, facts=facts, profile={"egg-allergy": False})
    world.to("20:05")
    world.change(profile={"egg-allergy": True})
    world.ask(Reload())
    assert soon(world) == []


def test_how_long_ahead_is_the_presets_to_say() -> None:
    world = World(mask(remind=Remind(ahead=lasting("1h"))))
    world.to("19:30")
    assert soon(world) == ["egg-mask 20:30"]


def test_what_the_rules_of_spacing_leave_no_room_for_is_not_told() -> None:
    keep_apart = Safety(apart=(("retinoid", lasting("1 day")),))
    serum = mask("serum", a_schedule("21:00"), kind="treatment", contains=("retinoid",))
    every_other_day = a_schedule("20:30", days=EveryNDays(2))
    world = World(mask(schedule=every_other_day, safety=keep_apart, contains=("film-mask",)), serum)
    world.to("20:25")
    assert soon(world) == ["egg-mask 20:30"]
    world.to("20:35")
    assert soon(world) == []


# --- its words ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "title"),
    [
        ("20:00", "Egg mask in 30 minutes"),
        ("20:10", "Egg mask in 20 minutes"),
        ("20:25", "Egg mask in 5 minutes"),
        ("20:29", "Egg mask in 1 minute"),
    ],
)
def test_a_word_in_good_time_says_in_how_long_and_what_is_needed(at: str, title: str) -> None:
    world = World(mask())
    world.to(at)
    assert world.titles == [title]
    assert world.notice("ahead").body.splitlines() == [
        "Starts today 20:30.",
        "You need:",
        "• egg white",
        "• a soft brush",
    ]


def test_an_hour_ahead_is_said_as_one() -> None:
    world = World(mask(remind=Remind(ahead=lasting("1h"))))
    world.to("19:30")
    assert world.titles == ["Egg mask in 1 hour"]


def test_what_begins_within_the_same_minutes_is_listed_together() -> None:
    world = World(mask(), mask("hair", a_schedule("20:32"), needs=("oil",)))
    world.to("20:02")
    assert world.titles == ["2 routines in 28 minutes"]
    assert world.notice("ahead").body.splitlines() == [
        *("Egg mask starts today 20:30.", "You need:", "• egg white", "• a soft brush"),
        *("Hair starts today 20:32.", "You need:", "• oil"),
    ]


def test_a_time_that_the_clock_change_moves_is_named_as_it_comes() -> None:
    """Berlin, 28 March 2027: 02:00 becomes 03:00; 02:10 falls on 03:10."""
    world = World(mask(schedule=a_schedule("02:10")), now="2027-03-27 12:00")
    world.to("2027-03-28 01:40")
    assert world.notice("ahead").body.splitlines()[0] == "Starts tonight 03:10."
