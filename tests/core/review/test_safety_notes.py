"""After enabling: what a changed profile or preset means for a routine that runs is told once, and answered."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from routine.core.config.rules import Fact
from routine.core.config.setup import Problem
from routine.core.errors import NothingToDoError, RefusedError
from routine.core.preset.model import Preset, Safety
from routine.core.requests.commands import Disable, Enable, Undo, VisitAct
from routine.core.requests.queries import LogQuery
from routine.core.requests.reports import Reload
from routine.core.review.outcomes import Look, NotesDecided
from routine.core.routines.outcomes import Became, Enabled
from routine.core.state.change import ChangingState
from routine.core.state.fold import fold_logged
from routine.core.state.routine import OnHold
from routine.core.visits.outcomes import Booked
from tests.builders import World, a_preset, a_series
from tests.core.review.households import (
    FACTS,
    RULES,
    THIN,
    a_world,
    guarded,
    overridden,
    read_again,
    rules_of,
    say,
    thin_from_the_start,
)


def about(world: World) -> list[str]:
    """What the one notice for everything new tells of, as `ROUTINE LEVEL:RULE`; empty where there is none."""
    return [one for card in world.state.notices.cards if card.id == "review" for one in card.about]


# --- told once ----------------------------------------------------------------------------------------------------


def test_a_new_block_is_told_and_the_routine_goes_on() -> None:
    world = a_world(guarded("pills", "thin"))
    assert rules_of(say(world, thin=True)) == ["pills:thin"]
    assert about(world) == ["pills block:thin"]
    assert world.offers("review") == ["pause-it", "go-on"]
    assert world.notice("review").commands == (
        "routine preset disable pills",
        "routine preset enable pills --accept thin",
    )
    assert world.routine("pills").held is None


def test_a_reload_has_the_findings_for_programs_too() -> None:
    world = a_world(guarded("pills", "thin"))
    world.change(profile={"thin": True})
    assert [f["rule"] for f in world.ask(Reload())["findings"]] == ["thin"]


def test_one_notice_tells_everything_new_and_not_again() -> None:
    world = a_world(guarded("pills", "thin"), guarded("drops", "thin", "labs"))
    say(world, thin=True, labs=True)
    assert about(world) == ["drops block:thin", "drops warn:labs", "pills block:thin"]
    assert read_again(world) == Look()
    assert world.simulation.shown.count("review") == 1


def test_a_warning_alone_is_only_put_away() -> None:
    world = a_world(guarded("pills", "labs"))
    say(world, labs=True)
    assert world.offers("review") == ["ok"]
    world.pressed("ok", "review")
    read_again(world)
    assert "review" not in world.showing


def test_what_was_told_before_is_not_told_again_beside_something_new() -> None:
    world = a_world(guarded("pills", "thin", "labs"))
    say(world, thin=True)
    assert rules_of(say(world, labs=True)) == ["pills:labs"]
    assert read_again(world) == Look()


def test_what_was_told_before_it_was_ended_is_news_once_it_runs_again() -> None:
    """It stood no more when it was enabled again."""
    world = a_world(guarded("pills", "thin"))
    say(world, thin=True)
    world.ask(Disable(("pills",)))
    say(world, thin=False)
    world.ask(Enable(("pills",)))
    assert rules_of(say(world, thin=True)) == ["pills:thin"]


def test_what_stands_no_more_leaves_the_notice_and_would_be_told_again() -> None:
    world = a_world(guarded("pills", "thin"))
    say(world, thin=True)
    say(world, thin=False)
    assert world.notices == []
    assert rules_of(say(world, thin=True)) == ["pills:thin"]


def test_what_was_known_when_it_was_enabled_is_not_news() -> None:
    world = a_world(guarded("pills", "labs"), labs=True)
    assert read_again(world) == Look()
    assert world.notices == []


def test_what_was_accepted_unanswered_is_not_news_but_a_yes_to_it_is() -> None:
    world = World(guarded("pills", "thin"), rules=RULES, facts=FACTS, enabled=False)
    world.ask(Enable(("pills",), ("thin",)))
    assert read_again(world) == Look()
    assert rules_of(say(world, thin=True)) == ["pills:thin"]
    with pytest.raises(RefusedError):
        world.ask(Enable(("pills",)))


def test_an_older_state_takes_what_was_accepted_for_known() -> None:
    world = thin_from_the_start(guarded("pills", "thin"))
    world.ask(Enable(("pills",), ("thin",)))
    older = ChangingState(world.state)
    older.change_safety("pills", weighed=None)
    world.store.commit(older.state)
    world.restart()
    assert read_again(world) == Look()


def test_of_an_older_state_what_was_not_accepted_is_told() -> None:
    known: dict[str, bool | str] = {"thin": True, "labs": False}
    world = World(guarded("pills", "thin", "labs"), rules=RULES, facts=FACTS, profile=known, accept=("thin",))
    older = ChangingState(world.state)
    older.change_safety("pills", weighed=None)
    world.store.commit(older.state)
    world.restart()
    assert rules_of(say(world, labs=True)) == ["pills:labs"]


def test_an_edit_that_brings_a_rule_is_told() -> None:
    world = a_world(a_preset("pills"), thin=True)
    world.change(guarded("pills", "thin"))
    assert rules_of(read_again(world)) == ["pills:thin"]


@pytest.mark.parametrize("problem", ["profile:", "rules:"])
def test_a_profile_that_cannot_be_read_is_no_news_of_anybody(problem: str) -> None:
    world = a_world(guarded("pills", "thin", "final"))
    world.change(profile={}, problems=(Problem("sculptra", "also"), Problem(problem, "it is not valid TOML")))
    assert read_again(world) == Look()
    assert world.routine("pills").held is None
    assert world.showing == ["files"]


def test_disabling_answers_the_notice() -> None:
    world = a_world(guarded("pills", "thin"))
    say(world, thin=True)
    world.ask(Disable(("pills",)))
    assert world.notices == []


def test_a_date_that_has_passed_leaves_the_notice_by_itself() -> None:
    dated = {"labs": Fact("labs", "Labs?", "dates"), "thin": FACTS["thin"]}
    known: dict[str, bool | str] = {"labs": False, "thin": False}
    world = World(guarded("pills", "thin", "labs"), rules=RULES, facts=dated, profile=known)
    say(world, thin=True, labs="2026-11-24")
    assert about(world) == ["pills block:thin", "pills warn:labs"]
    assert "Labs." in world.notice("review").body
    world.to("2026-11-25 12:00")
    assert about(world) == ["pills block:thin"]
    assert "Labs." not in world.notice("review").body


def test_a_visit_brings_up_what_is_new_against_its_series() -> None:
    world = a_world(replace(a_series(), safety=Safety(never_if=("thin", "labs"))), labs=True)
    say(world, thin=True)
    for action, when in (("book", "2026-12-10 10:00"), ("move", "2026-12-11 10:00")):
        outcome = world.did(VisitAct(action, "sculptra", when))  # type: ignore[arg-type] # two of its literals
        assert isinstance(outcome, Booked)
        assert [finding.rule for finding in outcome.findings] == ["thin"]


def test_a_visit_of_a_series_on_hold_brings_up_nothing_new() -> None:
    """Why it is on hold is said at every booking already."""
    world = a_world(replace(a_series(), safety=Safety(never_if=("final", "labs"))))
    say(world, pregnant=True, labs=True)
    outcome = world.did(VisitAct("book", "sculptra", "2026-12-10 10:00"))
    assert isinstance(outcome, Booked)
    assert outcome.findings == ()


# --- pause it, go on ----------------------------------------------------------------------------------------------


def test_go_on_accepts_it_for_good_and_the_log_keeps_it() -> None:
    world = a_world(guarded("pills", "thin"))
    say(world, thin=True)
    assert world.pressed("go-on", "review") == NotesDecided(("pills",), on_hold=False)
    assert world.routine("pills").safety.accepted == ("thin",)
    assert overridden(world) == ["thin"]
    assert read_again(world) == Look()
    enabled = world.did(Enable(("pills",)))
    assert isinstance(enabled, Enabled)
    assert enabled.became == {"pills": Became.RAN_ALREADY}
    world.to("08:00")
    assert world.raised == ["pills@2026-11-23T08:00"]


def test_what_was_accepted_and_stood_no_more_is_news_when_it_comes_back() -> None:
    world = a_world(guarded("pills", "thin"))
    say(world, thin=True)
    world.pressed("go-on", "review")
    assert say(world, thin=False) == Look()
    assert rules_of(say(world, thin=True)) == ["pills:thin"]


def test_pause_it_holds_it_until_it_is_enabled_with_the_rule_accepted() -> None:
    world = a_world(guarded("pills", "thin"))
    world.to("08:00")
    say(world, thin=True)
    assert world.pressed("pause-it", "review") == NotesDecided(("pills",), on_hold=True)
    assert world.answers == {"pills@2026-11-23T08:00": "excused"}
    assert world.log[-1].reason == "held: Thin blood."
    with pytest.raises(RefusedError):
        world.ask(Enable(("pills",)))
    world.ask(Enable(("pills",), ("thin",)))
    world.to("2026-11-24 08:00")
    assert world.raised == ["pills@2026-11-24T08:00"]


def test_one_by_one_answers_each_routine_by_itself() -> None:
    world = a_world(guarded("pills", "thin"), guarded("drops", "thin"))
    say(world, thin=True)
    world.pressed("one-by-one", "review")
    cards = {card.about: card.id for card in world.state.notices.cards}
    world.pressed("pause-it", cards["pills block:thin",])
    world.pressed("go-on", cards["drops block:thin",])
    assert (world.routine("pills").held, world.routine("drops").held) == (
        OnHold("Thin blood.", world.now.instant),
        None,
    )


def test_what_stands_no_more_leaves_the_notices_of_each_routine_too() -> None:
    world = a_world(guarded("pills", "thin"), guarded("drops", "thin"))
    say(world, thin=True)
    world.pressed("one-by-one", "review")
    say(world, thin=False)
    assert world.notices == []


def test_going_on_forgets_nothing_that_was_known_before() -> None:
    world = a_world(guarded("pills", "thin", "labs"), labs=True)
    say(world, thin=True)
    world.pressed("go-on", "review")
    assert read_again(world) == Look()


OLD = replace(THIN, name="old", fact="old", why="Old.")


def thin_or_old(*presets: Preset, accept: tuple[str, ...] = (), **profile: bool | str) -> World:
    """A household that knows two rules whose yes is to be decided about."""
    facts = {**FACTS, "old": Fact("old", "Are you old?")}
    known: dict[str, bool | str] = {**dict.fromkeys(facts, False), **profile}
    return World(*presets, rules={**RULES, "old": OLD}, facts=facts, profile=known, accept=accept)


def test_a_pause_takes_back_what_was_accepted_of_its_own_rules_alone() -> None:
    """What else was accepted at its beginning needs no second word."""
    world = thin_or_old(guarded("pills", "old", "thin"), accept=("old",), old=True)
    say(world, thin=True)
    world.pressed("pause-it", "review")
    world.ask(Enable(("pills",), ("thin",)))
    assert world.routine("pills").held is None


def test_two_notes_on_one_routine_are_decided_together() -> None:
    world = thin_or_old(guarded("pills", "old", "thin"))
    say(world, thin=True, old=True)
    assert world.offers("review") == ["pause-it", "go-on"]
    world.pressed("go-on", "review")
    assert overridden(world) == ["old", "thin"]


def test_each_routine_goes_on_over_its_own_note_alone() -> None:
    world = thin_or_old(guarded("drops", "old"), guarded("pills", "thin"))
    say(world, thin=True, old=True)
    world.pressed("go-on", "review")
    assert [world.routine(id).safety.accepted for id in ("drops", "pills")] == [("old",), ("thin",)]


def test_each_routine_is_paused_for_its_own_note_and_none_for_a_warning() -> None:
    world = thin_or_old(guarded("drops", "old"), guarded("mask", "labs"), guarded("pills", "thin"))
    say(world, thin=True, old=True, labs=True)
    assert world.pressed("pause-it", "review") == NotesDecided(("drops", "pills"), on_hold=True)
    holds = [world.routine(id).held for id in ("drops", "mask", "pills")]
    assert [one.why if one else "" for one in holds] == ["Old.", "", "Thin blood."]


def test_what_was_put_away_does_not_come_again_with_something_new() -> None:
    world = a_world(guarded("pills", "thin", "labs"))
    say(world, labs=True)
    world.pressed("ok", "review")
    say(world, thin=True)
    assert about(world) == ["pills block:thin"]


def test_what_came_of_a_button_stands_until_it_is_put_away() -> None:
    """Files that are read again meanwhile say nothing new."""
    world = a_world(guarded("pills", "thin"))
    say(world, thin=True)
    world.pressed("go-on", "review")
    read_again(world)
    assert "answered" in world.showing


def test_the_same_by_command_answers_the_notice() -> None:
    world = a_world(guarded("pills", "thin"))
    say(world, thin=True)
    world.ask(Enable(("pills",), ("thin",)))
    assert world.notices == []
    assert overridden(world) == ["thin"]


# --- the log ------------------------------------------------------------------------------------------------------


def test_an_override_at_enabling_is_an_entry_that_answers_nothing() -> None:
    world = thin_from_the_start(guarded("pills", "thin"))
    world.ask(Enable(("pills",), ("thin",)))
    (entry,) = world.ask(LogQuery())["entries"]
    assert (entry["answer"], entry["rule"], entry["reason"]) == ("accepted", "thin", "thin: Thin blood.")
    assert world.answers == {}
    world.ask(Enable(("pills",)))
    assert overridden(world) == ["thin"]


def test_a_warning_at_enabling_is_no_override() -> None:
    assert overridden(a_world(guarded("pills", "labs"), labs=True)) == []


def test_undo_leaves_an_override_alone() -> None:
    world = thin_from_the_start(guarded("pills", "thin"))
    world.ask(Enable(("pills",), ("thin",)))
    with pytest.raises(NothingToDoError, match="nothing to undo"):
        world.ask(Undo())


def test_an_override_read_again_from_the_log_holds() -> None:
    world = a_world(guarded("pills", "thin"))
    before = world.state
    say(world, thin=True)
    world.pressed("go-on", "review")
    assert fold_logged(before, world.log[-1]).routines["pills"].safety.accepted == ("thin",)
