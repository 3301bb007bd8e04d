"""What waits until something is over: held visibly, asked about in a notice, and then going on by itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from routine.core.config.rules import Fact, Rule
from routine.core.config.setup import Problem
from routine.core.preset.model import Loosening, Preset, Safety
from routine.core.requests.commands import Done, Enable
from routine.core.requests.queries import Overview, StatusQuery, Today
from routine.core.requests.reports import Closed, Reload
from routine.core.review.on_hold_until_over import next_wakes
from routine.core.schedule.types import Schedule, WhenNeeded
from tests.builders import World, a_schedule, a_series, weekly
from tests.core.reminders.test_next_time import next_at
from tests.core.review.households import guarded

WOUND = Rule(
    name="wound", fact="wound", level="block", why="It is not for open skin.", fix="Wait until it has healed.",
    source="s", waits=True,
)  # fmt: skip
FLARE = Rule(name="flare", fact="flare", level="block", why="Not in a flare.", fix="Wait.", source="s", waits=True)
RULES = {rule.name: rule for rule in (WOUND, FLARE)}
FACTS = {name: Fact(name, f"Do you have a {name}?") for name in ("wound", "flare")}
NO = {"wound": False, "flare": False}


def household(*presets: Preset, **fields: Any) -> World:
    """Somebody to whom nothing applies."""
    return World(*presets, rules=RULES, facts=FACTS, profile=dict(NO), **fields)


def say(world: World, **profile: bool) -> dict[str, Any]:
    """By command; the reply."""
    world.change(profile={**world.files.setup.profile, **profile})
    return world.ask(Reload(fact=next(iter(profile))))


def wounded(*presets: Preset) -> World:
    """A mask and an acid run, and skin is broken from now on."""
    world = household(*(presets or (guarded("mask", "wound"), guarded("acid", "wound", "flare"))))
    say(world, wound=True)
    return world


def test_what_runs_is_held_and_one_notice_says_so_with_a_button_that_ends_it() -> None:
    world = wounded()
    assert [world.routine(id).held is not None for id in ("mask", "acid")] == [True, True]
    notice = world.notice("waits")
    assert notice.title == "2 routines are on hold"
    assert "It is not for open skin." in notice.body
    assert "Wait until it has healed." in notice.body
    assert [button.label for button in notice.buttons] == ["It is over", "Not yet"]
    assert notice.commands == ("routine profile set wound no",)


@pytest.mark.parametrize(
    ("answer", "labels"), [(True, ["It is over", "Not yet", "Say where"]), ("hands", ["It is over", "Not yet"])]
)
def test_who_only_said_that_it_is_so_can_say_where(answer: bool | str, labels: list[str]) -> None:
    """What goes elsewhere need not wait; who named an area already is not asked for it again."""
    world = household(guarded("mask", "wound"))
    world.change(facts={"wound": Fact("wound", "Do you have a wound?", kind="areas")}, profile={"wound": answer})
    world.ask(Reload(fact="wound"))
    assert [button.label for button in world.notice("waits").buttons] == labels


def test_nothing_comes_while_it_lasts_and_the_log_says_why() -> None:
    world = wounded()
    world.to("2026-11-25 09:00")
    assert world.raised == []
    assert {entry.reason for entry in world.log if entry.answer == "excused"} == {"held: It is not for open skin."}


def test_what_waited_for_an_answer_is_not_counted() -> None:
    world = household(guarded("mask", "wound"))
    world.to("08:05")
    assert world.raised
    say(world, wound=True)
    assert world.raised == []
    assert list(world.answers.values()) == ["excused"]


def test_the_command_says_what_is_held_why_and_how_to_end_it() -> None:
    world = household(guarded("mask", "wound"))
    said = " ".join(say(world, wound=True)["said"])
    assert "Mask is on hold. It is not for open skin." in said
    assert "routine profile set wound no" in said
    assert "preset enable" not in said


def test_status_today_and_overview_show_the_hold() -> None:
    world = wounded()
    held = world.ask(StatusQuery())["held"]
    assert [(one["routine"], one["why"]) for one in held] == [("acid", WOUND.why), ("mask", WOUND.why)]
    for query in (Today(), Overview()):
        notes = " ".join(world.ask(query)["notes"])
        assert "on hold" in notes
        assert "routine profile set wound no" in notes


def test_a_button_ends_it_and_what_is_next_is_said() -> None:
    world = wounded()
    world.press("over", "waits")
    assert [world.routine(id).held for id in ("mask", "acid")] == [None, None]
    assert world.setup_now.profile["wound"] is True  # the file follows; state has the answer
    assert any(one.fact == "wound" and one.value is False for one in world.state.profile.said)
    assert next_at("today 08:00") in world.notice("answered").body
    world.to("08:00")
    assert len(world.raised) == 2


def test_a_command_ends_it_too_and_takes_the_notice_away() -> None:
    world = wounded()
    said = " ".join(say(world, wound=False)["said"])
    assert next_at("today 08:00") in said
    assert world.showing == []
    assert world.routine("mask").held is None


def test_what_something_else_stands_against_waits_on_for_that() -> None:
    world = wounded()
    say(world, flare=True)
    say(world, wound=False)
    assert world.routine("mask").held is None
    held = world.routine("acid").held
    assert held is not None
    assert held.waits_for == "flare"


def test_what_cannot_be_read_ends_no_wait() -> None:
    """Without the profile nobody knows that it is over."""
    world = wounded()
    world.change(profile={}, problems=(Problem("profile:", "it is not valid TOML"),))
    world.ask(Reload())
    assert [world.routine(id).held is not None for id in ("mask", "acid")] == [True, True]


def test_what_a_person_has_to_put_right_is_not_over_with_the_wound() -> None:
    world = household(guarded("mask", "wound"))
    world.change(
        loosened={"mask": (Loosening(("safety", "min_gap"), "1 day instead of 5 days"),)}, profile={**NO, "wound": True}
    )
    world.ask(Reload(fact="wound"))
    held = world.routine("mask").held
    assert held is not None
    assert (held.rule.split()[0], held.waits_for) == ("block:loosened", "")


def test_what_is_final_and_waits_comes_before_what_can_be_accepted() -> None:
    world = household(guarded("mask", "wound"))
    world.change(
        rules={"wound": replace(WOUND, level="final")},
        loosened={"mask": (Loosening(("safety", "min_gap"), "1 day instead of 5 days"),)},
        profile={**NO, "wound": True},
    )
    world.ask(Reload(fact="wound"))
    held = world.routine("mask").held
    assert held is not None
    assert held.rule == "final:wound"


def test_not_yet_asks_again_on_the_day_of_the_next_time_at_ten() -> None:
    world = wounded()
    world.press("not-yet", "waits")
    assert world.showing == []
    world.to("23:00")
    assert world.showing == []
    world.to("2026-11-24 10:00")
    assert world.showing == ["waits"]
    world.press("not-yet", "waits")
    world.to("2026-11-25 10:00")
    assert world.showing == ["waits"]


@pytest.mark.parametrize(("at", "asked"), [("09:59", False), ("21:59", True), ("22:00", False)])
def test_it_asks_again_between_ten_and_ten(at: str, asked: bool) -> None:
    world = wounded()
    world.press("not-yet", "waits")
    world.off_until(f"2026-11-24 {at}")
    assert ("waits" in world.showing) is asked


def test_what_came_up_late_at_night_is_asked_the_next_morning() -> None:
    world = wounded()
    world.press("not-yet", "waits")
    world.off_until("2026-11-25 23:00")
    assert [f"{at:%m-%d %H:%M}" for at in next_wakes(world.draft)] == ["11-26 09:00"]  # of UTC
    world.to("2026-11-26 10:00")
    assert world.showing == ["waits"]


def test_what_shows_is_not_shown_anew_day_by_day() -> None:
    world = wounded()
    assert list(next_wakes(world.draft)) == []
    world.to("2026-11-27 12:00")
    assert world.simulation.shown.count("waits:wound") == 1


def test_closed_without_an_answer_it_is_asked_again_the_next_day_and_not_before() -> None:
    world = wounded()
    for times, day in enumerate((24, 25), 1):
        world.ask(Closed(world.notice("waits").id))
        world.to(f"2026-11-{day - 1} 11:00")
        world.to(f"2026-11-{day} 09:59")
        assert world.simulation.shown.count("waits:wound") == times
        world.to(f"2026-11-{day} 10:00")
        assert world.simulation.shown.count("waits:wound") == times + 1
    world.to("2026-11-27 12:00")  # now it is on the screen
    assert world.simulation.shown.count("waits:wound") == 3


def test_of_several_the_one_that_comes_first_says_when_it_is_asked_again() -> None:
    """A mask every day, an acid on Fridays."""
    world = wounded(guarded("acid", "wound", schedule=weekly(4, "08:00")), guarded("mask", "wound"))
    world.press("not-yet", "waits")
    world.to("2026-11-24 10:00")
    assert world.showing == ["waits"]


def test_what_has_no_time_ahead_is_asked_about_the_next_day() -> None:
    world = wounded(guarded("mask", "wound", schedule=Schedule(WhenNeeded())))
    world.press("not-yet", "waits")
    world.to("23:00")
    assert world.showing == []
    world.to("2026-11-24 10:00")
    assert world.showing == ["waits"]


def test_the_notice_says_what_to_do_about_what_it_waits_for_alone() -> None:
    note = Rule(name="dry", fact="dry", level="note", why="Dry.", fix="Put cream on.", source="s")
    world = World(
        guarded("mask", "dry", "wound"),
        rules={**RULES, "dry": note},
        facts={**FACTS, "dry": Fact("dry", "Is it dry?")},
        profile={**NO, "dry": True},
    )
    say(world, wound=True)
    assert "Wait until it has healed." in world.notice("waits").body
    assert "Put cream on." not in world.notice("waits").body


def test_four_on_hold_are_all_named_and_of_five_three() -> None:
    ids = ["a-cream", "b-cream", "c-cream", "d-cream", "e-cream"]
    four = wounded(*(guarded(id, "wound") for id in ids[:4])).notice("waits").body
    assert "A cream, B cream, C cream and D cream" in four
    five = wounded(*(guarded(id, "wound") for id in ids)).notice("waits").body
    assert "A cream, B cream, C cream and 2 more" in five


def test_what_was_put_off_is_not_asked_again_by_files_that_are_read_again() -> None:
    world = wounded()
    held = world.routine("mask").held
    world.to("07:30")
    world.press("not-yet", "waits")
    world.ask(Reload())
    assert world.showing == []
    assert held is not None
    assert world.routine("mask").held == replace(held, ask_on=date(2026, 11, 24))


def test_time_on_hold_leaves_no_times_to_answer_behind() -> None:
    world = wounded(guarded("mask", "wound"))
    world.to("2026-11-26 12:00")
    world.press("over", "waits")
    assert world.raised == []
    world.to("2026-11-27 08:00")
    assert world.raised == ["mask@2026-11-27T08:00"]


def test_what_was_held_back_while_the_machine_slept_is_over_too() -> None:
    """It is said to be over before anything else is looked at."""
    world = wounded(guarded("mask", "wound"))
    world.simulation.clock.advance(timedelta(days=3))
    world.press("over", "waits")
    world.tick()
    assert (world.raised, world.answers) == ([], {})


def test_what_lives_by_another_clock_goes_on_with_what_is_still_to_come_by_that() -> None:
    """Noon in Berlin is six in the morning in New York."""
    world = wounded(guarded("mask", "wound", schedule=a_schedule("08:00", zone="America/New_York")))
    world.to("12:00")
    world.press("over", "waits")
    world.to("14:00")
    assert world.raised == ["mask@2026-11-23T08:00"]


def test_who_accepted_a_yes_goes_on_and_who_went_on_without_an_answer_did_not() -> None:
    knew = World(
        guarded("mask", "wound"), rules=RULES, facts=FACTS, profile={**NO, "wound": True}, accept=("wound",)
    )  # fmt: skip
    knew.ask(Reload())
    assert knew.routine("mask").held is None
    left_open = World(guarded("mask", "wound"), rules=RULES, facts=FACTS, profile={}, accept=("wound",))
    say(left_open, wound=True)
    assert left_open.routine("mask").held is not None


def test_enabling_it_again_with_the_rule_accepted_goes_on() -> None:
    world = wounded(guarded("mask", "wound"))
    world.ask(Enable(("mask",), ("wound",)))
    assert world.routine("mask").held is None
    assert world.showing == []
    world.ask(Reload())
    assert world.routine("mask").held is None


def test_a_series_of_visits_is_not_held_for_its_after_care_goes_on() -> None:
    world = household(replace(a_series("sculptra"), safety=Safety(never_if=("wound",))))
    say(world, wound=True)
    assert world.routine("sculptra").held is None
    assert "review" in world.showing


def test_a_new_question_holds_no_series_of_visits_either() -> None:
    world = household(replace(a_series("sculptra"), contains=("x",)))
    world.change(rules={"new": replace(WOUND, name="new", fact="new", contains=("x",))})
    world.change(facts={**FACTS, "new": Fact("new", "Is it new?")})
    world.ask(Reload())
    assert world.routine("sculptra").held is None


def test_a_restart_forgets_nothing() -> None:
    world = wounded()
    world.restart()
    assert world.showing == ["waits"]
    world.press("over", "waits")
    assert world.routine("mask").held is None


def asked_anew() -> World:
    """A mask that runs, and whose final rule asks something that nobody has answered."""
    final = Rule(
        name="egg",
        fact="egg",
        level="final",
        why="Are you allergic to egg? Mask needs your answer.",
        fix="Leave it off.",
        source="s",
    )
    facts = {**FACTS, "egg": Fact("egg", "Are you allergic to egg?")}
    world = World(guarded("mask", "egg"), rules={"egg": final}, facts=facts, profile={"egg": False})
    world.change(profile={})
    world.ask(Reload())
    return world


def test_a_final_rules_open_question_is_answered_by_buttons() -> None:
    """An update may ask something new of what runs: no terminal is needed to answer."""
    world = asked_anew()
    notice = world.notice("waits")
    assert notice.body.splitlines()[0] == "Are you allergic to egg?"
    assert [button.label for button in notice.buttons] == ["Yes", "No", "Later"]
    world.press("no", "waits")
    assert world.routine("mask").held is None
    world.to("08:00")
    world.ask(Done(("mask",)))


@pytest.mark.parametrize("button", ["yes"])
def test_a_yes_to_it_holds_for_good(button: str) -> None:
    world = asked_anew()
    world.press(button, "waits")
    held = world.routine("mask").held
    assert held is not None
    assert (held.why, held.waits_for) == ("Are you allergic to egg? Mask needs your answer.", "")
    assert "hold" in world.showing
