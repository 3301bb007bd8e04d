"""After enabling: what a changed profile or preset means for a routine that runs is told once, and answered."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from routine.core.config.rules import Fact
from routine.core.config.setup import Problem
from routine.core.errors import NothingToDoError, RefusedError
from routine.core.preset.model import Safety
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
    assert world.showing.count("review") == 1


def test_a_warning_alone_is_only_put_away() -> None:
    world = a_world(guarded("pills", "labs"))
    say(world, labs=True)
    assert world.offers("review") == ["ok"]
    world.pressed("ok", "review")
    read_again(world)
    assert "review" not in world.showing


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


def test_an_edit_that_brings_a_rule_is_told() -> None:
    world = a_world(a_preset("pills"), thin=True)
    world.change(guarded("pills", "thin"))
    assert rules_of(read_again(world)) == ["pills:thin"]


def test_a_profile_that_cannot_be_read_is_no_news_of_anybody() -> None:
    world = a_world(guarded("pills", "thin", "final"))
    world.change(profile={}, problems=(Problem("profile:", "profile.toml is not valid TOML"),))
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
