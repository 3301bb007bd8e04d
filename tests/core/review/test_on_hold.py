"""What holds a routine that runs: a final rule, an answer that nobody gave, a person who paused it; and the way on."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from routine.core.config.setup import Problem
from routine.core.errors import RefusedError
from routine.core.preset.model import Course, Fault, Loosening, Safety
from routine.core.requests.commands import Disable, Done, Enable, SessionStart, Skip, Snooze, Undo
from routine.core.requests.queries import CourseList, Overview, PlanQuery, StatusQuery, Today, Why
from routine.core.requests.reports import Reload
from routine.core.review.lines import hold_line
from routine.core.review.outcomes import Look
from routine.core.routines.outcomes import Reloaded
from routine.core.schedule.types import AfterDone, Schedule
from routine.core.state.change import ChangingState
from routine.core.state.routine import OnHold
from tests.builders import World, a_preset, a_schedule, lasting, weekly
from tests.core.review.households import CONTACT, FACTS, a_mask_on_the_skin, a_world, guarded, read_again, say
from tests.core.safety import doses
from tests.rows import each


def held(world: World, id: str) -> OnHold:
    """Why a routine is on hold, and since when."""
    found = world.routine(id).held
    assert found is not None
    return found


# --- a final rule -------------------------------------------------------------------------------------------------


def test_a_final_hold_is_visible_everywhere_with_what_to_do_at_once() -> None:
    world = a_world(guarded("cream", "final"))
    assert say(world, pregnant=True).held == ("cream",)
    notice = world.notice("hold:cream")
    assert (notice.urgency, CONTACT in notice.body) == ("critical", True)
    for query in (StatusQuery(), Overview(), Today()):
        assert hold_line(world.draft, "cream") in world.ask(query)["notes"]
    assert CONTACT in hold_line(world.draft, "cream")
    assert world.ask(StatusQuery())["held"][0]["routine"] == "cream"
    plan = world.ask(PlanQuery(2))["occurrences"]
    assert {one["status"] for one in plan} == {"excused"}
    assert all(held(world, "cream").why in one["why"] for one in plan)
    assert CONTACT in " ".join(world.ask(Why("cream"))["lines"])
    world.to("08:00")
    assert held(world, "cream").why in (world.log[-1].reason or "")


def test_of_what_stands_against_it_the_final_is_what_it_is_held_for() -> None:
    careful = a_preset("pills", safety=Safety(never_if=("final",), longest_on_skin=lasting("10m")))
    world = a_world(careful)
    loosened = {"pills": (Loosening(("safety", "longest_on_skin"), "no limit instead of 10m"),)}
    world.change(replace(careful, safety=Safety(never_if=("final",))), loosened=loosened, profile={"pregnant": True})
    read_again(world)
    assert held(world, "pills").why.startswith("Not at all.")


def test_what_is_on_hold_is_not_guided_through() -> None:
    world = a_world(guarded("cream", "thin"))
    say(world, thin=True)
    world.pressed("pause-it", "review")
    with pytest.raises(RefusedError):
        world.ask(SessionStart("cream"))


def test_the_unanswered_fact_of_a_final_rule_holds_what_runs() -> None:
    world = a_world(guarded("cream", "final"))
    world.change(profile={})
    assert read_again(world).held == ("cream",)
    with pytest.raises(RefusedError):
        world.ask(Enable(("cream",), ("final",)))
    world.change(profile={"pregnant": False})
    world.ask(Reload())
    world.ask(Enable(("cream",)))
    assert world.routine("cream").held is None


def test_a_hold_in_the_middle_of_a_course_moves_its_end_as_a_pause_does() -> None:
    """Two of seven doses taken, ten days on hold: five are left."""
    world = a_world(guarded("pills", "final", schedule=a_schedule("09:00"), course=Course(lasting("1 week"))))
    world.to("2026-11-25 08:00")
    say(world, pregnant=True)
    world.to("2026-12-05 08:00")
    assert not world.routine("pills").course.ended
    assert "course" not in world.showing
    world.change(profile={**dict.fromkeys(FACTS, False)})
    world.ask(Reload())
    world.ask(Enable(("pills",)))
    planned = [o for o in world.ask(PlanQuery(30))["occurrences"] if o["status"] == "planned"]
    assert [one["nominal"][:10] for one in planned] == [f"2026-12-0{day}" for day in range(5, 10)]


def test_a_hold_that_is_over_at_once_is_no_pause() -> None:
    world = a_world(guarded("cream", "final"))
    say(world, pregnant=True)
    say(world, pregnant=False)
    world.ask(Enable(("cream",)))
    assert world.state.pauses == ()


def test_a_fact_that_changed_back_leaves_the_hold_to_the_person() -> None:
    world = a_world(guarded("cream", "final"))
    say(world, pregnant=True)
    world.change(profile={**world.files.setup.profile, "pregnant": False})
    outcome = world.did(Reload(fact="pregnant"))
    assert isinstance(outcome, Reloaded)
    assert (outcome.were_held, outcome.look.held) == (("cream",), ())
    assert world.routine("cream").held is not None


def test_what_goes_on_or_is_ended_is_not_said_to_be_on_hold_any_more() -> None:
    world = a_world(guarded("cream", "final"), guarded("mask", "final"))
    say(world, pregnant=True)
    assert {notice.id for notice in world.notices} >= {"hold:cream", "hold:mask"}
    say(world, pregnant=False)
    world.ask(Enable(("cream",)))
    world.ask(Disable(("mask",)))
    assert "hold" not in world.showing


# --- a profile or a preset that changes ---------------------------------------------------------------------------


def test_when_the_profile_makes_it_final_the_routine_is_held_and_what_waits_is_excused() -> None:
    world = a_world(guarded("mask", "final"))
    world.to("08:00")
    say(world, pregnant=True)
    assert world.answers == {"mask@2026-11-23T08:00": "excused"}
    assert world.showing == ["hold"]
    world.to("2026-11-24 08:00")
    assert world.raised == []
    assert held(world, "mask").why in (world.log[-1].reason or "")


def test_what_is_held_goes_on_only_by_command_and_not_against_a_final_rule() -> None:
    world = a_world(guarded("mask", "final"))
    say(world, pregnant=True)
    with pytest.raises(RefusedError):
        world.ask(Enable(("mask",)))
    say(world, pregnant=False)
    world.to("08:00")
    assert world.raised == []
    world.ask(Enable(("mask",)))
    world.to("2026-11-24 08:00")
    assert world.raised == ["mask@2026-11-24T08:00"]


def test_being_held_excuses_what_is_snoozed() -> None:
    world = a_world(guarded("mask", "final"))
    world.to("08:00")
    world.ask(Snooze("mask", "1h"))
    say(world, pregnant=True)
    world.to("09:30")
    assert world.answers == {"mask@2026-11-23T08:00": "excused"}
    assert world.raised == []


def test_what_is_held_does_not_wait_again_when_what_was_said_of_it_is_taken_back() -> None:
    """A dose, a mask that came off, or a time that was moved: its hold is newer than what was said."""
    for said in (Done(("mask",)), Skip(("mask",)), Snooze("mask", until="tomorrow 07:00")):
        world = a_world(guarded("mask", "final"))
        world.to("08:00")
        world.ask(said)
        say(world, pregnant=True)
        world.to("08:10")
        (line,) = world.ask(Undo("mask"))["said"]
        assert (world.raised, world.answers) == ([], {"mask@2026-11-23T08:00": "excused"}), said
        assert "It is on hold." in line


def test_what_is_held_does_not_wait_again_when_a_clock_that_was_ahead_is_right() -> None:
    """Time had closed it before the hold began, by that clock."""
    world = a_world(guarded("mask", "final"))
    world.to("08:00")
    world.set_clock("2026-11-24 08:00")
    say(world, pregnant=True)
    world.set_clock("2026-11-23 08:05")
    assert (world.raised, world.answers) == ([], {"mask@2026-11-23T08:00": "excused"})


def test_being_held_is_told_once() -> None:
    world = a_world(guarded("mask", "final"))
    say(world, pregnant=True)
    world.pressed("ok", "hold:mask")
    world.ask(Reload())
    assert world.notices == []


def test_a_chain_that_was_held_goes_on_when_it_is_enabled_again() -> None:
    chain = a_preset("mask", Schedule(AfterDone(lasting("1 day"), 1230)), safety=Safety(never_if=("final",)))
    world = a_world(chain)
    say(world, pregnant=True)
    world.to("2026-11-26 21:00")
    assert set(world.answers.values()) == {"excused"}
    say(world, pregnant=False)
    world.ask(Enable(("mask",)))
    assert world.next("mask") == "2026-11-27 20:30"


def test_changes_that_make_a_running_routine_less_careful_hold_it_until_they_are_accepted() -> None:
    world = World(a_preset("mask"))
    world.change(loosened={"mask": (Fault(("safety", "min_gap"), "1 day instead of 5 days"),)})
    assert read_again(world).held == ("mask",)
    assert "safety.min_gap, 1 day instead of 5 days" in held(world, "mask").why
    with pytest.raises(RefusedError):
        world.ask(Enable(("mask",)))
    world.ask(Enable(("mask",), accept=("loosened",)))
    assert world.routine("mask").held is None
    world.ask(Reload())
    assert world.routine("mask").held is None


SHORTER = Fault(("safety", "min_gap"), "1 day instead of 5 days")
SHORTER_STILL = Fault(("safety", "min_gap"), "1 hour instead of 5 days")
TAKEN_OUT = Fault(("safety", "never_if"), "“pregnancy” was removed")


@each(
    "further, on_hold",
    [((SHORTER,), False), ((SHORTER_STILL,), True), ((SHORTER, TAKEN_OUT), True), ((TAKEN_OUT,), True), ((), False)],
)
def test_only_the_change_that_was_accepted_is(further: tuple[Fault, ...], on_hold: bool) -> None:
    world = World(a_preset("mask"))
    world.change(loosened={"mask": (SHORTER,)})
    world.ask(Reload())
    world.ask(Enable(("mask",), accept=("loosened",)))
    world.change(loosened={"mask": further})
    world.ask(Reload())
    assert (world.routine("mask").held is not None) is on_hold
    if on_hold:
        with pytest.raises(RefusedError):
            world.ask(Enable(("mask",)))
        world.ask(Enable(("mask",), accept=("loosened",)))
        world.ask(Reload())
        assert world.routine("mask").held is None


def test_what_an_earlier_version_noted_as_accepted_is_every_change_that_there_was() -> None:
    world = World(a_preset("mask"))
    world.change(loosened={"mask": (SHORTER, TAKEN_OUT)})
    world.ask(Reload())
    world.ask(Enable(("mask",), accept=("loosened",)))
    older = ChangingState(world.state)
    older.change_safety("mask", weighed=("block:loosened",))
    world.store.commit(older.state)
    world.restart()
    world.ask(Reload())
    assert world.routine("mask").held is None
    world.change(loosened={"mask": (SHORTER, TAKEN_OUT, Fault(("contains",), "“fish” was removed"))})
    world.ask(Reload())
    assert world.routine("mask").held is not None


def test_a_routine_that_goes_on_after_a_hold_keeps_its_course() -> None:
    world = World(a_preset("pills", course=Course(lasting("4 weeks"))))
    world.to("2026-11-30 12:00")
    world.change(loosened={"pills": (Fault(("contains",), "“fish” was removed"),)})
    world.ask(Reload())
    world.change(loosened={})
    world.ask(Reload())
    assert world.routine("pills").held
    world.ask(Enable(("pills",)))
    assert world.routine("pills").anchor.isoformat() == "2026-11-23"


# --- doses that together are too much ---------------------------------------------------------------------------


def test_accepting_holds_for_this_sum_and_no_other() -> None:
    world = doses.a_world(doses.a_pill("a", 1500), doses.a_pill("b", 1000))
    world.ask(Enable(("a",)))
    world.ask(Enable(("b",), (doses.refusal(world, "b")["rule"],)))
    world.ask(Reload())
    assert (world.routine("a").held, world.routine("b").held) == (None, None)
    world.change(doses.a_pill("b", 1400))
    world.ask(Reload())
    assert world.routine("a").held is not None


def test_the_sum_that_was_accepted_with_one_dose_is_no_news_of_the_other() -> None:
    world = doses.a_world(doses.a_pill("a", 1500), doses.a_pill("b", 1000))
    world.ask(Enable(("a",)))
    world.ask(Enable(("b",), (doses.refusal(world, "b")["rule"],)))
    assert read_again(world) == Look()
    assert world.showing == []


def test_what_was_accepted_of_a_dose_on_hold_holds_for_none_of_the_others() -> None:
    """The same sum comes about without it."""
    world = doses.a_world(doses.a_pill("a", 1500), doses.a_pill("b", 1000), doses.a_pill("c", 900))
    world.ask(Enable(("b",)))
    world.ask(Enable(("a",), (doses.refusal(world, "a")["rule"],)))
    world.change(loosened={"a": (Fault(("contains",), "“fish” was removed"),)})
    assert read_again(world).held == ("a",)
    world.ask(Enable(("c",)))
    world.change(doses.a_pill("c", 1500))
    assert read_again(world).held == ("c",)


def test_of_doses_in_different_units_the_largest_is_held() -> None:
    world = doses.running(doses.a_pill("a", 600), doses.a_pill("b", 0.9, "g"))
    world.change(doses.a_pill("b", 1.5, "g"))
    assert read_again(world).held == ("b",)


def test_a_dose_that_comes_to_just_the_most_is_noted_and_goes_on() -> None:
    world = doses.running(doses.a_pill("a", 900))
    world.change(doses.a_pill("a", 2000))
    look = read_again(world)
    assert (look.held, [finding.rule for finding in look.new]) == ((), ["limit-vitamin-c"])


def test_a_profile_that_cannot_be_read_keeps_no_dose_above_its_limit_going() -> None:
    world = doses.running(doses.a_pill("a", 900))
    world.change(doses.a_pill("a", 2100), problems=(Problem("profile:", "it is not valid TOML"),))
    assert read_again(world).held == ("a",)


def test_only_what_is_final_is_critical() -> None:
    world = doses.running(doses.a_pill("a", 900))
    world.change(doses.a_pill("a", 2100))
    world.ask(Reload())
    assert world.notice("hold").urgency == "normal"


def test_a_dose_changed_to_above_the_limit_holds_the_routine() -> None:
    world = doses.running(doses.a_pill("a", 300), doses.a_pill("b", 900))
    world.change(doses.a_pill("b", 1800))
    assert read_again(world).held == ("b",)
    assert world.showing == ["hold"]
    world.to("08:00")
    assert world.raised == ["a@2026-11-23T08:00"]


def test_what_is_on_hold_counts_no_longer() -> None:
    world = doses.running(doses.a_pill("a", 300), doses.a_pill("b", 900))
    world.change(doses.a_pill("b", 1800))
    world.ask(Reload())
    world.ask(Reload())
    assert world.routine("a").held is None
    assert world.ask(CourseList())["limits"][0]["a_day"] == 300


def test_a_dose_is_added_up_also_where_something_without_one_is_enabled_beside_it() -> None:
    world = doses.a_world(doses.a_pill("a", 1500), doses.a_pill("b", 1000), a_preset("mask"))
    world.ask(Enable(("a",)))
    world.ask(Enable(("mask", "b")))
    assert [id for id, routine in world.state.routines.items() if routine.enabled] == ["a", "mask"]


def test_a_course_that_is_over_is_not_held_for_what_others_take() -> None:
    over = replace(doses.a_pill("a", 900), course=Course(lasting("1 day")))
    world = doses.running(over, doses.a_pill("b", 900))
    world.to("2026-11-24 09:00")
    world.change(over, doses.a_pill("b", 1200))
    world.ask(Reload())
    assert [world.routine(id).held for id in ("a", "b")] == [None, None]


def test_the_notice_of_a_hold_goes_with_the_routine() -> None:
    world = doses.running(doses.a_pill("a", 900))
    world.change(doses.a_pill("a", 2100))
    world.ask(Reload())
    assert world.showing == ["hold"]
    world.ask(Disable(("a",)))
    assert world.showing == []


def test_once_nothing_stands_against_it_a_routine_on_hold_says_so() -> None:
    world = doses.running(doses.a_pill("a", 900))
    world.change(doses.a_pill("a", 2100))
    world.ask(Reload())
    world.change(doses.a_pill("a", 1000))
    outcome = world.did(Reload())
    assert isinstance(outcome, Reloaded)
    assert (outcome.were_held, outcome.look) == (("a",), Look())
    assert world.showing == ["hold"]
    world.ask(Enable(("a",)))
    outcome = world.did(Reload())
    assert isinstance(outcome, Reloaded)
    assert (outcome.were_held, outcome.look) == ((), Look())
    assert world.showing == []


# --- a session meanwhile ------------------------------------------------------------------------------------------


def test_a_session_that_became_final_ends_and_says_why_and_how_to_take_it_off() -> None:
    world = a_mask_on_the_skin()
    world.change(profile={**world.files.setup.profile, "pregnant": True})
    said = world.ask(Reload())["said"]
    assert world.state.session is None
    assert said[0].removeprefix("Mask: ") in world.notice("session").body
    assert world.answers == {"mask@2026-11-23T08:00": "excused"}


def test_a_session_of_its_own_that_became_final_is_in_the_log_as_stopped() -> None:
    world = a_mask_on_the_skin(schedule=weekly(4, "08:00"))
    say(world, pregnant=True)
    assert [(entry.answer, entry.reason) for entry in world.log] == [("skipped", "stopped at on (1 of 2)")]


def test_a_session_finishes_on_what_it_began_with_whatever_else_changes() -> None:
    world = a_mask_on_the_skin()
    say(world, thin=True)
    world.pressed("pause-it", "review")
    assert world.state.session is not None
