"""Every three months: has anything changed? Asked once, at a civil hour, and answered by buttons alone if need be."""

from __future__ import annotations

from typing import Any

from routine.core.config.rules import Fact, Rule
from routine.core.config.settings import Settings
from routine.core.preset.model import Safety
from routine.core.requests.commands import Disable, Done, Enable, PauseCommand, Reload
from routine.core.state.routine import OnHold
from routine.core.when.part_of_day import Window
from tests.builders import World, a_preset, a_schedule

TITLE = "Has anything changed?"
NAMES = ("egg", "pregnant", "nuts")
FACTS = {
    "egg": Fact("egg", "Are you allergic to egg?"),
    "pregnant": Fact("pregnant", "Are you pregnant?"),
    "nuts": Fact("nuts", "Do you have other allergies?", "list"),
    "dry": Fact("dry", "Do you have dry skin?"),
}
RULES = {
    "egg": Rule(name="egg", fact="egg", level="final", why="Egg.", fix="Leave it.", source="s"),
    "pregnant": Rule(name="pregnant", fact="pregnant", level="block", why="Pregnant.", fix="Ask.", source="s"),
    "nuts": Rule(name="nuts", fact="nuts", level="note", why="Nuts.", fix="Read.", source="s"),
}


def a_world(now: str = "2026-11-23 07:00", **fields: Any) -> World:
    """A mask in the evenings that goes by three answers, begun on 23 November."""
    mask = a_preset("mask", a_schedule("20:00"), safety=Safety(never_if=NAMES))
    profile: dict[str, bool | str] = {"egg": False, "pregnant": False, "nuts": "latex"}
    return World(mask, rules=RULES, facts=FACTS, profile=profile, now=now, **fields)


def live(world: World, until: str) -> None:
    """Time passes, and whatever waits is answered the same evening."""

    def at_wake() -> None:
        if world.raised:
            world.ask(Done())

    world.simulation.run_to(world._instant(until), at_wake)


def test_three_calendar_months_after_the_beginning_it_asks_at_ten() -> None:
    world = a_world()
    live(world, "2027-02-23 09:59")
    assert TITLE not in world.titles
    live(world, "2027-02-23 10:00")
    body = world.notice(TITLE).body
    assert "No: egg, pregnant" in body
    assert "Nuts: latex" in body
    assert "dry" not in body


def test_it_stays_and_is_not_repeated() -> None:
    world = a_world()
    live(world, "2027-05-01 12:00")
    assert world.titles.count(TITLE) == 1
    assert world.simulation.shown.count("changes") == 1


def test_over_a_year_it_asks_every_three_months_after_the_answer() -> None:
    world, asked = a_world(), []

    def at_wake() -> None:
        if world.raised:
            world.ask(Done())
        if TITLE in world.titles:
            asked.append(f"{world.now.wall():%m-%d %H:%M}")
            world.press("same", TITLE)

    world.simulation.run_to(world._instant("2027-11-30 12:00"), at_wake)
    assert asked == ["02-23 10:00", "05-23 10:00", "08-23 10:00", "11-23 10:00"]


def test_a_profile_changed_or_confirmed_by_command_is_an_answer() -> None:
    world = a_world()
    live(world, "2027-02-01 12:00")
    world.ask(Reload(fact="egg"))
    live(world, "2027-04-30 12:00")
    assert TITLE not in world.titles
    live(world, "2027-05-01 10:00")
    assert TITLE in world.titles
    said = world.ask(Reload(confirmed=True))["said"]
    assert said == ["Noted: your answers hold. You are asked again on Sun 1 Aug."]
    assert TITLE not in world.titles


def test_files_read_again_are_no_answer() -> None:
    world = a_world()
    live(world, "2027-02-01 12:00")
    world.ask(Reload())
    live(world, "2027-02-23 10:00")
    assert TITLE in world.titles


def test_what_goes_by_no_answer_is_never_asked_about() -> None:
    world = World(a_preset(), rules=RULES, facts=FACTS)
    world.to("2027-04-01 12:00")
    assert TITLE not in world.titles


def test_once_nothing_goes_by_the_answers_the_question_goes() -> None:
    world = a_world()
    live(world, "2027-02-23 10:00")
    world.ask(Disable(("mask",)))
    world.tick()
    assert TITLE not in world.titles


def test_in_quiet_hours_it_waits_for_their_end() -> None:
    world = a_world(settings=Settings(quiet=(Window("9-11", 9 * 60, 11 * 60),)))
    live(world, "2027-02-23 10:59")
    assert TITLE not in world.titles
    live(world, "2027-02-23 11:00")
    assert TITLE in world.titles


def test_late_at_night_it_waits_for_the_morning() -> None:
    world = a_world()
    world.ask(PauseCommand())
    world.off_until("2027-02-23 23:00")
    assert TITLE not in world.titles
    live(world, "2027-02-24 10:00")
    assert TITLE in world.titles


def test_a_silent_household_is_not_asked_before_it_answers() -> None:
    world = a_world()
    live(world, "2027-02-10 12:00")
    world.to("2027-02-25 12:00")
    assert TITLE not in world.titles
    world.press("fresh", "Shall we go on?")
    world.to("2027-02-26 10:00")
    assert TITLE in world.titles


def test_by_buttons_alone_each_question_is_answered_and_a_yes_holds_at_once() -> None:
    world = a_world()
    live(world, "2027-02-23 10:00")
    world.press("changed", TITLE)
    assert "Your answer so far: no. It matters to Mask." in world.notice("Are you allergic to egg?").body
    world.press("yes", "Are you allergic to egg?")
    assert world.routine("mask").held == OnHold("Egg.", world.now.instant)
    world.press("no", "Are you pregnant?")
    noted = world.notice("Noted").body
    assert "nuts" in noted
    assert "You are asked again on" in noted
    assert [(one.fact, one.value) for one in world.state.profile.said] == [("egg", True)]


def test_an_answer_by_button_holds_over_the_file_until_a_command_says_otherwise() -> None:
    world = a_world()
    live(world, "2027-02-23 10:00")
    world.press("changed", TITLE)
    world.press("no", "Are you allergic to egg?")
    world.press("yes", "Are you pregnant?")
    assert "Pregnant." in world.notice("safety note").body
    world.ask(Reload())
    assert world.state.profile.said
    world.ask(Reload(fact="pregnant"))
    assert world.state.profile.said == ()
    assert "safety" not in " ".join(world.titles)


def test_later_asks_again_the_next_morning() -> None:
    world = a_world()
    live(world, "2027-02-23 10:00")
    world.press("changed", TITLE)
    world.press("not-now", "Are you allergic to egg?")
    live(world, "2027-02-24 09:00")
    assert TITLE not in world.titles
    live(world, "2027-02-24 10:00")
    assert TITLE in world.titles


def test_enabling_something_else_does_not_put_it_off() -> None:
    world = a_world()
    live(world, "2027-02-22 12:00")
    world.change(a_preset("other"))
    world.ask(Reload())
    world.ask(Enable(("other",)))
    live(world, "2027-02-23 10:00")
    assert TITLE in world.titles
