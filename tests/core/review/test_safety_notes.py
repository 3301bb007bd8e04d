"""After enabling: what a changed profile or preset means for a routine that runs is told once, held, or overridden."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from routine.core.config.rules import Fact, Rule
from routine.core.config.setup import Problem
from routine.core.errors import RefusedError
from routine.core.preset.model import Course, Loosening, Preset, Safety, Step
from routine.core.requests.commands import Disable, Enable, Reload, SessionAct, SessionStart, Undo, VisitAct
from routine.core.requests.queries import LogQuery, Overview, PlanQuery, StatusQuery, Today, Why
from routine.core.state.change import ChangingState
from routine.core.state.fold import fold_logged
from routine.core.state.routine import OnHold
from tests.builders import World, a_preset, a_schedule, a_series, lasting, weekly

CONTACT = "Contact your prescriber before the next use."
FINAL = Rule(
    name="final", fact="pregnant", level="final", why="Not at all.", fix="Leave it.", source="a", running=CONTACT
)
THIN = Rule(name="thin", fact="thin", level="block", why="Thin blood.", fix="Keep it, ask.", source="the book")
LABS = Rule(name="labs", fact="labs", level="warn", why="Labs.", fix="Tell the lab.", source="the lab")
RULES = {rule.name: rule for rule in (FINAL, THIN, LABS)}
FACTS = {name: Fact(name, f"Are you {name}?") for name in ("pregnant", "thin", "labs")}


def guarded(id: str, *rules: str, **fields: Any) -> Preset:
    return a_preset(id, safety=Safety(never_if=rules), **fields)


def a_world(*presets: Preset, **profile: bool | str) -> World:
    known: dict[str, bool | str] = {**dict.fromkeys(FACTS, False), **profile}
    return World(*presets, rules=RULES, facts=FACTS, profile=known)


def say(world: World, **profile: bool | str) -> list[str]:
    """The profile's file changes, by command; what is said."""
    world.change(profile={**world.files.setup.profile, **profile})
    said: list[str] = world.ask(Reload())["said"]
    return said


def overridden(world: World) -> list[str]:
    return [entry.details["rule"] for entry in world.log if entry.answer == "accepted"]


# --- told once ----------------------------------------------------------------------------------------------------


def test_a_new_block_is_told_with_why_fix_source_and_the_commands_that_answer() -> None:
    world = a_world(guarded("pills", "thin"))
    said = " ".join(say(world, thin=True))
    assert "Safety note on Pills: Thin blood. Keep it, ask. Source: the book" in said
    assert "routine preset disable pills" in said
    assert "routine preset enable pills --accept thin" in said
    assert world.routine("pills").held is None


def test_a_reload_has_the_findings_for_programs_too() -> None:
    world = a_world(guarded("pills", "thin"))
    world.change(profile={"thin": True})
    assert [f["rule"] for f in world.ask(Reload())["findings"]] == ["thin"]


def test_one_notice_tells_everything_new_and_not_again() -> None:
    world = a_world(guarded("pills", "thin"), guarded("drops", "thin", "labs"))
    say(world, thin=True, labs=True)
    notice = world.notice("A safety note: 2 routines")
    assert notice.body.count("Thin blood.") == 1
    assert "Drops and Pills: Thin blood." in notice.body
    assert "Drops: Labs. Tell the lab." in notice.body
    assert say(world) == []
    assert [title for title in world.titles if "safety" in title] == ["A safety note: 2 routines"]


def test_a_warning_alone_is_only_put_away() -> None:
    world = a_world(guarded("pills", "labs"))
    say(world, labs=True)
    assert [b.id for b in world.notice("safety").buttons] == ["ok"]
    world.press("ok", "safety")
    say(world)
    assert not [title for title in world.titles if "safety" in title]


def test_what_stands_no_more_leaves_the_notice_and_would_be_told_again() -> None:
    world = a_world(guarded("pills", "thin"))
    say(world, thin=True)
    say(world, thin=False)
    assert world.titles == []
    assert say(world, thin=True)


def test_what_was_known_when_it_was_enabled_is_not_news() -> None:
    world = a_world(guarded("pills", "labs"), labs=True)
    assert say(world) == []
    assert world.titles == []


def test_what_was_accepted_unanswered_is_not_news_but_a_yes_to_it_is() -> None:
    world = World(guarded("pills", "thin"), rules=RULES, facts=FACTS, enabled=False)
    world.ask(Enable(("pills",), ("thin",)))
    assert say(world) == []
    assert "Thin blood." in " ".join(say(world, thin=True))
    with pytest.raises(RefusedError):
        world.ask(Enable(("pills",)))


def test_an_older_state_takes_what_was_accepted_for_known() -> None:
    world = World(guarded("pills", "thin"), rules=RULES, facts=FACTS, profile={"thin": True}, enabled=False)
    world.ask(Enable(("pills",), ("thin",)))
    older = ChangingState(world.state)
    older.change_safety("pills", weighed=None)
    world.store.commit(older.state)
    world.restart()
    assert say(world) == []


def test_an_edit_that_brings_a_rule_is_told() -> None:
    world = a_world(a_preset("pills"), thin=True)
    world.change(guarded("pills", "thin"))
    assert "Thin blood." in " ".join(world.ask(Reload())["said"])


def test_a_profile_that_cannot_be_read_is_no_news_of_anybody() -> None:
    world = a_world(guarded("pills", "thin", "final"))
    world.change(profile={}, problems=(Problem("profile:", "profile.toml is not valid TOML"),))
    world.ask(Reload())
    assert world.routine("pills").held is None
    assert world.titles == ["A file needs a look"]


def test_disabling_answers_the_notice() -> None:
    world = a_world(guarded("pills", "thin"))
    say(world, thin=True)
    world.ask(Disable(("pills",)))
    assert world.titles == []


# --- pause it, go on ----------------------------------------------------------------------------------------------


def test_go_on_accepts_it_for_good_and_the_log_keeps_it() -> None:
    world = a_world(guarded("pills", "thin"))
    say(world, thin=True)
    world.press("go-on", "safety")
    assert world.routine("pills").safety.accepted == ("thin",)
    assert overridden(world) == ["thin"]
    assert say(world) == []
    assert "enabled already" in world.ask(Enable(("pills",)))["said"][0]
    world.to("08:00")
    assert world.raised == ["pills@2026-11-23T08:00"]


def test_what_was_accepted_and_stood_no_more_is_news_when_it_comes_back() -> None:
    world = a_world(guarded("pills", "thin"))
    say(world, thin=True)
    world.press("go-on", "safety")
    assert say(world, thin=False) == []
    assert "Safety note on Pills" in " ".join(say(world, thin=True))


def test_pause_it_holds_it_until_it_is_enabled_with_the_rule_accepted() -> None:
    world = a_world(guarded("pills", "thin"))
    world.to("08:00")
    say(world, thin=True)
    world.press("pause-it", "safety")
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
    world.press("one-by-one", "safety")
    world.press("pause-it", "safety note: Pills")
    world.press("go-on", "safety note: Drops")
    assert (world.routine("pills").held, world.routine("drops").held) == (
        OnHold("Thin blood.", world.now.instant),
        None,
    )


def test_the_same_by_command_answers_the_notice() -> None:
    world = a_world(guarded("pills", "thin"))
    say(world, thin=True)
    world.ask(Enable(("pills",), ("thin",)))
    assert world.titles == []
    assert overridden(world) == ["thin"]


# --- the log ------------------------------------------------------------------------------------------------------


def test_an_override_at_enabling_is_an_entry_that_answers_nothing() -> None:
    world = World(guarded("pills", "thin"), rules=RULES, facts=FACTS, profile={"thin": True}, enabled=False)
    world.ask(Enable(("pills",), ("thin",)))
    (entry,) = world.ask(LogQuery())["entries"]
    assert (entry["answer"], entry["rule"], entry["reason"]) == ("accepted", "thin", "thin: Thin blood.")
    assert world.answers == {}
    world.ask(Enable(("pills",)))
    assert overridden(world) == ["thin"]


def test_undo_leaves_an_override_alone() -> None:
    world = World(guarded("pills", "thin"), rules=RULES, facts=FACTS, profile={"thin": True}, enabled=False)
    world.ask(Enable(("pills",), ("thin",)))
    with pytest.raises(Exception, match="no answer"):
        world.ask(Undo())


def test_an_override_read_again_from_the_log_holds() -> None:
    world = a_world(guarded("pills", "thin"))
    before = world.state
    say(world, thin=True)
    world.press("go-on", "safety")
    assert fold_logged(before, world.log[-1]).routines["pills"].safety.accepted == ("thin",)


# --- a final rule -------------------------------------------------------------------------------------------------


def test_a_final_hold_is_visible_everywhere_with_what_to_do_at_once() -> None:
    world = a_world(guarded("cream", "final"))
    said = " ".join(say(world, pregnant=True))
    assert f"Cream is on hold: Not at all. {CONTACT} It goes on only by: routine preset enable cream. Source: a" in said
    notice = world.notice("Cream is on hold")
    assert (notice.urgency, CONTACT in notice.body) == ("critical", True)
    for query in (StatusQuery(), Overview(), Today()):
        assert CONTACT in " ".join(world.ask(query)["notes"])
    assert world.ask(StatusQuery())["held"][0]["routine"] == "cream"
    plan = world.ask(PlanQuery(2))["occurrences"]
    assert {(one["status"], one["why"]) for one in plan} == {("excused", f"on hold: Not at all. {CONTACT}")}
    assert CONTACT in " ".join(world.ask(Why("cream"))["lines"])
    world.to("08:00")
    assert world.log[-1].reason == f"held: Not at all. {CONTACT}"


def test_of_what_stands_against_it_the_final_is_what_it_is_held_for() -> None:
    careful = a_preset("pills", safety=Safety(never_if=("final",), longest_on_skin=lasting("10m")))
    world = a_world(careful)
    loosened = {"pills": (Loosening(("safety", "longest_on_skin"), "no limit instead of 10m"),)}
    world.change(replace(careful, safety=Safety(never_if=("final",))), loosened=loosened, profile={"pregnant": True})
    world.ask(Reload())
    held = world.routine("pills").held
    assert held is not None
    assert held.why.startswith("Not at all.")


def test_what_is_on_hold_is_not_guided_through() -> None:
    world = a_world(guarded("cream", "thin"))
    say(world, thin=True)
    world.press("pause-it", "safety")
    with pytest.raises(RefusedError):
        world.ask(SessionStart("cream"))


def test_the_unanswered_fact_of_a_final_rule_holds_what_runs() -> None:
    world = a_world(guarded("cream", "final"))
    world.change(profile={})
    said = " ".join(world.ask(Reload())["said"])
    assert "Cream is on hold: Nobody said whether you are pregnant." in said
    assert "routine profile set pregnant no" in said
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
    assert "course complete" not in " ".join(world.titles)
    world.change(profile={**dict.fromkeys(FACTS, False)})
    world.ask(Reload())
    world.ask(Enable(("pills",)))
    planned = [o for o in world.ask(PlanQuery(30))["occurrences"] if o["status"] == "planned"]
    assert [one["nominal"][:10] for one in planned] == [f"2026-12-0{day}" for day in range(5, 10)]


def test_a_visit_says_what_is_new_against_its_series() -> None:
    world = a_world(replace(a_series(), safety=Safety(never_if=("thin", "labs"))), labs=True)
    say(world, thin=True)
    said = world.ask(VisitAct("book", "sculptra", "2026-12-10 10:00"))["said"]
    assert [line for line in said if "Safety note on" in line] == [
        "Safety note on Sculptra: Thin blood. Keep it, ask. Source: the book"
    ]
    said = world.ask(VisitAct("move", "sculptra", "2026-12-11 10:00"))["said"]
    assert any("Thin blood." in line for line in said)


def test_a_fact_that_changed_back_says_what_may_go_on_and_how() -> None:
    world = a_world(guarded("cream", "final"))
    say(world, pregnant=True)
    world.change(profile={**world.files.setup.profile, "pregnant": False})
    (line,) = world.ask(Reload(fact="pregnant"))["said"]
    assert line.startswith("Cream is still on hold; nothing stands against it any more.")
    assert line.endswith("routine preset enable cream")


def test_what_goes_on_or_is_ended_is_not_said_to_be_on_hold_any_more() -> None:
    world = a_world(guarded("cream", "final"), guarded("mask", "final"))
    say(world, pregnant=True)
    assert {"Cream is on hold", "Mask is on hold"} <= set(world.titles)
    say(world, pregnant=False)
    world.ask(Enable(("cream",)))
    world.ask(Disable(("mask",)))
    assert not [title for title in world.titles if "on hold" in title]


# --- a session meanwhile ------------------------------------------------------------------------------------------


def a_mask_on_the_skin(**fields: Any) -> World:
    """A session whose mask is on, of a person to whom nothing applies."""
    steps = (
        Step(id="on", say="Brush it on.", on_skin="start"),
        Step(id="off", say="Rinse it off.", on_skin="end"),
    )
    world = a_world(guarded("mask", "final", "thin", steps=steps, **fields))
    world.to("08:01")
    for request in (SessionStart("mask"), SessionAct("ready")):
        world.ask(request)
    return world


def test_a_session_that_became_final_ends_and_says_why_and_how_to_take_it_off() -> None:
    world = a_mask_on_the_skin()
    said = say(world, pregnant=True)
    assert said[0] == "Mask: Not at all. Stopped. Take it off now. Rinse it off."
    assert world.state.session is None
    assert said[0].removeprefix("Mask: ") in world.notice("Mask: stopped").body
    assert world.answers == {"mask@2026-11-23T08:00": "excused"}


def test_a_session_of_its_own_that_became_final_is_in_the_log_as_stopped() -> None:
    world = a_mask_on_the_skin(schedule=weekly(4, "08:00"))
    say(world, pregnant=True)
    assert [(entry.answer, entry.reason) for entry in world.log] == [("skipped", "stopped at on (1 of 2)")]


def test_a_session_finishes_on_what_it_began_with_whatever_else_changes() -> None:
    world = a_mask_on_the_skin()
    say(world, thin=True)
    world.press("pause-it", "safety note")
    assert world.state.session is not None


# --- what grows with the weeks ------------------------------------------------------------------------------------

WEEK = Fact("week", "Which week is it?", "number")
LATE = Rule(
    name="late", fact="week", level="warn", why="It is late.", fix="On the side.", source="a", only_if="pregnant",
    at_least=28,
)  # fmt: skip


def weeks(**profile: bool | str) -> World:
    rules, facts = {**RULES, "late": LATE}, {**FACTS, "week": WEEK}
    known: dict[str, bool | str] = {**dict.fromkeys(FACTS, False), **profile}
    return World(guarded("mask", "late"), rules=rules, facts=facts, profile=known)


def test_a_week_goes_on_counting_from_the_day_it_was_said_and_what_follows_is_told_then() -> None:
    world = weeks(pregnant=True, week="20")
    world.ask(Reload(fact="week"))
    world.to("2027-01-17 23:00")
    assert "A safety note: Mask" not in world.titles
    world.to("2027-01-18 12:00")
    assert "It is late. On the side." in world.notice("A safety note: Mask").body


def test_who_is_not_pregnant_is_told_nothing_of_a_week_said_before() -> None:
    world = weeks(pregnant=False, week="30")
    world.to("2026-11-25 12:00")
    assert "A safety note: Mask" not in world.titles


def test_a_date_that_has_passed_leaves_the_notice_by_itself() -> None:
    dated = {"labs": Fact("labs", "Labs?", "dates"), "thin": FACTS["thin"]}
    known: dict[str, bool | str] = {"labs": False, "thin": False}
    world = World(guarded("pills", "thin", "labs"), rules=RULES, facts=dated, profile=known)
    say(world, thin=True, labs="2026-11-24")
    assert "Labs." in world.notice("safety note").body
    world.to("2026-11-25 12:00")
    assert "Labs." not in world.notice("safety note").body
