"""Irritated skin: what waits, what it says, and that no ramp goes on by itself afterwards."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from routine.core.config.spacing_rules import Apart, SpacingRules
from routine.core.errors import NothingToDoError, RefusedError, UsageError
from routine.core.preset.model import Preset
from routine.core.requests import (
    Done,
    Enable,
    Irritated,
    Overview,
    PlanQuery,
    SessionAct,
    SessionStart,
    StatusQuery,
    Today,
    Undo,
    Why,
)
from routine.core.schedule.types import NightsAWeek, Ramp, Schedule
from tests.builders import World, a_preset, a_schedule, lasting

MONDAY = date(2026, 11, 23)
WEEKS = tuple(NightsAWeek(n) for n in (2, 3, 4, 5, 6, 7))


def a_ramp() -> Preset:
    """Ramp A at 21:00."""
    return a_preset("ramp", Schedule(Ramp(21 * 60, WEEKS)), kind="treatment", contains=("retinoid",))


def an_acid(time: str = "20:00") -> Preset:
    """An acid every evening."""
    return a_preset("acid", a_schedule(time), kind="treatment", contains=("aha",))


def a_mask() -> Preset:
    """A mask every evening at 20:30."""
    return a_preset("mask", a_schedule("20:30"), kind="mask")


def live(world: World, days: range) -> None:
    """Let evenings pass, everything that shows done."""
    for n in days:
        world.to(f"{MONDAY + timedelta(days=n)} 21:01")
        for id in [one.split("@")[0] for one in world.raised]:
            world.ask(Done((id,)))
        world.to(f"{MONDAY + timedelta(days=n + 1)} 02:00")


def why_next(world: World, id: str = "ramp", days: int = 40) -> list[str]:
    """The reasons of the planned times."""
    return [one["why"] for one in world.ask(PlanQuery(days, id))["occurrences"] if one["status"] == "planned"]


def test_irritation_excuses_what_waits_and_what_comes_and_leaves_the_rest() -> None:
    world = World(an_acid(), a_mask(), a_ramp(), a_preset("spf", a_schedule("20:00")))
    world.to("20:01")
    said = world.ask(Irritated())
    assert said["answers"] == [{"id": "acid@2026-11-23T20:00", "answer": "excused"}]
    world.to("23:00")
    assert {id.split("@")[0]: answer for id, answer in world.answers.items()} == {
        "acid": "excused",
        "mask": "excused",
        "ramp": "excused",
    }
    assert {entry.reason for entry in world.log} == {"irritation since 23 November"}
    assert world.raised == ["spf@2026-11-23T20:00"]


def test_today_plan_why_status_and_the_bare_command_say_that_it_waits() -> None:
    world = World(an_acid())
    world.ask(Irritated())
    today = world.ask(Today())["occurrences"]
    assert [(one["status"], one["why"]) for one in today] == [("excused", "irritation since 23 November")]
    assert why_next(world, "acid") == []
    assert "It waits: irritation since 23 November." in world.ask(Why("acid"))["lines"][1]
    assert "routine irritated --over" in world.ask(StatusQuery())["notes"][0]
    assert "routine irritated --over" in world.ask(Overview())["notes"][0]


def test_over_lets_everything_go_on() -> None:
    world = World(an_acid())
    world.ask(Irritated())
    world.to("2026-11-25 12:00")
    world.ask(Irritated(over=True))
    world.to("20:01")
    assert list(world.answers.values()) == ["excused", "excused"]
    assert world.raised == ["acid@2026-11-25T20:00"]
    assert world.ask(Overview())["notes"] == []


def test_over_without_irritation_finds_nothing_to_end() -> None:
    world = World(an_acid())
    with pytest.raises(NothingToDoError):
        world.ask(Irritated(over=True))


def test_strong_irritation_says_what_to_do_now_and_stays_on_the_screen() -> None:
    world = World(an_acid())
    said = "\n".join(world.ask(Irritated("strong"))["said"])
    for words in ("Burning, swelling, blisters or a rash", "Trouble breathing", "emergency services"):
        assert words in said
        assert words in world.notice("Skin").body
    assert world.notice("Skin").urgency == "critical"


def test_mild_irritation_sounds_no_alarm_and_can_become_strong() -> None:
    world = World(an_acid())
    assert "emergency" not in "\n".join(world.ask(Irritated())["said"])
    assert world.notice("Skin").urgency == "normal"
    world.press("strong", "Skin")
    assert "emergency services" in world.notice("Skin").body
    assert [one.level for one in world.state.irritations] == ["strong"]


def test_nothing_says_to_stop_a_medicine_and_the_prescriber_is_named() -> None:
    world = World(an_acid(), a_ramp())
    said = " ".join(world.ask(Irritated("strong"))["said"]).lower()
    assert "ask your prescriber" in said
    assert "stop" not in said


def test_a_treatment_reads_done_later_irritated() -> None:
    world = World(an_acid())
    world.to("20:01")
    assert [button.label for button in world.notice("Acid").buttons] == ["Done", "Later", "Irritated"]
    assert world.notice("Acid").commands[2] == "routine irritated"


def test_other_notices_keep_their_buttons() -> None:
    world = World(a_mask())
    world.to("20:31")
    assert [button.label for button in world.notice("Mask").buttons] == ["Done", "Later", "Skip"]


def test_the_button_reports_it_and_its_notice_ends_it() -> None:
    world = World(an_acid())
    world.to("20:01")
    world.press("irritated", "Acid")
    assert world.answers == {"acid@2026-11-23T20:00": "excused"}
    assert [one.routine for one in world.state.irritations] == ["acid"]
    world.press("over", "Skin")
    assert world.titles == []
    world.to("2026-11-24 20:01")
    assert world.raised == ["acid@2026-11-24T20:00"]


def test_no_session_of_a_mask_begins_while_it_lasts() -> None:
    world = World(a_mask())
    world.ask(Irritated())
    with pytest.raises(RefusedError, match="irritation"):
        world.ask(SessionStart("mask"))


def test_reported_twice_it_is_one_irritation() -> None:
    world = World(an_acid())
    world.ask(Irritated())
    world.to("12:00")
    world.ask(Irritated())
    assert len(world.state.irritations) == 1


# --- ramps --------------------------------------------------------------------------------------------------------


def test_the_interrupted_week_repeats_once_it_is_over() -> None:
    world = World(a_ramp())
    live(world, range(8))
    world.to("2026-12-01 12:00")
    world.ask(Irritated())
    world.to("2026-12-05 12:00")
    world.ask(Irritated(over=True))
    found = [one["nominal"][:10] for one in world.ask(PlanQuery(10))["occurrences"]]
    assert found == ["2026-12-05", "2026-12-07", "2026-12-09", "2026-12-12", "2026-12-14"]
    assert why_next(world)[0].startswith("week 2 of 6: 3 nights a week")


def test_after_irritation_no_ramp_goes_on_by_itself() -> None:
    """Law 7: however long it is done as planned."""
    world = World(a_ramp())
    live(world, range(8))
    world.ask(Irritated())
    world.ask(Irritated(over=True))
    live(world, range(8, 70))
    assert {why.partition(";")[0] for why in why_next(world)} == {"week 2 of 6: 3 nights a week"}


def test_irritation_after_a_week_was_done_keeps_the_ramp_at_that_week() -> None:
    world = World(a_ramp())
    live(world, range(5))  # the two nights of week 1 are done, week 2 has not begun
    world.ask(Irritated())
    world.ask(Irritated(over=True))
    assert {why.partition(";")[0] for why in why_next(world)} == {"week 1 of 6: 2 nights a week"}


def test_the_plan_says_why_a_ramp_does_not_go_on() -> None:
    world = World(a_ramp())
    world.ask(Irritated())
    world.ask(Irritated(over=True))
    assert why_next(world)[0] == "week 1 of 6: 2 nights a week; no more after irritation until you say so"


def test_a_ramp_begun_after_irritation_stays_at_its_first_week_too() -> None:
    world = World(a_ramp(), enabled=False)
    world.ask(Irritated())
    world.ask(Irritated(over=True))
    world.ask(Enable(("ramp",)))
    assert {why.partition(";")[0] for why in why_next(world)} == {"week 1 of 6: 2 nights a week"}


def test_the_person_lets_it_go_on_by_one_week() -> None:
    world = World(a_ramp())
    world.ask(Irritated())
    world.ask(Irritated(over=True))
    said = world.ask(Irritated(go_on="ramp"))["said"]
    assert "3 nights a week" in said[0]
    assert {why.partition(":")[0] for why in why_next(world)} == {"week 1 of 6", "week 2 of 6"}


def test_nothing_goes_on_while_it_lasts() -> None:
    world = World(a_ramp())
    world.ask(Irritated())
    with pytest.raises(UsageError, match="irritation since"):
        world.ask(Irritated(go_on="ramp"))


def test_a_ramp_that_nothing_keeps_needs_no_word() -> None:
    world = World(a_ramp())
    with pytest.raises(NothingToDoError):
        world.ask(Irritated(go_on="ramp"))


def test_after_a_calm_week_a_notice_offers_to_go_on_once() -> None:
    world = World(a_ramp())
    world.ask(Irritated())
    world.ask(Irritated(over=True))
    live(world, range(5))
    assert "stays so until you say otherwise" in world.notice("Ramp").body
    world.press("go-on", "Ramp")
    assert world.titles == []
    assert {why.partition(":")[0] for why in why_next(world)} == {"week 2 of 6"}


def test_a_week_done_before_the_irritation_offers_nothing() -> None:
    world = World(a_ramp())
    live(world, range(5))
    world.ask(Irritated())
    world.ask(Irritated(over=True))
    world.to("2026-11-28 20:00")
    assert world.titles == []


def test_going_on_changes_nothing_within_a_week() -> None:
    """However many weeks were done meanwhile, it is one more, from the next on."""
    world = World(a_ramp())
    world.ask(Irritated())
    world.ask(Irritated(over=True))
    live(world, range(15))  # two weeks, and the first night of the third
    world.ask(Irritated(go_on="ramp"))
    found = [one["nominal"][:10] for one in world.ask(PlanQuery(13))["occurrences"]]
    assert found == ["2026-12-10", "2026-12-14", "2026-12-16", "2026-12-18"]


def test_who_stays_is_asked_again_only_after_another_week() -> None:
    world = World(a_ramp())
    world.ask(Irritated())
    world.ask(Irritated(over=True))
    live(world, range(5))
    world.press("ok", "Ramp")
    live(world, range(5, 8))
    assert world.titles == []
    live(world, range(8, 12))
    assert "stays so" in world.notice("Ramp").body


def test_stinging_in_a_session_is_irritation_too() -> None:
    world = World(a_mask(), a_ramp())
    world.to("20:31")
    world.ask(SessionStart("mask"))
    world.ask(SessionAct("ready"))
    world.ask(SessionAct("stinging"))
    world.to("21:01")
    assert world.answers["ramp@2026-11-23T21:00"] == "excused"
    assert "until you say so" in why_next_held(world)


def why_next_held(world: World) -> str:
    """What the notice says of the ramp."""
    return world.notice("Skin").body


def test_the_end_of_a_session_that_stung_says_what_waits_and_until_when() -> None:
    world = World(a_mask())
    world.to("20:31")
    world.ask(SessionStart("mask"))
    world.ask(SessionAct("ready"))
    world.ask(SessionAct("stinging"))
    assert "masks, retinoids and acids wait. When it is over: routine irritated --over" in world.notice("Mask").body


def test_irritation_reported_from_elsewhere_ends_the_session_of_a_mask() -> None:
    """A mask must not lie on the skin to the end because the report came from another window."""
    world = World(a_mask(), a_ramp())
    world.to("20:31")
    world.ask(SessionStart("mask"))
    world.ask(SessionAct("ready"))
    said = world.ask(Irritated("strong"))["said"]
    assert said[0].startswith("Mask: Rinse it off now")
    assert world.state.session is None
    assert world.answers == {"mask@2026-11-23T20:30": "skipped"}


def test_irritation_lets_the_session_of_something_else_go_on() -> None:
    world = World(a_preset("massage"), a_ramp())
    world.to("08:01")
    world.ask(SessionStart("massage"))
    world.ask(Irritated())
    assert world.state.session is not None


def test_over_says_the_next_times_as_the_rules_of_spacing_leave_them() -> None:
    """An acid and a mask on one evening: the reply must not promise both."""
    apart = Apart(name="a", these=("aha",), those=("mask",), by=lasting("1 day"), why="Apart.", source="a test")
    world = World(an_acid("21:00"), a_mask(), spacing=SpacingRules(apart=(apart,)))
    world.ask(Irritated())
    said = world.ask(Irritated(over=True))["said"]
    planned = {one["routine"]: one for one in world.ask(Today())["occurrences"] if one["status"] == "planned"}
    promised = [line for line in said if "Next: today" in line and "Then it is left out" not in line]
    assert len(promised) == len(planned) == 1


# --- it was none --------------------------------------------------------------------------------------------------


def test_a_wrong_press_is_taken_back_and_what_waited_waits_again() -> None:
    world = World(an_acid(), a_ramp())
    world.to("20:01")
    world.press("irritated", "Acid")
    world.press("undo", "Skin")
    assert world.raised == ["acid@2026-11-23T20:00"]
    assert world.answers == {}
    assert "Skin" not in " ".join(world.titles)
    assert why_next(world)[5].startswith("week 3 of 6")


def test_undo_by_command_takes_it_back_if_it_was_the_last_thing_said() -> None:
    world = World(an_acid(), a_ramp())
    world.to("20:01")
    world.ask(Irritated("strong"))
    said = world.ask(Undo())["said"]
    assert said[0].startswith("Taken back: no irritation.")
    assert world.state.irritations == ()
    assert world.raised == ["acid@2026-11-23T20:00"]


def test_undo_takes_back_a_later_answer_and_leaves_the_irritation() -> None:
    world = World(a_ramp(), a_preset("spf", a_schedule("08:00")))
    world.ask(Irritated())
    world.to("08:01")
    world.ask(Done(("spf",)))
    world.ask(Undo())
    assert world.raised == ["spf@2026-11-23T08:00"]
    assert world.ask(Overview())["notes"]


def test_a_ramp_that_irritation_kept_before_stays_kept_when_a_later_report_is_taken_back() -> None:
    """Law 7: taking back a slip must not take back what was true before."""
    world = World(a_ramp())
    world.ask(Irritated())
    world.to("12:00")
    world.ask(Irritated(over=True))
    world.ask(Irritated())
    world.ask(Undo())
    assert {why.partition(";")[0] for why in why_next(world)} == {"week 1 of 6: 2 nights a week"}


def test_after_an_hour_it_was_irritation_and_only_its_end_can_be_told() -> None:
    world = World(an_acid(), a_ramp())
    world.to("20:01")
    world.press("irritated", "Acid")
    world.to("21:10")
    assert [button.id for button in world.notice("Skin").buttons] == ["over", "strong"]
    with pytest.raises(NothingToDoError):
        world.ask(Undo())
