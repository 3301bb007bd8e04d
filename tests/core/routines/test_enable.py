"""Enabling: every one is reviewed, a final rule holds, and changed files are taken up and told once."""

from __future__ import annotations

import pytest

from routine.core.config.rules import Fact, Rule
from routine.core.config.settings import Settings
from routine.core.config.setup import Problem
from routine.core.errors import NotFoundError, NothingToDoError, PresetError, RefusedError
from routine.core.preset.model import Course, Fault, Preset, Safety
from routine.core.requests import Disable, Done, Enable, Reload, Snooze, Welcome
from routine.core.schedule.types import AfterDone, Schedule
from routine.core.when.part_of_day import Window
from tests.builders import World, a_preset, a_schedule, lasting

EGG = Rule(name="egg-allergy", fact="egg", level="final", why="Egg.", fix="Use another mask.", source="s")
BLOCK = Rule(name="pregnant", fact="pregnant", level="block", why="Pregnant.", fix="Ask a doctor.", source="s")
WARN = Rule(name="sun", fact="sun", level="warn", why="Sun.", fix="Wear a hat.", source="s")
RULES = {rule.name: rule for rule in (EGG, BLOCK, WARN)}
FACTS = {name: Fact(name, f"Is it {name}?") for name in ("egg", "pregnant", "sun")}


def guarded(id: str, *rules: str) -> Preset:
    return a_preset(id, safety=Safety(never_if=rules))


def a_world(*presets: Preset, **profile: bool | str) -> World:
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
    with pytest.raises(RefusedError, match="Nobody answered"):
        world.ask(Enable(("mask",)))


def test_what_was_accepted_for_one_routine_is_not_accepted_for_another() -> None:
    world = a_world(guarded("a", "pregnant"), guarded("b", "pregnant"), pregnant=True)
    world.ask(Enable(("a",), ("pregnant",)))
    with pytest.raises(RefusedError):
        world.ask(Enable(("a", "b")))


def test_beginning_anew_is_reviewed_anew() -> None:
    world = a_world(guarded("a", "pregnant"), pregnant=True)
    world.ask(Enable(("a",), ("pregnant",)))
    world.ask(Disable(("a",)))
    with pytest.raises(RefusedError):
        world.ask(Enable(("a",)))


def test_of_several_all_are_enabled_or_none() -> None:
    world = a_world(a_preset("fine"), guarded("mask", "pregnant"), pregnant=True)
    with pytest.raises(RefusedError):
        world.ask(Enable(("fine", "mask")))
    assert world.state.routines == {}


def test_enabling_what_runs_changes_nothing_and_says_so() -> None:
    world = World(a_preset())
    before = world.routine("spf")
    assert "enabled already" in world.ask(Enable(("spf",)))["said"][0]
    assert world.routine("spf") == before


def test_an_unknown_name_is_told() -> None:
    with pytest.raises(NotFoundError):
        World(a_preset()).ask(Enable(("nonsense",)))


def test_disabling_what_does_not_run_says_so() -> None:
    world = a_world(a_preset())
    with pytest.raises(NothingToDoError):
        world.ask(Disable(("spf",)))


def test_when_the_profile_makes_it_final_the_routine_is_held_and_what_waits_is_excused() -> None:
    world = a_world(guarded("mask", "egg-allergy"), egg=False)
    world.ask(Enable(("mask",)))
    world.to("08:00")
    world.change(profile={"egg": True})
    world.ask(Reload())
    assert world.answers == {"mask@2026-11-23T08:00": "excused"}
    assert world.titles == ["Mask is on hold"]
    world.to("2026-11-24 08:00")
    assert (world.raised, world.log[-1].reason) == ([], "held: Egg.")


def test_what_is_held_goes_on_only_by_command_and_not_against_a_final_rule() -> None:
    world = a_world(guarded("mask", "egg-allergy"), egg=False)
    world.ask(Enable(("mask",)))
    world.change(profile={"egg": True})
    world.ask(Reload())
    with pytest.raises(RefusedError):
        world.ask(Enable(("mask",)))
    world.change(profile={"egg": False})
    world.ask(Reload())
    world.to("08:00")
    assert world.raised == []
    world.ask(Enable(("mask",)))
    world.to("2026-11-24 08:00")
    assert world.raised == ["mask@2026-11-24T08:00"]


def test_being_held_excuses_what_is_snoozed() -> None:
    world = a_world(guarded("mask", "egg-allergy"), egg=False)
    world.ask(Enable(("mask",)))
    world.to("08:00")
    world.ask(Snooze("mask", "1h"))
    world.change(profile={"egg": True})
    world.ask(Reload())
    world.to("09:30")
    assert world.answers == {"mask@2026-11-23T08:00": "excused"}
    assert world.raised == []


def test_being_held_is_told_once() -> None:
    world = a_world(guarded("mask", "egg-allergy"), egg=False)
    world.ask(Enable(("mask",)))
    world.change(profile={"egg": True})
    world.ask(Reload())
    world.press("ok")
    world.ask(Reload())
    assert world.titles == []


def test_a_chain_that_was_held_goes_on_when_it_is_enabled_again() -> None:
    chain = a_preset("mask", Schedule(AfterDone(lasting("1 day"), 1230)), safety=Safety(never_if=("egg-allergy",)))
    world = a_world(chain, egg=False)
    world.ask(Enable(("mask",)))
    world.change(profile={"egg": True})
    world.ask(Reload())
    world.to("2026-11-26 21:00")
    assert set(world.answers.values()) == {"excused"}
    world.change(profile={"egg": False})
    world.ask(Reload())
    world.ask(Enable(("mask",)))
    assert world.next("mask") == "2026-11-27 20:30"


def test_a_changed_schedule_is_taken_up_and_said() -> None:
    world = World(a_preset())
    world.change(a_preset(schedule=a_schedule("09:30")))
    reply = world.ask(Reload())
    assert reply["changed"] == ["spf"]
    assert reply["said"] == ["Spf: new schedule. Next: today 09:30."]


def test_a_file_problem_is_told_once_and_forgotten_when_it_is_gone() -> None:
    world = World(a_preset())
    world.change(problems=(Problem("p1", "spf.toml, line 3: nonsense"),))
    world.ask(Reload())
    assert "spf.toml, line 3" in world.notice("A file needs a look").body
    world.press("ok")
    world.ask(Reload())
    assert world.titles == []
    world.change(problems=())
    world.ask(Reload())
    world.change(problems=(Problem("p1", "spf.toml, line 3: nonsense"),))
    world.ask(Reload())
    assert world.titles == ["A file needs a look"]


def test_a_preset_whose_file_has_mistakes_is_not_said_to_be_missing() -> None:
    world = a_world(a_preset("spf"))
    world.change(faults={"own": 2})
    with pytest.raises(PresetError, match="own cannot be read: its file has mistakes") as refused:
        world.ask(Reload())
        world.ask(Enable(("own",)))
    assert refused.value.hint == "routine preset check own"


def test_the_first_start_enables_the_starters_and_welcomes_once() -> None:
    world = a_world(a_preset("spf", starter=True), a_preset("egg"))
    assert world.ask(Welcome())["enabled"] == ["spf"]
    assert "Spf. Next: today 08:00." in world.notice("Routine is running").body
    assert world.ask(Welcome())["enabled"] == []
    assert list(world.state.routines) == ["spf"]


def test_a_starter_that_a_finding_stands_against_is_not_enabled() -> None:
    world = a_world(a_preset("spf", starter=True, safety=Safety(never_if=("sun",))))
    assert world.ask(Welcome())["enabled"] == []


def test_a_start_after_everything_was_disabled_enables_nothing() -> None:
    world = a_world(a_preset("spf", starter=True))
    world.ask(Welcome())
    world.ask(Disable(("spf",)))
    assert world.ask(Welcome())["enabled"] == []
    assert not world.routine("spf").enabled


def test_a_disabled_routine_keeps_its_history() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.ask(Done(("spf",)))
    world.ask(Disable(("spf",)))
    assert world.answers == {"spf@2026-11-23T08:00": "done"}


def test_changes_that_make_a_running_routine_less_careful_hold_it_until_they_are_accepted() -> None:
    world = World(a_preset("mask"))
    world.change(loosened={"mask": (Fault(("safety", "min_gap"), "1 day instead of 5 days"),)})
    world.ask(Reload())
    held = world.routine("mask").held
    assert held is not None
    assert "less careful" in held.why
    with pytest.raises(RefusedError):
        world.ask(Enable(("mask",)))
    world.ask(Enable(("mask",), accept=("loosened",)))
    assert world.routine("mask").held is None
    world.ask(Reload())
    assert world.routine("mask").held is None


def test_a_routine_that_goes_on_after_a_hold_keeps_its_course() -> None:
    world = World(a_preset("pills", course=Course(lasting("4 weeks"))))
    world.to("2026-11-30 12:00")
    world.change(loosened={"pills": (Fault(("contains",), "“fish” was taken out"),)})
    world.ask(Reload())
    world.change(loosened={})
    world.ask(Reload())
    assert world.routine("pills").held
    world.ask(Enable(("pills",)))
    assert world.routine("pills").anchor.isoformat() == "2026-11-23"


def test_a_count_begins_with_the_first_time_still_to_come() -> None:
    """Enabled at noon, three mornings at 08:00 are tomorrow's and the two after."""
    world = World(a_preset("pills", a_schedule("08:00", count=3)), now="2026-11-23 12:00")
    world.to("2026-12-01 12:00")
    assert sorted(world.answers) == [f"pills@2026-11-{day}T08:00" for day in (24, 25, 26)]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("mask", "A home mask tightens for a while, and replaces no procedure."),
        ("mask", "Pregnant, nursing, under 18, keloids, an immune or clotting problem: ask a doctor first."),
        ("treatment", "After that no ramp goes on by itself."),
        ("supplement", "not meant to diagnose, treat, cure or prevent any disease: tell your doctor and the lab"),
        ("supplement", "The product's label comes before this."),
        ("visit", "What your clinic says comes before anything here."),
    ],
)
def test_what_begins_is_said_with_what_a_person_must_know_of_its_kind(kind: str, words: str) -> None:
    said = a_world(a_preset("mine", kind=kind)).ask(Enable(("mine",)))["said"]
    assert any(words in line and line.endswith("routine preset show mine") for line in said)


def test_it_is_said_once_for_several_of_a_kind_and_not_again_for_what_runs_already() -> None:
    world = a_world(a_preset("egg", kind="mask"), a_preset("clay", kind="mask"), a_preset("water"))
    said = world.ask(Enable(("egg", "clay", "water")))["said"]
    assert [line.rpartition(" ")[2] for line in said if "replaces no procedure" in line] == ["egg"]
    assert not any("replaces" in line for line in world.ask(Enable(("egg",)))["said"])


def test_the_welcome_says_that_it_is_no_medical_advice() -> None:
    world = a_world(a_preset("spf", starter=True))
    world.ask(Welcome())
    assert "it gives no medical advice" in world.notice("Routine is running").body


NIGHT = Settings(quiet=(Window("quiet", 22 * 60, 7 * 60),))


def test_enabling_a_routine_with_times_in_the_quiet_hours_warns() -> None:
    world = World(a_preset(schedule=a_schedule("23:00")), settings=NIGHT, enabled=False)
    assert any("quiet hours" in line for line in world.ask(Enable(("spf",)))["said"])


def test_an_after_done_routine_that_begins_again_within_the_minute_has_another_first_time() -> None:
    world = World(a_preset("nails", Schedule(AfterDone(lasting("3 days")))))
    world.tick()
    world.press("done")
    world.ask(Disable(("nails",)))
    world.ask(Enable(("nails",)))
    world.to("07:01")
    assert world.raised == ["nails@2026-11-23T07:01"]
