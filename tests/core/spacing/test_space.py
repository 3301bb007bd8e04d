"""Routines spaced out: what may move moves to a lawful time and says so, what may not gives way, medicines never do."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from routine.core.config.rules import Fact
from routine.core.config.settings import Settings
from routine.core.config.spacing_rules import Alone, Apart, AroundVisit, Medicine, Most, Order, SpacingRules
from routine.core.errors import RefusedError, UsageError
from routine.core.preset.model import Preset, Safety, Step
from routine.core.requests import (
    Disable,
    Done,
    Enable,
    PlanQuery,
    Reload,
    SessionStart,
    Skip,
    Snooze,
    Today,
    Undo,
    VisitAct,
)
from routine.core.schedule.types import After, Before, EveryNDays, NightCycle, NightsAWeek, Ramp, Schedule, Weekdays
from routine.core.when.part_of_day import Window
from tests.builders import Remind, World, a_preset, a_schedule, a_series, lasting, weekly

MON, TUE, WED, THU, FRI = range(5)
RULES = SpacingRules(
    apart=(
        Apart(
            name="active-and-mask",
            these=("retinoid", "aha"),
            those=("mask",),
            by=lasting("1 day"),
            why="A mask and an active go on different evenings.",
            source="a test",
        ),
        Apart(
            name="calcium-and-medicine",
            these=("calcium",),
            those=("levothyroxine",),
            by=lasting("4h"),
            why="Calcium and a thyroid medicine are 4 hours apart.",
            source="a test",
        ),
    ),
    most=(Most(name="masks", of="mask", times=1, why="One mask a day.", source="a test"),),
    visits=(
        AroundVisit(
            name="actives-and-peel",
            visit=("peel",),
            off=("retinoid", "aha"),
            before=lasting("7 days"),
            after=lasting("7 days"),
            step="actives",
            why="No active around a peel.",
            source="a test",
        ),
        AroundVisit(
            name="after-care", off=("lie-flat",), care=True, why="Not while after-care lasts.", source="a test"
        ),
    ),
    order=(
        Order(
            name="at-night",
            of=("retinoid",),
            within="evening",
            level="block",
            why="In the evening only.",
            fix="Set an evening time.",
            source="a test",
        ),
        Order(
            name="sunscreen",
            of=("retinoid",),
            then="sunscreen",
            level="warn",
            why="Sunscreen next morning.",
            fix="Enable one.",
            source="a test",
        ),
    ),
    alone=(Alone(name="one-retinoid", of=("retinoid",), why="One at a time.", source="a test"),),
    medicines=(
        Medicine(name="thyroid", of="levothyroxine"),
        Medicine(name="prescribed", of="retinoid", fact="prescription-retinoid"),
    ),
)


def mask(id: str = "mask", schedule: Schedule | None = None, move: str = "3 days", **safety: Any) -> Preset:
    """A mask on Fridays at 20:30 that may move by three days."""
    may_move = {"may_move": lasting(move)} if move else {}
    return a_preset(id, schedule or weekly(FRI, "20:30"), kind="mask", safety=Safety(**{**may_move, **safety}))


def active(id: str = "serum", schedule: Schedule | None = None, **fields: Any) -> Preset:
    """A retinoid on Fridays at 21:00 that may not move."""
    given = {"kind": "treatment", "contains": ("retinoid",)}
    return a_preset(id, schedule or weekly(FRI, "21:00"), **{**given, **fields})


def a_peel(**series: Any) -> Preset:
    """A series of peels at a clinic."""
    return replace(a_series("peel", **series), contains=("peel",))


def a_world(*presets: Preset, **given: Any) -> World:
    return World(*presets, **{"spacing": RULES, **given})


def planned(world: World, id: str, days: int = 30) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = world.ask(PlanQuery(days, id))["occurrences"]
    return found


def first(world: World, id: str) -> str:
    return f"{planned(world, id)[0]['when']}: {planned(world, id)[0]['why']}"


# --- what may move ------------------------------------------------------------------------------------------------


def test_what_may_move_goes_to_the_nearest_lawful_day_and_says_why() -> None:
    world = a_world(mask(), active())
    assert first(world, "mask") == (
        "Sat 28 Nov 20:30: moved from Fri 27 Nov 20:30: a mask and an active go on different evenings "
        "(Serum, Fri 27 Nov 21:00)"
    )
    assert planned(world, "mask")[0]["id"] == "mask@2026-11-27T20:30"


def test_what_may_not_move_stays_where_it_is() -> None:
    world = a_world(mask(), active())
    assert planned(world, "serum")[0]["when"] == "Fri 27 Nov 21:00"


def test_the_moved_time_is_when_its_reminder_comes() -> None:
    world = a_world(mask(), active())
    world.to("2026-11-27 20:31")
    assert world.raised == []
    world.to("2026-11-28 20:31")
    assert world.raised == ["mask@2026-11-27T20:30"]


def test_it_moves_back_once_nothing_stands_against_it_any_more() -> None:
    world = a_world(mask(), active())
    world.ask(Disable(("serum",)))
    assert world.next("mask") == "2026-11-27 20:30"
    world.to("2026-11-27 20:31")
    assert world.raised == ["mask@2026-11-27T20:30"]


def test_a_move_survives_a_restart_and_is_raised_once() -> None:
    world = a_world(mask(), active())
    world.restart(boot="boot-2")
    world.to("2026-11-28 20:31")
    world.ask(Done(("mask",)))
    world.to("2026-12-04 12:00")
    assert [id for id in world.answers if id.startswith("mask@")] == ["mask@2026-11-27T20:30"]


def test_it_may_move_to_an_earlier_day_and_does_not_come_again_on_its_own() -> None:
    rest_of_week = a_schedule("21:00", days=Weekdays((FRI, 5, 6, 0)))
    world = a_world(mask(), active(schedule=rest_of_week))
    assert planned(world, "mask")[0]["when"] == "Thu 26 Nov 20:30"
    world.to("2026-11-26 20:31")
    world.ask(Done(("mask",)))
    world.to("2026-11-27 20:45")
    assert world.raised == []


@pytest.mark.parametrize("query", [Today(), PlanQuery(1)], ids=["today", "one day"])
def test_a_time_moved_here_from_beyond_the_day_is_on_its_plan(query: Today | PlanQuery) -> None:
    """It is raised tonight: a list of today that leaves it out is wrong."""
    world = a_world(mask(), active(schedule=a_schedule("21:00", days=Weekdays((FRI, 5, 6, 0)))))
    world.to("2026-11-26 10:00")
    (found,) = world.ask(query)["occurrences"]
    assert (found["id"], found["when"]) == ("mask@2026-11-27T20:30", "today 20:30")


def test_what_comes_after_the_span_stands_against_what_is_in_it() -> None:
    """Asked until 18:00, the plan knows of the medicine at 19:00."""
    calcium = a_preset("calcium", a_schedule("17:00"), contains=("calcium",))
    world = a_world(calcium, a_preset("pill", a_schedule("19:00"), contains=("levothyroxine",)), now="2026-11-23 18:00")
    found = [(one["id"], one["status"]) for one in world.ask(PlanQuery(1))["occurrences"]]
    assert ("calcium@2026-11-24T17:00", "excused") in found


def test_it_is_not_moved_out_of_its_part_of_the_day_or_into_quiet_hours() -> None:
    supplement = Remind(window=Window("17:00-20:00", 17 * 60, 20 * 60), late=lasting("8h"))
    calcium = a_preset(
        "calcium",
        a_schedule("18:30"),
        contains=("calcium",),
        remind=supplement,
        safety=Safety(may_move=lasting("8h")),
    )
    medicine = a_preset("thyroxine", a_schedule("17:00"), contains=("levothyroxine",))
    world = a_world(calcium, medicine)
    assert {one["status"] for one in planned(world, "calcium")} == {"excused"}


def test_a_dose_moves_within_its_day_just_far_enough() -> None:
    calcium = a_preset("calcium", a_schedule("18:30"), contains=("calcium",), safety=Safety(may_move=lasting("8h")))
    world = a_world(calcium, a_preset("thyroxine", a_schedule("17:00"), contains=("levothyroxine",)))
    assert first(world, "calcium").startswith("today 21:00: moved from Mon 23 Nov 18:30")
    assert world.next("thyroxine") == "2026-11-23 17:00"


def test_two_that_may_move_keep_to_one_a_day() -> None:
    world = a_world(mask("clay"), mask("egg"))
    assert [planned(world, id)[0]["when"] for id in ("clay", "egg")] == ["Fri 27 Nov 20:30", "Sat 28 Nov 20:30"]


def test_a_moved_time_never_passes_the_next_one_of_its_routine() -> None:
    world = a_world(mask(schedule=a_schedule("20:30", days=Weekdays((THU, FRI)))), active())
    keys = [(one["instant"], one["nominal"]) for one in planned(world, "mask") if one["status"] == "planned"]
    assert [nominal for _, nominal in sorted(keys)] == sorted(nominal for _, nominal in keys)


def test_an_accepted_rule_is_no_rule_for_that_routine() -> None:
    daily = active(schedule=a_schedule("21:00"))
    world = a_world(mask(), daily, accept=("active-and-mask",))
    assert planned(world, "mask")[0]["when"] == "Fri 27 Nov 20:30"


def test_a_gap_counts_from_what_was_really_done() -> None:
    every_six_days = mask(schedule=a_schedule("20:30", days=EveryNDays(6)), min_gap=lasting("5 days"))
    world = a_world(replace(every_six_days, remind=Remind(expires=lasting("3 days"))))
    world.to("2026-11-25 10:00")
    world.ask(Done(("mask",)))
    assert planned(world, "mask")[0]["when"] == "Mon 30 Nov 20:30"


# --- what has no room ---------------------------------------------------------------------------------------------


def test_what_has_no_room_is_in_the_plan_as_not_counted_with_the_reason() -> None:
    row = planned(without_room(), "serum")[2]
    assert (row["status"], row["why"]) == (
        "excused",
        "left out: a mask and an active go on different evenings (Mask, Fri 27 Nov 20:30)",
    )


def test_what_never_has_room_is_enabled_with_a_warning_that_says_so() -> None:
    world = a_world(mask(), active(schedule=a_schedule("21:00")), enabled=False)
    world.ask(Enable(("serum",)))
    reply = world.ask(Enable(("mask",)))
    assert [(f["level"], f["why"].partition(",")[0]) for f in reply["findings"]] == [
        ("warn", "Mask: room for none of its next 8 times")
    ]


def without_room() -> World:
    """A mask on Fridays at 20:30 and a serum every other day at 21:00, Friday the 27th among them; neither may move."""
    return a_world(mask(move=""), active(schedule=a_schedule("21:00", days=EveryNDays(2))))


def test_a_time_without_room_is_excused_when_it_comes_and_logged() -> None:
    world = without_room()
    world.to("2026-11-27 21:05")
    entry = next(entry for entry in world.log if entry.id == "serum@2026-11-27T21:00")
    assert (entry.answer, entry.reason) == (
        "excused",
        "left out: a mask and an active go on different evenings (Mask, Fri 27 Nov 20:30)",
    )


def test_two_hours_ahead_it_asks_which_of_the_two_it_shall_be() -> None:
    world = without_room()
    world.to("2026-11-27 18:29")
    assert world.titles == []
    world.to("18:31")
    assert world.notice("Mask or Serum?").body.startswith("Serum is left out")


def test_the_choice_holds_and_the_other_is_left_out() -> None:
    world = without_room()
    world.to("2026-11-27 18:31")
    assert world.press("this", "Mask or Serum?")["said"] == ["Serum it is. Mask is left out this time."]
    world.to("21:01")
    assert world.raised == ["serum@2026-11-27T21:00"]
    assert world.answers["mask@2026-11-27T20:30"] == "excused"


def test_without_buttons_skipping_the_one_gives_room_to_the_other() -> None:
    world = without_room()
    world.to("2026-11-27 18:31")
    assert world.notice("Mask or Serum?").commands == ("routine skip mask",)
    world.ask(Skip(("mask",)))
    world.to("21:01")
    assert world.raised == ["serum@2026-11-27T21:00"]


def test_what_is_enabled_together_says_where_each_comes_next() -> None:
    world = a_world(mask(), active(), enabled=False)
    assert world.ask(Enable(("mask", "serum")))["said"][0] == "Mask is enabled. Next: Sat 28 Nov 20:30."


def test_without_a_choice_it_stays_as_planned_and_the_question_goes() -> None:
    world = without_room()
    world.to("2026-11-27 21:05")
    assert world.raised == ["mask@2026-11-27T20:30"]
    assert not [title for title in world.titles if " or " in title]


def test_a_question_answered_once_is_not_put_again() -> None:
    world = without_room()
    world.to("2026-11-27 18:31")
    world.press("other", "Mask or Serum?")
    world.restart()
    world.to("19:30")
    assert not [title for title in world.titles if " or " in title]


def test_a_mask_done_late_leaves_no_room_for_what_stands_against_it_and_undo_gives_it_back() -> None:
    late = replace(mask(move=""), remind=Remind(expires=lasting("3 days")))
    world = a_world(late, active(schedule=weekly(5, "21:00")))
    world.to("2026-11-28 10:00")
    world.ask(Done(("mask",)))
    assert status_today(world, "serum") == "excused"
    world.ask(Undo("mask"))
    assert status_today(world, "serum") == "planned"


def test_what_a_rule_moved_away_may_be_done_on_its_own_day_and_says_what_has_no_room_then() -> None:
    """The mask went to Saturday for the sake of Friday's retinoid; the person put it on on Friday evening."""
    world = a_world(mask(), active())
    world.to("2026-11-27 18:30")
    assert world.ask(Done(("mask",)))["said"] == [
        "Mask, today 20:30: done. Next: Sat 5 Dec 20:30.",
        "Serum, today 21:00: left out: a mask and an active go on different evenings (Mask, Fri 27 Nov 18:30).",
    ]
    assert status_today(world, "serum") == "excused"
    world.ask(Undo("mask"))
    assert status_today(world, "serum") == "planned"
    assert planned(world, "mask")[0]["when"] == "tomorrow 20:30"


def status_today(world: World, id: str) -> str:
    found = [one["status"] for one in world.ask(Today())["occurrences"] if one["routine"] == id]
    return str(found[0])


def test_what_comes_next_is_said_with_where_a_rule_moved_it() -> None:
    world = a_world(mask(), active())
    world.to("2026-11-28 20:31")
    assert world.ask(Done(("mask",)))["said"] == ["Mask, yesterday 20:30: done. Next: Sat 5 Dec 20:30."]


# --- nights -------------------------------------------------------------------------------------------------------


def test_a_mask_goes_to_a_night_of_rest_of_a_cycle() -> None:
    cycle = Schedule(NightCycle(21 * 60, ("exfoliant", "retinoid", "recovery", "recovery")))
    world = a_world(mask(), active(schedule=cycle, contains=("aha", "retinoid")))
    # 23 acid, 24 retinoid, 25 and 26 rest, 27 acid (Friday), 28 retinoid
    assert planned(world, "mask")[0]["when"] == "Thu 26 Nov 20:30"


def test_nights_before_and_after_a_peel_wait_and_the_ramp_goes_on_afterwards_at_its_week() -> None:
    ramp = active("ramp", Schedule(Ramp(21 * 60, (NightsAWeek(2), NightsAWeek(3)))))
    world = a_world(ramp, a_peel())
    world.ask(VisitAct("book", "peel", "14 Dec 10:00"))
    nights = planned(world, "ramp", 40)
    waiting = [one["nominal"][:10] for one in nights if one["status"] == "excused"]
    assert (waiting[0], waiting[-1], len(waiting)) == ("2026-12-07", "2026-12-20", 14)
    after = next(one for one in nights if one["nominal"] > "2026-12-21" and one["status"] == "planned")
    assert (after["nominal"][:10], after["why"]) == ("2026-12-21", "week 2 of 2: 3 nights a week")


# --- visits -------------------------------------------------------------------------------------------------------


def test_the_clinics_own_number_of_days_comes_first() -> None:
    peel = a_peel(before=(Before(id="actives", say="Off from now.", ahead=lasting("10 days")),))
    world = a_world(active(schedule=a_schedule("21:00")), peel)
    world.ask(VisitAct("book", "peel", "14 Dec 10:00"))
    waiting = [one["nominal"][:10] for one in planned(world, "serum", 40) if one["status"] == "excused"]
    assert waiting[0] == "2026-12-04"


def test_a_moved_visit_moves_what_waits_for_it_and_a_cancelled_one_frees_it() -> None:
    world = a_world(active(schedule=a_schedule("21:00")), a_peel())
    world.ask(VisitAct("book", "peel", "14 Dec 10:00"))
    world.ask(VisitAct("move", "peel", "21 Dec 10:00"))
    waiting = [one["nominal"][:10] for one in planned(world, "serum", 40) if one["status"] == "excused"]
    assert (waiting[0], waiting[-1]) == ("2026-12-14", "2026-12-27")
    world.ask(VisitAct("cancel", "peel"))
    assert [one for one in planned(world, "serum", 40) if one["status"] == "excused"] == []


def lying_flat() -> Preset:
    lying = Step(id="lie", say="Lie flat.", posture="lie-flat", timer=lasting("8m"))
    safety = Safety(may_move=lasting("3 days"))
    return a_preset("mask", weekly(FRI, "20:30"), kind="mask", steps=(lying,), safety=safety)


def test_no_mask_lying_flat_inside_after_care() -> None:
    world = a_world(lying_flat(), a_series("threads"))
    world.ask(VisitAct("book", "threads", "26 Nov 10:00"))  # its after-care is one reminder, on the day after
    assert first(world, "mask").startswith("Sat 28 Nov 20:30: moved from Fri 27 Nov 20:30: not while after-care lasts")


def test_masks_do_not_wait_for_a_follow_up_months_later() -> None:
    look = After(id="look", say="The clinic looks at it.", wait=lasting("3 months"), follow_up=True)
    world = a_world(lying_flat(), a_series("ulthera", after=(After(id="care", say="Care."), look)))
    world.ask(VisitAct("book", "ulthera", "23 Nov 10:00"))
    assert first(world, "mask").startswith("Fri 27 Nov 20:30: ")
    assert "2027-02-23" in [one["nominal"][:10] for one in planned(world, "ulthera", 100)]


# --- medicines ----------------------------------------------------------------------------------------------------


def test_a_prescribed_retinoid_is_never_left_out_but_the_plan_says_whom_to_ask() -> None:
    facts = {"prescription-retinoid": Fact("prescription-retinoid", "Do you use one?")}
    world = a_world(
        active(schedule=a_schedule("21:00")),
        a_peel(),
        facts=facts,
        profile={"prescription-retinoid": True},
    )
    world.ask(VisitAct("book", "peel", "14 Dec 10:00"))
    night = next(one for one in planned(world, "serum", 40) if one["nominal"] > "2026-12-08")
    assert night["status"] == "planned"
    assert night["why"].endswith("it is prescribed, so nothing moves it: ask your prescriber or pharmacist")


# --- together -----------------------------------------------------------------------------------------------------


def findings(world: World, *ids: str) -> dict[str, str]:
    try:
        found = world.ask(Enable(ids))["findings"]
    except RefusedError as error:
        found = error.details["findings"]
    return {finding["rule"]: finding["level"] for finding in found}


def test_two_routines_with_the_same_active_are_held_back_and_the_other_is_named() -> None:
    world = a_world(active(), active("ramp", Schedule(Ramp(21 * 60, (NightsAWeek(2),)))), enabled=False)
    world.ask(Enable(("serum",)))
    with pytest.raises(RefusedError, match="Ramp and Serum: one at a time") as refused:
        world.ask(Enable(("ramp",)))
    assert refused.value.hint == (
        "End the other first: routine preset disable serum. "
        "To go on all the same: routine preset enable ramp --accept one-retinoid"
    )


def test_a_retinoid_in_the_morning_is_held_back() -> None:
    world = a_world(active(schedule=a_schedule("08:00")), enabled=False)
    assert findings(world, "serum")["at-night"] == "block"


def test_a_retinoid_without_sunscreen_is_a_warning_and_with_it_none() -> None:
    spf = a_preset("spf", contains=("sunscreen",))
    assert "sunscreen" in findings(a_world(active(), spf, enabled=False), "serum")
    assert "sunscreen" not in findings(a_world(active(), spf, enabled=False), "spf", "serum")


def test_an_impossible_spacing_names_the_two_that_clash() -> None:
    world = a_world(mask(min_gap=lasting("9 days")), enabled=False)
    reply = world.ask(Enable(("mask",)))
    assert [finding["why"] for finding in reply["findings"]] == [
        "Mask: room for 5 of its next 8 times, from Fri 4 Dec 20:30 on. “At least 9 days from one to the next” "
        "and the schedule of Mask, Fridays at 20:30 (Mask may move by 3 days), cannot both hold."
    ]


def test_a_snooze_to_an_unlawful_time_is_refused_with_the_rule() -> None:
    world = a_world(mask(), active())
    with pytest.raises(UsageError, match="a mask and an active go on different evenings"):
        world.ask(Snooze("mask", until="fri 20:30"))


def test_a_time_moved_by_hand_stays_there() -> None:
    world = a_world(mask(), active())
    world.ask(Snooze("mask", until="sun 20:30"))
    assert world.next("mask") == "2026-11-29 20:30"


def test_of_two_times_of_one_routine_nobody_is_asked_which() -> None:
    """A daily mask with five days between: the plan says what is left out, and no notice asks “Mask or Mask?”."""
    daily = mask(schedule=a_schedule("20:30"), min_gap=lasting("5 days"))
    world = a_world(replace(daily, safety=replace(daily.safety, may_move=None)))
    world.to("19:00")
    assert [card.id for card in world.store.load().notices.cards if card.kind == "clash"] == []
    assert [one["status"] for one in planned(world, "mask", 6)] == ["planned", *["excused"] * 4, "planned"]


def test_a_session_out_of_turn_asks_first() -> None:
    lying = Step(id="lie", say="Lie flat.", posture="lie-flat", timer=lasting("8m"))
    flat = a_preset(
        "mask", weekly(WED, "20:30"), kind="mask", steps=(lying,), safety=Safety(may_move=lasting("3 days"))
    )
    world = a_world(flat, active())
    world.to("2026-11-27 19:00")
    world.ask(SessionStart("mask"))
    session = world.state.session
    assert session is not None
    assert [question.id for question in session.questions] == ["spacing"]


def test_a_household_that_no_rule_concerns_is_planned_as_before() -> None:
    plain = World(a_preset("a"), a_preset("b", a_schedule("09:00")), settings=Settings())
    with_rules = a_world(a_preset("a"), a_preset("b", a_schedule("09:00")))
    assert plain.ask(PlanQuery(14)) == with_rules.ask(PlanQuery(14))


def test_of_many_rules_that_a_time_breaks_the_first_of_the_file_is_named() -> None:
    tags = tuple(f"tag-{n}" for n in range(12))
    rules = tuple(
        Apart(name=tag, these=(tag,), those=("other",), by=lasting("1 day"), why=f"Of {tag}.", source="a test")
        for tag in tags
    )
    many = a_preset("many", contains=tags, safety=Safety(may_move=lasting("2 days")), schedule=weekly(FRI, "20:30"))
    other = a_preset("other", weekly(FRI, "21:00"), contains=("other",))
    world = World(many, other, spacing=SpacingRules(apart=rules))
    assert "of tag-0 (Other" in first(world, "many")


@pytest.mark.parametrize(("gap", "when"), [("1 month", "Sun 10 Jan 2027 20:30"), ("30 days", "Sat 9 Jan 2027 20:30")])
def test_a_gap_of_a_month_counts_by_the_calendar(gap: str, when: str) -> None:
    late = replace(mask(schedule=a_schedule("20:30", days=EveryNDays(28)), min_gap=lasting(gap)))
    world = a_world(
        replace(late, remind=Remind(late=lasting("30 days"), expires=lasting("30 days"))), now="2026-12-10 07:00"
    )
    world.to("2026-12-10 21:00")
    world.ask(Done(("mask",)))
    assert planned(world, "mask")[0]["when"] == when


def test_the_last_of_a_day_says_so_at_that_time() -> None:
    washing = a_preset("wash", a_schedule("07:30", "21:30"), contains=("wash",))
    rules = SpacingRules(most=(Most(name="wash", of="wash", times=2, why="Twice a day.", source="a test"),))
    world = World(washing, spacing=rules)
    world.to("07:31")
    assert "last for today" not in world.notice("Wash").body
    world.ask(Done(("wash",)))
    world.to("21:31")
    assert "This is the last for today: 2 of 2" in world.notice("Wash").body


def test_booking_a_visit_says_what_waits_for_it_and_which_other_visit_is_too_near() -> None:
    rules = replace(
        RULES,
        visits=(
            *RULES.visits,
            AroundVisit(
                name="after-threads",
                visit=("threads",),
                off=("peel",),
                after=lasting("6 weeks"),
                why="No peel in the 6 weeks after threads.",
                source="a test",
            ),
        ),
    )
    threads = replace(a_series("threads"), contains=("threads",))
    world = a_world(active(schedule=a_schedule("21:00")), a_peel(), threads, spacing=rules)
    world.ask(VisitAct("book", "threads", "1 Dec 10:00"))
    said = world.ask(VisitAct("book", "peel", "14 Dec 10:00"))["said"]
    assert "Around this visit, from 7 December to 20 December: Serum waits or moves." in said
    assert "Note: No peel in the 6 weeks after threads (Threads, 1 December). Ask the clinic before you go." in said


def test_a_change_that_leaves_no_room_is_told_once() -> None:
    world = a_world(mask())
    world.change(mask(min_gap=lasting("30 days")))
    told = world.ask(Reload())["said"]
    assert told[0].startswith("Mask: room for 2 of its next 8 times")
    assert world.notice("Not all of it fits").body == told[0].partition(" Change one of")[0]
    assert world.ask(Reload())["said"] == []
