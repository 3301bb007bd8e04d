"""A review without enabling, and answers with enabling in one command: the rules are those of the command line."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from routine.core.config.rules import Fact, Rule
from routine.core.errors import NotFoundError, RefusedError, UsageError
from routine.core.preset.model import Preset, Safety
from routine.core.requests.commands import Answers, Enable
from routine.core.requests.queries import PlanQuery, ReviewQuery
from routine.core.schedule.types import EveryNDays
from tests.builders import World, a_preset, a_schedule, a_series, weekly
from tests.core.spacing.household import FRI, RULES, active, mask

EGG = Rule(name="egg", fact="egg", level="final", why="It is egg.", fix="Leave it off.", source="a label")
PREGNANT = Rule(name="pregnant", fact="pregnant", level="block", why="Ask.", fix="Ask a doctor.", source="s")
WOUND = Rule(name="wound", fact="wound", level="block", why="Open.", fix="Wait.", source="s", waits=True)
WEEK = Rule(
    name="week", fact="week", level="note", why="Late.", fix="Lie.", source="s", only_if="pregnant", at_least=28
)
LABS = Rule(name="labs", fact="labs", level="warn", why="It disturbs.", fix="Stop before.", source="s")
JUDGES = {rule.name: rule for rule in (EGG, PREGNANT, WOUND, WEEK, LABS)}
FACTS = {
    "egg": Fact("egg", "Are you allergic to egg?"),
    "pregnant": Fact("pregnant", "Are you pregnant?"),
    "wound": Fact("wound", "Do you have open skin?"),
    "week": Fact("week", "Which week are you in?", "number"),
    "labs": Fact("labs", "Do you have lab tests coming up?", "dates"),
}


def guarded(id: str, *rules: str) -> Preset:
    """A routine that these rules judge."""
    return a_preset(id, safety=Safety(never_if=rules))


def a_home(*presets: Preset, **profile: bool | str) -> World:
    """Nothing is enabled yet."""
    return World(*presets, facts=FACTS, rules=JUDGES, profile=dict(profile), enabled=False)


def review(world: World, *ids: str, **given: Any) -> dict[str, Any]:
    """What the review says."""
    return world.ask(ReviewQuery(ids, **given))


def test_a_review_asks_everything_says_what_a_yes_means_and_enables_nothing() -> None:
    """The question whose yes is final comes first, and cannot be left open."""
    world = a_home(guarded("mask", "pregnant", "egg", "wound"))
    before = world.state
    found = review(world, "mask")
    assert world.state == before
    assert [(one["fact"], one["needed"], one["final"]) for one in found["questions"]] == [
        ("egg", True, True), ("pregnant", True, False), ("wound", True, False),
    ]  # fmt: skip
    egg, pregnant, wound = (one["consequences"][0] for one in found["questions"])
    assert (egg["level"], egg["source"]) == ("final", "a label")
    assert (pregnant["means"], wound["waits"]) == ("Ask a doctor.", True)
    assert (found["would_begin"], found["refused"]) == ([], ["mask"])


def test_answers_in_a_review_are_only_tried() -> None:
    """Each is shown with what it leads to, and none is kept."""
    world = a_home(guarded("mask", "egg", "pregnant"))
    good = review(world, "mask", answers={"egg": "no", "pregnant": "no"})
    assert (good["would_begin"], good["findings"]) == (["mask"], [])
    bad = review(world, "mask", answers={"egg": "yes", "pregnant": "no"}, accept=("egg", "pregnant"))
    assert (bad["would_begin"], bad["findings"][0]["refuses"]) == ([], True)
    assert world.draft.setup.profile == {}
    block = {"answers": {"egg": "no", "pregnant": "yes"}}
    assert review(world, "mask", **block)["would_begin"] == []
    assert review(world, "mask", **block, accept=("pregnant",))["would_begin"] == ["mask"]


def test_a_question_that_only_a_yes_calls_for_comes_with_the_yes() -> None:
    """The week is asked of who is pregnant."""
    world = a_home(guarded("mask", "pregnant", "week"))
    assert [one["fact"] for one in review(world, "mask")["questions"]] == ["pregnant"]
    asked = review(world, "mask", answers={"pregnant": "yes"})["questions"]
    assert [(one["fact"], one["kind"]) for one in asked] == [("pregnant", "yes-no"), ("week", "number")]
    assert asked[1]["consequences"][0]["at_least"] == 28


def test_a_review_says_what_would_move_and_what_finds_no_room() -> None:
    """Neither a retinoid every other day nor a mask may move: on two Fridays there is no room."""
    serum = active(schedule=a_schedule("21:00", days=EveryNDays(2)))
    world = World(mask(move=""), serum, spacing=RULES, enabled=False)
    world.ask(Enable(("mask",)))
    fits = review(world, "serum")["fits"]
    assert {one["routine"]: one["times"] + one["left_out"] for one in fits["routines"]}["serum"] == 14
    lost = [one for one in fits["changes"] if one["kind"] == "left-out"]
    assert [(one["routine"], one["reason"]["rule"], one["before"]) for one in lost] == [
        ("serum", "active-and-mask", None), ("serum", "active-and-mask", None),
    ]  # fmt: skip
    assert any(one["level"] == "warn" for one in review(world, "serum")["findings"])


def test_a_review_of_what_moves_says_from_when_to_when() -> None:
    """The mask may move by three days, and does."""
    world = World(mask(), active(schedule=weekly(FRI, "21:00")), spacing=RULES, enabled=False)
    world.ask(Enable(("mask",)))
    first = review(world, "serum")["fits"]["changes"][0]
    assert (first["kind"], first["before"], first["after"]) == ("moves", "2026-11-27T20:30", "2026-11-28T20:30")
    world.ask(Enable(("serum",)))
    plan = world.ask(PlanQuery(7, "mask"))["occurrences"]
    assert plan[0]["instant"] == "2026-11-28T19:30:00Z"


def test_a_review_says_which_running_routine_an_answer_would_hold() -> None:
    """Open skin concerns what runs, too."""
    world = a_home(guarded("runs", "wound"), guarded("mask", "wound"), wound=False)
    world.ask(Enable(("runs",)))
    assert review(world, "mask", answers={"wound": "yes"})["held"] == ["runs"]
    assert world.routine("runs").held is None


def test_a_review_refuses_what_the_commands_refuse() -> None:
    """Unknown names, answers that are none, and a span without end."""
    world = a_home(guarded("mask", "egg"))
    for wrong in (ReviewQuery(("nothing",)), ReviewQuery(("mask",), answers={"nonsense": "no"})):
        with pytest.raises(NotFoundError):
            world.ask(wrong)
    for bad in (ReviewQuery(("mask",), answers={"egg": "maybe"}), ReviewQuery(("mask",), days=10**9)):
        with pytest.raises(UsageError):
            world.ask(bad)


# --- answers and enabling in one ----------------------------------------------------------------------------------


def test_answers_and_enabling_are_one_command() -> None:
    """What was answered is in the profile, and the routine runs."""
    world = a_home(guarded("mask", "egg", "pregnant"))
    reply = world.ask(Enable(("mask",), answers={"egg": "no", "pregnant": "no"}))
    assert (reply["enabled"], reply["refused"]) == (["mask"], [])
    assert world.draft.setup.profile == {"egg": False, "pregnant": False}


def test_with_a_final_yes_it_is_refused_whatever_is_accepted_and_the_answers_are_kept() -> None:
    """The rules cannot be passed more easily here than on the command line."""
    world = a_home(guarded("mask", "egg", "pregnant"))
    answers = {"egg": "yes", "pregnant": "no"}
    reply = world.ask(Enable(("mask",), ("egg", "pregnant"), answers))
    assert (reply["enabled"], reply["refused"]) == ([], ["mask"])
    assert "mask" not in world.state.routines
    assert world.draft.setup.profile == {"egg": True, "pregnant": False}
    with pytest.raises(RefusedError):
        world.ask(Enable(("mask",), ("egg",)))


def test_a_final_question_cannot_be_left_open_by_answering_others() -> None:
    """Accepting its rule is no way around it."""
    world = a_home(guarded("mask", "egg", "pregnant"))
    reply = world.ask(Enable(("mask",), ("egg",), {"pregnant": "no"}))
    assert (reply["enabled"], reply["refused"]) == ([], ["mask"])


def test_one_answer_that_is_none_changes_nothing_at_all() -> None:
    """All or nothing."""
    world = a_home(guarded("mask", "egg", "pregnant"))
    for answers in ({"egg": "no", "pregnant": "perhaps"}, {"egg": "no", "nonsense": "no"}):
        with pytest.raises((UsageError, NotFoundError)):
            world.ask(Enable(("mask",), answers=answers))
    assert (world.draft.setup.profile, world.state.routines) == ({}, {})


def test_a_date_and_a_week_are_kept_as_the_command_line_keeps_them() -> None:
    """A week counts on from the day that it was said on."""
    world = a_home(guarded("mask", "labs"))
    world.ask(Answers({"labs": "1 March and 2027-02-01", "week": "24"}))
    assert world.draft.setup.profile == {"labs": "2027-02-01, 2027-03-01", "week": "24 on 2026-11-23"}


def test_answers_alone_hold_what_runs_and_say_so() -> None:
    """A wound that is said on the profile's page."""
    world = a_home(guarded("runs", "wound"), wound=False)
    world.ask(Enable(("runs",)))
    reply = world.ask(Answers({"wound": "yes"}))
    assert world.routine("runs").held is not None
    assert reply["said"]
    world.ask(Answers({"wound": "no"}))
    assert world.routine("runs").held is None


def test_a_rule_about_a_fact_that_nobody_knows_asks_nothing() -> None:
    """It stands against the preset as a rule that is not known."""
    lost = replace(EGG, name="lost", fact="lost")
    world = World(
        guarded("mask", "egg", "lost"), facts=FACTS, rules={**JUDGES, "lost": lost}, profile={}, enabled=False
    )
    assert [one["fact"] for one in review(world, "mask")["questions"]] == ["egg"]


def test_a_series_of_visits_does_not_wait_for_what_heals() -> None:
    """Its clinic decides; a mask waits."""
    world = a_home(guarded("mask", "wound"), replace(a_series("laser"), safety=Safety(never_if=("wound",))))
    [question] = review(world, "mask", "laser")["questions"]
    assert {one["routine"]: one["waits"] for one in question["consequences"]} == {"mask": True, "laser": False}
