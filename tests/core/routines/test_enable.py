"""Enabling: every one is reviewed, and begins, goes on, or ran already."""

from __future__ import annotations

import pytest

from routine.core.config.rules import Fact, Rule
from routine.core.config.settings import Settings
from routine.core.errors import NotFoundError, RefusedError, UsageError
from routine.core.preset.model import Preset
from routine.core.requests.commands import Disable, Enable
from routine.core.routines.outcomes import Became, Enabled
from routine.core.schedule.types import AfterDone, Schedule
from routine.core.when.part_of_day import Window
from tests.builders import World, a_preset, a_schedule, lasting
from tests.core.review.households import guarded

EGG = Rule(name="egg-allergy", fact="egg", level="final", why="Egg.", fix="Use another mask.", source="s")
BLOCK = Rule(name="pregnant", fact="pregnant", level="block", why="Pregnant.", fix="Ask a doctor.", source="s")
WARN = Rule(name="sun", fact="sun", level="warn", why="Sun.", fix="Wear a hat.", source="s")
RULES = {rule.name: rule for rule in (EGG, BLOCK, WARN)}
FACTS = {name: Fact(name, f"Is it {name}?") for name in ("egg", "pregnant", "sun")}


def a_world(*presets: Preset, **profile: bool | str) -> World:
    """A household in which nothing was ever enabled, and what is known of the person."""
    return World(*presets, rules=RULES, facts=FACTS, profile=profile, enabled=False)


def test_a_final_finding_refuses_and_nothing_overrides_it() -> None:
    world = a_world(guarded("mask", "egg-allergy"), egg=True)
    with pytest.raises(RefusedError) as refused:
        world.ask(Enable(("mask",), ("egg-allergy",)))
    assert refused.value.details["findings"][0]["level"] == "final"  # type: ignore[index] # a list of findings
    assert world.state.routines == {}


def test_a_block_finding_refuses_until_it_is_accepted_by_name() -> None:
    world = a_world(guarded("mask", "pregnant"), pregnant=True)
    with pytest.raises(RefusedError):
        world.ask(Enable(("mask",)))
    assert world.ask(Enable(("mask",), ("pregnant",)))["enabled"] == ["mask"]
    assert world.routine("mask").safety.accepted == ("pregnant",)


def test_a_warning_is_told_and_does_not_refuse() -> None:
    world = a_world(guarded("mask", "sun"), sun=True)
    reply = world.ask(Enable(("mask",)))
    assert (reply["enabled"], reply["findings"][0]["level"]) == (["mask"], "warn")


def test_a_fact_that_nobody_gave_is_never_a_no() -> None:
    world = a_world(guarded("mask", "sun"))
    with pytest.raises(RefusedError) as refused:
        world.ask(Enable(("mask",)))
    assert refused.value.details["findings"][0]["asks"] == "sun"  # type: ignore[index] # a list of findings


def test_what_was_accepted_for_one_routine_is_not_accepted_for_another() -> None:
    world = a_world(guarded("a", "pregnant"), guarded("b", "pregnant"), pregnant=True)
    world.ask(Enable(("a",), ("pregnant",)))
    assert world.ask(Enable(("a", "b")))["refused"] == ["b"]
    assert "b" not in world.state.routines


def test_beginning_anew_is_reviewed_anew() -> None:
    world = a_world(guarded("a", "pregnant"), pregnant=True)
    world.ask(Enable(("a",), ("pregnant",)))
    world.ask(Disable(("a",)))
    with pytest.raises(RefusedError):
        world.ask(Enable(("a",)))


def test_of_several_those_begin_that_may_and_the_rest_is_refused() -> None:
    """Sunscreen does not wait until a mask's questions are answered."""
    world = a_world(a_preset("fine"), guarded("mask", "pregnant"), pregnant=True)
    reply = world.ask(Enable(("mask", "fine")))
    assert (reply["enabled"], reply["refused"]) == (["fine"], ["mask"])
    assert [found["routine"] for found in reply["findings"]] == ["mask"]
    assert list(world.state.routines) == ["fine"]


def test_where_none_may_begin_nothing_changes() -> None:
    world = a_world(guarded("a", "pregnant"), guarded("b", "egg-allergy"), pregnant=True, egg=True)
    with pytest.raises(RefusedError) as refused:
        world.ask(Enable(("a", "b")))
    assert refused.value.details["refused"] == ["a", "b"]
    assert world.state.routines == {}


def test_enabling_what_runs_changes_nothing_and_says_so() -> None:
    world = World(a_preset())
    before = world.routine("spf")
    assert world.did(Enable(("spf",))) == Enabled({"spf": Became.RAN_ALREADY}, ())
    assert world.routine("spf") == before


def test_an_unknown_name_is_told() -> None:
    with pytest.raises(NotFoundError):
        World(a_preset()).ask(Enable(("nonsense",)))


def test_a_count_begins_with_the_first_time_still_to_come() -> None:
    """Enabled at noon, three mornings at 08:00 are tomorrow's and the two after."""
    world = World(a_preset("pills", a_schedule("08:00", count=3)), now="2026-11-23 12:00")
    world.to("2026-12-01 12:00")
    assert sorted(world.answers) == [f"pills@2026-11-{day}T08:00" for day in (24, 25, 26)]


def test_a_chain_at_a_clock_time_in_quiet_hours_is_warned_of_too() -> None:
    chain = a_preset("spf", Schedule(AfterDone(lasting("3 days"), at=23 * 60)))
    world = World(chain, settings=Settings(quiet=(Window("22:30-07:00", 22 * 60 + 30, 7 * 60),)), enabled=False)
    assert any("quiet hours" in line for line in world.ask(Enable(("spf",)))["said"])


def test_an_after_done_routine_that_begins_again_within_the_minute_has_another_first_time() -> None:
    world = World(a_preset("nails", Schedule(AfterDone(lasting("3 days")))))
    world.tick()
    world.press("done")
    world.ask(Disable(("nails",)))
    world.ask(Enable(("nails",)))
    world.to("07:01")
    assert world.raised == ["nails@2026-11-23T07:01"]


def test_a_rule_that_does_not_exist_is_not_accepted() -> None:
    """Who mistypes one would take it for accepted."""
    world = World(a_preset(), rules={}, enabled=False)
    with pytest.raises(UsageError, match="no safety rule “egg-allergi”"):
        world.ask(Enable(("spf",), ("egg-allergi",)))
    assert not world.state.routines
